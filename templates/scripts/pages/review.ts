import { list } from "../review/queue";
import { keptFor } from "../review/store";
import { one } from "../shared/dom";
import { everyPage } from "../shared/page";

everyPage();
list(one("[data-queue]"), keptFor("./"));
