import { ignoreEntry } from "../rules/ignore";
import { everyPage } from "../shared/page";

everyPage();
ignoreEntry();
