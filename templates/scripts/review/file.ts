// A decision as an entry of reviews/<app>.yaml, to be committed beside the content. The last entry about a version holds, so
// one is only ever added at the end: what stands in the file stays.
import { button, make, one } from "../shared/dom";
import { download } from "../shared/download";
import type { Entry } from "./store";

const WORDS: Record<string, string> = { ok: "approved", work: "needs work", reject: "rejected" };
const NAME = "vitrine-reviewer"; // under which the browser keeps who decides

export interface Written {
  version: string;
  digest: string;
  decision: string;
  note: string;
  author: string;
  date: string;
  checked: string[];
}

// text writes any text as YAML: JSON, with what YAML does not read as it is escaped.
function text(s: string): string {
  return JSON.stringify(s.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd"))
    .replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

// written is one entry.
export function written(w: Written): string {
  const fields = [["version", text(w.version)], ["decision", WORDS[w.decision]], ["author", w.author && text(w.author)], ["date", w.date],
    ["digest", w.digest && text(w.digest)], ["note", w.note && text(w.note)],
    ["checked", w.checked.length && "[" + w.checked.map(text).join(", ") + "]"]];
  return "- " + fields.filter((f) => f[1]).map((f) => f.join(": ")).join("\n  ") + "\n";
}

// added is a file with one more entry.
export function added(file: string, entry: string): string { return file + (file && !file.endsWith("\n") ? "\n" : "") + entry; }

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

function reviewer(): string { try { return localStorage.getItem(NAME) || ""; } catch (e) { return ""; } }

// Held is what a file of decisions holds: a text, to which one can be added at the end; or lost, if nothing can be added to it by
// itself.
export interface Held { text: string; lost: boolean }

// Form is what shows a decision as it would stand in the file; show brings it up to date.
export interface Form { parts: HTMLElement[]; show: (held: Held) => void }

// formOf makes it for the file at a place. panel() names the definition, and of() is what is decided about it in this browser.
export function formOf(place: string, panel: () => HTMLElement, of: () => Partial<Entry>): Form {
  const pre = make("pre", { tabindex: 0, "aria-label": place, "data-yaml": true }), said = make("span", { role: "status", class: "quiet" });
  const author = make("input", { name: "author", maxlength: 100, autocomplete: "name", value: reviewer() });
  const about = make("p", { class: "quiet" });
  let last: Held = { text: "", lost: false };
  function show(held: Held): void {
    const entry = of(), { version, digest } = panel().dataset;
    last = held;
    about.textContent = held.lost ? "The file holds what this page cannot add to by itself: write this at its end."
      : held.text ? "The file with this decision at its end." : "There is no such file yet.";
    pre.textContent = added(held.lost ? "" : held.text, written({ version: version!, digest: digest!,
      decision: entry.decision || "", note: entry.note || "", author: author.value.trim(), date: today(),
      checked: Object.keys(entry.checks || {}) }));
    said.textContent = "";
  }
  author.addEventListener("input", () => {
    try { localStorage.setItem(NAME, author.value.trim()); } catch (e) { /* then it is asked for again */ }
    show(last);
  });
  function copy() {
    navigator.clipboard.writeText(pre.textContent!).then(() => { said.textContent = "Copied."; },
      () => { said.textContent = "Select and copy it."; });
  }
  return { show, parts: [about, make("label", {}, "Your name ", author), pre, make("p", { class: "actions" }, said, button("Copy", copy),
    button("Download", () => { download(place.replace(/^.*\//, ""), "application/yaml", pre.textContent!); }))] };
}

// fileOf puts on an app's page what its file of decisions would hold. It returns what brings it up to date.
export function fileOf(panel: HTMLElement, of: () => Partial<Entry>): () => void {
  const place = panel.dataset.place;
  if (!place) return () => {};
  const form = formOf(place, () => panel, of);
  const section = make("details", { class: "review-file", "data-made": true, "data-commit": true },
    make("summary", {}, "Commit this decision as ", make("code", {}, place)), form.parts);
  return () => {
    if (!section.isConnected) one("h2", panel).after(section);
    const entry = of();
    section.hidden = !entry.decision && !entry.note;
    form.show({ text: panel.querySelector("[data-file]")?.textContent || "", lost: panel.hasAttribute("data-lost") });
  };
}
