import { rules } from "../rules/rules";
import { everyPage } from "../shared/page";

everyPage();
rules();
