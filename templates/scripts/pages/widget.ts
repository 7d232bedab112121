import { languages } from "../shared/languages";
import { later } from "../shared/later";
import { everyPage } from "../shared/page";
import { tabs } from "../shared/tabs";
import { stage } from "../stage/stage";

everyPage();
languages(); // before the stage, which then keeps the language
const begin = stage();
tabs(); // one of which the stage adds; most of the page is hidden behind the others
begin();
later("decision.js", "[data-review]");
later("listing.js", ".source, .aside");
