// What the frame may use: a switch for each permission, and what the browser
// says to it. The allow attribute is made from names that the generator
// parsed, never from what a definition says.
import { glyph, make } from "../shared/dom";
import type { Stage, State } from "./data";

const WORDS: Record<string, string> = {
  microphone: "Hear through the microphone", camera: "See through the camera", autoplay: "Play sound without a click"
};

// What hears or sees waits for a switch on the page: whoever looks at a widget has not agreed to be looked at.
const ASKS = ["microphone", "camera"];

// passed tells whether a frame gets a feature; a widget beside the page's own has no switches.
export function passed(feature: string, state: Pick<State, "off" | "on"> | null): boolean {
  if (!WORDS[feature]) return false;
  if (ASKS.includes(feature)) return state !== null && state.on.includes(feature);
  return !state || !state.off.includes(feature);
}

// allow returns the attribute for the features of a widget.
export function allow(features: string[], state: Pick<State, "off" | "on"> | null): string {
  return features.filter((f) => passed(f, state)).map((f) => f + " *").join("; ");
}

export function permissions(stage: Stage): HTMLElement | null {
  const features = stage.data.widgets[0].features;
  if (!features.length) return null;
  return make("fieldset", { class: "control permissions-switch" }, make("legend", {}, "Permissions"), features.map((f) => {
    const box: HTMLInputElement = make("input", { type: "checkbox", "data-feature": f, checked: passed(f, stage.state), on: { change() {
      const state = stage.state, asks = ASKS.includes(f), list = asks ? "on" : "off";
      state[list] = state[list].filter((x) => x !== f).concat(box.checked === asks ? [f] : []).sort();
      stage.changed("off");
    } } });
    return make("label", {}, box, glyph(f), make("span", {}, WORDS[f] || f, make("small", { class: "quiet", "data-verdict": f })));
  }), make("p", { class: "quiet control-text" },
    "Switching one loads the frame again. Microphone and camera stay off until you switch them on."));
}

interface Policy { allowsFeature?(feature: string): boolean }

// verdicts tells what the browser made of it: the frame's own policy where
// it can be asked, and what the person answered before. One line each, for
// which room is kept.
export function verdicts(stage: Stage, frame: HTMLIFrameElement | null): void {
  stage.section.querySelectorAll<HTMLElement>("[data-verdict]").forEach((out) => {
    const f = out.dataset.verdict!, asks = frame as { permissionsPolicy?: Policy; featurePolicy?: Policy } | null;
    const policy = asks && (asks.permissionsPolicy || asks.featurePolicy);
    if (!frame) { out.textContent = ""; return; }
    if (!passed(f, stage.state)) { out.textContent = "switched off"; return; }
    if (!policy || !policy.allowsFeature) { out.textContent = "this browser does not tell"; return; }
    const allowed = policy.allowsFeature(f);
    out.textContent = allowed ? "passed on by the browser" : "the browser refuses it";
    if (!allowed || f === "autoplay" || !navigator.permissions) return;
    navigator.permissions.query({ name: f as PermissionName }).then((p) => {
      out.textContent = {
        granted: "passed on, and you allowed it", denied: "passed on, but you refused it", prompt: "passed on; the browser will ask you"
      }[p.state];
    }, () => { /* a name that this browser does not know */ });
  });
}
