import assert from "node:assert/strict";
import test from "node:test";
import { KEYS, parse, said, text, word } from "./query";

const read = (query: string) => parse(query).map((t) => [t.not ? "-" : "", t.key, t.value].join("|"));

test("the words of a query", () => {
  assert.deepEqual(read(""), []);
  assert.deepEqual(read("  two  words "), ["||two", "||words"]);
  assert.deepEqual(read("-tag:crm -plain -"), ["-|tag|crm", "-||plain"]);
  assert.deepEqual(read("dev:\"Acme Labs\" \"a \"\"b\"\"\""), ["|dev|Acme Labs", "||a \"b\""]);
  assert.deepEqual(read("permission:camera IS:new"), ["|perm|camera", "|mark|new"]);
  assert.deepEqual(read("https://a.test constructor:x"), ["||https://a.test", "||constructor:x"]);
  assert.equal(parse("colour:red")[0].unknown, "colour");
});

test("an open quote ends with the query, and is closed where it is written again", () => {
  const terms = parse("a dev:\"Acme ");
  assert.equal(terms[1].from, 2);
  assert.equal(text(terms), "a dev:\"Acme\"");
});

test("a word that is written is read as the same", () => {
  ["plain", "two words", "a \"b\" c", "-minus", ":colon", "a:b", "", "\"", "https://a.test"].forEach((v) => {
    assert.deepEqual(read(word("tag", v)), ["|tag|" + v]);
    assert.deepEqual(read(word("tag", v, true)), ["-|tag|" + v]);
  });
  assert.equal(word("", "a:b"), "\"a:b\"");
});

test("what a filter is called", () => {
  assert.equal(said(parse("status:fail")[0]), "Errors");
  assert.equal(said(parse("status:constructor")[0]), "constructor");
});

// random writes texts of the letters that mean something in a query, the same ones each time.
function* random(count: number): Generator<string> {
  const parts = ["a", "-", ":", "\"", "\"\"", " ", "\n", "tag:", "perm:", "colour:", "constructor:", "__proto__:", "is:new", "//",
    "\u0000", "\u202e", "é", "😀",
    "\ud800", "\\", "(", "*", "<b>", "status:fail"];
  let seed = 1;
  for (let i = 0; i < count; i++) {
    let s = "";
    for (let n = seed % 12; n >= 0; n--) {
      seed = seed * 48271 % 2147483647;
      s += parts[seed % parts.length];
    }
    yield s;
  }
}

test("whatever is typed is read, and written again means the same", () => {
  for (const q of random(20000)) {
    const terms = parse(q);
    terms.forEach((t) => {
      assert.equal(!t.key || Object.keys(KEYS).includes(t.key), true, JSON.stringify(q));
      assert.equal(0 <= t.from && t.from < t.to && t.to <= q.length, true, JSON.stringify(q));
      assert.equal(typeof said(t), "string");
    });
    const again = text(terms);
    assert.equal(text(parse(again)), again, JSON.stringify(q));
  }
});
