// What the search field loads when it is first used, on all pages but the index.
import { searchBox } from "../search/box";

searchBox();
