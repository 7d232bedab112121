// The screens: the size of the agent's desktop, how it is scaled into the
// page, dragging its edges, and all screens side by side.
import { button, make } from "../shared/dom";
import type { Stage, State, Widget } from "./data";
import { fit, RAIL, warning } from "./fit";
import { SCREENS, screenOf } from "./state";

export function px(n: number): string { return String(Math.round(n)); }

// layout gives the screen its real size in CSS px and scales it as a
// picture; it returns the scale. Before there is one, its room is kept, so
// that nothing moves when it comes.
export function layout(
  ground: HTMLElement, fit: HTMLElement | null, outer: HTMLElement | null, state: State, keep: boolean, at: Place | null = null
): number {
  if (at && fit && outer) return focus(ground, fit, outer, state, at);
  if (at && keep) { reserve(ground, at); return 1; }
  const style = getComputedStyle(ground), w = state.screen[0], h = state.screen[1];
  const room = ground.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom), full = state.view === "full";
  const height = full ? ground.clientHeight - padding : Math.max(360, innerHeight - 150);
  const scale = state.zoom === "fit" ? Math.max(.05, Math.min(1, room / w, height / h)) : state.zoom;
  ground.style.minHeight = keep && !full ? Math.floor(h * scale) + padding + "px" : "";
  if (!fit || !outer) return scale;
  fit.style.overflow = "";
  outer.style.width = w + "px";
  outer.style.height = h + "px";
  outer.style.transform = "scale(" + scale + ")";
  fit.style.width = Math.floor(w * scale) + "px";
  fit.style.height = Math.floor(h * scale) + "px";
  return scale;
}

// Place is where the widget's frame is on the screen, in px.
export interface Place { left: number; top: number; width: number; height: number }

// reserve keeps what the widget takes by itself, so that nothing moves when it comes.
function reserve(ground: HTMLElement, at: { height: number }): void {
  const style = getComputedStyle(ground);
  ground.style.minHeight = Math.ceil(at.height) + parseFloat(style.paddingTop) + parseFloat(style.paddingBottom) + "px";
}

// reach lets the keyboard scroll the ground where it scrolls.
export function reach(ground: HTMLElement): void {
  ground.tabIndex = ground.scrollWidth > ground.clientWidth || ground.scrollHeight > ground.clientHeight ? 0 : -1;
}

// focus shows the widget alone, at its own size: a window as large as its frame onto the screen behind it.
function focus(ground: HTMLElement, fit: HTMLElement, outer: HTMLElement, state: State, at: Place): number {
  outer.style.width = state.screen[0] + "px";
  outer.style.height = state.screen[1] + "px";
  outer.style.transform = "translate(" + -at.left + "px, " + -at.top + "px)";
  fit.style.width = at.width + "px";
  fit.style.height = at.height + "px";
  fit.style.overflow = "hidden";
  reserve(ground, at);
  return 1;
}

// handles are the edges of a screen; dragging one makes a screen of any
// size. The inputs of the toolbar do the same for the keyboard.
export function handles(stage: Stage, fit: HTMLElement): HTMLElement[] {
  return ["right", "bottom", "corner"].map((side) => {
    const h = make("div", { class: "stage-handle is-" + side, "aria-hidden": "true" });
    h.addEventListener("pointerdown", (e) => { drag(stage, fit, h, side, e); });
    return h;
  });
}

function drag(stage: Stage, fit: HTMLElement, handle: HTMLElement, side: string, start: PointerEvent): void {
  const from = stage.state.screen.slice(), scale = stage.scale(), zoom = stage.state.zoom;
  start.preventDefault();
  handle.setPointerCapture(start.pointerId);
  fit.classList.add("dragging");
  stage.state.zoom = scale;
  function move(e: PointerEvent) {
    const dx = side === "bottom" ? 0 : (e.clientX - start.clientX) / scale, dy = side === "right" ? 0 : (e.clientY - start.clientY) / scale;
    stage.state.screen = screenOf(from[0] + dx, from[1] + dy);
    stage.layout();
  }
  function end() {
    handle.removeEventListener("pointermove", move);
    fit.classList.remove("dragging");
    stage.state.zoom = zoom;
    stage.changed("screen");
  }
  handle.addEventListener("pointermove", move);
  handle.addEventListener("lostpointercapture", end, { once: true });
}

// measured asks the browser's own CSS engine what a size comes to: an empty
// document as large as the screen, with an element of that size in it.
export function measured(into: HTMLElement, widget: Widget, screen: number[]): number[] {
  const f = make("iframe", { class: "stage-ruler", tabindex: "-1", "aria-hidden": "true", title: "Ruler" });
  f.style.width = screen[0] + "px";
  f.style.height = screen[1] + "px";
  into.append(f);
  const doc = f.contentDocument!, box = doc.createElement("div");
  doc.body.style.margin = "0";
  box.style.position = "absolute";
  box.style.width = widget.width;
  box.style.height = widget.height;
  doc.body.append(box);
  const r = box.getBoundingClientRect();
  f.remove();
  return [r.width, r.height];
}

// mini draws a screen with a widget's box at its true proportion.
export function mini(size: number[], box: number[]): HTMLElement {
  const rail = make("i"), b = make("b"), screen = make("div", { class: "mini" }, rail, b);
  screen.style.aspectRatio = size[0] + " / " + size[1];
  rail.style.width = RAIL / size[0] * 100 + "%";
  Object.assign(b.style, {
    left: 68 / size[0] * 100 + "%", bottom: 12 / size[1] * 100 + "%",
    width: box[0] / size[0] * 100 + "%", height: box[1] / size[1] * 100 + "%"
  });
  return screen;
}

// all draws every screen with the widget's box at its true proportion.
export function all(stage: Stage, into: HTMLElement): void {
  const list = SCREENS.map((s) => ({ name: s[0], size: s.slice(1) as number[] }));
  if (!list.some((s) => String(s.size) === String(stage.state.screen))) list.push({ name: "Free", size: stage.state.screen });
  into.replaceChildren(...list.map((s) => {
    const m = measured(stage.section, stage.data.widgets[0], s.size), warn = warning(m[0], m[1], s.size);
    const choose = button(s.size.join(" × "), () => {
      stage.state.screen = s.size.slice();
      stage.state.view = "";
      stage.changed("screen");
    }, { title: "Show this screen" });
    const figure = make("figure", { "data-screen": s.size.join("x"), "data-box": px(m[0]) + "x" + px(m[1]) }, mini(s.size, m),
      make("figcaption", {}, choose, make("span", { class: "quiet" }, s.name), make("strong", {}, px(m[0]) + " × " + px(m[1]) + " px"),
        make("span", { class: "quiet" }, fit(m[0], m[1], s.size).share + " % of the desk"),
        warn ? make("span", { class: "stage-warn" }, warn) : null));
    figure.style.flex = s.size[0] + " 1 0"; // one scale for all
    return figure;
  }));
}
