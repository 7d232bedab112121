import assert from "node:assert/strict";
import test from "node:test";
import { added, written } from "./file";

const about = {
  version: "1.0.0", digest: "d1", decision: "work", note: "one\ntwo: \"x\" \u0085",
  author: "Mira # x", date: "2026-04-01", checked: ["date"]
};

test("a decision is a list of its own in YAML", () => {
  assert.equal(written(about), "- version: \"1.0.0\"\n  decision: needs work\n  author: \"Mira # x\"\n  date: 2026-04-01\n" +
    "  digest: \"d1\"\n  note: \"one\\ntwo: \\\"x\\\" \\u0085\"\n  checked: [\"date\"]\n");
  assert.equal(written({ ...about, decision: "", note: "", author: "", digest: "", checked: [] }),
    "- version: \"1.0.0\"\n  date: 2026-04-01\n");
});

test("what a file holds stays as it is", () => {
  assert.equal(added("", "- b\n"), "- b\n");
  assert.equal(added("# x\n- a", "- b\n"), "# x\n- a\n- b\n");
  assert.equal(added("- a\r\n", "- b\n"), "- a\r\n- b\n");
});
