// The report's filters. All findings come in chunks, as scripts, because a
// page that is opened from disk may load nothing else; the first use asks for
// them. The state is in the address. Everything is set as text.
import { button, glyph as picture, one } from "../shared/dom";
import { download } from "../shared/download";
import { own } from "../shared/text";
import { csv } from "./csv";

declare global {
  interface Window { vitrineReport(data: Chunk): void }
}

// Chunk is what report/<n>.js hands over (site.ReportChunk): a row is the numbers of its file, rule, severity and text in
// their lists, line and column.
interface Chunk {
  files: [path: string, page: string, title: string][];
  rules: string[];
  texts: string[];
  rows: number[][];
}

interface Finding {
  path: string;
  page: string;
  title: string;
  rule: string;
  severity: string;
  text: string;
  line: number;
  column: number;
}

const form = one<HTMLFormElement>(".filterbar"); // a report without findings has none
const results = one("[data-results]");
const still = one("[data-static]");
const names = ["q", "severity", "rule", "group"];
const severities = ["error", "warning", "info"];
const step = 200; // findings that are painted at a time
const tabled = 20000; // findings that a table holds
const all: Finding[] = [];
const table = button("CSV", save, { hidden: true, "data-made": true });
let found: HTMLElement, chunks = 0, loaded = 0, asked = false, shown = step;

// take is called by the data.
function take(data: Chunk): void {
  data.rows.forEach((r) => {
    const file = data.files[r[0]];
    all.push({
      path: file[0], page: file[1], title: file[2], rule: data.rules[r[1]], severity: severities[r[2]], text: data.texts[r[3]],
      line: r[4], column: r[5]
    });
  });
  loaded++;
  paint();
  load();
}

// One chunk after the other, so that the order is that of the files.
function load() {
  if (loaded >= chunks) return;
  const s = document.createElement("script");
  s.src = "report/" + loaded + ".js";
  s.onerror = () => { found.textContent = "The findings cannot be loaded."; };
  document.head.append(s);
}

type Field = HTMLInputElement | HTMLSelectElement;

function field(name: string): Field { return form.elements.namedItem(name) as Field; }

function value(name: string): string { return field(name).value; }

function active(): boolean { return names.some((n) => value(n) !== ""); }

function matches(): Finding[] {
  const words = value("q").toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((f) => {
    if (value("severity") && f.severity !== value("severity")) return false;
    if (value("rule") && f.rule !== value("rule")) return false;
    const text = (f.title + " " + f.path + " " + f.text + " " + f.rule).toLowerCase();
    return words.every((w) => text.indexOf(w) >= 0);
  });
}

function el<K extends keyof HTMLElementTagNameMap>(tag: K, cls?: string, text?: string): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  if (cls) e.className = cls;
  if (text !== undefined) e.textContent = text;
  return e;
}

function glyph(severity: string): HTMLElement { return picture(severity, severity); }

function link(text: string, href: string) {
  const a = el("a", "", text);
  a.href = href;
  return a;
}

function line(f: Finding, group: string) {
  const li = el("li", "is-" + f.severity), p = el("p"), where = el("span", "where");
  p.append(el("span", "visually-hidden", f.severity + ": "), el("bdi", "", f.text));
  if (group !== "rule") {
    const rule = link(f.rule, "rules/" + f.rule + ".html");
    rule.className = "rule";
    where.append(rule);
  }
  const place = (group ? (f.title || f.path) + ", " : "") + "line " + f.line;
  const at = f.page ? link("", f.page + "#L" + f.line) : el("span");
  at.append(el("bdi", "", place));
  where.append(at);
  if (!group) li.append(glyph(f.severity));
  li.append(p, where);
  return li;
}

// heading says what a group has in common.
function heading(f: Finding, group: string) {
  const h = el("h2");
  if (group === "rule") {
    const a = link("", "rules/" + f.rule + ".html");
    a.append(el("code", "", f.rule));
    h.append(glyph(f.severity), a);
  } else if (group === "severity") {
    h.append(glyph(f.severity), own({ error: "Errors", warning: "Warnings", info: "Notes" }, f.severity) || "");
  } else {
    const title = f.page ? link("", f.page) : el("span");
    title.append(el("bdi", "", f.title || f.path));
    h.append(title);
    if (f.title) h.append(el("code", "quiet", f.path));
  }
  return h;
}

function grouped(list: Finding[], group: string): Finding[][] {
  const by = new Map<string, Finding[]>();
  list.forEach((f) => {
    const key = group === "rule" ? f.rule : group === "severity" ? f.severity : f.path;
    if (!by.has(key)) by.set(key, []);
    by.get(key)!.push(f);
  });
  const out = Array.from(by.values());
  if (group === "severity") out.sort((a, b) => severities.indexOf(a[0].severity) - severities.indexOf(b[0].severity));
  if (group === "rule") out.sort((a, b) => severities.indexOf(a[0].severity) - severities.indexOf(b[0].severity) || b.length - a.length);
  return out;
}

function paint() {
  const on = active();
  results.hidden = !on;
  still.hidden = on;
  found.textContent = "";
  table.hidden = !on; // it keeps its place from the first paint on
  if (!on) return;
  const list = matches(), by = value("group") || "rule", group = by === "file" ? "" : by;
  let left = shown;
  results.replaceChildren();
  grouped(list, group).forEach((g) => {
    if (left <= 0) return;
    const section = el("section", "group"), ul = el("ul", "lines"), h = heading(g[0], group);
    h.append(el("span", "quiet", g.length + (g.length === 1 ? " finding" : " findings")));
    g.slice(0, left).forEach((f) => { ul.append(line(f, group)); });
    left -= g.length;
    section.append(h, ul);
    results.append(section);
  });
  const waiting = loaded < chunks ? ", still loading" : "";
  found.textContent = list.length + " of " + all.length + (all.length === 1 ? " finding" : " findings") + waiting;
  table.disabled = !list.length || waiting !== "";
  table.title = list.length > tabled ? "Download the first " + tabled + " findings" : "Download these findings";
  if (!list.length && !waiting) results.append(nothing());
  if (list.length > shown) {
    const more = el("button", "", "Show " + Math.min(step, list.length - shown) + " more");
    more.type = "button";
    more.onclick = () => { shown += step; paint(); };
    results.append(more);
  }
}

// save hands over what is found as a table, in the order of the files.
function save(): void {
  const rows = matches().slice(0, tabled).map((f) => [f.title, f.path, f.line, f.column, f.severity, f.rule, f.text]);
  download("findings.csv", "text/csv", csv([["title", "path", "line", "column", "severity", "rule", "message"], ...rows]));
}

// nothing says which filter did it, and offers to drop it.
function nothing() {
  const box = el("div", "empty");
  box.append(el("h2", "", "Nothing found"));
  names.slice(0, 3).forEach((n) => {
    if (!value(n)) return;
    const drop = el("button", "", "Without " + (n === "q" ? "the words “" + value(n) + "”" : n + " " + value(n)));
    drop.type = "button";
    drop.onclick = () => { field(n).value = ""; changed(); };
    box.append(drop);
  });
  return box;
}

function changed() {
  shown = step;
  write();
  show();
}

function show() {
  if (active() && !asked) {
    asked = true;
    load();
  }
  paint();
}

function write() {
  const p = new URLSearchParams();
  names.forEach((n) => { if (value(n)) p.set(n, value(n)); });
  const q = p.toString();
  history.replaceState(null, "", location.pathname.split("/").pop() + (q ? "?" + q : "") || "report.html");
}

function read() {
  const p = new URLSearchParams(location.search);
  names.forEach((n) => {
    const f = field(n);
    f.value = p.get(n) || "";
    if (f instanceof HTMLSelectElement && f.selectedIndex === -1) f.value = "";
  });
}

// report sets the filters up.
export function report(): void {
  if (!form) return;
  found = one("[data-found]", form);
  form.insertBefore(table, found);
  chunks = Number(form.dataset.chunks);
  window.vitrineReport = take;
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (e) => { e.preventDefault(); });
  form.addEventListener("reset", () => { setTimeout(changed); });
  document.querySelectorAll<HTMLElement>("[data-rule]").forEach((a) => {
    a.addEventListener("click", (e) => {
      e.preventDefault();
      field("rule").value = a.dataset.rule!;
      changed();
      form.scrollIntoView();
      field("rule").focus();
    });
  });
  addEventListener("popstate", () => { read(); show(); });
  read();
  show();
}
