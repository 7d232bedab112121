import { review } from "../review/review";
import { everyPage } from "../shared/page";

everyPage();
review();
