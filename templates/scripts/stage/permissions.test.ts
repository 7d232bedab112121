import assert from "node:assert/strict";
import test from "node:test";
import { allow } from "./permissions";

test("microphone and camera wait for a switch", () => {
  assert.equal(allow(["microphone", "camera", "autoplay"], { off: [], on: [] }), "autoplay *");
  assert.equal(allow(["microphone", "camera"], { off: [], on: ["camera"] }), "camera *");
});

test("a frame may use what was not switched off, and nothing that the platform does not set", () => {
  assert.equal(allow(["autoplay"], { off: ["autoplay"], on: [] }), "");
  assert.equal(allow(["geolocation", "autoplay; camera"], { off: [], on: ["geolocation"] }), "");
});

test("the widgets beside the page's own have no switches", () => {
  assert.equal(allow(["microphone", "autoplay"], null), "autoplay *");
});
