// Screenshots in a light box: the picture that stands beside the definition, large, with what it is called. Without
// scripts, and with a key held, a screenshot is a link to its picture.
import { button, make } from "./dom";

interface Box { dialog: HTMLDialogElement; picture: HTMLImageElement; caption: HTMLElement; step: HTMLElement[] }

let box: Box | null = null, at = 0;

export function lightbox(): void {
  document.addEventListener("click", (e) => {
    const link = (e.target as Element).closest<HTMLElement>("a.shot");
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || e.button) return;
    e.preventDefault();
    at = links().indexOf(link as HTMLAnchorElement);
    open();
  });
}

function links(): HTMLAnchorElement[] { return Array.from(document.querySelectorAll<HTMLAnchorElement>("a.shot")); }

function open(): void {
  box = box || build();
  show(0);
  box.dialog.showModal();
  box.dialog.focus(); // not a button, which the key that opened it would press as well
}

function build(): Box {
  const picture = make("img", { alt: "" }), caption = make("p", { "aria-live": "polite" });
  const step = [button("←", () => show(-1), { "aria-label": "Screenshot before" }),
    button("→", () => show(1), { "aria-label": "Next screenshot" })];
  const dialog = make("dialog", { class: "lightbox", "aria-label": "Screenshots", tabindex: -1, "data-made": true }, picture,
    make("div", {}, caption, step, make("form", { method: "dialog" }, make("button", {}, "Close"))));
  dialog.addEventListener("keydown", (e) => {
    if (e.key === "ArrowLeft" || e.key === "ArrowRight") { e.preventDefault(); show(e.key === "ArrowLeft" ? -1 : 1); }
  });
  dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); }); // beside the picture
  dialog.addEventListener("close", () => { links()[at]?.focus(); });
  document.body.append(dialog);
  return { dialog, picture, caption, step };
}

// show goes by so many screenshots; after the last comes the first.
function show(by: number): void {
  const list = links(), { picture, caption, step } = box!;
  if (!list.length) { box!.dialog.close(); return; } // a save took them away
  at = (at + by + list.length) % list.length;
  const small = list[at].querySelector("img"), line = list[at].parentElement!.querySelector(".shot-line bdi");
  picture.alt = small ? small.alt : "";
  picture.src = list[at].href;
  caption.replaceChildren(at + 1 + " of " + list.length + " ", make("bdi", { class: "quiet" }, line ? line.textContent! : ""));
  step.forEach((b) => { b.hidden = list.length < 2; });
}
