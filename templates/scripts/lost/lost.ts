// Below what is missing stand the pages that may have been meant. The names of apps and widgets come with the data of the
// search; only the part of them that says so is asked for.
import { make } from "../shared/dom";
import { here } from "../shared/here";
import { nearest, type Place } from "./nearest";

// Core is what this reads of search/core-<block>.js (generator/site/search.go).
interface Core {
  part: string;
  block: number;
  blocks: number;
  apps: string[];
  paths: { [app: number]: string };
  widgets: number[];
  titles: string[];
  appTitle: number[];
  title: number[];
  slug: { v: string[]; d: number[] };
}

const root = new URL("../../", here);
const blocks: Core[] = [];
let place: HTMLElement | null = null;

// lost looks for them, if the page has a place for what it finds.
export function lost(): void {
  place = document.querySelector("[data-missing]");
  if (!place) return;
  Object.assign(window, { vitrineSearch: take });
  fetchBlock(0);
}

function fetchBlock(n: number): void { document.head.append(make("script", { src: new URL("search/core-" + n + ".js", root) })); }

function take(data: Core): void {
  if (data.part !== "core") return;
  if (!blocks.length) for (let n = 1; n < data.blocks; n++) fetchBlock(n);
  blocks[data.block] = data;
  for (let n = 0; n < data.blocks; n++) if (!blocks[n]) return;
  show(nearest(asked(), blocks.flatMap(pages).concat(others())));
}

// asked is the path below the gallery that was asked for.
function asked(): string {
  let path = location.pathname;
  if (path.startsWith(root.pathname)) path = path.slice(root.pathname.length);
  try { return decodeURIComponent(path); } catch (e) { return path; }
}

// pages lists the apps and widgets of a block.
function pages(d: Core): Place[] {
  const list: Place[] = [], appTitles = numbers(d.appTitle), titles = numbers(d.title), slugs = numbers(d.slug.d);
  let row = 0;
  d.apps.forEach((name, i) => {
    const path = d.paths[i] || "apps/" + name + ".html", of = d.titles[appTitles[i]];
    list.push({ path, title: of, of: "app" });
    for (let k = Math.max(1, d.widgets[i]); k > 0; k--, row++) {
      const slug = d.slug.v[slugs[row]];
      if (slug) list.push({ path: path.replace(/\.html$/, "/" + slug + ".html"), title: d.titles[titles[row]], of });
    }
  });
  return list;
}

// numbers are those whose distances a column holds.
function numbers(steps: number[]): number[] {
  let at = 0;
  return steps.map((n) => at += n);
}

// others are the pages that are no app's: those of the navigation, and the rules.
function others(): Place[] {
  const rules = (place!.dataset.rules || "").split(" ").filter(Boolean);
  return Array.from(document.querySelectorAll<HTMLAnchorElement>(".bar nav a"), (a) => ({
    path: a.href.startsWith(root.href) ? a.href.slice(root.href.length) : "", title: a.textContent!, of: ""
  })).concat(rules.map((name) => ({ path: "rules/" + name + ".html", title: name, of: "rule" })));
}

function show(list: Place[]): void {
  const safe = list.filter((p) => /^[\w.~\/-]+$/.test(p.path));
  if (!safe.length) return;
  place!.replaceChildren(make("p", {}, "Did you mean"), make("ul", {}, safe.map((p) => make("li", {},
    make("a", { href: new URL(p.path, root) }, make("bdi", {}, p.title)),
    ...(p.of ? [" ", make("span", { class: "quiet" }, make("bdi", {}, p.of))] : [])))));
}
