// What the configuration takes to hide a finding of a rule, to be copied.
import { button, one } from "../shared/dom";
import { copy } from "../shared/copy";

// ignoreEntry adds the button to the page of a rule whose findings can be ignored. What it copies hides nothing until it says
// of which app: an entry that hides nothing is a finding itself.
export function ignoreEntry(): void {
  const facts = one("[data-ignorable]");
  if (!facts) return;
  const add = () => {
    if (facts.querySelector("[data-made]")) return;
    const entry = button("Copy ignore entry", () => copy(written(facts.dataset.ignorable!), entry), {
      "data-made": true, title: "An entry of ignore: in config.yaml, which hides findings of this rule"
    });
    facts.append(entry);
  };
  add();
  document.addEventListener("vitrine-swap", add);
}

function written(rule: string): string {
  return "- rule: " + rule + "\n  app: your_app # or path: apps/your_app/app.json\n" +
    "  # pointer: /widgets/0 # this value and what is in it\n  reason: why this is as it should be\n";
}
