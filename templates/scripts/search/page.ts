// The gallery's index, once somebody searches, filters or sorts: its state stands in the address bar, and
// what is found takes the place of the cards that came with the page. Without a state the page is as it came.
import { make as el, one } from "../shared/dom";
import { close, field, shownBy } from "./box";
import { appHead, card } from "./card";
import { db, failed, item, lacking, load, whenIcons } from "./data";
import { address, chips, notes, without } from "./dom";
import { drawFacets, type Asker } from "./facets";
import { blame, find, saidOfAll, type Found } from "./find";
import { appOf, folded, perApp, together, type Entry, type More } from "./group";
import { pictureLate } from "./picture";
import { parse } from "./query";
import { rail, type Rail } from "./rail";
import { remember } from "./recent";

// State is what stands in the address bar.
interface State { q: string; sort: string; group: string; view: string; page: number; filters: string }

const tools = one("[data-tools]"); // a gallery without cards has none
const PAGE = 60, FIRST = 12;
const still = one("[data-still]"), found = one("[data-found]"), chipRow = one("[data-chips]"), filters = one("[data-filters]"),
  said = one("[data-said]");
const open = one("[data-tools] [data-open]"), sort = one<HTMLSelectElement>("[data-tools] select");
const views = Array.from(document.querySelectorAll<HTMLElement>("[data-tools] [data-view]"));
const group = one("[data-tools] [data-group]") || el("button", { type: "button", "data-group": true }, "Group by app");
const came = said && said.textContent;
let state = read(), started = false, later = 0, sides: Rail | null = null;
let typing = false, typed = false, soon = 0; // whether the state, and the address, come from letters being typed

function read(): State {
  const p = new URLSearchParams(location.search);
  return {
    q: p.get("q") || "", sort: /^(title|version|findings)$/.exec(p.get("sort") || "")?.[0] || "",
    group: p.get("group") === "app" ? "app" : "", view: p.get("view") === "list" ? "list" : "",
    page: Math.max(1, Math.min(9999, parseInt(p.get("page") || "", 10) || 1)),
    filters: p.get("filters") === "open" ? "open" : ""
  };
}

function plain(): boolean { return !state.q.trim() && !state.sort && !state.group && state.page === 1; }

// go changes the state. What is typed letter by letter is one step back.
function go(change: Partial<State>, letterByLetter = false): void {
  if (soon && !letterByLetter) write(); // what was typed is a step of its own
  Object.assign(state, { page: 1 }, change);
  if (change.q !== undefined) opened.clear();
  typing = letterByLetter;
  clearTimeout(soon);
  if (typing) soon = setTimeout(write, 200); else write();
  show();
}

// write brings the address bar up to date; browsers refuse it for a while where it happens too often.
function write(): void {
  clearTimeout(soon);
  soon = 0;
  const query = address({
    q: state.q.trim(), sort: state.sort, group: state.group, view: state.view, page: state.page > 1 ? String(state.page) : "",
    filters: state.filters
  });
  const url = location.pathname + (query ? "?" + query : "");
  if (url === location.pathname + location.search) return;
  try { history[typing && typed ? "replaceState" : "pushState"](null, "", url); } catch (e) { /* the next one will do */ }
  typed = typing;
}

/* ---- the state, shown ---- */

function show() {
  sort.value = state.sort;
  sort.options[0].text = parse(state.q).some((t) => !t.key && !t.not && t.value) ? "Best match" : "Gallery order";
  group.setAttribute("aria-pressed", String(state.group === "app"));
  views.forEach((b) => { b.setAttribute("aria-pressed", String(b.dataset.view === state.view)); });
  document.querySelectorAll(".cards").forEach((ul) => { ul.classList.toggle("as-list", state.view === "list"); });
  const active = parse(state.q).filter((t) => t.key && t.value).length;
  open.textContent = active ? "Filters (" + active + ")" : "Filters";
  open.setAttribute("aria-expanded", String(state.filters === "open"));
  sides!.open(state.filters === "open");
  if (!plain() || !filters.hidden) start();
  if (!db) {
    if (failed) said.textContent = "The search data could not be loaded.";
    else if (started) said.textContent = "Loading…";
    return;
  }
  clearTimeout(later);
  const more = plain() ? rest() : paint(find(state.q, { sort: state.sort || "best" }));
  // What is below the fold must not keep the next letter waiting.
  later = setTimeout(() => {
    if (more) more();
    if (!filters.hidden) narrow();
  }, typing ? 60 : 0);
}

// narrow draws the filters.
function narrow() {
  const r = find(state.q, { facets: true });
  drawFacets(r, filters, asker);
  sides!.count(r.total);
}

const asker: Asker = {
  ask(query) { ask(query, true); },
  type(query) {
    if (sides!.covers()) go({ filters: "", page: state.page });
    field.value = query;
    field.focus();
    field.dispatchEvent(new Event("input"));
  },
  again: narrow
};

function start() {
  if (started) return;
  started = true;
  load(() => { if (started) show(); });
}

// rest is the page as it came.
function rest() {
  still.hidden = false;
  found.hidden = true;
  found.replaceChildren();
  chipRow.replaceChildren();
  said.textContent = came;
}

// paint shows what was found, and returns what is left to do below the fold.
function paint(r: Found): (() => void) | null {
  const entries = folded(state.group ? together(r.rows) : r.rows, opened);
  const pages = Math.max(1, Math.ceil(entries.length / PAGE)), page = Math.min(state.page, pages);
  const rows = entries.slice((page - 1) * PAGE, page * PAGE);
  said.textContent = (r.total ? saidOfAll(r) : r.waits && !lacking ? "Loading…" : "Nothing found") +
    (pages > 1 ? ", page " + page + " of " + pages : "");
  chipRow.replaceChildren(...chips(r.terms, (t) => { ask(without(r.terms, t)); }),
    ...r.terms.length > 1 ? [el("button", { type: "button", class: "small", on: { click() { ask(""); } } }, "Clear all")] : []);
  const body: HTMLElement[] = [], odd = notes(r, ask);
  if (odd.length) body.push(el("p", { class: "find-note" }, odd));
  const hits = state.group ? perApp(r.rows) : null;
  let app = -1;
  function make(e: Entry): HTMLElement[] {
    const head = hits && appOf(e) !== app ? [appHead(app = appOf(e), hits[app], r.marked)] : [];
    return [...head, typeof e === "number" ? card(e, r.marked) : more(e)];
  }
  const cards = el("ul", { class: "cards" + (state.view === "list" ? " as-list" : "") }, rows.splice(0, FIRST).flatMap(make));
  if (cards.firstChild) body.push(cards);
  else if (!r.waits || lacking) body.push(nothing(r));
  if (pages > 1) body.push(pager(page, pages));
  still.hidden = true;
  found.hidden = false;
  const at = found.contains(document.activeElement) && document.activeElement!.getAttribute("href");
  function back() { if (at) focusOn(at); }
  found.replaceChildren(...body);
  back();
  return rows.length ? () => { cards.append(...rows.flatMap(make)); back(); } : null;
}

function focusOn(href: string): void {
  found.querySelectorAll<HTMLElement>(".card a").forEach((a) => {
    if (a.getAttribute("href") === href && a !== document.activeElement) a.focus();
  });
}

const opened = new Set<number>(); // apps of which all cards are shown

// more opens the cards of an app that are folded, and goes to the first of them.
function more(m: More): HTMLElement {
  const name = item(m.from).app;
  function unfold() {
    opened.add(m.app);
    typing = false;
    show();
    setTimeout(() => focusOn(item(m.from).href)); // when all are there
  }
  return el("li", { class: "card-more" }, el("button", { type: "button", on: { click: unfold } }, "Show all " + m.all.toLocaleString("en"),
    el("span", { class: "quiet" }, el("bdi", {}, name))));
}

// ask puts another query. What was clicked goes away with it, unless it is a filter.
function ask(query: string, stay = false): void {
  field.value = query;
  go({ q: query });
  if (!stay) said.focus({ preventScroll: true });
}

function pager(page: number, pages: number): HTMLElement {
  function to(n: number, label: string) {
    return el("button", { type: "button", on: { click() { go({ page: n }); said.focus(); scrollTo(0, 0); } } }, label);
  }
  const at = el("span", { class: "quiet" }, "Page " + page + " of " + pages);
  return el("nav", { class: "pages", "aria-label": "Pages" }, page > 1 ? to(page - 1, "Previous") : null, at,
    page < pages ? to(page + 1, "Next") : null);
}

function nothing(r: Found): HTMLElement {
  const terms = r.terms, single = terms.length < 2, blamed = single ? [] : blame(terms);
  function way(run: () => void, ...label: (string | HTMLElement)[]) {
    return el("button", { type: "button", on: { click: run } }, ...label);
  }
  return el("div", { class: "empty" }, el("h2", {}, "Nothing found"),
    el("p", {}, single ? "Nothing in the gallery has this." : blamed.length ? "Without one of these words there is something:"
      : "Nothing in the gallery has all of these words, or all but one."),
    el("div", { class: "find-chips" }, blamed.slice(0, 6).map((b) => way(() => ask(without(terms, b.term)),
      "Drop ", el("bdi", {}, b.term.text), el("span", { class: "quiet" }, " " + b.total.toLocaleString("en")))),
      way(() => ask(""), "Show everything")));
}

/* ---- the tools ---- */

// searchPage sets the index up, if it has cards, and a field in the bar.
export function searchPage(): void {
  if (!tools || !field) return;
  field.addEventListener("blur", () => { if (soon) write(); remember(field.value); }); // before a link is followed

  window.addEventListener("popstate", () => {
    state = read();
    typing = typed = false;
    clearTimeout(soon);
    field.value = state.q;
    close();
    show();
  });

  sides = rail(filters, [chipRow, found, still], (shown) => {
    go({ filters: "", page: state.page });
    if (shown) said.focus(); else open.focus();
  });

  shownBy({
    typed(query, done) { if (query.trim() !== state.q.trim() || done) go({ q: query }, !done); },
    enter() { (found.hidden ? still : found).querySelector<HTMLElement>(".card a")?.focus(); }
  });

  open.addEventListener("click", () => { go({ filters: state.filters ? "" : "open", page: state.page }); });
  if (!group.parentNode) sort.parentElement!.after(group);
  group.addEventListener("click", () => { go({ group: state.group ? "" : "app" }); });
  sort.addEventListener("change", () => { go({ sort: sort.value }); });
  views.forEach((b) => { b.addEventListener("click", () => { go({ view: b.dataset.view, page: state.page }); }); });
  whenIcons(() => pictureLate(found));

  field.value = state.q;
  show();
}
