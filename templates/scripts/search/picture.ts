// The pictures of a card, which come after its words.
import { make as el } from "../shared/dom";
import { pictures, type Pictures } from "./data";

// picture fills an icon in, and the screenshot that stands for the drawing, when their data are there.
export function picture(row: number, into: HTMLElement, large = into.closest(".card")?.querySelector<HTMLElement>(".picture")): void {
  const icon = pictures(row);
  if (!icon) {
    into.dataset.row = String(row);
    return;
  }
  delete into.dataset.row;
  if (large && icon.still) stills(large, icon);
  const sheet = icon.src.match(/pictures\/([0-9a-f]+)\.css$/); // holds an SVG, which is never a file
  if (sheet) {
    if (!document.querySelector('link[href$="' + sheet[0] + '"]')) document.head.append(el("link", { rel: "stylesheet", href: icon.src }));
    into.replaceChildren(el("span", { class: "pic pic-" + sheet[1] }));
  } else if (icon.src) into.replaceChildren(el("img", { src: icon.src, alt: "", width: 48, height: 48 }));
  else into.textContent = icon.letter;
}

// stills shows a screenshot in the theme of the page; the other one is not loaded.
function stills(into: HTMLElement, of: Pictures): void {
  const props = { alt: "", width: 720, height: 450, loading: "lazy", decoding: "async" };
  into.classList.add("has-still");
  into.replaceChildren(el("img", { ...props, class: "still", src: of.still }), el("img", { ...props, class: "still dark", src: of.dark }));
}

// pictureLate fills in those that were not there yet.
export function pictureLate(within: HTMLElement): void {
  within.querySelectorAll<HTMLElement>("[data-row]").forEach((e) => picture(Number(e.dataset.row), e));
}
