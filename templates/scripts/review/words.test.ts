import assert from "node:assert/strict";
import test from "node:test";
import { decisions, markdown, stateOf } from "./words";

const entry = { decision: "ok", note: "", checks: {}, time: 1, digest: "d" };

test("how it stands with an app", () => {
  assert.equal(stateOf(undefined, "d"), "open");
  assert.equal(stateOf(entry, "d"), "ok");
  assert.equal(stateOf(entry, "e"), "stale");
  assert.equal(stateOf({ ...entry, decision: "" }, "d"), "open");
  assert.equal(stateOf({ ...entry, decision: "" }, "e"), "stale");
});

test("a decision on another version decides on no app", () => {
  const open = { ...entry, decision: "" };
  assert.equal(decisions({ "apps/a.html": entry, "apps/a/v/1.0.0.html": entry, "apps/b.html": open, "apps/v.html": entry }), 2);
});

test("a text stays in its cell", () => {
  const rows = [
    { ...entry, page: "a", title: "A | <b>", of: "1.0.0", note: "one\ntwo *x*", stale: true },
    { ...entry, page: "b", decision: "", stale: false }
  ];
  assert.equal(markdown("My [gallery]", rows, 1, 2), [
    "# Review of My \\[gallery\\]", "", "1 of 2 apps decided.", "", "| App | Version | Decision | Note |", "|---|---|---|---|",
    "| A \\| \\<b\\> | 1.0.0 | Approved, changed since | one two \\*x\\* |", "|  |  | Open |  |", ""
  ].join("\n"));
});
