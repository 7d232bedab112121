// The script of a page that needs no more than every page has.
import { everyPage } from "../shared/page";

everyPage();
