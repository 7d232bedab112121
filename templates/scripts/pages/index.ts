// The gallery's index has the search from the start.
import { searchBox } from "../search/box";
import { searchPage } from "../search/page";
import { everyPage } from "../shared/page";

everyPage(() => {});
searchBox();
searchPage();
