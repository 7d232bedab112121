// The list of rules, filtered by words and by whether anything here breaks them. The state is in the address.
import { make } from "../shared/dom";

const place = document.querySelector<HTMLElement>("[data-rules]");
const words = make("input", { type: "search", autocomplete: "off", spellcheck: "false", placeholder: "name or words" }),
  broken = make("input", { type: "checkbox" }), said = make("p", { class: "quiet", role: "status" });

// rules sets the filters up.
export function rules(): void {
  if (!place) return;
  const submit = (e: Event) => { e.preventDefault(); };
  place.append(make("form", {
    class: "rule-filter", role: "search", "aria-label": "Rules", "data-made": true, on: { submit, input: changed }
  }, make("label", {}, "Find ", words), make("label", {}, broken, " broken here"), said));
  addEventListener("popstate", read);
  read();
}

function changed(): void {
  const p = new URLSearchParams();
  if (words.value.trim()) p.set("q", words.value.trim());
  if (broken.checked) p.set("broken", "1");
  history.replaceState(null, "", location.pathname + (p.size ? "?" + p : ""));
  show();
}

function read(): void {
  const p = new URLSearchParams(location.search);
  words.value = p.get("q") || "";
  broken.checked = p.has("broken");
  show();
}

function show(): void {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let all = 0, shown = 0;
  document.querySelectorAll(".rule-list").forEach((list) => {
    let any = false;
    list.querySelectorAll("li").forEach((li) => {
      const text = li.textContent!.toLowerCase();
      li.hidden = !wanted.every((w) => text.includes(w)) || broken.checked && !li.querySelector(".broken-here");
      all++;
      if (!li.hidden) { shown++; any = true; }
    });
    list.closest("section")!.hidden = !any;
  });
  said.textContent = shown === all ? all + " rules" : shown ? shown + " of " + all + " rules" : "No rule is like that.";
}
