// Building blocks; what a definition says is only ever set as text.
import { glyph, make as el, type Child } from "../shared/dom";
import { db, lacking, type Asked } from "./data";
import { meantInstead, type Found } from "./find";
import { KEYS, said, text, type Term } from "./query";
import { spans } from "./suggest";

// marked is a text in which words stand out.
export function marked(text: string, words: string[]): HTMLElement {
  const out = el("bdi");
  let at = 0;
  spans(text, words).forEach((s) => {
    out.append(text.slice(at, s[0]), el("mark", { class: "hit" }, text.slice(s[0], s[1])));
    at = s[1];
  });
  out.append(text.slice(at));
  return out;
}

const GLYPH: Record<string, string> = { fail: "error", warn: "warning", info: "info", pass: "pass" };

// status is the pill of a card: how many of the worst findings it has; none in a gallery that says nothing of them.
export function status(kind: string, counts: number[]): HTMLElement | null {
  if (!kind) return null;
  const worst = counts.findIndex(Boolean), n = counts[worst];
  return el("span", { class: "status is-" + kind }, glyph(GLYPH[kind]),
    worst < 0 ? "No errors" : n + " " + ["error", "warning", "note"][worst] + (n === 1 ? "" : "s"));
}

// permissions are glyphs in slots: each stands at the same place on every card.
export function permissions(list: Asked[]): HTMLElement | null {
  return list.length ? el("span", { class: "perms" }, list.map((p) => el("span", {
    class: "perm perm-" + p.glyph + (p.granted ? "" : " is-inert"), title: p.title
  }, glyph(p.glyph), el("span", { class: "visually-hidden" }, p.title)))) : null;
}

// chips shows the words of a query; each can be taken out.
export function chips(terms: Term[], drop: (t: Term) => void): HTMLElement[] {
  return terms.filter((t) => t.value !== "").map((t) => el("button", {
    type: "button", class: "chip" + (t.not ? " is-not" : "") + (t.unknown ? " is-unknown" : ""), on: { click() { drop(t); } }
  },
      t.not ? el("span", { class: "chip-key" }, "not") : null,
      t.key ? el("span", { class: "chip-key" }, KEYS[t.key].name) : null,
      el("bdi", {}, said(t)), el("span", { class: "chip-x" }, el("span", { "aria-hidden": "true" }, "×"),
        el("span", { class: "visually-hidden" }, "remove"))));
}

// without is a query without one of its words.
export function without(terms: Term[], t: Term): string {
  return text(terms.filter((u) => u !== t));
}

// notes says what is odd about a query; ask puts another.
export function notes(r: Found, ask: (query: string) => void): HTMLElement[] {
  const out: HTMLElement[] = [];
  function say(...parts: Child[]) { out.push(el("span", {}, ...parts)); }
  r.terms.forEach((t) => {
    if (t.unknown) say("There is no filter called ", el("code", {}, el("bdi", {}, t.unknown)), "; it was taken as text.");
  });
  Object.keys(r.fuzzy || {}).forEach((w) => say("Nothing has “", el("bdi", {}, w), "”; shown is what is spelled alike."));
  if (!db!.complete) say(lacking ? "Descriptions, tags, settings and findings could not be loaded." : "More is being loaded.");
  const meant = r.fuzzy || !r.total ? meantInstead(r) : [];
  if (meant.length) say("Did you mean ", ...meant.flatMap((m, i) => [i ? " or " : "", el("button", {
    type: "button", class: "small", on: { click() { ask(m.query); } }
  }, el("bdi", {}, m.text))]), "?");
  return out;
}

// address writes a state as it stands in the address bar, so that people can read it.
export function address(state: { [name: string]: string }): string {
  const query = Object.keys(state).filter((k) => state[k]).map((k) => k + "=" + encodeURIComponent(state[k])).join("&");
  return query.replace(/%20/g, "+").replace(/%3A/g, ":").replace(/%22/g, "\"").replace(/%2F/g, "/");
}
