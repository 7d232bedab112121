import { lost } from "../lost/lost";
import { everyPage } from "../shared/page";

everyPage();
lost();
