// What can be copied.
import { make } from "./dom";

// examples gives each a button, also those that a swap brings; those that have one keep it.
export function examples(): void {
  each();
  document.addEventListener("vitrine-swap", each);
}

function each(): void {
  document.querySelectorAll<HTMLElement>("pre.example, pre.snippet").forEach((pre) => {
    if (!pre.parentElement!.matches(".copyable")) copyable(pre);
  });
}

function copyable(pre: HTMLElement): void {
  const button = make("button", { type: "button", on: { click: () => copy(pre.textContent!, button) } }, "Copy"),
    box = make("div", { class: "copyable" });
  pre.replaceWith(box);
  box.append(pre, button);
}

// copy puts a text into the clipboard and says so on the button that it came
// from. From disk, and inside frames, there may be no clipboard to write to.
export function copy(text: string, from: HTMLElement): void {
  function done(ok: boolean) {
    const said = ok ? "Copied" : "Not copied", before = from.dataset.label || from.textContent!;
    clearTimeout(timers.get(from));
    if (from.matches(".tool")) {
      from.dataset.said = said;
      timers.set(from, setTimeout(() => { delete from.dataset.said; }, 1600));
      return;
    }
    from.dataset.label = before;
    from.textContent = said;
    timers.set(from, setTimeout(() => { from.textContent = before; }, 1600));
  }
  function old() {
    const area = make("textarea", { value: text, class: "visually-hidden", "aria-hidden": "true" });
    from.after(area);
    area.select();
    let ok = false;
    try { ok = document.execCommand("copy"); } catch (e) { /* stays false */ }
    area.remove();
    from.focus();
    done(ok);
  }
  if (!navigator.clipboard) { old(); return; }
  navigator.clipboard.writeText(text).then(() => done(true), old);
}

const timers = new WeakMap<HTMLElement, number>();
