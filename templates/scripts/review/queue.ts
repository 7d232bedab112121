// The queue of apps that wait for a decision, or have one.
import { one } from "../shared/dom";
import { own } from "../shared/text";
import { remember } from "./bar";
import type { at, Entry, Review } from "./store";
import { decisions, markdown, stateOf, word, type Row } from "./words";

const LARGEST = 16 << 20; // bytes of a file to import
const CLASSES: Record<string, string> = { ok: "is-pass", work: "is-warn", reject: "is-fail" };

type Store = ReturnType<typeof at>;

// list brings the queue to life.
export function list(queue: HTMLElement, store: Store): void {
  const rows = Array.from(queue.querySelectorAll<HTMLElement>("li[data-page]")), total = Number(queue.dataset.total);
  const select = one<HTMLSelectElement>("[data-show]", queue), bar = one<HTMLProgressElement>("progress", queue);

  function show() {
    const s = store.load();
    let visible = 0, old = 0;
    rows.forEach((row) => {
      const entry = own(s.apps, row.dataset.page!), is = stateOf(entry, row.dataset.digest);
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
    if (queue.dataset.pages === "1") return rows.filter((r) => word(stateOf(own(s.apps, r.dataset.page!), r.dataset.digest))).length;
    return Math.min(total, decisions(s.apps));
  }

  function all(s: Review): Row[] {
    return Object.keys(s.apps).sort().map((page) => {
      const row = rows.find((r) => r.dataset.page === page);
      return { page, stale: row !== undefined && row.dataset.digest !== s.apps[page].digest, ...s.apps[page] };
    });
  }

  queue.querySelectorAll<HTMLElement>("[data-export]").forEach((b) => b.addEventListener("click", () => {
    const s = store.load(), gallery = queue.dataset.title!;
    if (b.dataset.export === "md") download("review.md", "text/markdown", markdown(gallery, all(s), decided(s), total));
    else download("review.json", "application/json", JSON.stringify({ version: 1, gallery, apps: s.apps }, null, 1));
  }));
  imports(queue, store, show);
  walks(queue, rows);
  select.addEventListener("change", show);
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
}

// say writes on a row what was decided.
function say(row: HTMLElement, entry: Entry | undefined, is: string): void {
  const mark = one("[data-decided]", row), note = one("[data-note]", row), said = word(entry && entry.decision);
  mark.hidden = !said && is !== "stale";
  mark.textContent = (said || "Open") + (is === "stale" ? ", changed since" : "");
  mark.className = "decided " + (is !== "stale" && own(CLASSES, is) || "is-none");
  note.hidden = !(entry && entry.note);
  note.textContent = entry && entry.note || "";
}

function download(name: string, type: string, text: string): void {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(new Blob([text], { type }));
  a.download = name;
  a.click();
  setTimeout(() => { URL.revokeObjectURL(a.href); }, 10000);
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

// walks lets keys lead from app to app.
function walks(queue: HTMLElement, rows: HTMLElement[]): void {
  one(".queue-rows", queue).addEventListener("keydown", (e) => {
    const step = own({ j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }, e.key);
    if (!step || e.ctrlKey || e.metaKey || e.altKey) return;
    const links = rows.filter((r) => !r.hidden).map((r) => one("a", r));
    const next = links[links.indexOf(document.activeElement as HTMLElement) + step];
    if (next) next.focus();
    e.preventDefault();
  });
}
