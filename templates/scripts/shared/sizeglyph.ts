// The size glyph, as render/small.templ has it: where a widget opens on the agent's screen of 1440 × 900.

export interface Box { width: number; height: number; guess: boolean }

export function sizeGlyph(box: Box): SVGElement {
  const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg");
  function add(tag: string, props: { [name: string]: string | number }) {
    const e = document.createElementNS(ns, tag);
    Object.entries(props).forEach(([n, v]) => e.setAttribute(n, String(v)));
    svg.append(e);
  }
  const w = Math.max(2, Math.floor(box.width / 12)), h = Math.max(2, Math.floor(box.height / 12));
  const x = 5 + w > 120 ? Math.max(0, 120 - w) : 5;
  svg.setAttribute("class", "sizeglyph");
  svg.setAttribute("viewBox", "0 0 120 75");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", box.width + " × " + box.height + " px");
  const y = Math.max(0, 75 - h), look = "box" + (box.guess ? " guess" : "");
  add("rect", { class: look, x, y, width: Math.min(w, 120), height: Math.min(h, 75), rx: 2 });
  return svg;
}
