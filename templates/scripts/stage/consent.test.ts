import assert from "node:assert/strict";
import test from "node:test";
import consents from "../../../generator/site/testdata/consent.json";
import { caution } from "./consent";

test("which pages wait for a click", () => {
  consents.forEach((c) => {
    const u = new URL(c.frame || c.address), moved = c.frame !== undefined && c.frame !== c.address;
    assert.equal(caution(c.load, u, moved, [u.host], { origins: {} }) !== "", c.waits, JSON.stringify(c));
  });
});

test("a host that only a setting leads to waits, until the person agrees", () => {
  const u = new URL("https://evil.test/");
  assert.equal(caution("auto", u, false, ["a.test"], { origins: {} }),
    "A setting leads to evil.test, which neither the definition nor its samples do.");
  assert.equal(caution("auto", u, false, ["a.test"], { origins: { "https://evil.test": true } }), "");
  assert.equal(caution("click", u, false, ["evil.test"], { origins: { "https://other.test": true } }) !== "", true);
  assert.equal(caution("click", u, false, ["evil.test"], { origins: { "https://evil.test": true } }), "");
});
