// What stands in the ground while no frame does: why, what to do about it, and in the frame's place a picture of the widget
// that asks nobody.
import { button, make } from "../shared/dom";
import type { Widget } from "./data";
import { measured, mini } from "./screens";

// note says why there is no frame; the button, if there is one, runs what loads it.
export function note(ground: HTMLElement, title: string, text: string, action?: string, run?: () => void): HTMLElement {
  const body = make("div", {}, make("strong", {}, title), make("p", {}, make("bdi", {}, text)));
  if (action && run) body.append(button(action, run, { "data-do": "load" }));
  ground.replaceChildren(make("div", { class: "stage-note" }, body));
  return body;
}

// standIn puts the widget's screenshot behind the note or, where nobody took one, a drawing of its place on the screen.
export function standIn(ground: HTMLElement, section: HTMLElement, widget: Widget, screen: number[]): void {
  const still = Array.from(document.querySelectorAll(".still-frame .still"), (img) => img.cloneNode() as HTMLElement);
  const picture = make("div", { class: "stage-stand", "aria-hidden": "true" },
    still.length ? still : mini(screen, measured(section, widget, screen)));
  ground.prepend(picture);
}

// inView runs something as soon as any of the ground is seen.
export function inView(ground: HTMLElement, run: () => void): void {
  if (!("IntersectionObserver" in window)) { run(); return; }
  const watch = new IntersectionObserver((entries) => {
    if (entries.some((e) => e.isIntersecting)) { watch.disconnect(); run(); }
  });
  watch.observe(ground);
}
