import { pickers } from "../compare/picker";
import { review } from "../review/review";
import { contents } from "../shared/contents";
import { languages } from "../shared/languages";
import { lightbox } from "../shared/lightbox";
import { everyPage } from "../shared/page";

everyPage();
pickers();
review();
languages();
contents();
lightbox();
