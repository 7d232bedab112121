restore();
open();
