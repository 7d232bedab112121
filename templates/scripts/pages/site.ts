// The script of a page that needs no more than every page has.
import { examples } from "../shared/copy";
import { everyPage } from "../shared/page";

everyPage();
examples();
