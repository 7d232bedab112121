// Help with writing and reading.
import { fold } from "./column";
import { db, keys } from "./data";
import { amount, counted } from "./find";
import { KEYS, parse, word, type Term } from "./query";

// Suggestion is a word to write from a place of the query on. open: a value follows. late: what is found comes first.
export interface Suggestion { text: string; about: string; from: number; open?: boolean; late?: boolean }

// spans says where words stand in a text.
export function spans(text: string, marked: string[]): number[][] {
  const folded = fold(text), found: number[][] = [];
  if (folded.length !== text.length) return found; // accents that are letters of their own: the places are not known
  marked.forEach((word) => {
    for (let at = 0, p; word && (p = folded.indexOf(word, at)) >= 0; at = p + word.length) found.push([p, p + word.length]);
  });
  found.sort((a, b) => a[0] - b[0]);
  return found.reduce<number[][]>((list, s) => {
    const last = list[list.length - 1];
    if (last && s[0] <= last[1]) last[1] = Math.max(last[1], s[1]); else list.push(s);
    return list;
  }, []);
}

// Keys of which a value is offered for what is typed without a key.
const OFFERED = ["perm", "status", "mark", "vis", "tag"];

// suggest offers words to write at the end of a query: values of a key, or keys.
export function suggest(query: string): Suggestion[] {
  const terms = parse(query), end = terms[terms.length - 1];
  const last = end && end.to >= query.length ? end : { key: "", value: "", from: query.length, not: false, quoted: false };
  const out: Suggestion[] = [];
  function keyed(key: string): Suggestion { return { text: key + ":", about: KEYS[key].name, from: last.from, open: true }; }
  if (last.key) return values(last.key, fold(last.value), 7, last);
  if (!last.value) return out;
  const typed = fold(last.value);
  if (typed.length > 1) out.push(...keys().filter((key) => key.startsWith(typed)).map(keyed));
  if (typed.length > 2 && !last.quoted) OFFERED.forEach((key) => { out.push(...values(key, typed, 1, last, true)); });
  return out.slice(0, 3).map((s) => Object.assign(s, { late: true })); // what is found comes first
}

function values(key: string, typed: string, limit: number, last: Pick<Term, "not" | "from">, start = false): Suggestion[] {
  const k = KEYS[key], c = db!.columns[k.column || key];
  if (!c) return [];
  const list: number[] = [];
  (c.names || c.folded).forEach((v, id) => {
    const p = v.indexOf(typed);
    if (v && v !== typed && (start ? p === 0 : p >= 0)) list.push(id);
  });
  list.sort((a, b) => c.begins[b + 1] - c.begins[b] - (c.begins[a + 1] - c.begins[a]));
  return list.slice(0, limit).map((id) => {
    const from = c.begins[id], n = c.begins[id + 1] - from;
    const about = k.app ? amount(n, "app") : counted(n, (i) => c.having[from + i]);
    return { text: word(key, c.values[id], last.not), about, from: last.from };
  });
}
