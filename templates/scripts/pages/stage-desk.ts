// What runs inside the document of the agent's screen (stage/stage.ts loads it there).
import "../stage/desk";
