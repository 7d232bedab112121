// What decisions come to, in words.
import { own } from "../shared/text";
import type { Entry, Review } from "./store";

const WORDS: Record<string, string> = { ok: "Approved", work: "Needs work", reject: "Rejected" };

// word says a decision; "" for none.
export function word(decision: string | undefined): string { return own(WORDS, decision || "") || ""; }

const COLOURS: Record<string, string> = { ok: "is-pass", work: "is-warn", reject: "is-fail" };

// colour is the class of a decision, or of another state.
export function colour(state: string | undefined): string { return own(COLOURS, state || "") || "is-none"; }

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
