import { ignoreEntry } from "../rules/ignore";
import { examples } from "../shared/copy";
import { everyPage } from "../shared/page";

everyPage();
examples();
ignoreEntry();
