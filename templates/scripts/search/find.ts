// What the words of a query find, and in which order. The data are those of data.ts; box.ts shows what is found
// in the bar of every page, page.ts on the index.
//
// A word is looked for in each list of different texts once, as one long text; then the lists say which
// cards have what was found.
import { own } from "../shared/text";
import { EXACT, fold } from "./column";
import { db, keys, whenComplete } from "./data";
import { KEYS, meant, parse, word, type Term } from "./query";
import { alike, learn, nearest, words as vocabulary } from "./spelling";

// Options: sort ("best", "title", "version", "findings"), and whether to count for the filters.
export interface Options { sort?: string; facets?: boolean }

export interface Found {
  terms: Term[];
  fuzzy: Fuzzy | null; // what was looked for instead
  waits: boolean; // for data that a filter needs
  marked: string[]; // words to mark in what is found
  total: number;
  rows: Int32Array;
  facets: { [key: string]: Int32Array };
}

type Fuzzy = { [word: string]: string[] };

// Group is a filter, or several for one key of which any will do; facet is the key.
interface Group { facet?: string; passes(i: number): unknown }

// Worth says for each card how well it has a word: 0 not at all.
interface Worth { of: Uint8Array; some: boolean }

// Where words are looked for, and what a hit is worth: the whole text, its beginning, the beginning of a
// word, inside of one. Less is better; what counts most is what people call the thing.
const FIELDS: [column: string, app: number, worth: number[]][] = [
  ["title", 0, [1, 2, 3, 5]], ["slug", 0, [4, 5, 6, 8]], ["host", 0, [4, 5, 6, 8]], ["perm", 0, [4, 5, 6, 8]], ["rule", 0, [7, 8, 8, 10]],
  ["appTitle", 1, [2, 3, 4, 6]], ["name", 1, [2, 3, 4, 6]], ["dev", 1, [4, 5, 6, 8]], ["tag", 1, [4, 5, 6, 8]],
  ["setting", 1, [7, 8, 8, 10]], ["line", 1, [9, 9, 9, 11]]
];
const MOST = 32, FUZZY = 24;

const words = new Map<string, Worth>(), passes = new Map<string, Uint8Array>();

// forget drops what is remembered of earlier words.
export function forget(): void {
  words.clear();
  passes.clear();
}

whenComplete(() => {
  forget();
  learn();
  // The first of anything is slow in a browser; nobody waits for this one.
  (window.requestIdleCallback || setTimeout)(() => { vocabulary(); find("e"); });
});

function remember<T>(map: Map<string, T>, key: string, make: () => T): T {
  let v = map.get(key);
  if (v === undefined) {
    if (map.size > 60) map.delete(map.keys().next().value!);
    map.set(key, v = make());
  }
  return v;
}

// onCards hands on to cards what their apps have, where that is more.
function onCards(apps: Uint8Array, out: Uint8Array): Uint8Array {
  for (let a = 0; a < apps.length; a++) {
    const w = apps[a];
    if (w) for (let i = db!.first[a], end = db!.first[a + 1]; i < end; i++) if (w > out[i]) out[i] = w;
  }
  return out;
}

// worth says for each card how well it has a word: 0 not at all.
function worth(word: string): Worth {
  return remember(words, word, () => {
    const out = new Uint8Array(db!.rows), apps = new Uint8Array(db!.apps);
    let some = false;
    FIELDS.forEach((f) => {
      const column = db!.columns[f[0]], hits = column && column.hits(word, f[0] === "line");
      if (!hits) return;
      some = true;
      const how = hits.how, scores = f[2];
      column.spread(hits.ids, (k) => MOST - scores[EXACT - how[k]], f[1] ? apps : out);
    });
    if (some) onCards(apps, out);
    return { of: out, some };
  });
}

// chosen lists the values of a key that a word means: the one that is called so, else those that have it
// within. A host means what stands below it as well.
function chosen(key: string, value: string): number[] {
  const c = db!.columns[KEYS[key].column || key], v = meant(key, fold(value)), names = c.names || c.folded, exact: number[] = [],
    inside: number[] = [];
  for (let i = 0; i < names.length; i++) {
    if (names[i] === v || key === "host" && names[i].endsWith("." + v)) exact.push(i);
    else if (!exact.length && names[i].indexOf(v) >= 0) inside.push(i);
  }
  return exact.length ? exact : inside;
}

// pass says for each card whether a filter lets it through; null while its data are on the way.
function pass(key: string, value: string): Uint8Array | null {
  const k = KEYS[key], c = db!.columns[k.column || key];
  if (!c) return null;
  return remember(passes, key + ":" + value, () => {
    const out = new Uint8Array(k.app ? db!.apps : db!.rows);
    c.spread(chosen(key, value), () => 1, out);
    return k.app ? onCards(out, new Uint8Array(db!.rows)) : out;
  });
}

// find runs a query, and if it finds nothing, one with words that are spelled alike.
export function find(query: string | Term[], o: Options = {}): Found {
  const terms = typeof query === "string" ? parse(query) : query;
  const r = run(terms, o, null);
  if (r.total || !terms.some(free)) return r;
  const fuzzy = corrections(terms);
  if (!fuzzy) return r;
  const second = run(terms, o, fuzzy);
  return second.total ? second : r;
}

function free(t: Term): boolean { return !t.key && !t.not && t.value !== ""; }

function run(terms: Term[], o: Options, fuzzy: Fuzzy | null): Found {
  const n = db!.rows, score = new Uint16Array(n), fails = new Uint8Array(n), only = new Uint8Array(n);
  const r: Found = { terms, fuzzy, waits: false, marked: [], total: 0, rows: new Int32Array(0), facets: {} };
  terms.forEach((t) => {
    if (t.key || t.value === "") return;
    const word = fold(t.value), s = worth(word).of, more = own(fuzzy, word);
    if (t.not) { for (let i = 0; i < n; i++) if (s[i]) fails[i] = 9; return; }
    r.marked.push(word);
    if (!more) { for (let i = 0; i < n; i++) if (s[i]) score[i] += MOST - s[i]; else fails[i] = 9; return; }
    const lists = more.map((w) => { r.marked.push(w); return worth(w).of; });
    for (let i = 0; i < n; i++) if (lists.some((l) => l[i])) score[i] += FUZZY; else fails[i] = 9;
  });
  whole(terms, score);
  const groups = filters(terms, r);
  groups.forEach((g, number) => {
    for (let i = 0; i < n; i++) if (!g.passes(i)) { if (fails[i] < 9) fails[i] += g.facet ? 1 : 9; only[i] = number; }
  });
  collect(r, score, fails, o);
  if (o.facets) r.facets = facets(fails, only, groups);
  return r;
}

// whole prefers what is called exactly as all free words together.
function whole(terms: Term[], score: Uint16Array): void {
  const list = terms.filter(free), title = db!.columns.title;
  if (list.length < 2) return;
  const hits = title.hits(fold(list.map((t) => t.value).join(" ")), true);
  if (hits) hits.ids.forEach((id, k) => {
    for (let j = title.begins[id]; j < title.begins[id + 1]; j++) {
      const i = title.having[j];
      if (score[i]) score[i] = Math.max(1, score[i] - hits.how[k]);
    }
  });
}

// filters puts the filters of a query into groups, of which a card must pass each.
function filters(terms: Term[], r: Found): Group[] {
  const groups: Group[] = [], any: { [key: string]: Uint8Array[] } = {};
  terms.forEach((t) => {
    if (!t.key || t.value === "") return;
    const p = pass(t.key, t.value);
    if (!p) { r.waits = true; return; }
    if (t.not) groups.push({ passes: (i) => !p[i] });
    else if (!KEYS[t.key].any) groups.push({ passes: (i) => p[i] });
    else if (any[t.key]) any[t.key].push(p);
    else {
      const list = any[t.key] = [p];
      groups.push({ facet: t.key, passes: (i) => { for (let k = 0; k < list.length; k++) if (list[k][i]) return true; return false; } });
    }
  });
  return groups;
}

function collect(r: Found, score: Uint16Array, fails: Uint8Array, o: Options): void {
  const n = db!.rows, sort = o.sort || "best";
  let i, total = 0, most = 0;
  for (i = 0; i < n; i++) if (!fails[i]) { total++; if (score[i] > most) most = score[i]; }
  r.total = total;
  const rows = r.rows = new Int32Array(total);
  let at = 0;
  if (sort !== "best") {
    const rank = ranks(sort), keys = new Float64Array(total);
    for (i = 0; i < n; i++) if (!fails[i]) keys[at++] = rank[i] * 1048576 + i;
    keys.sort();
    for (i = 0; i < total; i++) rows[i] = keys[i] % 1048576;
    return;
  }
  // Counted into place: many cards have the same of few scores.
  const places = new Int32Array(most + 2);
  for (i = 0; i < n; i++) if (!fails[i]) places[score[i] + 1]++;
  for (i = 1; i < places.length; i++) places[i] += places[i - 1];
  for (i = 0; i < n; i++) if (!fails[i]) rows[places[score[i]]++] = i;
}

// counted says in words what so many cards are: widgets, and apps that have none. card(k) is the number of
// the k-th.
export function counted(n: number, card: (k: number) => number): string {
  const bare = apps(n, card), words = [];
  if (n > bare || !n) words.push(amount(n - bare, "widget"));
  if (bare) words.push(amount(bare, "app") + " without widgets");
  return words.join(", ");
}

// apps counts the cards that are apps without widgets.
function apps(n: number, card: (k: number) => number): number {
  const slug = db!.columns.slug, none = slug.index.get("");
  let bare = 0;
  if (none !== undefined) for (let k = 0; k < n; k++) if (slug.ids[card(k)] === none) bare++;
  return bare;
}

export function amount(n: number, thing: string): string { return n.toLocaleString("en") + " " + thing + (n === 1 ? "" : "s"); }

// saidOf says what a query found.
export function saidOf(r: Found): string { return counted(r.total, (k) => r.rows[k]); }

// saidOfAll says it as a part of the gallery.
export function saidOfAll(r: Found): string {
  const all = db!.rows, bare = apps(r.total, (k) => r.rows[k]), allBare = apps(all, (k) => k), words = [];
  if (r.total === all) return saidOf(r);
  function of(n: number, whole: string) { return n.toLocaleString("en") + " of " + whole; }
  if (r.total > bare) words.push(of(r.total - bare, amount(all - allBare, "widget")));
  if (bare) words.push(of(bare, amount(allBare, "app") + " without widgets"));
  return words.join(", ");
}

// ranks says for each card where it stands in an order; the same place keeps the gallery's order.
function ranks(sort: string): Float64Array {
  const kept = orders.get(sort);
  if (kept) return kept;
  const c = db!.columns, of = db!.appOf, out = new Float64Array(db!.rows);
  orders.set(sort, out);
  if (sort === "title") {
    const collator = new Intl.Collator(undefined, { numeric: true }), title = places(c.title.values, collator.compare);
    for (let i = 0; i < out.length; i++) out[i] = title[c.title.ids[i]];
  } else if (sort === "version") {
    const version = places(c.version.values, newer), marks: Record<string, number> = { "new": 0, changed: 1, "": 2 };
    for (let i = 0; i < out.length; i++) out[i] = marks[c.mark.values[c.mark.ids[i]]] * 1e6 + version[c.version.ids[of[i]]];
  } else {
    const worst = c.counts.values.map((v) => {
      const n = (v || "0,0,0").split(",").map((x) => Math.min(Number(x), 999));
      return 1e9 - (n[0] * 1e6 + n[1] * 1e3 + n[2]);
    });
    for (let i = 0; i < out.length; i++) out[i] = worst[c.counts.ids[i]];
  }
  return out;
}

const orders = new Map<string, Float64Array>();

// places says for each value where it stands in an order.
function places(values: string[], compare: (a: string, b: string) => number): number[] {
  const place: number[] = [];
  values.map((_, i) => i).sort((a, b) => compare(values[a], values[b])).forEach((id, i) => { place[id] = i; });
  return place;
}

// newer compares versions, the newest first; what is none comes last.
function newer(a: string, b: string): number {
  const x = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(a), y = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(b);
  if (!x || !y) return x ? -1 : y ? 1 : 0;
  for (let i = 1; i < 4; i++) if (+x[i] !== +y[i]) return +y[i] - +x[i];
  return (x[4] ? 1 : 0) - (y[4] ? 1 : 0);
}

// facets counts for each value how many cards there would be with it.
function facets(fails: Uint8Array, only: Uint8Array, groups: Group[]): Found["facets"] {
  const out: Found["facets"] = {};
  Object.keys(KEYS).forEach((key) => {
    const k = KEYS[key], c = db!.columns[k.column || key];
    if (!c || key === "app" || key === "setting") return;
    const counts = new Int32Array(c.values.length), ids = c.ids, starts = c.starts;
    let mine = -1;
    groups.forEach((g, number) => { if (g.facet === key) mine = number; });
    for (let i = 0; i < fails.length; i++) {
      if (fails[i] && !(fails[i] === 1 && only[i] === mine)) continue;
      const at = k.app ? db!.appOf[i] : i;
      if (!starts) counts[ids[at]]++;
      else for (let j = starts[at]; j < starts[at + 1]; j++) counts[ids[j]]++;
    }
    out[key] = counts;
  });
  return out;
}

/* ---- when nothing is found ---- */

// corrections finds, for words that nothing has, those that differ by one letter.
function corrections(terms: Term[]): Fuzzy | null {
  let out: Fuzzy | null = null;
  terms.filter(free).forEach((t) => {
    const word = fold(t.value);
    if (worth(word).some) return;
    const list = alike(word);
    if (list.length) (out = out || Object.create(null))[word] = list;
  });
  return out;
}

// Meant is what may have been meant by a word of a query, and the query with that instead.
export interface Meant { text: string; query: string }

// meantInstead lists what would find something in place of words that nothing has, or of all of them at once. A filter may be
// misspelled in its name or in its value.
export function meantInstead(r: Found): Meant[] {
  const out: Meant[] = [], best = r.terms.map((t) => t.text);
  function offer(text: string, query: string) {
    if (out.length < 3 && run(parse(query), {}, null).total) out.push({ text, query: query + " " });
  }
  r.terms.forEach((t, i) => {
    const list = instead(t, r).slice(0, 3);
    list.forEach((w) => offer(w, r.terms.map((u, j) => j === i ? w : u.text).join(" ")));
    best[i] = list[0] || t.text;
  });
  if (!out.length && best.some((w, i) => w !== r.terms[i].text)) offer(best.join(" "), best.join(" "));
  return out;
}

function instead(t: Term, r: Found): string[] {
  const value = fold(t.value);
  if (t.unknown) {
    const rest = t.value.slice(t.unknown.length + 1);
    return nearest(t.unknown, keys()).map((key) => word(key, rest, t.not));
  }
  if (free(t)) return (own(r.fuzzy, value) || (worth(value).some ? [] : alike(value))).map((w) => word("", w));
  const c = t.key && db!.columns[KEYS[t.key].column || t.key];
  if (!c || t.not || !value || chosen(t.key, t.value).length) return [];
  const names = c.names || c.folded, near = nearest(value, names.slice(0, 5000));
  return near.map((n) => word(t.key, c.values[names.indexOf(n)]));
}

// blame says which words could be dropped, and how many cards there would be without each.
export function blame(terms: Term[]): { term: Term; total: number }[] {
  const totals = terms.map((term, i) => ({ term, total: run(terms.filter((_, j) => j !== i), {}, null).total }));
  return totals.filter((b) => b.total).sort((a, b) => b.total - a.total);
}
