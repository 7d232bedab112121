// The two lists from which versions are chosen. A page without scripts has a link to where all of them stand.
import { make } from "../shared/dom";

export interface Choice { name: string; said: string }

// picker makes the lists; go is called with the names of what was chosen.
export function picker(versions: Choice[], from: string, to: string, go: (from: string, to: string) => void): HTMLFormElement {
  function list(label: string, chosen: string) {
    const select = make("select", { autocomplete: "off" }, versions.map((v) => make("option", { value: v.name }, v.said)));
    if (versions.some((v) => v.name === chosen)) select.value = chosen;
    return { select, label: make("label", {}, make("span", {}, label), select) };
  }
  const old = list("Compare", from), now = list("with", to);
  function submit(e: Event) {
    e.preventDefault();
    go(old.select.value, now.select.value);
  }
  return make("form", { class: "picker-form", "data-made": true, "aria-label": "Compare versions", on: { submit } },
    old.label, now.label, make("button", {}, "Show changes"));
}

// pickers puts the lists in the place of the link, on the pages of versions and of what changed between two of them.
export function pickers(): void {
  place();
  document.addEventListener("vitrine-swap", place);
}

let built = "";

function place(): void {
  const at = document.querySelector<HTMLElement>(".picker"), link = at && at.querySelector("a");
  if (!at || !link) return;
  const old = at.querySelector("form"), { versions, from, to } = at.dataset, state = [versions, from, to].join("\n\n");
  if (old && built === state) return;
  built = state;
  old?.remove();
  link.hidden = true;
  at.append(picker(versions!.split("\n").map((v) => ({ name: v, said: v })), from!, to!, (a, b) => {
    location.href = link.href + "?from=" + encodeURIComponent(a) + "&to=" + encodeURIComponent(b);
  }));
}
