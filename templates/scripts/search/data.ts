// The data of the search; find.ts finds something in them.
//
// They are columns: for each card the number of a text in a list of different texts. A word is
// looked for in each list once, as one long text; then the numbers say which cards have it.
import { here } from "../shared/here";
import { Column, fold } from "./column";
import { KEYS } from "./query";

declare global {
  interface Window { vitrineSearch(data: Part): void }
}

// What search/<part>-<block>.js hand over (generator/site/search.go).
type Part = Core | Rest | Icons;
interface Steps { v: string[]; d: number[] } // different texts, and the differences of their numbers
interface Lists { v: string[]; n: number[]; i: number[] } // different texts, how many each has, and which
interface Common { block: number; blocks: number; key: string }

interface Core extends Common {
  part: "core";
  apps: string[];
  paths: { [app: number]: string };
  widgets: number[]; // of each app
  titles: string[];
  appTitle: number[];
  title: number[];
  version: Steps;
  slug: Steps;
  host: Steps;
  counts: Steps;
  box: Steps;
  mark: Steps;
  allowed: Lists;
  refused: Lists;
}

interface Rest extends Common {
  part: "rest";
  line: Steps;
  dev: Steps;
  vis: Steps;
  tag: Lists;
  setting: Lists;
  appRule: Lists;
  rule: Lists;
  about: string[];
  aboutTwo: string[];
}

const PICTURES = ["icon", "letter", "still", "stillDark"] as const;
interface Icons extends Common, Record<typeof PICTURES[number], Steps> { part: "icons"; of?: number[][] }

// Db is the gallery's apps and cards: an app has a card for each widget, or one.
export interface Db {
  apps: number;
  rows: number; // cards
  complete: boolean; // all columns are there
  columns: { [name: string]: Column };
  paths: { [app: number]: string };
  appOf: Int32Array; // of each card
  first: Int32Array; // card of each app
  starts: number[]; // the first card of each block
  blockOf: number[]; // the card behind the last of each block
}

// Item is what is shown of a card.
export interface Item {
  row: number;
  title: string;
  app: string;
  name: string;
  version: string;
  href: string;
  host: string;
  status: string; // "" where nothing is said of findings
  counts: number[]; // of errors, warnings and notes
  mark: string;
  line: string;
  widget: boolean;
  box: { width: number; height: number; guess: boolean } | null;
  asked: Asked[];
}

// Asked is what a widget asks for, as a glyph (generator/site/asked.go).
export interface Asked { glyph: string; name: string; granted: boolean; title: string }

export const root = new URL("../../", here).href;

// db is what has come so far; null before the core of all blocks has.
export let db: Db | null = null;
export let failed = false; // the core could not be loaded
export let lacking = false; // the rest could not

// judged tells whether the gallery says anything of findings: it may, until its data have come.
export function judged(): boolean { return !db || db.columns.status.values.some(Boolean); }

// keys are what may stand before a colon here.
export function keys(): string[] { return Object.keys(KEYS).filter((key) => !KEYS[key].judges || judged()); }

const parts = { core: [] as Core[], rest: [] as Rest[], icons: [] as (Icons | null | undefined)[] };
const waiting: (() => void)[] = [], completing: (() => void)[] = [], painting: (() => void)[] = [];
let blocks = 0, loading = false;

/* ---- loading ---- */

// load fetches the data, once; listener is called each time that more has come.
export function load(listener?: () => void): void {
  if (listener) waiting.push(listener);
  if (loading) return;
  loading = true;
  window.vitrineSearch = take;
  fetchPart("core", 0);
}

// whenComplete is called when the last column has come, before the listeners of load; whenIcons when icons have.
export function whenComplete(run: () => void): void { completing.push(run); }
export function whenIcons(run: () => void): void { painting.push(run); }

function fetchPart(part: string, block: number): void {
  const script = document.createElement("script");
  script.src = root + "search/" + part + "-" + block + ".js";
  script.onerror = () => {
    if (part === "core") failed = true; else if (part === "rest") lacking = true;
    tell();
  };
  document.head.append(script);
}

// take is called by the data.
export function take(data: Part): void {
  if (data.part === "icons") {
    parts.icons[data.block] = data;
    painting.forEach((f) => f());
  } else if (data.part === "core") {
    parts.core[data.block] = data;
    if (!blocks) {
      blocks = data.blocks;
      for (let n = 1; n < blocks; n++) fetchPart("core", n);
    }
    if (!all(parts.core)) return;
    assemble(parts.core);
    for (let n = 0; n < blocks; n++) fetchPart("rest", n);
    tell();
  } else {
    parts.rest[data.block] = data;
    if (!all(parts.rest)) return;
    refine(parts.rest, db!);
    tell();
  }
}

function all(list: unknown[]): boolean {
  for (let i = 0; i < blocks; i++) if (!list[i]) return false;
  return true;
}

// tell says also on the page how much there is.
function tell(): void {
  document.documentElement.dataset.search = failed ? "none" : db && db.complete ? "all" : "some";
  waiting.forEach((f) => f());
}

const FIRST = ["name", "appTitle", "version", "title", "slug", "host", "perm", "grants", "counts", "box", "mark"] as const;
const SECOND = ["line", "dev", "vis", "tag", "setting"] as const;

function assemble(list: Core[]): void {
  const c: Db["columns"] = {}, appOf: number[] = [], first: number[] = [];
  const d: Db = {
    apps: 0, rows: 0, complete: false, columns: c, paths: {}, appOf: new Int32Array(0), first: new Int32Array(0),
    starts: [], blockOf: []
  };
  FIRST.forEach((n) => { c[n] = new Column(); });
  c.title.index = c.appTitle.index;
  c.title.values = c.appTitle.values;
  list.forEach((block) => {
    d.starts.push(d.rows);
    block.apps.forEach((name, i) => {
      c.name.add(name);
      d.paths[d.apps + i] = block.paths[i] || "apps/" + name + ".html";
      first.push(appOf.length);
      for (let k = Math.max(1, block.widgets[i]); k > 0; k--) appOf.push(d.apps + i);
    });
    c.appTitle.steps(block.titles, block.appTitle);
    c.title.steps(block.titles, block.title);
    (["version", "slug", "host", "counts", "box", "mark"] as const).forEach((n) => c[n].steps(block[n].v, block[n].d));
    permissions(block, c.perm, c.grants);
    d.apps += block.apps.length;
    d.rows = appOf.length;
    d.blockOf.push(d.rows);
  });
  FIRST.forEach((n) => c[n].seal());
  Object.assign(c, statuses(c.counts));
  d.appOf = Int32Array.from(appOf);
  d.first = Int32Array.from(first.concat(d.rows));
  db = d;
}

// permissions fills in what a card asks for, which is what it is granted and what it is not.
function permissions(d: Core, asked: Column, granted: Column): void {
  const refused = unpack(d.refused, asked);
  unpack(d.allowed, asked).forEach((ids, i) => asked.list(ids.concat(refused[i])));
  unpack(d.allowed, granted).forEach((ids) => granted.list(ids));
}

// statuses says how a card is: has lists all kinds of findings that it has, status is the worst of them, as its pill.
function statuses(counts: Column): { status: Column; has: Column } {
  const status = new Column(), has = new Column();
  const kinds = counts.values.map((v) => {
    const n = v.split(",").map(Number);
    return KINDS.filter((_, i) => n[i]);
  });
  counts.ids.forEach((id) => {
    status.add(counts.values[id] && (kinds[id][0] || "pass")); // "" in a gallery that says nothing of findings
    has.list(kinds[id].map((k) => has.id(k === "info" ? "note" : k)));
  });
  status.seal();
  has.seal();
  return { status, has };
}

const KINDS = ["error", "warning", "info"];
const PILLS: { [status: string]: string } = { error: "fail", warning: "warn", info: "info", pass: "pass" };

function refine(list: Rest[], d: Db): void {
  if (list.some((part, i) => part.key !== parts.core[i].key)) { lacking = true; return; } // the site was published in between
  const c = { ...d.columns }, about: string[] = [];
  SECOND.forEach((n) => { c[n] = new Column(); });
  c.rule = new Column();
  let row = 0, app = 0;
  list.forEach((part) => {
    (["line", "dev", "vis"] as const).forEach((n) => c[n].steps(part[n].v, part[n].d));
    (["tag", "setting"] as const).forEach((n) => unpack(part[n], c[n]).forEach((ids) => c[n].list(ids)));
    const whole = unpack(part.appRule, c.rule), own = unpack(part.rule, c.rule);
    part.appRule.v.forEach((v, i) => { about[c.rule.id(v)] = part.about[i]; });
    part.rule.v.forEach((v, i) => { about[c.rule.id(v)] = part.aboutTwo[i]; });
    own.forEach((ids, i) => c.rule.list(ids.concat(whole[d.appOf[row + i] - app])));
    row += own.length;
    app += whole.length;
  });
  SECOND.forEach((n) => c[n].seal());
  c.rule.seal(about);
  c.rule.names = c.rule.values.map(fold);
  d.columns = c;
  d.complete = true;
  completing.forEach((f) => f());
}

function unpack(d: Lists, column: Column): number[][] {
  const of = d.v.map((v) => column.id(v));
  let at = 0;
  return d.n.map((n) => d.i.slice(at, at += n).map((i) => of[i]));
}

/* ---- what is shown ---- */

// item is what is shown of a card.
export function item(row: number): Item {
  const d = db!, c = d.columns, app = d.appOf[row];
  function value(name: string, i: number): string { return c[name] ? c[name].values[c[name].ids[i]] : ""; }
  const box = value("box", row).split(","), slug = value("slug", row);
  const path = slug ? d.paths[app].replace(/\.html$/, "/" + slug + ".html") : d.paths[app];
  return {
    row, title: value("title", row), app: value("appTitle", app), name: value("name", app), version: value("version", app),
    href: page(path),
    host: value("host", row), status: PILLS[value("status", row)] || "", counts: value("counts", row).split(",").map(Number),
    mark: value("mark", row), line: value("line", app),
    widget: slug !== "",
    box: box.length > 1 ? { width: +box[0], height: +box[1], guess: box[2] === "guess" } : null,
    asked: glyphs(texts(c.perm, row), texts(c.grants, row))
  };
}

// page is the address of a page of the gallery; what is none is the index.
export function page(path: string): string { return root + (/^apps\/[\w.~\/-]+\.html$/.test(path) ? path : "index.html"); }

function texts(c: Column, row: number): string[] { return Array.from(c.of(row), (id) => c.values[id]); }

const SLOTS = ["microphone", "camera", "autoplay"];

// glyphs are the permissions of a card in the order of their slots; the last is for all that the platform does not set.
export function glyphs(asked: string[], granted: string[]): Asked[] {
  const list = SLOTS.filter((p) => asked.includes(p)).map((p) => granted.includes(p)
    ? { glyph: p, name: p, granted: true, title: p }
    : { glyph: p, name: p, granted: false, title: "asks for " + p + ", written so that browsers grant nothing" });
  const name = asked.filter((p) => !SLOTS.includes(p)).join(", ");
  if (name) list.push({ glyph: "other", name, granted: false, title: "asks for " + name + ", which the platform does not set" });
  return list;
}

// Pictures are the icon of a card, or the letter in its place, and its screenshot in both themes, if there is one.
export interface Pictures { src: string; letter: string; still: string; dark: string }

// pictures returns those of a card; null while they are on the way.
export function pictures(row: number): Pictures | null {
  const block = db!.blockOf.findIndex((end) => row < end), d = parts.icons[block];
  if (!d) {
    if (d === undefined) { parts.icons[block] = null; fetchPart("icons", block); }
    return null;
  }
  d.of ||= PICTURES.map((n) => { let at = 0; return d[n].d.map((s) => at += s); });
  const i = row - db!.starts[block], [src, letter, still, dark] = PICTURES.map((n, k) => d[n].v[d.of![k][i]]);
  function place(path: string) { return path && !/:/.test(path) ? root + path : ""; }
  return { src: place(src), letter, still: place(still), dark: place(dark) };
}
