import { later } from "../shared/later";
import { everyPage } from "../shared/page";

everyPage();
later("decision.js", "[data-review]");
