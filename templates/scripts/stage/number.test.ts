import assert from "node:assert/strict";
import test from "node:test";
import cases from "../../../generator/appdef/testdata/numbers.json";

test("the table says what an engine makes of numbers", () => {
  cases.forEach(([text, want]) => { assert.equal(String(JSON.parse(text)), want, text); });
});
