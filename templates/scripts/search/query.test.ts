import assert from "node:assert/strict";
import test from "node:test";
import { parse, said, text, word } from "./query";

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
