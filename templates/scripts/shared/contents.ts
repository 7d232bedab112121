// "On this page": what a page with an aside holds, in the order of its headings. It is made by script, as a page that is
// read from top to bottom needs none.
import { make, targeted } from "./dom";

export function contents(): void {
  list();
  document.addEventListener("vitrine-swap", list);
}

function list(): void {
  const aside = document.querySelector(".aside"), sections = Array.from(document.querySelectorAll<HTMLElement>(".column > section"));
  document.querySelector(".contents")?.remove();
  const found = sections.flatMap((section, i) => {
    const h = section.querySelector<HTMLElement>("h2");
    if (!h) return [];
    section.id = section.id || "part-" + (i + 1);
    return [{ section, link: make("a", { href: "#" + section.id }, h.textContent!.trim()) }];
  });
  if (!aside || found.length < 3) return;
  aside.prepend(make("nav", { class: "contents", "aria-label": "On this page", "data-made": true },
    make("h2", {}, "On this page"), found.map((x) => x.link)));
  const at = targeted(location.hash);
  if (at && found.some((x) => x.section === at)) at.scrollIntoView(); // it had no name when the page was opened
  follow(found);
}

let watch: IntersectionObserver | null = null;

// follow marks the section that is read: the last whose head has passed the upper third of the window.
function follow(found: { section: HTMLElement; link: HTMLElement }[]): void {
  watch?.disconnect();
  if (!("IntersectionObserver" in window)) return;
  watch = new IntersectionObserver(() => {
    const passed = found.filter((x) => x.section.getBoundingClientRect().top < innerHeight / 3), now = passed[passed.length - 1];
    found.forEach((x) => { if (x === now) x.link.setAttribute("aria-current", "true"); else x.link.removeAttribute("aria-current"); });
  }, { rootMargin: "0px 0px -66% 0px" });
  found.forEach((x) => watch!.observe(x.section));
}
