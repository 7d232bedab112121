import assert from "node:assert/strict";
import test from "node:test";
import cells from "../../../generator/diag/testdata/cells.json";
import { cell, csv, first } from "./csv";

test("cells are what the gallery's own tables have", () => {
  cells.forEach((c) => {
    assert.equal(cell(c.text), c.cell);
    assert.equal(first(c.text), c.first);
    assert.equal(csv([[c.text, "x"]]), c.written + ",x\n");
  });
});

test("numbers stay numbers", () => { assert.equal(csv([["a", -1], ["b", 2]]), "a,-1\nb,2\n"); });
