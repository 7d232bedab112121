// The filters of the index: for each key the values that there are, to be included or left out, with how many cards there would
// be. What is chosen is written into the query, so that the address says it.
import { make as el } from "../shared/dom";
import { fold } from "./column";
import { db } from "./data";
import { without } from "./dom";
import type { Found } from "./find";
import { KEYS, meant, text, word, type Term } from "./query";

// Asker is the page that shows what is found.
export interface Asker {
  ask(query: string): void;
  type(query: string): void; // begins a word in the search field
  again(): void; // draws the filters once more
}

const VALUES = 8, MOST = 60; // that are shown of a key, and when all are asked for
const more: { [key: string]: boolean } = {}; // keys of which all values are shown

// drawFacets fills the filters in; what had the focus has it again.
export function drawFacets(r: Found, into: HTMLElement, asker: Asker): void {
  const sets = Object.keys(r.facets).map((key) => facet(key, r, asker)).filter((set) => set !== null);
  const focused = document.activeElement as HTMLElement | null, at = focused && into.contains(focused) ? focused.dataset.word : null;
  into.replaceChildren(...sets);
  if (!at) return;
  into.querySelectorAll<HTMLElement>("[data-word]").forEach((e) => { if (e.dataset.word === at) e.focus({ preventScroll: true }); });
}

function facet(key: string, r: Found, asker: Asker): HTMLElement | null {
  const k = KEYS[key], values = db!.columns[k.column || key].values, ids = ordered(key, r.facets[key]), chosen = terms(key, r);
  if (!ids.length) return null;
  const limit = more[key] ? MOST : VALUES, shown = ids.slice(0, limit);
  ids.slice(limit).forEach((id) => { if (chosen.has(fold(values[id]))) shown.push(id); });
  const rows = shown.map((id) => value(key, values[id], chosen.get(fold(values[id])), r, r.facets[key][id], asker));
  if (ids.length > VALUES) rows.push(el("li", {}, beyond(key, r, ids.length, shown.length, asker)));
  return el("fieldset", { "data-facet": key }, el("legend", {}, k.name), el("ul", {}, rows));
}

// terms are the words of a query for a key, by the values that they mean.
function terms(key: string, r: Found): Map<string, Term> {
  return new Map(r.terms.filter((t) => t.key === key).map((t) => [meant(key, fold(t.value)), t]));
}

// ordered lists the values of a key. Few stay where they are whatever is asked; of many those come first that there are most of.
function ordered(key: string, counts: Int32Array): number[] {
  const k = KEYS[key], c = db!.columns[k.column || key], fixed = Object.keys(k.say || {}), values = c.values;
  const ids = values.map((_, id) => id).filter((id) => values[id]), many = ids.length > VALUES;
  function place(id: number): number { return fixed.indexOf(values[id]) + 1 || fixed.length + 1; }
  function all(id: number): number { return c.begins[id + 1] - c.begins[id]; }
  return ids.sort((a, b) => place(a) - place(b) || (many ? counts[b] - counts[a] : 0) || all(b) - all(a) ||
    (values[a] < values[b] ? -1 : 1));
}

// value is a row: a box to include the value, and a button to leave it out.
function value(key: string, v: string, t: Term | undefined, r: Found, count: number, asker: Asker): HTMLElement {
  const name = KEYS[key].say?.[v] || v, on = t !== undefined && !t.not, off = t !== undefined && t.not;
  function turn(now: boolean, not: boolean) {
    const rest = t ? without(r.terms, t) : text(r.terms);
    asker.ask(now ? rest : (rest + " " + word(key, v, not)).trim() + " ");
  }
  return el("li", { class: "facet" + (off ? " is-not" : count || on ? "" : " is-zero") },
    el("label", { title: word(key, v) },
      el("input", { type: "checkbox", checked: on, "data-word": word(key, v), on: { change() { turn(on, false); } } }),
      el("bdi", {}, name), el("span", { class: "facet-count" }, count.toLocaleString("en"))),
    el("button", {
      type: "button", class: "facet-not", "aria-pressed": String(off), "data-word": word(key, v, true), title: "Leave out " + name,
      "aria-label": "Leave out " + name, on: { click() { turn(off, true); } }
    }, "−"));
}

// beyond leads to the values of a filter that are not shown.
function beyond(key: string, r: Found, all: number, shown: number, asker: Asker): HTMLElement | null {
  const many = all.toLocaleString("en");
  function widen() { more[key] = true; asker.again(); }
  function type() { asker.type((text(r.terms) + " " + key + ":").trim()); }
  if (!more[key]) return el("button", { type: "button", class: "small", on: { click: widen } }, "More of " + many);
  return all > shown ? el("button", { type: "button", class: "small", on: { click: type } }, "Type to find one of " + many) : null;
}
