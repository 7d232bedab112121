// What decisions come to, in words.
import { own } from "../shared/text";
import type { Entry, Review } from "./store";

const WORDS: Record<string, string> = { ok: "Approved", work: "Needs work", reject: "Rejected" };

// word says a decision; "" for none.
export function word(decision: string | undefined): string { return own(WORDS, decision || "") || ""; }

// stateOf is how it stands with an app whose definition has a digest: a decision, "open", or "stale" where the definition
// changed since.
export function stateOf(entry: Entry | undefined, digest: string | undefined): string {
  if (entry && entry.digest !== digest) return "stale";
  return entry && entry.decision || "open";
}

// decisions counts the apps with one. A decision on another version than the latest decides on no app.
export function decisions(apps: Review["apps"]): number {
  return Object.keys(apps).filter((page) => apps[page].decision && !/^apps\/[^/]+\/v\//.test(page)).length;
}

// Row is an app in the list that is exported; stale: its definition is known to have changed.
export type Row = Entry & { page: string; stale: boolean };

// markdown is a review as a table, of which done of total apps are decided.
export function markdown(title: string, rows: Row[], done: number, total: number): string {
  const lines = ["# Review of " + cell(title), "", done + " of " + total + " apps decided.", "",
    "| App | Version | Decision | Note |", "|---|---|---|---|"];
  rows.forEach((r) => {
    const said = (word(r.decision) || "Open") + (r.stale ? ", changed since" : "");
    lines.push("| " + [cell(r.title), cell(r.of), said, cell(r.note)].join(" | ") + " |");
  });
  return lines.join("\n") + "\n";
}

// cell keeps a text from being anything but a text in its cell.
function cell(t: string | undefined): string { return (t || "").replace(/[\\|`*_<>\[\]]/g, "\\$&").replace(/\s+/g, " "); }
