// The words of a query, without what they find.
import { own } from "../shared/text";
import { fold } from "./column";

// Key is what may stand before a colon.
export interface Key {
  name: string;
  about: string; // in the help
  any?: boolean; // words for it mean either, else all of them
  app?: boolean; // it is the app's, not the card's
  judges?: boolean; // it is about findings, of which a gallery may say nothing
  column?: string; // if it is not called so
  say?: { [value: string]: string };
  same?: { [word: string]: string };
}

// Term is one word of a query, or what is in quotes; from and to are its place.
export interface Term {
  text: string;
  not: boolean;
  key: string;
  value: string;
  quoted: boolean;
  from: number;
  to: number;
  unknown?: string; // what stood before a colon and is no key
}

const STATUS = {
  fail: "error", errors: "error", warn: "warning", warnings: "warning", notes: "info", note: "info", sound: "pass", ok: "pass"
};
const SLOTS = { microphone: "microphone", camera: "camera", autoplay: "autoplay" }; // in this order, as on cards

// What may stand before a colon. One card has one host but several tags: words for the same host mean
// either, words for tags mean all of them. A status is the worst that there is to say of a card; has: is
// about all of it. What a widget asks for and what browsers grant it are two things: a string that
// browsers do not understand grants nothing.
export const KEYS: { [key: string]: Key } = {
  status: {
    name: "Status", about: "error, warning, info or pass: the worst that there is to say", any: true, judges: true, same: STATUS,
    say: { error: "Errors", warning: "Warnings", info: "Notes", pass: "No errors" }
  },
  has: {
    name: "Has at least one", about: "error, warning or note: at least one", judges: true,
    say: { error: "Error", warning: "Warning", note: "Note" }, same: { ...STATUS, info: "note", notes: "note", note: "note" }
  },
  perm: { name: "Asks for", about: "what a widget asks for, such as microphone", say: SLOTS },
  grants: { name: "Browsers grant", about: "what browsers would really grant it", say: SLOTS },
  mark: { name: "Since last time", about: "new or changed, since an earlier build", any: true, say: { "new": "New", changed: "Changed" } },
  vis: { name: "Visibility", about: "public, private or hidden", any: true, app: true },
  tag: { name: "Tag", about: "a tag of the app", app: true },
  dev: { name: "Developer", about: "who made the app", any: true, app: true },
  host: { name: "Host", about: "where the widget's page is, or what stands above it", any: true },
  rule: { name: "Rule broken", about: "the name of a rule, or a part of it", judges: true },
  setting: { name: "Setting", about: "a setting of the app", app: true },
  app: { name: "App", about: "the id of an app", any: true, app: true, column: "name" }
};
const SAME: { [word: string]: string } = {
  permission: "perm", permissions: "perm", asks: "perm", granted: "grants", grant: "grants", developer: "dev", visibility: "vis",
  tags: "tag", rules: "rule", settings: "setting", is: "mark"
};

export function parse(query: string): Term[] {
  let token = /\s*(-?)(?:([a-z]+):(?!\/\/))?(?:"((?:[^"]|"")*)("|$)|([^\s"]*))/giy, terms = [], m;
  while (token.lastIndex < query.length && (m = token.exec(query))) {
    if (!m[0]) break;
    const quoted = m[3] !== undefined, value = quoted ? m[3].replace(/""/g, "\"") : m[5];
    let key = (m[2] || "").toLowerCase(), written = m[0].trimStart(), text = written.trimEnd() + (quoted && !m[4] ? "\"" : "");
    key = own(SAME, key) || key;
    const to = token.lastIndex, t: Term = { text, not: m[1] === "-", key, value: value.trim(), quoted, from: to - written.length, to };
    if (key && !own(KEYS, key)) {
      t.unknown = key;
      t.key = "";
      t.value = m[2] + ":" + value;
    }
    if (text && text !== "-") terms.push(t);
  }
  return terms;
}

// text is a query that consists of terms.
export function text(terms: Term[]): string { return terms.map((t) => t.text).join(" "); }

// word writes a term so that it is read as the same.
export function word(key: string, value: string, not?: boolean): string {
  const plain = /^[^\s":-][^\s"]*$/.test(value) && (key || !/^[a-z]+:/i.test(value));
  return (not ? "-" : "") + (key ? key + ":" : "") + (plain ? value : "\"" + value.replace(/"/g, "\"\"") + "\"");
}

// meant is the value that another word for it stands for.
export function meant(key: string, value: string): string { return own(KEYS[key].same, value) || value; }

// said is a value as cards and filters say it.
export function said(t: Term): string { return t.key && own(KEYS[t.key].say, meant(t.key, fold(t.value))) || t.value; }

