// The search field of the bar. It needs scripts, so no page carries it; whoever asks for it first makes it.
import { make } from "./dom";

const box = document.querySelector("[data-find]");

// field is null where a theme's frame has no place for it.
export const field: HTMLInputElement | null = box && (box.querySelector("input") || made(box));

function made(within: Element): HTMLInputElement {
  const input = make("input", {
    id: "find", type: "search", placeholder: "Search widgets", "aria-label": "Search the gallery", autocomplete: "off",
    autocapitalize: "none", spellcheck: "false", "aria-keyshortcuts": "/ Control+K Meta+K"
  });
  within.append(input, make("kbd", { "aria-hidden": "true" }, "/"));
  return input;
}
