// The language switch. A page holds its texts in every language of the app;
// this chooses which is seen, and marks where one is missing. The language is
// in the address. Where there is a stage, that keeps the address and is asked
// instead (keptBy, stage/stage.ts).

import { make } from "./dom";
import { language } from "./text";

let select = find();
let keeper: ((lang: string | null) => void) | null = null;

// find makes the switch at its place; one that stands there already for the same languages stays.
function find(): HTMLSelectElement | null {
  const place = document.querySelector<HTMLElement>("[data-languages]"), list = place && place.dataset.languages!;
  if (!place || !list) return null;
  const old = place.querySelector("select");
  if (old && old.dataset.language === list) return old;
  const made = switchOf(list.split(" "));
  made.dataset.language = list;
  place.replaceChildren(make("label", { class: "language" }, make("span", {}, "Language"), " ", made));
  return made;
}

// languages sets the switch up, if the page has one. When vitrine serve replaced something of the page, that may be the
// switch, or texts.
export function languages(): void {
  document.addEventListener("change", (e) => {
    if (!select || e.target !== select) return;
    if (keeper) keeper(select.value);
    else { history.pushState(null, "", location.pathname + query() + location.hash); turn(); }
  });
  document.addEventListener("vitrine-swap", () => {
    const chosen = select && select.value;
    select = find();
    turnTo(chosen);
  });
  addEventListener("popstate", turn);
  turn();
}

// switchOf makes the switch of "en_us" and of "de_de:3", a language that lacks three texts.
function switchOf(list: string[]): HTMLSelectElement {
  return make("select", { "data-language": true, autocomplete: "off" }, list.map((item) => {
    const [name, missing] = item.split(":");
    return make("option", { value: name }, named(name) + (missing ? " · " + missing + " missing" : ""));
  }));
}

// named is a language as people call it.
function named(locale: string): string {
  try {
    const name = new Intl.DisplayNames(["en"], { type: "language" }).of(language(locale) || locale);
    return name && name !== locale ? name + " (" + locale + ")" : locale;
  } catch (e) { return locale; }
}

// keptBy hands the choice to somebody who keeps it, and then calls turnTo.
export function keptBy(speak: (lang: string | null) => void): void { keeper = speak; }

// turnTo shows the page in a language; one that it does not have, in its first.
export function turnTo(lang: string | null): void {
  if (!select) return;
  select.value = lang || "";
  if (!select.value) select.selectedIndex = 0;
  const chosen = select.value;
  document.querySelectorAll<HTMLElement>(".words").forEach((e) => {
    const list = Array.from(e.querySelectorAll<HTMLElement>(":scope > [data-lang]")), own = list.find((c) => c.dataset.lang === chosen);
    list.forEach((c) => { c.hidden = c !== (own || list[0]); });
    e.querySelector(":scope > .missing")?.remove();
    if (!own) e.append(make("span", { class: "missing" }, "missing in ", make("bdi", {}, chosen), ", " + e.dataset.instead));
  });
  document.querySelectorAll<HTMLAnchorElement>(".rows a, .versions a, .title p a").forEach((a) => { a.search = query(); });
}

function query(): string { return select!.selectedIndex ? "?lang=" + encodeURIComponent(select!.value) : ""; }

function turn(): void { (keeper || turnTo)(new URLSearchParams(location.search).get("lang")); }
