// The sheet that says what can be asked, and with which keys.
import { make as el } from "../shared/dom";
import { judged, keys, load } from "./data";
import { KEYS } from "./query";
import { forgetRecent } from "./recent";

const PLACES = "Both words, anywhere in names, hosts, permissions, tags, settings";
const FORMS: [string, string][] = [
  ["\"order lookup\"", "The two beside each other"],
  ["-perm:camera", "Without what has it"]
];
const STROKES: [string[], string][] = [
  [["Ctrl", "K"], "to the search, also with ⌘"], [["/"], "to the search, unless you type"], [["↑", "↓"], "choose"],
  [["Enter"], "open, or show all on the index"], [["Esc"], "close, then empty the field"], [["?"], "this sheet, in the empty field"]
];

let sheet: HTMLDialogElement | null = null;

// showHelp opens the sheet.
export function showHelp(): void {
  if (!sheet) document.body.append(sheet = made());
  sheet.showModal();
}

function made(): HTMLDialogElement {
  const slash = el("input", { type: "checkbox", checked: !slashOff(), on: { change() { switchSlash(slash.checked); } } });
  const forget = el("button", { type: "button", class: "small", on: { click() { forgetRecent(); forget.textContent = "Forgotten"; } } },
    "Forget recent searches");
  const words = el("div", { class: "find-words" });
  function fill() { words.replaceChildren(...asked()); }
  fill();
  load(fill); // what is asked for here may not be known yet
  const dialog: HTMLDialogElement = el("dialog", { class: "sheet find-help", "aria-labelledby": "find-help-title" },
    el("div", { class: "sheet-head" }, el("h2", { id: "find-help-title" }, "How to search"),
      el("button", { type: "button", "aria-label": "Close", on: { click() { dialog.close(); } } }, "×")),
    el("div", { class: "sheet-body" },
      words,
      table("Keys", STROKES.map(([keys, about]) => [el("span", {}, keys.map((k) => el("kbd", {}, k))), about])),
      el("p", {}, el("label", {}, slash, " The key / leads to the search")), el("p", {}, forget)));
  return dialog;
}

// asked is what can be asked.
function asked(): HTMLElement[] {
  const both: [string, string] = ["order lookup", PLACES + (judged() ? ", descriptions or broken rules" : " or descriptions")];
  return [table("Words", [both, ...FORMS].map(([word, about]) => [el("code", {}, word), about])),
    table("Filters", keys().map((key) => [el("code", {}, key + ":"), KEYS[key].about]))];
}

function table(title: string, rows: [HTMLElement, string][]): HTMLElement {
  return el("section", {}, el("h3", {}, title), el("dl", { class: "facts" }, rows.flatMap(([word, about]) => [el("dt", {}, word),
    el("dd", {}, about)])));
}

// The key may be in the way of people who speak to their computer; shared/page.ts asks the same.
function slashOff(): boolean { try { return localStorage.getItem("vitrine-slash") === "off"; } catch (e) { return false; } }
function switchSlash(on: boolean): void {
  try { localStorage.setItem("vitrine-slash", on ? "on" : "off"); } catch (e) { /* not remembered */ }
}
