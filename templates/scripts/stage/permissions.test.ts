import assert from "node:assert/strict";
import test from "node:test";
import { allow } from "./permissions";

test("a frame may use what was granted and not switched off, and nothing else", () => {
  assert.equal(allow(["microphone", "camera"], []), "microphone *; camera *");
  assert.equal(allow(["microphone", "camera"], ["microphone"]), "camera *");
  assert.equal(allow(["geolocation", "autoplay; camera"], []), "");
  assert.equal(allow([], ["camera"]), "");
});
