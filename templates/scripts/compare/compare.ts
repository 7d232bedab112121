// The page that compares any two versions. Which two stands in the address; neighbours have a page, where it leads. How a
// version differs from older ones comes as a script, because a page that is opened from disk may load nothing else.
import { make, one } from "../shared/dom";
import { later } from "../shared/later";
import { changes, type Data, type Version } from "./changes";
import { picker } from "./picker";

declare global {
  interface Window { vitrineCompare(data: Data): void }
}

interface Listed extends Version { name: string; step: string; latest: boolean; about: DOMStringMap }

const known = new Map<string, Data>();
let versions: Listed[] = [], result: HTMLElement, place: HTMLElement, asked = 0;

// compare sets the page up.
export function compare(): void {
  window.vitrineCompare = (data) => { known.set(data.to, data); };
  result = one("[data-result]");
  place = one("[data-picker]");
  versions = Array.from(document.querySelectorAll<HTMLElement>("[data-name]"), (li) => {
    const to = one<HTMLAnchorElement>("a", li), step = li.querySelector<HTMLAnchorElement>("[data-step]");
    return {
      name: li.dataset.name!, said: to.textContent!, href: to.href, source: li.dataset.source!, step: step ? step.href : "",
      latest: Boolean(li.querySelector(".quiet")), about: li.dataset
    };
  });
  addEventListener("popstate", () => { show(false); });
  show(false);
}

// find looks a version up that an address names.
function find(word: string): number {
  const at = versions.findIndex((v) => v.name === word);
  return at < 0 ? versions.findIndex((v) => v.said === word) : at;
}

// show compares what the address names; chosen tells that somebody asked for it on this page.
function show(chosen: boolean): void {
  const p = new URLSearchParams(location.search), words = [p.get("from"), p.get("to")];
  let [from, to] = words.map((w) => w === null ? -1 : find(w));
  if (from >= 0 && to >= 0 && from < to) [from, to] = [to, from]; // versions stand newest first
  offer(from, to);
  decide(from >= 0 && to >= 0 && from !== to ? versions[to] : null);
  asked++;
  result.classList.toggle("asked", from >= 0 && to >= 0 && from !== to); // it keeps its place from the first paint on
  const unknown = words.filter((w): w is string => w !== null && find(w) < 0);
  if (unknown.length) say(...unknown.flatMap((w) => ["There is no version “", make("bdi", {}, w), "” here. "]), "Choose two above.");
  else if (from < 0 || to < 0) result.replaceChildren();
  else if (from === to) say("That is the same version twice. Choose another one.");
  else if (from === to + 1 && versions[to].step) {
    if (chosen) location.href = versions[to].step;
    else location.replace(versions[to].step);
  } else bring(versions[from], versions[to], chosen);
}

// offer shows the lists, with what is compared chosen; else the release, and the version two before it.
function offer(from: number, to: number): void {
  const latest = Math.max(0, versions.findIndex((v) => v.latest)), now = to < 0 ? latest : to;
  const old = from < 0 ? Math.min(versions.length - 1, now + 2) : from;
  place.replaceChildren(picker(versions, versions[old].name, versions[now].name, (a, b) => {
    history.pushState(null, "", location.pathname + "?from=" + encodeURIComponent(a) + "&to=" + encodeURIComponent(b));
    show(true);
  }));
}

// What the bar of a decision reads of a panel, beside which definition it is about.
const READ = ["digest", "version", "title", "root", "filed", "lost", "verdict", "author", "date", "outdated"];
let barred = false;

// decide has the bar of a decision be about a version: the newer one of two.
function decide(version: Listed | null): void {
  function set(name: string, value: string | undefined) {
    if (value === undefined) delete result.dataset[name]; else result.dataset[name] = value;
  }
  READ.forEach((name) => { set(name, version?.about[name]); });
  set("review", version?.about.about);
  if (!barred) barred = later("decision.js", "[data-review]");
  document.dispatchEvent(new Event("vitrine-swap")); // as the bar is there by now, or will look for what it is about
}

function say(...parts: (Node | string)[]): void { result.replaceChildren(make("p", { class: "empty", role: "status" }, ...parts)); }

function bring(old: Listed, now: Listed, chosen: boolean): void {
  const turn = asked;
  function paint() {
    if (turn !== asked) return; // something else was asked for meanwhile
    const data = known.get(now.name), pair = data && data.pairs.find((p) => p.from === old.name);
    if (!data || !pair) say("One of the two cannot be read at present, so there is nothing to compare.");
    else result.replaceChildren(...changes(data, pair, old, now));
    if (chosen) result.focus();
    else if (location.hash.startsWith("#change-")) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
  if (known.has(now.name)) { paint(); return; }
  document.head.append(make("script", {
    src: now.name + ".js", on: { load: paint, error() { if (turn === asked) say("What changed could not be loaded."); } }
  }));
}
