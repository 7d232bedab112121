import assert from "node:assert/strict";
import test from "node:test";
import { json, markdown, type Row } from "./export";

const entry = {
  decision: "ok", note: "", checks: {}, time: Date.UTC(2026, 3, 1), digest: "d", href: "https://x.test/a b.html", now: "d", page: "a"
};
const rows: Row[] = [
  { ...entry, title: "A | <b>", of: "1.0.0", note: "one\ntwo *x*", stale: true, now: "e", before: "0.9.0",
    unmet: [{ text: "A logo", evidence: "none | found" }, { text: "A name" }], gains: ["hears *you*"] },
  { ...entry, page: "b", decision: "", time: 0, digest: "", stale: false, title: "B", version: "2.0.0", now: "n",
    committed: { verdict: "reject", author: "Mi_ra", date: "2026-04-02", digest: "m", note: "No." } }
];

test("a text stays in its line, and evidence stands below", () => {
  assert.equal(markdown("My [gallery]", rows, 1, 2), [
    "# Review of My \\[gallery\\]", "", "1 of 2 apps decided.", "", "| App | Version | Decision | Note |", "|---|---|---|---|",
    "| A \\| \\<b\\> | 1.0.0 | Approved, changed since | one two \\*x\\* |", "| B | 2.0.0 | Rejected | No. |", "",
    "## A \\| \\<b\\> 1.0.0", "", "- Page: <https://x.test/a%20b.html>", "- Decided in the browser: 2026-04-01",
    "- Digest that was decided on: d", "- Digest now: e", "", "Not met:", "", "- A logo: none \\| found", "- A name", "",
    "Newly may do, since 0.9.0:", "", "- hears \\*you\\*", "", "## B 2.0.0", "", "- Page: <https://x.test/a%20b.html>", "- Digest now: n",
    "- Committed: Rejected, by Mi\\_ra, 2026-04-02, m", ""
  ].join("\n"));
});

test("what is exported as JSON holds its evidence", () => {
  const got = JSON.parse(json("G", { a: entry }, rows));
  assert.equal(got.version, 1);
  assert.deepEqual(got.apps.a.decision, "ok");
  assert.deepEqual(got.evidence[0], { page: "a", href: "https://x.test/a b.html", digest: "e", changedSince: true, notMet: rows[0].unmet,
    newlyMay: ["hears *you*"], since: "0.9.0" });
});
