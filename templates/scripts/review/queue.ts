// The queue of apps that wait for a decision, or have one.
import { make, one } from "../shared/dom";
import { download } from "../shared/download";
import { own } from "../shared/text";
import { remember } from "./bar";
import type { at, Entry, Review } from "./store";
import { evidence, json, markdown, type Evidence, type Row } from "./export";
import { colour, decisions, stateOf, word } from "./words";

const LARGEST = 16 << 20; // bytes of a file to import

type Store = ReturnType<typeof at>;

// list brings the queue to life.
export function list(queue: HTMLElement, store: Store): void {
  const rows = Array.from(queue.querySelectorAll<HTMLElement>("li[data-page]")), total = Number(queue.dataset.total);
  const select = one<HTMLSelectElement>("[data-show]", queue), bar = one<HTMLProgressElement>("progress", queue);

  function show() {
    const s = store.load();
    let visible = 0, old = 0;
    rows.forEach((row) => {
      const entry = own(s.apps, row.dataset.page!), is = standing(row, entry);
      if (is === "stale") old++;
      row.hidden = !(select.value === "" || select.value === is);
      if (!row.hidden) visible++;
      say(row, entry, is);
    });
    one("[data-none]", queue).hidden = visible > 0;
    remember(rows.filter((row) => !row.hidden).map((row) => row.dataset.page!));
    const done = decided(s);
    bar.value = done;
    one("[data-progress]", queue).textContent = done + " of " + total + " decided" + (old ? ", " + old + " changed since" : "");
  }

  // decided counts what is decided: on one page exactly, else as far as is
  // known, since the other pages are not at hand.
  function decided(s: Review): number {
    if (queue.dataset.pages === "1") return rows.filter((r) => word(standing(r, own(s.apps, r.dataset.page!)))).length;
    return Math.min(total, decisions(s.apps));
  }

  // all is what is exported: every app of this page that is decided or has something to say, and what is kept of others.
  function all(s: Review, known: { [page: string]: Evidence }): Row[] {
    const pages = new Set(Object.keys(s.apps).concat(rows.filter((r) => one("[data-committed]", r)).map((r) => r.dataset.page!)));
    return Array.from(pages).sort().map((page) => {
      const row = exported(page, own(s.apps, page), rows.find((r) => r.dataset.page === page));
      return { ...row, href: new URL(page, queue.dataset.base || location.href).href, ...own(known, page) };
    });
  }

  queue.querySelectorAll<HTMLElement>("[data-export]").forEach((b) => b.addEventListener("click", () => {
    void evidence(queue.dataset.evidence!).then((known) => {
      const s = store.load(), gallery = queue.dataset.title!, list = all(s, known);
      if (b.dataset.export === "md") download("review.md", "text/markdown", markdown(gallery, list, decided(s), total));
      else download("review.json", "application/json", json(gallery, s.apps, list));
    });
  }));
  imports(queue, store, show);
  select.addEventListener("change", show);
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
  walks(rows);
}

// standing is how it stands with an app: by this browser's decision, else by the one that was committed.
function standing(row: HTMLElement, entry: Entry | undefined): string {
  const committed = one("[data-committed]", row);
  if (entry && (entry.decision || entry.digest !== row.dataset.digest) || !committed) return stateOf(entry, row.dataset.digest);
  return committed.hasAttribute("data-outdated") ? "stale" : committed.dataset.committed || "open";
}

// exported is an app as it is exported, but for where it stands and what is known of it.
function exported(page: string, entry: Entry | undefined, row: HTMLElement | undefined): Omit<Row, "href"> {
  const mine = entry || { decision: "", note: "", checks: {}, time: 0 };
  return { title: row && row.dataset.title, ...mine, page, now: row && row.dataset.digest,
    version: row && row.dataset.version, stale: Boolean(row && entry && entry.digest !== row.dataset.digest) };
}

// say writes on a row what was decided.
function say(row: HTMLElement, entry: Entry | undefined, is: string): void {
  const mark = one("[data-decided]", row), note = one("[data-note]", row), said = word(entry && entry.decision);
  const stale = stateOf(entry, row.dataset.digest) === "stale";
  mark.hidden = !said && !stale;
  mark.textContent = (said || "Open") + (stale ? ", changed since" : "") + (one("[data-committed]", row) ? ", not committed" : "");
  mark.className = "decided " + colour(is);
  const age = one("[data-age]", row), draft = one("[data-draft]", age);
  const dated = said && entry && entry.time;
  if (draft) draft.remove();
  Array.from(age.children).forEach((e) => { (e as HTMLElement).hidden = Boolean(dated); });
  if (dated) {
    age.append(make("span", { "data-draft": true, "data-made": true, class: "quiet" },
      "decided " + new Date(entry.time).toLocaleDateString()));
  }
  note.hidden = !(entry && entry.note);
  note.textContent = entry && entry.note || "";
}

// imports takes in files that somebody exported.
function imports(queue: HTMLElement, store: Store, show: () => void): void {
  const file = one<HTMLInputElement>("input[type=file]", queue), out = one("[data-imported]", queue);
  function said(text: string) { show(); out.textContent = text; }
  one("[data-import]", queue).addEventListener("click", () => { file.click(); });
  file.addEventListener("change", () => {
    const picked = file.files![0];
    if (!picked) return;
    if (picked.size > LARGEST) said("That file is too large for a review.");
    else picked.text().then(store.merge).then(said, () => { said("That file cannot be read."); });
    file.value = "";
  });
}

// walks lets keys lead from app to app, from the first one on, which has the focus unless the page was opened at a place.
function walks(rows: HTMLElement[]): void {
  function links(): HTMLElement[] { return rows.filter((r) => !r.hidden).map((r) => one("a", r)); }
  document.addEventListener("keydown", (e) => {
    const at = e.target as Element, inside = at.closest(".queue-rows");
    const step = own(inside ? { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 } : { j: 1, k: -1 }, e.key);
    if (!step || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    if (at.closest("input, select, textarea, [contenteditable], dialog[open]")) return;
    const list = links(), next = inside ? list[list.indexOf(at.closest("a")!) + step] : list[0];
    if (next) next.focus();
    e.preventDefault();
  });
  if (!location.hash && document.activeElement === document.body) links()[0]?.focus({ preventScroll: true });
}
