import "../shared/testing";
import assert from "node:assert/strict";
import test from "node:test";
import asked from "../../../generator/site/testdata/asked.json";
import { glyphs, item, page, load, take, whenComplete, db } from "./data";
import { blame, find, meantInstead, saidOf } from "./find";
import { spans, suggest } from "./suggest";

// Two apps: Acme with two widgets, and Bare with none.
const steps = (v: string[], ...numbers: number[]) => ({ v, d: numbers.map((n, i) => n - (i ? numbers[i - 1] : 0)) });
const lists = (...each: string[][]) => ({ v: [...new Set(each.flat())], n: each.map((l) => l.length),
  i: each.flat().map((s) => [...new Set(each.flat())].indexOf(s)) });
const head = { block: 0, blocks: 1, key: "k" };

let complete = 0;
whenComplete(() => { complete++; });
load();
take({
  ...head, part: "core", apps: ["acme", "bare"], paths: {}, widgets: [2, 0], titles: ["Acme", "Bäre", "Orders", "Softphone"],
  appTitle: [0, 1], title: [2, 1, -2], version: steps(["1.0.0", "0.9.0"], 0, 1), slug: steps(["orders", "phone", ""], 0, 1, 2),
  host: steps(["a.test", "b.a.test", ""], 0, 1, 2), counts: steps(["1,0,1", "0,0,2", "0,0,0"], 0, 1, 2),
  box: steps(["360,600", ""], 0, 0, 1), mark: steps([""], 0, 0, 0),
  allowed: lists(["microphone"], [], []), refused: lists(["geolocation"], [], [])
});
const before = find("tag:crm");
take({
  ...head, part: "rest", line: steps(["Looks orders up", ""], 0, 1), dev: steps(["Acme Labs", ""], 0, 1), vis: steps(["public"], 0, 0),
  tag: lists(["crm"], []), setting: lists([], []), appRule: lists([], []), rule: lists(["url-http"], [], []), about: [],
  aboutTwo: ["plain http"]
});

const titles = (query: string) => Array.from(find(query).rows, (row) => item(row).title);

test("what is found, and in which order", () => {
  assert.equal(complete, 1);
  assert.equal(db!.rows, 3);
  assert.deepEqual(titles(""), ["Orders", "Softphone", "Bäre"]);
  assert.deepEqual(titles("orders"), ["Orders", "Softphone"]); // the app's line has it, too
  assert.deepEqual(titles("bare"), ["Bäre"]);
  assert.deepEqual(titles("host:a.test"), ["Orders", "Softphone"]);
  assert.deepEqual(titles("status:note"), ["Softphone"]);
  assert.deepEqual(titles("status:pass"), ["Bäre"]);
  assert.deepEqual(titles("has:note"), ["Orders", "Softphone"]);
  assert.deepEqual(titles("has:error has:note"), ["Orders"]);
  assert.deepEqual(titles("-status:error acme"), ["Softphone"]);
  assert.deepEqual(titles("perm:geolocation"), ["Orders"]);
  assert.deepEqual(titles("grants:geolocation"), []); // asked for is not granted
  assert.deepEqual(titles("grants:microphone"), ["Orders"]);
  assert.deepEqual(titles("perm:microphone -grants:microphone"), []);
  assert.deepEqual(titles("rule:url-http"), ["Orders"]);
  assert.deepEqual(titles("nothing"), []);
});

test("what a card's status is counted as adds up to the cards", () => {
  const of = find("", { facets: true }).facets;
  assert.deepEqual(db!.columns.status.values.map((v, i) => v + " " + of.status[i]), ["error 1", "info 1", "pass 1"]);
  assert.deepEqual(db!.columns.has.values.map((v, i) => v + " " + of.has[i]), ["error 1", "note 2"]);
});

test("a filter waits for its data", () => {
  assert.equal(before.waits, true);
  assert.equal(find("tag:crm").waits, false);
  assert.deepEqual(titles("tag:crm"), ["Orders", "Softphone"]);
});

test("a word with one letter wrong finds what is spelled alike", () => {
  assert.deepEqual(titles("sftpone"), []); // two
  assert.deepEqual(titles("softphome"), ["Softphone"]);
  assert.deepEqual({ ...find("softphome").fuzzy }, { softphome: ["softphone"] });
});

test("what may have been meant", () => {
  const meant = (query: string) => meantInstead(find(query)).map((m) => m.text + "=" + m.query.trim());
  assert.deepEqual(meant("microfone"), ["microphone=microphone"]); // sounds alike
  assert.deepEqual(meant("miccrophone acme"), ["microphone=microphone acme"]);
  assert.deepEqual(meant("loks"), ["looks=looks"]); // a word of a description
  assert.deepEqual(meant("perm:microfone status:error"), ["perm:microphone=perm:microphone status:error"]);
  assert.deepEqual(meant("prem:microphone"), ["perm:microphone=perm:microphone"]);
  assert.deepEqual(meant("microfone tag:crn"), ["microphone tag:crm=microphone tag:crm"]); // both at once
  assert.deepEqual(meant("dev:\"Acme Lab\""), []); // it is within
  assert.deepEqual(meant("microfone bare"), []); // nothing has both
  assert.deepEqual(meant("microphone"), []);
  assert.deepEqual(meant("constructor"), []);
});

test("what was found, in words", () => {
  assert.equal(saidOf(find("")), "2 widgets, 1 app without widgets");
  assert.equal(saidOf(find("softphone")), "1 widget");
  assert.deepEqual(blame(find("orders nothing").terms).map((b) => b.term.text + " " + b.total), ["nothing 2"]);
});

test("what is shown of a card", () => {
  const card = item(0);
  assert.equal(card.href, "https://gallery.test/repo/apps/acme/orders.html");
  assert.deepEqual(card.asked.map((p) => [p.glyph, p.granted]), [["microphone", true], ["other", false]]);
  assert.deepEqual(card.box, { width: 360, height: 600, guess: false });
  assert.equal(item(2).widget, false);
});

test("permissions are shown as cards that came with a page show them", () => {
  asked.forEach((c) => assert.deepEqual(glyphs(c.requested, c.granted), c.glyphs));
});

test("words are offered", () => {
  assert.deepEqual(suggest("dev:ac").map((s) => s.text), ["dev:\"Acme Labs\""]);
  assert.deepEqual(suggest("ta").map((s) => s.text), ["tag:"]);
  assert.deepEqual(spans("An order of orders", ["order"]), [[3, 8], [12, 17]]);
});

test("the page of a name that is marked, and what is none", () => {
  assert.equal(page("apps/a~bc/v/1.0.0/x~2.html"), "https://gallery.test/repo/apps/a~bc/v/1.0.0/x~2.html");
  assert.equal(page("javascript:alert(1)"), "https://gallery.test/repo/index.html");
});
