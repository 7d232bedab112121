// What leaves the queue: decisions with what they rest on.
import { make } from "../shared/dom";
import type { Entry, Review } from "./store";
import { word } from "./words";

declare global {
  interface Window { vitrineReview(data: { [page: string]: Evidence }): void }
}

export interface Unmet { text: string; evidence?: string }
export interface Committed { version?: string; verdict?: string; note?: string; author?: string; date?: string; digest?: string }

// Evidence is what the page knows of an app beside a decision.
export interface Evidence { unmet?: Unmet[]; gains?: string[]; before?: string; committed?: Committed }

// Row is an app that is exported; stale: its definition is known to have changed. now and version are those that the page shows.
export type Row = Entry & Evidence & { page: string; href: string; stale: boolean; now?: string; version?: string };

// evidence fetches what is known of the apps of a page of the queue, by their pages: anew, as it may have changed since. Without
// it there are the decisions alone.
export function evidence(place: string): Promise<{ [page: string]: Evidence }> {
  return new Promise((resolve) => {
    const script = make("script", { src: place, on: { error() { resolve({}); } } });
    window.vitrineReview = resolve;
    document.head.append(script);
    script.addEventListener("load", () => { script.remove(); });
  });
}

// json is a review as a file that can be imported again: the decisions of this browser, and what they rest on.
export function json(gallery: string, apps: Review["apps"], rows: Row[]): string {
  const proof = rows.map((r) => ({ page: r.page, href: r.href, version: r.version, digest: r.now, changedSince: r.stale,
    notMet: r.unmet, newlyMay: r.gains, since: r.before, committed: r.committed }));
  return JSON.stringify({ version: 1, gallery, apps, evidence: proof }, null, 1);
}

// markdown is a review as a table, of which done of total apps are decided, with a section for each app that there is more to
// say of.
export function markdown(title: string, rows: Row[], done: number, total: number): string {
  const lines = ["# Review of " + cell(title), "", done + " of " + total + " apps decided.", "",
    "| App | Version | Decision | Note |", "|---|---|---|---|"];
  rows.forEach((r) => {
    const said = (word(r.decision) || r.committed && word(r.committed.verdict) || "Open") + (r.stale ? ", changed since" : "");
    lines.push("| " + [cell(r.title), cell(r.of || r.version), said, cell(r.note || r.committed && r.committed.note)].join(" | ") + " |");
  });
  rows.forEach((r) => { lines.push(...section(r)); });
  return lines.join("\n") + "\n";
}

function section(r: Row): string[] {
  const lines: string[] = [], point = (label: string, text: string | undefined) => { if (text) lines.push("- " + label + ": " + text); };
  point("Page", "<" + r.href.replace(/[<>\s]/g, encodeURIComponent) + ">");
  point("Decided in the browser", word(r.decision) && r.time ? new Date(r.time).toISOString().slice(0, 10) : "");
  point("Digest that was decided on", cell(r.digest));
  if (r.now !== r.digest) point("Digest now", cell(r.now));
  if (r.committed) {
    const c = r.committed;
    point("Committed", [word(c.verdict) || "Open",
      c.author && "by " + cell(c.author), cell(c.date), cell(c.digest)].filter(Boolean).join(", "));
  }
  const lists: [string, string[]][] = [["Not met:", (r.unmet || []).map((u) => cell(u.text) + (u.evidence ? ": " + cell(u.evidence) : ""))],
    ["Newly may do, since " + cell(r.before) + ":", (r.gains || []).map(cell)]];
  lists.forEach(([head, list]) => { if (list.length) lines.push("", head, "", ...list.map((t) => "- " + t)); });
  return ["", "## " + cell(r.title || r.page) + " " + cell(r.of || r.version), "", ...lines];
}

// cell keeps a text from being anything but a text in its line.
function cell(t: string | undefined): string { return (t || "").replace(/[\\|`*_<>\[\]]/g, "\\$&").replace(/\s+/g, " "); }
