import { compare } from "../compare/compare";
import { everyPage } from "../shared/page";

everyPage();
compare();
