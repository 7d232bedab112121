// A listing of a definition: wrapped lines stand under the key that they belong to, and its text can be copied, without
// the numbers and the notes.
import { make } from "./dom";
import { copy } from "./copy";

export function listings(): void {
  each();
  document.addEventListener("vitrine-swap", each);
}

function each(): void {
  document.querySelectorAll<HTMLElement>(".source").forEach((list) => {
    lines(list).forEach((li) => { li.style.setProperty("--in", String(/^[ \t]*/.exec(text(li))![0].replace(/\t/g, "  ").length)); });
    const head = list.previousElementSibling; // the button hangs from it, so that nothing moves when it comes
    if (!head || head.querySelector(".copy-lines")) return;
    const button = make("button", { type: "button", class: "copy-lines", "data-made": true,
      on: { click() { copy(lines(list).map(text).join("\n") + "\n", button); } } }, "Copy");
    head.append(button);
  });
}

function lines(list: HTMLElement): HTMLElement[] { return Array.from(list.querySelectorAll<HTMLElement>(":scope > li:not(.gap)")); }

// text is what a line says, without what was found about it.
function text(li: HTMLElement): string {
  return Array.from(li.childNodes).filter((n) => !(n instanceof Element && n.matches("p, .rownote"))).map((n) => n.textContent).join("");
}
