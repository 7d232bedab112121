import assert from "node:assert/strict";
import test from "node:test";
import type { Data } from "./data";
import { read, screenOf, write } from "./state";

const data = {
  widgets: [{}, {}], sets: [{ name: "First" }, { name: "Ä & b" }], locales: ["en_us", "de_de"],
  settings: [{ key: "default.text", type: "string" }, { key: "default.token", type: "secret" }]
} as Data;

test("the state of a link comes back as it was", () => {
  const query = "?set=%C3%84%20%26%20b&v.default.text=a%2Bb%20%26%20c&screen=1920x1080&zoom=75&view=all&org=app&lang=de_de" +
    "&off=camera%2Cmicrophone";
  assert.equal(write(data, read(data, query), ""), query);
});

test("what a link may not say is left out", () => {
  const s = read(data, "?set=none&screen=1x99999&zoom=999&view=x&org=y&lang=fr_fr&v.default.token=secret&v.__proto__=1&v.none=1&%E0%A4%A");
  assert.equal(write(data, s, ""), "?screen=320x4096&zoom=200");
});

test("parameters of others stay", () => {
  assert.equal(write(data, read(data, "?utm=1&zoom=50&x"), "?utm=1&zoom=50&x"), "?utm=1&x&zoom=50");
  assert.equal(write(data, read(data, ""), "?v.old=1&set=x"), "");
});

test("a screen has sides that there may be", () => {
  assert.deepEqual(screenOf("800.4", 600), [800, 600]);
  assert.deepEqual(screenOf("", -5), [320, 240]);
});
