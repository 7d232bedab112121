import assert from "node:assert/strict";
import test from "node:test";
import { at } from "./store";

const kept = new Map<string, string>();
Object.assign(globalThis, {
  localStorage: { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => { kept.set(k, v); } }
});

const file = (apps: object, version = 1) => JSON.stringify({ version, apps });

test("the later decision on an app holds", () => {
  const store = at("later");
  assert.equal(store.merge(file({ a: { decision: "ok", time: 2 }, b: { decision: "work", time: 2 } })), "Imported 2 decisions.");
  assert.equal(store.merge(file({ a: { decision: "reject", time: 1 }, b: { decision: "reject", time: 3 } })),
    "Imported 1 decision; 1 not, as yours are later or there are too many.");
  assert.equal(store.load().apps.a.decision, "ok");
  assert.equal(store.load().apps.b.decision, "reject");
});

test("only known fields of their types are read", () => {
  kept.set("fields", file({ a: { decision: "ok", note: { toString: 1 }, checks: { tested: true, odd: "yes" }, time: "soon", evil: 1 },
    b: 5, c: {} }));
  assert.deepEqual(at("fields").load().apps, { a: { decision: "ok", note: "", checks: { tested: true }, time: 0 } });
});

test("what is no review is none", () => {
  ["", "{", "null", "[]", "5", "{\"version\":1}", file({}, 2), file([])].forEach((text) => {
    assert.equal(at("none").merge(text), "That file holds no review.");
  });
  assert.deepEqual(at("none").load(), { version: 1, apps: {} });
});
