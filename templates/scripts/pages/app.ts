import { review } from "../review/review";
import { contents } from "../shared/contents";
import { languages } from "../shared/languages";
import { lightbox } from "../shared/lightbox";
import { everyPage } from "../shared/page";

everyPage();
review();
languages();
contents();
lightbox();
