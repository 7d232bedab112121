// An address as it is filled in, with what stands for settings marked, and what the browser makes of it.
import { make } from "../shared/dom";
import { visible } from "../shared/text";
import type { Data } from "./data";
import type { Target } from "./targets";

// written is both, in elements.
export function written(t: Target, data: Data): (HTMLElement | string)[] {
  const filled = make("code", { class: "address" }, t.runs.map((r) => {
    if (r.setting === null) return make("bdi", {}, visible(r.text));
    const key = r.setting < 0 ? "no such setting" : data.settings[r.setting].key;
    return make("mark", { class: "filled", title: key }, make("bdi", {}, r.text === "" ? "∅" : visible(r.text)));
  }));
  return t.loads ? [filled, " ", make("span", { class: "quiet", "data-loads": "" }, "the browser loads ",
    make("code", { class: "address" }, make("bdi", {}, visible(t.loads))))] : [filled];
}
