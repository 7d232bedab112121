import assert from "node:assert/strict";
import test from "node:test";
import { decisions, stateOf } from "./words";

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
