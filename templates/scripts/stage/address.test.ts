import assert from "node:assert/strict";
import test from "node:test";
import addresses from "../../../cmd/vitrine/testdata/stage/addresses.json";
import redirects from "../../../generator/site/testdata/redirects.json";
import type { Part } from "./data";
import { addQuery, redirect, resolve } from "./address";

test("parameters go into the query, not in twice", () => {
  addresses.queries.forEach((c) => assert.equal(addQuery(c.url, [["id", "a&b"], ["parentUrl", "https://g.test:8"]]), c.want));
});

test("where previews: leads", () => {
  const list = redirects.previews.map((p) => ({ ...p, local: !p.to.includes("://") }));
  redirects.cases.forEach((c) => {
    assert.deepEqual(redirect(list, c.url), { url: c.frame, local: Boolean(c.local), moved: c.frame !== c.url });
  });
});

test("a value stays in its place", () => {
  const widget: { parts: Part[] } = { parts: ["https://", [0, 3, "host"], ".test/", [1, 3]] };
  const at = (...values: string[]) => resolve(widget, (i) => values[i]);
  assert.equal(at("shop", "a b").url, "https://shop.test/a%20b");
  assert.equal(at("shop", "a b").loads, "https://shop.test/a%20b");
  assert.equal(at("shop", "a%20b").loads, "");
  assert.equal(at("evil.test/", "").reason, "the value “evil.test/” cannot be part of a host");
  assert.equal(at("shop", "../x").reason, "a value would lead out of the path that it stands in");
  assert.deepEqual(at("shop", "x").runs.map((r) => r.setting), [null, 0, null, 1]);
  assert.deepEqual(at("shop", "a b").runs.map((r) => r.text), ["https://", "shop", ".test/", "a b"]);
});
