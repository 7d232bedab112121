// Tabs make one panel of the sections of a page, called as their headings are: one is seen at a time, as under the canvas
// of a workshop. Without scripts all of them stand below each other. The others are found by the browser's own search all
// the same, and whatever the address leads to brings its section to the front.
import { make, targeted } from "./dom";

let column: HTMLElement | null = null, list: HTMLElement, sections: HTMLElement[] = [], buttons: HTMLButtonElement[] = [];

// tabs sets them up, if the page has any.
export function tabs(): void {
  column = document.querySelector<HTMLElement>(".tabbed");
  if (!column) return;
  list = make("div", { "data-made": true, role: "tablist", "aria-label": "About the widget", on: { keydown: walk } });
  column.prepend(list);
  build("");
  document.addEventListener("vitrine-swap", () => { build(chosen()); });
  addEventListener("hashchange", follow);
  document.addEventListener("click", (e) => { // also where the address stays as it is
    const a = (e.target as Element).closest<HTMLAnchorElement>("a[href^='#']");
    if (a) bring(a.hash);
  });
  follow();
}

// build makes the tabs of what sections there are now, and shows one of them.
function build(id: string): void {
  sections = Array.from(column!.querySelectorAll<HTMLElement>(":scope > section"));
  const focus = list.contains(document.activeElement);
  buttons = sections.map((s, i) => make("button", {
    type: "button", role: "tab", id: "tab-" + s.id, "aria-controls": s.id, on: { click() { choose(i, true); } }
  }, s.querySelector("h2")!.firstChild!.textContent!.trim()));
  list.replaceChildren(...buttons);
  sections.forEach((s, i) => {
    s.setAttribute("role", "tabpanel");
    s.setAttribute("aria-labelledby", buttons[i].id);
    s.tabIndex = -1;
    s.onbeforematch = () => { choose(i, false); };
  });
  const n = Math.max(0, sections.findIndex((s) => s.id === id));
  choose(n, false);
  if (focus) buttons[n].focus();
}

function chosen(): string { return sections.find((s) => !s.hasAttribute("hidden"))?.id || ""; }

function choose(n: number, write: boolean): void {
  sections.forEach((s, i) => {
    buttons[i].setAttribute("aria-selected", String(i === n));
    buttons[i].tabIndex = i === n ? 0 : -1;
    if (i === n) s.removeAttribute("hidden");
    else s.setAttribute("hidden", "until-found");
  });
  if (write) history.replaceState(history.state, "", location.search + "#" + sections[n].id);
}

function bring(hash: string): void {
  const at = targeted(hash);
  const n = at ? sections.findIndex((s) => s.contains(at)) : -1;
  if (n >= 0) choose(n, false);
}

function follow(): void {
  bring(location.hash);
  column!.querySelector(":target")?.scrollIntoView();
}

function walk(e: KeyboardEvent): void {
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[e.key];
  if (to === undefined || at < 0) return;
  e.preventDefault();
  const n = (to + buttons.length) % buttons.length;
  choose(n, true);
  buttons[n].focus();
}
