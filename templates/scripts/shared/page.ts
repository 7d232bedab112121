// What every page has: the menu, the theme switch, and the search field, whose
// scripts are loaded when it is used.
import { make, targeted, tool } from "./dom";
import { field } from "./field";
import { here } from "./here";

const root = document.documentElement;

// everyPage sets all of it up; search is called when the search field is first used.
export function everyPage(search = loadSearch): void {
  searchField(search);
  menu();
  themeSwitch();
  unfold();
  addEventListener("hashchange", unfold);
}

/* ---- the menu ---- */

// menu is the button that the navigation stands behind on a phone; without scripts it stands in a row of its own.
function menu(): void {
  const nav = document.querySelector<HTMLElement>(".bar nav");
  if (!nav || !("popover" in nav) || nav.id) return;
  nav.id = "nav";
  nav.popover = "auto";
  addEventListener("resize", () => nav.hidePopover());
  nav.before(tool("Menu", "menu", { class: "tool menu", popovertarget: "nav", "data-made": true }));
}

/* ---- the theme ---- */

function themeSwitch(): void {
  const bar = document.querySelector(".bar"), button = tool("", "theme", { "data-theme-switch": true, "data-made": true });
  if (!bar || bar.querySelector("[data-theme-switch]")) return;
  function label() {
    button.title = next() ? "Switch to the " + next() + " theme" : "Follow the system’s theme";
    button.setAttribute("aria-label", button.title);
  }
  button.addEventListener("click", () => {
    const theme = next();
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    try { localStorage.setItem("vitrine-theme", theme); } catch (e) { /* not remembered */ }
    label();
    document.dispatchEvent(new Event("vitrine-theme"));
  });
  label();
  bar.append(button);
}

// next is the theme after the one that is chosen: the one that the system does not have, the one that it has, and "", which
// leaves it to the system.
function next(): string {
  const both = matchMedia("(prefers-color-scheme: dark)").matches ? ["light", "dark"] : ["dark", "light"];
  return both[both.indexOf(root.dataset.theme || "") + 1] || "";
}

/* ---- the search field ---- */

function loadSearch(): void {
  document.head.append(make("link", { rel: "stylesheet", href: new URL("search.css", here) }),
    make("script", { src: new URL("search.js", here) }));
}

function searchField(search: () => void): void {
  if (!field) return;
  const find = field;
  let used = false;
  function load() {
    if (!used) search();
    used = true;
  }
  find.addEventListener("focus", load);
  if (document.activeElement === find) load();
  document.addEventListener("keydown", (e) => {
    if (!opens(e) || e.defaultPrevented ||
      (e.target as Element).closest("input, select, textarea, [contenteditable], dialog[open]")) return;
    e.preventDefault();
    load();
    find.focus();
    find.select();
  });
}

// opens tells whether a key leads to the search field.
function opens(e: KeyboardEvent): boolean {
  if (e.altKey) return false;
  return e.key === "/" ? !e.ctrlKey && !e.metaKey && slash() : e.key === "k" && (e.ctrlKey || e.metaKey) && !e.shiftKey;
}

function slash(): boolean {
  try { return localStorage.getItem("vitrine-slash") !== "off"; } catch (e) { return true; }
}

// unfold opens what the address leads to, and what it stands in.
function unfold(): void {
  const at = targeted(location.hash);
  for (let e = at ? at.closest("details") : null; e; e = e.parentElement!.closest("details")) e.open = true;
}
