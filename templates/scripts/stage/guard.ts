// What keeps a frame from holding the page: how large a message may be, how
// many may be too much, and who has the focus. A frame that goes too far is
// stopped (stage-desk.js) until the person loads it again.
import type { Journal } from "./host";

export interface Taker { index: number; frame: HTMLIFrameElement }

const BURST = 60, PER_SECOND = 30, DROPS = 2000, LARGE = 8, CHARACTERS = 262144, ENTRIES = 5000, STEALS = 3, SOON = 600;

// A bucket of tokens: a burst is fine, a flood is not.
export function bucket(burst: number, rate: number): () => boolean {
  let tokens = burst, at = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + (now - at) / 1000 * rate);
    at = now;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}

// large tells whether there is more in a message than the host would ever
// read. It looks at no more than that, but for the names of one object.
function large(value: unknown): boolean {
  const seen = new Set(), todo: any[] = [];
  let characters = CHARACTERS, entries = ENTRIES;
  function take(x: any): boolean {
    entries--;
    if (typeof x === "string") characters -= x.length;
    else if (x && typeof x === "object" && !seen.has(x)) { seen.add(x); todo.push(x); }
    return entries < 0 || characters < 0;
  }
  if (take(value)) return true;
  while (todo.length) {
    const v = todo.pop();
    if (!v || typeof v !== "object") continue;
    if (/(Map|Set|ArrayBuffer|Blob)\]$/.test(Object.prototype.toString.call(v)) && (v.byteLength || v.size) > ENTRIES) return true;
    if (ArrayBuffer.isView(v) && v.byteLength > CHARACTERS) return true;
    if (ArrayBuffer.isView(v)) continue;
    if (Array.isArray(v) && v.length > ENTRIES) return true;
    for (const key in v) {
      characters -= key.length;
      if (take(v[key])) return true;
    }
  }
  return false;
}

// guard counts for one frame; stop is called once, with the reason.
export function guard(journal: Journal, stop: (why: string) => void) {
  let pass = bucket(BURST, PER_SECOND), spare = bucket(DROPS, PER_SECOND), larges = 0, steals = 0, stopped = false;
  function halt(why: string) {
    if (stopped) return;
    stopped = true;
    stop(why);
  }
  return {
    // pass tells whether one more message may be read.
    pass(): boolean {
      if (stopped) return false;
      if (pass()) return true;
      journal.drop();
      if (!spare()) halt("The page kept sending more than " + PER_SECOND + " messages a second.");
      return false;
    },
    large(data: unknown): boolean {
      if (!large(data)) return false;
      journal.add("note", "ignored", "a message of more than " + CHARACTERS + " characters or " + ENTRIES + " values");
      if (++larges >= LARGE) halt("The page sent " + LARGE + " messages that are too large to read.");
      return true;
    },
    steal(): void { if (++steals > STEALS) halt("The page took the keyboard focus again and again."); }
  };
}

// focus watches windows of ours. When a frame takes the focus right after the
// person used something of ours, and neither the Tab key nor the mouse led
// into the frame, what had the focus gets it back. taker(): the index of the
// frame that has the focus and its element, or null.
export function focus(taker: () => Taker | null, stolen: (index: number) => void): (win: Window) => void {
  let held: HTMLElement | null = null, at = 0, tab = false, pointing = false;
  function used() { at = performance.now(); }
  function check() {
    const t = taker(), was = held;
    if (!t || !was) return;
    held = null;
    if (tab || performance.now() - at > SOON || pointing && t.frame.matches(":hover") || !was.isConnected) return;
    was.focus({ preventScroll: true });
    stolen(t.index);
  }
  return (win) => {
    const d = win.document;
    d.addEventListener("focusin", (e) => {
      const to = e.target as HTMLElement;
      if (to.localName === "iframe") return;
      held = to;
      tab = false;
      used();
    });
    d.addEventListener("keydown", (e) => { tab = e.key === "Tab"; pointing = false; used(); }, true);
    d.addEventListener("pointerdown", () => { tab = false; pointing = true; used(); }, true);
    d.addEventListener("pointermove", () => { pointing = true; }, { passive: true });
    win.addEventListener("blur", () => { setTimeout(check); });
  };
}
