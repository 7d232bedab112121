import { review } from "../review/review";
import { languages } from "../shared/languages";
import { everyPage } from "../shared/page";

everyPage();
review();
languages();
