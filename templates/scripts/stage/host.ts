// The host of a page that uses Kustomer's Cards SDK: an imitation from public
// documentation (developer.kustomer.com, "Cards SDK"), not Kustomer's code.
//
//   page -> host   {cardId, type, …}
//   host -> page   {type, context, theme, userLocale, userRoles, …}
//
// What a page sends is data from a stranger: it is counted, bounded and shown
// as text; sizes are clamped; nothing that it says leads anywhere else.
import { make } from "../shared/dom";
import { visible } from "../shared/text";
import type { Recorded } from "./data";
import { guard as counter } from "./guard";

// Journal keeps what went either way.
export interface Journal {
  add(way: "in" | "out" | "note", what: string, text: string, name?: string): void;
  drop(): void; // counts a message that nobody read
  clear(): void;
}

// Facts are what a frame is told of where it stands.
export interface Facts {
  name: string;
  context?: { [name: string]: unknown };
  responses?: Recorded[];
  locale: string;
  theme: string;
}

// Card is one frame, as its host sees it.
export interface Card {
  id: string | null;
  origin: string;
  alive(): void;
  send(message: object): void;
  resize(width: number | null, height: number | null): void;
  open(on: boolean): void;
  isOpen(): boolean;
  facts(): Facts;
  halt(why: string): void; // ends the frame
}

export type Host = ReturnType<typeof host>;

type Message = { [name: string]: any };

const KEPT = 200, SMALLEST = 40, LARGEST = 2000, CALM = 100;

// describe writes any value as a short text: cycles, depth and size are
// bounded before anything is read.
function describe(value: unknown): string {
  const seen: unknown[] = [];
  let room = 400;
  function walk(v: any, depth: number): string {
    if (room <= 0) return "…";
    room -= 4;
    if (typeof v === "string") {
      const s = v.slice(0, Math.max(0, room));
      room -= s.length;
      return JSON.stringify(s) + (s.length < v.length ? "…" : "");
    }
    if (v === null || typeof v !== "object") return String(v);
    if (depth > 4 || seen.indexOf(v) >= 0) return "…";
    seen.push(v);
    const list = Array.isArray(v), parts: string[] = [];
    for (const key in v) { // what is too large was refused before
      if (room <= 0 || parts.length >= 20) { parts.push("…"); break; }
      room -= key.length;
      parts.push((list ? "" : key.slice(0, 40) + ": ") + walk(v[key], depth + 1));
    }
    seen.pop();
    return list ? "[" + parts.join(", ") + "]" : "{" + parts.join(", ") + "}";
  }
  try { return visible(walk(value, 0)); } catch (e) { return "(unreadable)"; }
}

// A size is a number of px, or text like "50px"; anything else is refused.
function pixels(v: unknown): number | null {
  if (typeof v === "string" && /^\s*\d{1,7}(\.\d+)?(px)?\s*$/.test(v)) v = parseFloat(v);
  if (typeof v !== "number" || !isFinite(v)) return null;
  return Math.min(LARGEST, Math.max(SMALLEST, Math.round(v)));
}

// log keeps what went either way, the newest first.
export function log(list: HTMLElement, count: HTMLElement): Journal {
  let total = 0, dropped = 0, flood: ChildNode | null = null, soon = 0;
  function add(way: "in" | "out" | "note", what: string, text: string, name?: string) {
    total++;
    const from = way === "in" ? (name || "page") + " →" : way === "out" ? "→ " + (name || "page") : "note";
    list.prepend(make("li", { class: "way-" + way }, make("span", { class: "way" }, from), make("b", {}, what), make("code", {}, text),
      make("time", {}, new Date().toTimeString().slice(0, 8))));
    while (list.children.length > KEPT) list.lastChild!.remove();
    show();
  }
  function show() { count.textContent = total + (total === 1 ? " message" : " messages") + (dropped ? ", " + dropped + " dropped" : ""); }
  // A flood must not be answered with as many changes of the page.
  function tell() {
    soon = 0;
    if (!dropped) return;
    if (!flood || !flood.isConnected) { add("note", "flood", ""); total--; flood = list.firstChild!.childNodes[2]; }
    flood!.textContent = dropped + (dropped === 1 ? " message was" : " messages were") + " dropped: too many at a time";
    show();
  }
  return {
    add,
    drop() {
      dropped++;
      if (!soon) soon = setTimeout(tell, CALM);
    },
    clear() { total = dropped = 0; flood = null; list.replaceChildren(); show(); }
  };
}

// text is what a page sent where a text belongs: nothing else is turned into
// one, as an object could bring its own idea of how.
function text(v: unknown, most: number): string {
  return typeof v === "string" ? v.slice(0, most) : typeof v === "number" || typeof v === "boolean" ? String(v) : "";
}

// answer finds the recorded response to a request.
function answer(responses: Recorded[] | undefined, method: string, url: string): Recorded | undefined {
  return (responses || []).find((r) => r.method === method && (r.url === url || r.url.endsWith("*") && url.startsWith(r.url.slice(0, -1))));
}

// host talks to one frame.
export function host(card: Card, journal: Journal) {
  const guard = counter(journal, card.halt);
  let awake = false, asked: (number | null)[] | null = null;

  function context(): { [name: string]: any } {
    const own = card.facts().context, c = own ? JSON.parse(JSON.stringify(own)) : {};
    if (!c.widget || typeof c.widget !== "object") c.widget = {};
    c.widget.isOpen = card.isOpen();
    return c;
  }
  function ignore(what: string): void { journal.add("note", "ignored", what); }
  function send(type: string, more?: object) {
    const f = card.facts(), m: Message = { type, ...more };
    if (type !== "REQUEST") Object.assign(m, { context: context(), theme: f.theme, userLocale: f.locale, userRoles: ["user"] });
    card.send(m);
    journal.add("out", type, describe(type === "REQUEST" ? more : { context: m.context }), f.name);
  }
  function resize(m: Message) {
    const w = pixels(m.width), h = pixels(m.height);
    if (m.width !== undefined && w === null || m.height !== undefined && h === null) {
      journal.add("note", "RESIZE", "not obeyed: a size is a number of px, from " + SMALLEST + " to " + LARGEST);
    }
    if (w !== null || h !== null) size(w, h);
  }
  // size obeys at once, then not before a while: what came meanwhile counts
  // as one, since every size lays the whole screen out again.
  function size(w: number | null, h: number | null) {
    if (asked) { asked = [w === null ? asked[0] : w, h === null ? asked[1] : h]; return; }
    card.resize(w, h);
    asked = [null, null];
    setTimeout(() => {
      const last = asked!;
      asked = null;
      if (last[0] !== null || last[1] !== null) size(last[0], last[1]);
    }, CALM);
  }
  function request(m: Message) {
    const method = text(m.method, 20).toUpperCase() || "GET", url = text(m.url, 2048);
    const id = typeof m.requestId === "number" ? m.requestId : text(m.requestId, 200), hit = answer(card.facts().responses, method, url);
    if (!hit) {
      const message = "The gallery has no recorded response to " + method + " " + url + "; add one under responses: in samples.yaml.";
      send("REQUEST", { requestId: id, err: { status: 501, message } });
    } else if (hit.status >= 400) {
      send("REQUEST", { requestId: id, err: { status: hit.status, message: "recorded response", body: hit.body } });
    } else {
      send("REQUEST", { requestId: id, data: hit.body });
    }
  }
  function obey(m: Message) {
    switch (m.type) {
      case "INITIALIZE":
        awake = true;
        send("INITIALIZE");
        card.alive();
        return;
      case "RESIZE": resize(m); return;
      case "OPEN": card.open(true); return;
      case "CLOSE": card.open(false); return;
      case "REQUEST": request(m); return;
      case "CONTEXT_UPDATE": return;
    }
    journal.add("note", m.type.slice(0, 40), "not imitated here");
  }
  return {
    // event.source was compared by the desk; origin, card and shape are checked here.
    // Nothing of a message is read before it may pass: reading is what costs.
    receive(event: MessageEvent): void {
      if (!guard.pass()) return;
      const origin = event.origin;
      if (origin !== card.origin) return ignore("a message from " + visible(String(origin)) + ", where " + card.origin + " was expected");
      const data = event.data;
      if (guard.large(data)) return;
      if (!data || typeof data !== "object" || typeof data.type !== "string") return ignore("a message without a type: " + describe(data));
      const rest: Message = {};
      Object.keys(data).slice(0, 40).forEach((k) => { if (k !== "type" && k !== "cardId" && data[k] !== undefined) rest[k] = data[k]; });
      journal.add("in", visible(data.type.slice(0, 40)), describe(rest), card.facts().name);
      if (data.cardId !== card.id) return ignore("the card id " + describe(data.cardId) + " is not this card's");
      obey(data);
    },
    // stray counts a message that went elsewhere, and tells whether to speak of it.
    stray: guard.pass,
    steal: guard.steal,
    // changed tells a page that was answered what is different now.
    changed(): void { if (awake) send("CONTEXT_UPDATE"); }
  };
}
