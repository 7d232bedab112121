// The bar of a decision: at the lower edge of an app's page, of its widgets' and of what changed, so that nobody scrolls for
// it. It needs scripts, so no page carries it.
import { button, make, one } from "../shared/dom";
import { here } from "../shared/here";
import { colour, word } from "./words";

const CHOICES = [["", "Open", ""], ["ok", "Approve", "A"], ["work", "Needs work", "N"], ["reject", "Reject", "R"]];
// QUEUE is where the review queue keeps the order of its apps for as long as the browser's tab lives.
const QUEUE = "vitrine-queue";

// decisionBar makes the form and puts it on the page that a panel is about.
export function decisionBar(panel: HTMLElement): HTMLFormElement {
  const root = panel.dataset.root || "", next = following(panel.dataset.review!);
  const form = make("form", { class: "decision", "data-decision": panel.dataset.review, "data-made": true, "aria-label": "Review" },
    make("p", { class: "decision-committed", "data-said": true }),
    make("p", { class: "stale", "data-stale": true, hidden: true }),
    make("fieldset", {}, make("legend", { class: "visually-hidden" }, "Decision"), CHOICES.map(([value, label, key]) => make("label", {},
      make("input", { type: "radio", name: "decision", value, "aria-keyshortcuts": key || false }), " ", label,
      key ? make("kbd", { "aria-hidden": "true" }, key) : null))),
    make("label", { class: "note" }, make("span", { class: "visually-hidden" }, "Note"),
      make("textarea", { name: "note", rows: 1, maxlength: 20000, placeholder: "Note" })),
    panel.dataset.place ? null
      : button("Commit…", commit, { hidden: true, class: "small", "data-file-it": true, "aria-haspopup": "dialog" }),
    make("p", { class: "quiet" }, make("span", { role: "status", "data-saved": true }, "Kept in this browser only."), " ",
      next ? make("a", { href: root + next, "data-next": true, "aria-keyshortcuts": "J" }, "Next app ",
        make("kbd", { "aria-hidden": "true" }, "J")) : make("a", { href: root + "review.html" }, "Review queue")));
  one("main").append(form);
  document.addEventListener("keydown", (e) => { if (form.isConnected) press(form, e); });
  return form;
}

// commit opens what writes the decision as an entry of the app's file, which an app's page shows without being asked.
function commit(): void {
  if (document.querySelector("[data-commit]")) { document.dispatchEvent(new Event("vitrine-commit")); return; }
  document.head.append(make("link", { rel: "stylesheet", href: new URL("commit.css", here) }),
    make("script", { src: new URL("commit.js", here) }));
}

// sayCommitted has the bar tell which decision stands beside the content: who made it, when, and whether the definition is
// another by now.
export function sayCommitted(out: HTMLElement, panel: HTMLElement): void {
  const { verdict, author, date, outdated } = panel.dataset;
  out.hidden = verdict === undefined;
  if (verdict === undefined) return;
  const old = outdated !== undefined;
  out.replaceChildren("Committed: ", make("strong", { class: "decided " + colour(old ? "" : verdict) }, word(verdict) || "Open"),
    ...author ? [" by ", make("bdi", {}, author)] : [], ...date ? [" ", make("time", { datetime: date }, date)] : [],
    ...old ? [" ", make("span", { class: "is-warn" }, "The definition changed since.")] : []);
}

function press(form: HTMLFormElement, e: KeyboardEvent): void {
  const at = e.target as Element;
  if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
  if (at.closest("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable], dialog[open]")) return;
  const key = e.key.toUpperCase(), choice = CHOICES.find((c) => c[2] === key && key !== "");
  if (key === "J") form.querySelector<HTMLElement>("[data-next]")?.click();
  if (!choice) return;
  e.preventDefault();
  form.querySelector<HTMLInputElement>("input[value=" + choice[0] + "]")!.click();
}

// questions gives each point that a person has to tell a box to tick.
export function questions(panel: HTMLElement): void {
  panel.querySelectorAll<HTMLElement>(".checks.is-person > li").forEach((li) => {
    if (li.querySelector("input")) return;
    const id = "check-" + li.dataset.id, label = make("label", { for: id });
    label.append(...Array.from(li.childNodes));
    li.append(make("input", { type: "checkbox", id, "data-check": li.dataset.id }), label);
  });
}

// remember keeps the order of the queue, so that one app leads to the next.
export function remember(pages: string[]): void {
  try { sessionStorage.setItem(QUEUE, JSON.stringify(pages)); } catch (e) { /* then every app leads back to the queue */ }
}

function following(page: string): string {
  try {
    const list: unknown = JSON.parse(sessionStorage.getItem(QUEUE) || "[]");
    if (!Array.isArray(list)) return "";
    const next: unknown = list[list.indexOf(page) + 1];
    return list.includes(page) && typeof next === "string" && /^apps\/[^:?#]+\.html$/.test(next) ? next : "";
  } catch (e) { return ""; }
}
