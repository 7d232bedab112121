import { pickers } from "../compare/picker";
import { later } from "../shared/later";
import { everyPage } from "../shared/page";

everyPage();
pickers();
later("decision.js", "[data-review]");
