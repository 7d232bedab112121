// A card, as render/index.templ has it.
import { make as el } from "../shared/dom";
import { sizeGlyph } from "../shared/sizeglyph";
import { db, item, page } from "./data";
import { marked, permissions, status } from "./dom";
import { amount } from "./find";
import { picture } from "./picture";

// card shows a card, with the words marked that were looked for.
export function card(row: number, words: string[]): HTMLElement {
  const i = item(row), icon = el("span", { class: "icon", "aria-hidden": "true" });
  const large = el("span", { class: "picture" }, i.widget && i.box ? sizeGlyph(i.box) : el("span", { class: "quiet" }, "No widgets"));
  picture(row, icon, large);
  return el("li", { class: "card" + (i.status && " is-" + i.status) }, el("a", { href: i.href }, large,
    el("span", { class: "card-head" }, icon, el("span", { class: "card-title" }, el("strong", {}, marked(i.title, words)),
      el("span", { class: "quiet" }, marked(i.app, words), " · ", i.version ? el("bdi", {}, i.version) : "no version"))),
    el("span", { class: "card-line" }, i.line ? marked(i.line, words) : db!.complete ? el("em", {}, "No description.") : null),
    el("span", { class: "card-foot" }, status(i.status, i.counts),
      i.mark ? el("span", { class: "status is-info" }, i.mark === "new" ? "New" : "Changed") : null,
      permissions(i.asked))));
}

// appHead stands above the cards of an app, of which so many were found.
export function appHead(app: number, hits: number, words: string[]): HTMLElement {
  const first = db!.first[app], i = item(first), all = amount(db!.first[app + 1] - first, "widget");
  return el("li", { class: "app-head" }, el("h2", {}, el("a", { href: page(db!.paths[app]) }, marked(i.app, words))),
    el("span", { class: "quiet" }, !i.widget ? "no widgets" : first + hits < db!.first[app + 1] ? hits + " of " + all : all));
}
