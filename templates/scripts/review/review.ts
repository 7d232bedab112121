// Decisions on apps: on an app's page and in the queue. They are kept in this
// browser under the address of the gallery, by the app's page, with the digest
// of the definition that they are about. Everything is set as text.
import { one } from "../shared/dom";
import { own } from "../shared/text";
import { at, put, type Entry, type Review } from "./store";

const panel = one("[data-review]"), queue = one("[data-queue]"); // a page has one of them, or none
const words: Record<string, string> = { ok: "Approved", work: "Needs work", reject: "Rejected" };
const LARGEST = 16 << 20; // bytes of a file to import
const classes: Record<string, string> = { ok: "is-pass", work: "is-warn", reject: "is-fail" };
const key = "vitrine-review:" + new URL(panel ? panel.dataset.root || "./" : "./", location.href).href.replace(/[?#].*$/, "");

const store = at(key), load = store.load, save = store.save;

function day(time: number) { return time ? new Date(time).toLocaleDateString() : "an earlier day"; }

// review sets up what the page has of it.
export function review(): void {
  if (panel) app();
  if (queue) list();
}

function app() {
  const page = panel.dataset.review!;
  const form = one<HTMLFormElement>("[data-decision]", panel), stale = one("[data-stale]", panel), saved = one("[data-saved]", panel);
  const decision = form.elements.namedItem("decision") as RadioNodeList, note = form.elements.namedItem("note") as HTMLTextAreaElement;
  const boxes = Array.from(panel.querySelectorAll<HTMLInputElement>("[data-check]"));

  function show() {
    const entry: Partial<Entry> = own(load().apps, page) || {};
    decision.value = entry.decision || "";
    note.value = entry.note || "";
    boxes.forEach((b) => { b.checked = Boolean(own(entry.checks, b.dataset.check!)); });
    const old = entry.digest && entry.digest !== panel.dataset.digest;
    stale.hidden = !old;
    stale.replaceChildren();
    if (!old) return;
    const keep = document.createElement("button");
    keep.type = "button";
    keep.textContent = "It still holds";
    keep.onclick = () => { keepIt(); show(); };
    stale.append("The definition changed since you looked at it on " + day(entry.time || 0) +
      (entry.of ? " (version " + entry.of + ")" : "") + ".", keep);
  }

  function keepIt() {
    const s = load(), checks = {};
    boxes.forEach((b) => { if (b.checked) put(checks, b.dataset.check!, true); });
    const about = { digest: panel.dataset.digest, of: panel.dataset.version, title: panel.dataset.title };
    const entry = { decision: decision.value, note: note.value, checks, ...about, time: Date.now() };
    if (entry.decision || entry.note || Object.keys(checks).length) put(s.apps, page, entry);
    else delete s.apps[page];
    saved.textContent = save(s) ? "Kept in this browser only." : "This browser does not keep it: storage is refused or full.";
  }

  form.addEventListener("change", () => { keepIt(); show(); });
  note.addEventListener("input", keepIt);
  form.addEventListener("submit", (e) => { e.preventDefault(); });
  boxes.forEach((b) => { b.addEventListener("change", () => { keepIt(); show(); }); });
  addEventListener("storage", show);
  show();
}

function list() {
  const rows = Array.from(queue.querySelectorAll<HTMLElement>("li[data-page]"));
  const select = one<HTMLSelectElement>("[data-show]", queue), none = one("[data-none]", queue),
    bar = one<HTMLProgressElement>("progress", queue);
  const total = Number(queue.dataset.total), file = one<HTMLInputElement>("input[type=file]", queue);

  function state(row: HTMLElement, s: Review): string {
    const entry = own(s.apps, row.dataset.page!);
    if (!entry || !entry.decision) return entry && entry.digest !== row.dataset.digest ? "stale" : "open";
    return entry.digest === row.dataset.digest ? entry.decision : "stale";
  }

  function show() {
    let s = load(), want = select.value, visible = 0, old = 0;
    rows.forEach((row) => {
      const entry: Partial<Entry> = own(s.apps, row.dataset.page!) || {}, is = state(row, s);
      const mark = one("[data-decided]", row), note = one("[data-note]", row);
      if (is === "stale") old++;
      row.hidden = !(want === "" || want === is);
      if (!row.hidden) visible++;
      const text = own(words, entry.decision || "");
      mark.hidden = !text && is !== "stale";
      mark.textContent = (text || "Open") + (is === "stale" ? ", changed since" : "");
      mark.className = "decided " + (is === "stale" ? "is-none" : own(classes, entry.decision || "") || "is-none");
      note.hidden = !entry.note;
      note.textContent = entry.note || "";
    });
    none.hidden = visible > 0;
    const done = decided(s);
    bar.value = done;
    one("[data-progress]", queue).textContent = done + " of " + total + " decided" + (old ? ", " + old + " changed since" : "");
  }

  // decided counts what is decided: on one page exactly, else as far as is
  // known, since the other pages are not at hand.
  function decided(s: Review): number {
    if (queue.dataset.pages === "1") return rows.filter((r) => own(words, state(r, s))).length;
    return Math.min(total, Object.keys(s.apps).filter((p) => s.apps[p].decision).length);
  }

  function cell(t: string | undefined): string { return String(t || "").replace(/[\\|`*_<>\[\]]/g, "\\$&").replace(/\s+/g, " "); }

  function markdown(s: Review): string {
    const lines = ["# Review of " + cell(queue.dataset.title), "", decided(s) + " of " + total + " apps decided.", "",
      "| App | Version | Decision | Note |", "|---|---|---|---|"];
    entries(s).forEach((e) => {
      const said = (own(words, e.decision || "") || "Open") + (e.stale ? ", changed since" : "");
      lines.push("| " + [cell(e.title), cell(e.of), said, cell(e.note)].join(" | ") + " |");
    });
    return lines.join("\n") + "\n";
  }

  function entries(s: Review): (Entry & { page: string; stale: boolean })[] {
    return Object.keys(s.apps).sort().map((p) => {
      const row = rows.find((r) => r.dataset.page === p);
      return Object.assign({ page: p, stale: !!row && row.dataset.digest !== s.apps[p].digest }, s.apps[p]);
    });
  }

  function download(name: string, type: string, text: string): void {
    const a = document.createElement("a");
    a.href = URL.createObjectURL(new Blob([text], { type }));
    a.download = name;
    a.click();
    setTimeout(() => { URL.revokeObjectURL(a.href); }, 10000);
  }

  queue.querySelectorAll<HTMLElement>("[data-export]").forEach((b) => {
    b.addEventListener("click", () => {
      const s = load();
      if (b.dataset.export === "md") download("review.md", "text/markdown", markdown(s));
      else download("review.json", "application/json", JSON.stringify({ version: 1, gallery: queue.dataset.title, apps: s.apps }, null, 1));
    });
  });
  one("[data-import]", queue).addEventListener("click", () => { file.click(); });
  file.addEventListener("change", () => {
    const picked = file.files![0], out = one("[data-imported]", queue);
    if (!picked) return;
    function say(text: string) { show(); out.textContent = text; }
    if (picked.size > LARGEST) say("That file is too large for a review.");
    else picked.text().then(store.merge).then(say, () => { say("That file cannot be read."); });
    file.value = "";
  });
  select.addEventListener("change", show);
  one(".queue-rows", queue).addEventListener("keydown", (e) => {
    const step = own({ j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }, e.key);
    if (!step || e.ctrlKey || e.metaKey || e.altKey) return;
    const links = rows.filter((r) => !r.hidden).map((r) => one("a", r));
    const next = links[links.indexOf(document.activeElement as HTMLElement) + step];
    if (next) next.focus();
    e.preventDefault();
  });
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
}
