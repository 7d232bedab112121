import assert from "node:assert/strict";
import test from "node:test";
import { edits, nearest, plain } from "./nearest";

const places = ["apps/acme_orders.html", "apps/acme_orders/orders.html", "apps/harbor_voice.html", "apps/harbor_voice/softphone.html",
  "apps/x.html", "rules/widget-no-title.html", "rules/widget-title-long.html", "rules/index.html", "report.html"]
  .map((path) => ({ path, title: path, of: "" }));

function meant(path: string): string[] { return nearest(path, places).map((p) => p.path); }

test("paths of the same page", () => {
  assert.equal(plain("/Rules//index.html"), "rules");
  assert.equal(plain("apps/acme/"), "apps/acme");
});

test("what an address may have meant", () => {
  assert.deepEqual(meant("apps/harbour_voice.html"), ["apps/harbor_voice.html"]);
  assert.deepEqual(meant("apps/harbor_voice/softfone"), ["apps/harbor_voice/softphone.html", "apps/harbor_voice.html"]);
  assert.deepEqual(meant("apps/harbor_voice/v/9.9.9/softphone.html"), ["apps/harbor_voice/softphone.html", "apps/harbor_voice.html"]);
  assert.deepEqual(meant("apps/renamed/softphone.html"), ["apps/harbor_voice/softphone.html"]);
  assert.deepEqual(meant("rules/widget-no-titel.html"), ["rules/widget-no-title.html"]);
  assert.deepEqual(meant("reports"), ["report.html"]);
  assert.deepEqual(meant("apps/acme_orders/gone.html"), ["apps/acme_orders.html"]);
  assert.deepEqual(meant("a/b/c"), []);
  assert.deepEqual(meant(""), []);
  assert.deepEqual(meant("%".repeat(1e6)), []);
});

test("edits", () => {
  assert.equal(edits("kitten", "sitting", 3), 3);
  assert.equal(edits("kitten", "sitting", 2), Infinity);
  assert.equal(edits("", "ab", 2), 2);
});
