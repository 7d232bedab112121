// What is kept of a review in this browser. Storage and files are written by
// anybody (other pages of the same host, other versions of this one, people),
// so all that is read goes through clean: known fields of their types, bounded,
// and nothing else.
import { own } from "../shared/text";

const DECISIONS = ["ok", "work", "reject"], TEXT: Record<string, number> = { note: 20000, digest: 200, of: 200, title: 500 };
// Entry is what was decided about one app, with the digest of the definition that it was about.
export interface Entry {
  decision: string;
  note: string;
  checks: { [name: string]: true };
  time: number;
  digest?: string;
  of?: string; // the version
  title?: string;
}

// Review is the decisions of one gallery by the apps' pages.
export interface Review { version: 1; apps: { [page: string]: Entry } }

type Fields = { [name: string]: unknown };

const APPS = 20000, CHECKS = 200, NAME = 1000;

function plain(v: unknown): v is Fields { return v !== null && typeof v === "object" && !Array.isArray(v); }

// put writes any name, also __proto__, as a field like others.
export function put(o: object, k: string, v: unknown): void {
  Object.defineProperty(o, k, { value: v, enumerable: true, configurable: true, writable: true });
}

// ticks are the names of the boxes that are ticked.
function ticks(v: unknown): Entry["checks"] {
  const out: Entry["checks"] = {};
  if (!plain(v)) return out;
  Object.keys(v).slice(0, CHECKS).forEach((k) => { if (v[k] === true && k.length <= NAME) put(out, k, true); });
  return out;
}

// entry is one app's decision, or null if nothing can be used; odd() is
// called where something was left out.
function entry(v: unknown, odd: () => void): Entry | null {
  if (!plain(v)) { odd(); return null; }
  const out: Entry & Fields = { decision: "", note: "", checks: ticks(own(v, "checks")), time: 0 };
  if (DECISIONS.includes(own(v, "decision") as string)) out.decision = v.decision as string;
  else if (own(v, "decision")) odd();
  Object.keys(TEXT).forEach((k) => {
    const text = own(v, k);
    if (typeof text === "string") out[k] = text.slice(0, TEXT[k]);
    if (text !== undefined && out[k] !== text) odd();
  });
  const time = own(v, "time");
  if (typeof time === "number" && time > 0 && time < 8.64e15) out.time = time;
  else if (time !== undefined && time !== 0) odd();
  if (own(v, "checks") !== undefined && !plain(own(v, "checks"))) odd();
  return out.decision || out.note || Object.keys(out.checks).length ? out : null;
}

// clean is what can be used of a review, or null if it is none. dropped:
// the number of apps of which something, or all, was left out.
function clean(v: unknown): Review & { dropped: number } | null {
  const from = plain(v) && own(v, "version") === 1 ? own(v, "apps") : null;
  if (!plain(from)) return null;
  const apps: Review["apps"] = {}, pages = Object.keys(from);
  let dropped = Math.max(0, pages.length - APPS);
  pages.slice(0, APPS).forEach((page) => {
    let fine = true;
    const e = page.length <= NAME ? entry(from[page], () => { fine = false; }) : null;
    if (page.length > NAME) fine = false;
    if (!fine) dropped++;
    if (e) put(apps, page, e);
  });
  return { version: 1, apps, dropped };
}

function parse(text: string) { try { return clean(JSON.parse(text)); } catch (e) { return null; } }

// at keeps the reviews of one gallery, whose address is the key.
export function at(key: string) {
  function load(): Review {
    let got: Review | null = null;
    try { got = parse(localStorage.getItem(key)!); } catch (e) { /* storage is refused */ }
    return { version: 1, apps: got ? got.apps : {} };
  }
  function save(s: Review): boolean {
    try { localStorage.setItem(key, JSON.stringify({ version: 1, apps: s.apps })); return true; } catch (e) { return false; }
  }
  // merge takes in the text of a file and says what came of it. The later
  // decision on an app holds.
  function merge(text: string): string {
    const got = parse(text), s = load();
    let taken = 0;
    if (!got) return "That file holds no review.";
    const pages = Object.keys(got.apps);
    let room = APPS - Object.keys(s.apps).length;
    pages.forEach((page) => {
      const mine = own(s.apps, page);
      if (mine ? mine.time > got.apps[page].time : room-- <= 0) return;
      put(s.apps, page, got.apps[page]);
      taken++;
    });
    if (!save(s)) return "This browser does not keep it: storage is refused or full.";
    return "Imported " + taken + (taken === 1 ? " decision" : " decisions") +
      (pages.length > taken ? "; " + (pages.length - taken) + " not, as yours are later or there are too many" : "") +
      (got.dropped ? "; what could not be used of " + got.dropped + (got.dropped === 1 ? " app" : " apps") + " was left out" : "") + ".";
  }
  return { load, save, merge };
}


// keptFor keeps the reviews of the gallery whose pages begin at root, seen from this page.
export function keptFor(root: string): ReturnType<typeof at> {
  return at("vitrine-review:" + new URL(root, location.href).href.replace(/[?#].*$/, ""));
}
