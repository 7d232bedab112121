import "../shared/testing";
import assert from "node:assert/strict";
import test from "node:test";
import { load, take } from "./data";
import { appOf, folded, together } from "./group";

// Three apps: One with 10 widgets, Two with none, Three with 8.
const column = (v: string, n: number) => ({ v: [v], d: Array(n).fill(0) });
const none = { v: [], n: Array(19).fill(0), i: [] };

load();
take({
  block: 0, blocks: 1, key: "k", part: "core", apps: ["one", "two", "three"], paths: {}, widgets: [10, 0, 8], titles: ["T"],
  appTitle: [0, 0, 0], title: Array(19).fill(0), version: column("1.0.0", 3), slug: column("w", 19), host: column("", 19),
  counts: column("0,0,0", 19), box: column("", 19), mark: column("", 19), allowed: none, refused: none
});

const all = Array.from({ length: 19 }, (_, i) => i);

test("of many cards of an app a few are shown", () => {
  const list = folded(all, new Set());
  assert.deepEqual(list.slice(0, 5), [0, 1, 2, { app: 0, all: 10, from: 3 }, 10]);
  assert.equal(list.length, 4 + 1 + 8); // eight are not many
  assert.deepEqual(list.map(appOf), [0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2]);
});

test("what was opened is shown as it is, and so are few of many", () => {
  assert.deepEqual(folded(all, new Set([0])), all);
  assert.deepEqual(folded([9, 0, 5], new Set()), [9, 0, 5]);
});

test("the cards of an app stand together, where its first stood", () => {
  assert.deepEqual(together([12, 3, 10, 11, 0]), [12, 11, 3, 0, 10]);
});
