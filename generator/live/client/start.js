restore();
open();
lookForOffers();
