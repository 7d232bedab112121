// What the pages of widgets and differences load when all else is there: the bar of a decision.
import { review } from "../review/review";

review();
