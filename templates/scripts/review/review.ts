// Decisions on apps: on an app's page and in the queue. They are kept in this
// browser under the address of the gallery, by the app's page, with the digest
// of the definition that they are about. Everything is set as text.
import { one } from "../shared/dom";
import { own } from "../shared/text";
import { decisionBar, questions, sayCommitted } from "./bar";
import { fileOf } from "./file";
import { keptFor, put, type Entry } from "./store";

let panel = one("[data-review]"); // a page has this or the queue, or none

function day(time: number) { return time ? new Date(time).toLocaleDateString() : "an earlier day"; }

// review sets up what the page has of it.
export function review(): void {
  if (panel) app();
  document.addEventListener("vitrine-swap", again);
}

let shown = () => {}; // brings the panel in line with what is kept

// again follows vitrine serve, which replaces what differs after a save: the form, or the digest that it is about; and the page
// on which versions are chosen.
function again(): void {
  const form = one("[data-decision]");
  panel = one("[data-review]");
  if (form && form.dataset.decision !== (panel && panel.dataset.review)) form.remove(); // it is about another version
  if (!panel) return;
  questions(panel);
  if (!form || !form.isConnected) app();
  shown();
}

function app() {
  const page = panel.dataset.review!, form = decisionBar(panel), { load, save } = keptFor(panel.dataset.root || "./");
  const stale = one("[data-stale]", form), saved = one("[data-saved]", form), said = one("[data-said]", form);
  questions(panel);
  const decision = form.elements.namedItem("decision") as RadioNodeList, choices = Array.from(decision) as HTMLInputElement[];
  const note = form.elements.namedItem("note") as HTMLTextAreaElement;
  const commit = form.querySelector<HTMLElement>("[data-file-it]"), file = fileOf(panel, () => own(load().apps, page) || {});
  let boxes: HTMLInputElement[] = [];

  function show() {
    const entry: Partial<Entry> = own(load().apps, page) || {};
    sayCommitted(said, panel);
    choices.forEach((c) => { c.checked = c.value === (entry.decision || ""); });
    if (note.value !== (entry.note || "")) note.value = entry.note || ""; // the caret stays
    boxes = Array.from(panel.querySelectorAll<HTMLInputElement>("[data-check]"));
    boxes.forEach((b) => { b.checked = Boolean(own(entry.checks, b.dataset.check!)); });
    const old = entry.digest && entry.digest !== panel.dataset.digest;
    stale.hidden = !old;
    stale.replaceChildren();
    offer();
    if (!old) return;
    const keep = document.createElement("button");
    keep.type = "button";
    keep.textContent = "It still holds";
    keep.onclick = () => { keepIt(); show(); };
    stale.append("The definition changed since you looked at it on " + day(entry.time || 0) +
      (entry.of ? " (version " + entry.of + ")" : "") + ".", keep);
  }

  // offer has the file of decisions be what is decided.
  function offer() {
    const entry: Partial<Entry> = own(load().apps, page) || {};
    if (commit) commit.hidden = !entry.decision && !entry.note;
    file();
  }

  function keepIt() {
    const s = load(), had = own(s.apps, page), checks = {};
    boxes.forEach((b) => { if (b.checked) put(checks, b.dataset.check!, true); });
    if (!boxes.length && had) Object.assign(checks, had.checks); // they stand on the app's page
    const about = { digest: panel.dataset.digest, of: panel.dataset.version, title: panel.dataset.title };
    const entry = { decision: decision.value, note: note.value, checks, ...about, time: Date.now() };
    if (entry.decision || entry.note || Object.keys(checks).length) put(s.apps, page, entry);
    else delete s.apps[page];
    saved.textContent = save(s) ? "Kept in this browser only." : "This browser does not keep it: storage is refused or full.";
  }

  form.addEventListener("change", () => { keepIt(); show(); });
  note.addEventListener("input", () => { keepIt(); offer(); });
  form.addEventListener("submit", (e) => { e.preventDefault(); });
  document.addEventListener("change", (e) => {
    if (form.isConnected && (e.target as Element).matches("[data-check]")) { keepIt(); show(); }
  });
  addEventListener("storage", () => { if (form.isConnected) show(); });
  shown = show;
  show();
}
