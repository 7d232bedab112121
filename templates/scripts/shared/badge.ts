// The badge of a widget to copy into a README, below what stands beside its page.
import { make } from "./dom";

// badge adds it.
export function badge(): void {
  const aside = document.querySelector(".aside"), home = document.querySelector<HTMLAnchorElement>(".wordmark");
  const at = document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href || location.href.replace(/[?#].*$/, "");
  const path = /\/apps\/(.*?)(\.html)?$/.exec(at), title = document.querySelector("h1");
  if (!aside || !home || !path || !title) return;
  const picture = at.slice(0, path.index) + "/badges/" + path[1] + ".svg";
  const alt = title.textContent!.trim().replace(/[[\]`\n]/g, " ");
  aside.append(make("details", { "data-made": true }, make("summary", {}, "Badge"),
    make("pre", { class: "snippet" }, "[![" + alt + "](" + picture + ")](" + at + ")")));
}
