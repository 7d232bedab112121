// The sheet of keys of a widget's page, which loads this when somebody asks for it.
import { make } from "../shared/dom";

const KEYS = [
  ["/", "Search the gallery"], ["Alt + R", "Load the widget again"], ["Alt + F", "Focus: the widget at its own size"],
  ["Alt + D", "On the desk: the agent’s screen"],
  ["Double click", "Beside the widget or on its bar: Focus or the desk"],
  ["Alt + A", "All screens"], ["Alt + Shift + L", "Copy a link to what you see"],
  ["Alt + Shift + I", "Open the page by itself"], ["← →", "Between the tabs below the stage"],
  ["Esc", "Leave the full window"], ["?", "This list"]
];

const dialog = make("dialog", { class: "keys-sheet", "aria-labelledby": "h-keys", "data-made": true }, make("h2", { id: "h-keys" }, "Keys"),
  make("dl", {}, KEYS.flatMap(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)])),
  make("form", { method: "dialog" }, make("button", {}, "Close")));
if (!document.querySelector(".keys-sheet")) { // asked for twice
  document.body.append(dialog);
  dialog.showModal();
}
