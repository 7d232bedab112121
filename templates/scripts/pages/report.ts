import { report } from "../report/report";
import { everyPage } from "../shared/page";

everyPage();
report();
