import assert from "node:assert/strict";
import test from "node:test";
import { language, own, visible } from "./text";

test("what would hide in a text is shown", () => {
  assert.equal(visible("a\u202eb\u0000\ud800 é🙂"), "a[U+202E]b[U+0000][U+D800] é🙂");
});

test("languages as HTML writes them", () => {
  assert.equal(language("de_de"), "de-de");
  assert.equal(language("x y"), null);
  assert.equal(language(""), null);
});

test("names that people may have written", () => {
  assert.equal(own({ a: 1 }, "a"), 1);
  assert.equal(own({ a: 1 }, "constructor"), undefined);
  assert.equal(own(null, "a"), undefined);
});
