// What the bar of a decision loads when somebody asks how it is committed.
import { commits } from "../review/commit";

commits();
