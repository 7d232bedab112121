// The search field in the bar: what is found appears under it while one types. On the index the page
// itself shows what is found (page.ts), and the list under the field only offers words.
import { make as el, one, type Child } from "../shared/dom";
import { examples, lately, type Start } from "./begin";
import { db, failed, item, load, root, whenIcons } from "./data";
import { address, chips, marked, notes, permissions, status, without } from "./dom";
import { blame, find, saidOf, type Found } from "./find";
import { showHelp } from "./help";
import { field as made } from "../shared/field";
import { picture, pictureLate } from "./picture";
import { parse } from "./query";
import { remember } from "./recent";
import { spans, suggest, type Suggestion } from "./suggest";

// Page is the index, if that shows what is found.
export interface Page {
  typed(query: string, done?: boolean): void;
  enter(): void; // moves the focus to what is found
}

// Option is a row of the list; go is what it is there for.
interface Option { row: HTMLElement; go: (e?: Event) => void }

const box = one("[data-find]");
export const field = made!; // a page that searches has one
let page: Page | null = null;

// shownBy leaves it to a page to show what is found.
export function shownBy(p: Page): void { page = p; }

const SHOWN = 8;
const list = el("ul", { id: "find-list", role: "listbox", "aria-label": "Found in the gallery", class: "find-list" });
const top = el("div", { class: "find-chips", role: "group", "aria-label": "Words of the search" }),
  said = el("p", { class: "visually-hidden", role: "status" });
const note = el("p", { class: "find-note" });
const keys = [el("kbd", {}, "↑↓"), " choose ", el("kbd", {}, "Enter"), " open ", el("kbd", {}, "Esc"), " close"];
const foot = el("div", { class: "find-foot", "aria-hidden": "true" }, keys);
const panel = el("div", { class: "find-panel", hidden: true }, top, note, list, foot);
let options: Option[] = [], active = -1, wanted = false, needed = false;

function open(on: boolean): void {
  panel.hidden = !on;
  field.setAttribute("aria-expanded", String(on));
  if (!on) point(-1);
}

function point(i: number): void {
  options[active]?.row.setAttribute("aria-selected", "false");
  active = i;
  const to = options[i]?.row;
  if (!to) { field.removeAttribute("aria-activedescendant"); return; }
  to.setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", to.id);
  to.scrollIntoView({ block: "nearest" });
}

function option(go: ((e?: Event) => void) | null, href: string | null, parts: Child[]): HTMLElement {
  const row = el(href ? "a" : "span", {
    href, tabindex: href ? "-1" : null, class: "find-row", role: "option", "aria-selected": "false", id: "find-" + options.length,
    on: { click: go }
  }, ...parts);
  options.push({ row, go: go || (() => row.click()) });
  return el("li", { role: "presentation" }, row);
}

function suggestion(s: Suggestion): HTMLElement {
  return option(() => {
    field.value = field.value.slice(0, s.from) + s.text + (s.open ? "" : " ");
    field.focus();
    update();
  }, null, [el("code", { class: "find-word" }, el("bdi", {}, s.text)), el("span", { class: "quiet" }, s.about)]);
}

function result(row: number, words: string[]): HTMLElement {
  const i = item(row);
  let sub = el("span", { class: "quiet find-sub" }, marked(i.app, words), i.host ? " · " : null, i.host ? marked(i.host, words) : null);
  const seen = [i.title, i.app, i.host].some((t) => spans(t, words).length);
  if (!seen && spans(i.line, words).length) sub = el("span", { class: "quiet find-sub" }, marked(i.line, words));
  const icon = el("span", { class: "icon", "aria-hidden": "true" });
  picture(row, icon);
  return option(null, i.href, [
    icon,
    el("span", { class: "find-main" }, el("strong", {}, marked(i.title, words)), sub),
    el("span", { class: "find-end" }, permissions(i.asked), status(i.status, i.counts))
  ]);
}

// run is a whole search: on the index at once, elsewhere it leads there.
function run(query: string): void {
  if (!page) { location.assign(indexed(query)); return; }
  field.value = query;
  page.typed(query, true);
  open(false);
}

function indexed(query: string): string { return root + "index.html?" + address({ q: query.trim() }); }

function start(s: Start): HTMLElement {
  return option(page ? (e) => { if (e) e.preventDefault(); run(s.query); } : null, indexed(s.query), [
    el("span", { class: "find-name" }, el("bdi", {}, s.name)), s.name !== s.query ? el("code", { class: "find-word" }, s.query) : null,
    el("span", { class: "quiet" }, s.about)
  ]);
}

// begin is what there is before anything is typed.
function begin(): HTMLElement[] {
  const before = lately(), some = examples();
  function head(text: string) { return el("li", { role: "presentation", class: "find-head" }, text); }
  return [...before.length ? [head("Recent")] : [], ...before.map(start), ...some.length ? [head("For example")] : [], ...some.map(start),
    option(showHelp, null, [el("span", { class: "find-all" }, "How to search"), el("span", { class: "quiet" }, el("kbd", {}, "?"))])];
}

function all(query: string, n: number): HTMLElement {
  return option(null, indexed(query),
    [el("span", { class: "find-all" }, "Show all " + n.toLocaleString("en") + " in the gallery")]);
}

function update() {
  const query = field.value;
  wanted = true;
  need();
  if (page) page.typed(query);
  if (!db) {
    note.replaceChildren(failed ? "The search data could not be loaded." : "Loading…");
    list.replaceChildren();
    open(!page || failed);
    return;
  }
  paint(query);
}

// paint shows what is found; again when more data have come, where the same option stays chosen.
function paint(query: string, again = false): void {
  const terms = parse(query), rows: HTMLElement[] = [], chosen = again && options[active] ? options[active].row.textContent : null;
  if (again && panel.hidden && query) return;
  options = [];
  active = -1;
  const offered = suggest(query);
  if (!query.trim()) rows.push(...begin());
  let r: Found | null = null;
  function offer(late: boolean) { offered.forEach((s) => { if (Boolean(s.late) === late) rows.push(suggestion(s)); }); }
  offer(false);
  if (!page && terms.some((t) => t.value !== "")) {
    r = find(terms);
    for (let i = 0; i < Math.min(SHOWN, r.total); i++) rows.push(result(r.rows[i], r.marked));
    offer(true);
    if (r.total > SHOWN) rows.push(all(query, r.total));
    said.textContent = r.total ? saidOf(r) + " found" : "Nothing found";
  }
  if (!r) offer(true);
  list.replaceChildren(...rows);
  const many = terms.length > 1 || terms.some((t) => t.key || t.not);
  top.replaceChildren(...many && !page ? chips(terms, (t) => { set(without(terms, t)); field.focus(); }) : []);
  note.replaceChildren(...r ? (r.total ? [] : [nothing(r)]).concat(notes(r, (query) => { set(query); field.focus(); })) : []);
  field.removeAttribute("aria-activedescendant");
  foot.hidden = !rows.length || r !== null && !r.total;
  open(rows.length > 0 || r !== null);
  const same = options.findIndex((o) => o.row.textContent === chosen);
  if (chosen && same >= 0) point(same);
}

function nothing(r: Found): HTMLElement {
  const b = db && !r.waits ? blame(r.terms)[0] : null;
  if (!b || r.terms.length < 2) return el("span", {}, "Nothing found. ");
  function drop() { set(without(r.terms, b!.term)); field.focus(); }
  return el("span", {}, "Nothing found. ", el("button", { type: "button", class: "small", on: { click: drop } },
    "Without ", el("bdi", {}, b.term.text), ": " + b.total.toLocaleString("en")));
}

function set(query: string): void {
  field.value = query;
  update();
}

export function close(): void { open(false); wanted = false; }

// searchBox brings the field of the bar to life, if there is one.
export function searchBox(): void {
  if (!field) return;
  Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": "find-list", "aria-autocomplete": "list", "aria-haspopup": "listbox"
  }).forEach((a) => { field.setAttribute(a[0], a[1]); });
  box.append(panel, said);
  field.addEventListener("input", update);
  field.addEventListener("focus", () => { if (!wanted) update(); });
  box.addEventListener("focusout", (e) => {
    if (!box.contains(e.relatedTarget as Node | null)) { open(false); wanted = false; }
  });
  whenIcons(() => pictureLate(list));
  list.addEventListener("click", (e) => { if ((e.target as Element).closest("a")) remember(field.value); });
  list.addEventListener("mousedown", (e) => { if (e.button === 0) e.preventDefault(); }); // the field keeps the focus
  field.addEventListener("keydown", key);
  if (document.activeElement === field) update();
}

function key(e: KeyboardEvent): void {
  const n = options.length;
  if (e.isComposing) return;
  if (e.key === "ArrowDown" || e.key === "ArrowUp") {
    if (panel.hidden) update();
    if (n && !panel.hidden) point(e.key === "ArrowDown" ? (active + 1) % n : (active < 1 ? n : active) - 1);
    else if (page && e.key === "ArrowDown") page.enter();
    e.preventDefault();
  } else if (e.key === "Enter") {
    e.preventDefault();
    if (options[active] && !panel.hidden) options[active].go();
    else if (page || field.value.trim()) { remember(field.value); run(field.value); }
  } else if (e.key === "?" && !field.value) {
    e.preventDefault();
    showHelp();
  } else if (e.key === "Escape") {
    e.preventDefault();
    if (!panel.hidden) open(false);
    else if (field.value) { field.value = ""; if (page) page.typed("", true); } else field.blur();
  }
}

// The data are loaded when the field is first used.
function need() {
  if (needed) return;
  needed = true;
  load(() => { if (wanted && document.activeElement === field) { if (db) paint(field.value, true); else update(); } });
}
