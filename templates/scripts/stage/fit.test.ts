import assert from "node:assert/strict";
import test from "node:test";
import cases from "../../../generator/appdef/testdata/fits.json";
import { fit, warning } from "./fit";

test("what boxes come to on screens", () => {
  cases.forEach((c) => {
    const want = { share: c.share, small: Boolean(c.small), leaves: Boolean(c.leaves), covers: Boolean(c.covers) };
    assert.deepEqual(fit(c.box[0], c.box[1], c.screen), want, JSON.stringify(c));
  });
});

test("the stage warns of what a rule reports", () => {
  const faults = cases.map((c) => ({ c, warned: warning(c.box[0], c.box[1], c.screen) }));
  faults.forEach(({ c, warned }) => {
    assert.equal(warned !== "", Boolean(c.small || c.leaves || c.covers), JSON.stringify(c));
  });
});

test("a screen that Kustomer does not support is named as one", () => {
  assert.equal(warning(1350, 300, [1440, 900]), "");
  assert.equal(warning(1350, 300, [1366, 768]), "leaves the screen (a screen below Kustomer’s minimum of 1440 × 900)");
  assert.equal(warning(1440, 900, [1440, 900]), "covers the desk and leaves the screen");
  assert.equal(warning(1296, 810, [1440, 900]), "covers the desk");
  assert.equal(warning(100, 100, [1366, 768]), "smaller than 160 × 120 px: hardly usable");
});
