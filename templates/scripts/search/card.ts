// A card, as render/index.templ has it.
import { make as el } from "../shared/dom";
import { db, item, page } from "./data";
import { marked, permissions, status } from "./dom";
import { amount } from "./find";
import { picture } from "./picture";

// card shows a card, with the words marked that were looked for.
export function card(row: number, words: string[]): HTMLElement {
  const i = item(row), icon = el("span", { class: "icon", "aria-hidden": "true" });
  const large = el("span", { class: "picture" }, i.widget && i.box ? sizeGlyph(i.box) : el("span", { class: "quiet" }, "No widgets"));
  picture(row, icon, large);
  return el("li", { class: "card is-" + i.status }, el("a", { href: i.href }, large,
    el("span", { class: "card-head" }, icon, el("span", { class: "card-title" }, el("strong", {}, marked(i.title, words)),
      el("span", { class: "quiet" }, marked(i.app, words), " · ", i.version ? el("bdi", {}, i.version) : "no version"))),
    el("span", { class: "card-line" }, i.line ? marked(i.line, words) : db!.complete ? el("em", {}, "No description.") : null),
    el("span", { class: "card-foot" }, status(i.status),
      i.mark ? el("span", { class: "status is-info" }, i.mark === "new" ? "New" : "Changed") : null,
      permissions(i.asked))));
}

// appHead stands above the cards of an app, of which so many were found.
export function appHead(app: number, hits: number, words: string[]): HTMLElement {
  const first = db!.first[app], i = item(first), all = amount(db!.first[app + 1] - first, "widget");
  return el("li", { class: "app-head" }, el("h2", {}, el("a", { href: page(db!.paths[app]) }, marked(i.app, words))),
    el("span", { class: "quiet" }, !i.widget ? "no widgets" : first + hits < db!.first[app + 1] ? hits + " of " + all : all));
}

function sizeGlyph(box: { width: number; height: number; guess: boolean }): SVGElement {
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
