// The sheet that writes a decision as an entry of the app's file of decisions, on pages that do not carry the file: those of
// widgets and of what changed. Its text comes as a script each time, as it may have changed since.
import { make, one } from "../shared/dom";
import { own } from "../shared/text";
import { formOf, type Form, type Held } from "./file";
import { keptFor } from "./store";

declare global {
  interface Window { vitrineDecisions(text: string): void }
}

// commits makes the sheet and opens it; later it opens when the bar asks for it.
export function commits(): void {
  if (document.querySelector("[data-commit]")) return; // asked for twice
  const name = make("code"), box = make("div");
  const dialog = make("dialog", { class: "keys-sheet commit-sheet review-file", "aria-labelledby": "h-commit", "data-made": true,
    "data-commit": true }, make("h2", { id: "h-commit" }, "Commit this decision as ", name), box,
    make("form", { method: "dialog" }, make("button", {}, "Close")));
  let form: Form, about = "";
  function panel() { return one("[data-review]"); }

  function open(): void {
    const { review, root = "" } = panel().dataset, slug = review!.replace(/^apps\/|(\/.*)?\.html$/g, "");
    if (about !== slug) {
      about = slug;
      name.textContent = "reviews/" + slug + ".yaml";
      form = formOf(name.textContent, panel, () => own(keptFor(panel().dataset.root || "").load().apps, panel().dataset.review!) || {});
      box.replaceChildren(...form.parts);
    }
    void held(panel(), root + "apps/" + slug + "/decisions.js").then((text) => {
      form.show(text);
      if (!dialog.open) dialog.showModal();
      one("pre", box).scrollTop = 1e6; // where the decision stands
    });
  }
  document.body.append(dialog);
  document.addEventListener("vitrine-commit", open);
  open();
}

// held fetches what the file holds. What cannot be had cannot be added to.
function held(panel: HTMLElement, place: string): Promise<Held> {
  if (!panel.hasAttribute("data-filed")) return Promise.resolve({ text: "", lost: false });
  if (panel.hasAttribute("data-lost")) return Promise.resolve({ text: "", lost: true });
  return new Promise((resolve) => {
    const script = make("script", { src: place, on: { load() { script.remove(); }, error() { resolve({ text: "", lost: true }); } } });
    window.vitrineDecisions = (text) => { resolve({ text, lost: false }); };
    document.head.append(script);
  });
}
