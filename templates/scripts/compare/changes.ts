// What changed between two versions, as render/diff.templ shows it on the pages of neighbours. Everything is set as text.
import { glyph, make, type Child } from "../shared/dom";
import { sizeGlyph } from "../shared/sizeglyph";

// Data is how a version differs from older ones (site/compare.go). Texts are numbers of a list.
export interface Data {
  to: string;
  texts: string[];
  groups: [weight: string, name: string, about: string][];
  pairs: Pair[];
}

export interface Pair {
  from: string;
  needs: string;
  status: string;
  because: number[];
  said: [step: number, warning: number, advice: number];
  tally: number[];
  more: number[];
  rows: number[][]; // weight, sentence, text and line of both sides, and width, height and whether it is a guess of both boxes
}

// Version is one of the two: what it is called, its page and that of its text.
export interface Version { said: string; href: string; source: string }

const SHAPES = ["other", "error", "info", "none"]; // of the weights

// changes is everything that there is to say of two versions.
export function changes(data: Data, pair: Pair, old: Version, now: Version): HTMLElement[] {
  const out: HTMLElement[] = [step(old, now), verdict(data, pair)];
  if (!pair.rows.length && !pair.more.some(Boolean)) {
    out.push(make("p", { class: "empty" }, "Both definitions say the same. White space and the order of names do not count."));
  }
  let before = 0;
  data.groups.forEach((_, weight) => {
    const rows = pair.rows.filter((r) => r[0] === weight);
    if (rows.length || pair.more[weight]) out.push(group(data, weight, rows, pair.more[weight], before, old, now));
    before += rows.length + pair.more[weight];
  });
  return out;
}

function bdi(text: string): HTMLElement { return make("bdi", {}, text); }

function step(old: Version, now: Version): HTMLElement {
  return make("p", { class: "step" }, make("a", { href: old.href }, bdi(old.said)), " ", make("span", { "aria-hidden": "true" }, "→"),
    make("span", { class: "visually-hidden" }, "to"), " ", make("a", { href: now.href }, bdi(now.said)));
}

function verdict(data: Data, pair: Pair): HTMLElement {
  const [how, warning, advice] = pair.said.map((n) => data.texts[n]);
  return make("section", { class: "verdict is-" + pair.status, "aria-labelledby": "h-verdict" },
    make("h2", { id: "h-verdict" }, pair.needs === "none" ? "Nothing changed" :
      ["The changes ask for a ", make("strong", { class: "needs" }, pair.needs), " version"]),
    how && make("p", {}, how),
    warning && make("p", { class: "verdict-note is-warn" }, glyph("warning"), make("span", {}, warning)),
    pair.because.length > 0 && make("ul", { class: "because" }, pair.because.map((n) => make("li", {}, bdi(data.texts[n]), "."))),
    advice && make("p", { class: "quiet" }, advice),
    make("ul", { class: "tally", "aria-label": "Changes" }, pair.tally.map((n, weight) => n > 0 && make("li",
      { class: "weight-" + data.groups[weight][0] }, glyph(SHAPES[weight]), make("strong", {}, n), " ",
      data.groups[weight][1].toLowerCase()))));
}

function group(data: Data, weight: number, rows: number[][], more: number, before: number, old: Version, now: Version): HTMLElement {
  const [name, said, about] = data.groups[weight], id = "h-" + name;
  function column(text: Child) { return make("th", { scope: "col" }, text); }
  return make("section", { class: "changes weight-" + name, "aria-labelledby": id },
    make("h2", { id }, glyph(SHAPES[weight]), " ", said),
    about && make("p", { class: "quiet" }, about),
    rows.length > 0 && make("table", { class: "doc diff", "aria-labelledby": id },
      make("thead", {}, make("tr", {}, column("Change"), column(bdi(old.said)), column(bdi(now.said)))),
      make("tbody", {}, rows.map((r, i) => line(data, r, "change-" + (before + i + 1), old, now)))),
    more > 0 && make("p", { class: "quiet" }, "and " + more + (more === 1 ? " more change; " : " more changes; "),
      make("code", {}, "vitrine diff"), " lists them all."));
}

function line(data: Data, row: number[], id: string, old: Version, now: Version): HTMLElement {
  return make("tr", { id }, make("th", { scope: "row" }, make("a", { href: "#" + id }, bdi(data.texts[row[1]]))),
    side("old", data.texts[row[2]], row[3], row.slice(6, 9), old), side("new", data.texts[row[4]], row[5], row.slice(9, 12), now));
}

// side is one side of a change. It stands in a line of the definition; in none where there is no such value, and with a
// minus where the page of the text does not show the line.
function side(kind: string, text: string, line: number, box: number[], version: Version): HTMLElement {
  const place = version.source + (line > 0 ? "#L" + line : ""), at = make("span", { class: "side " + kind });
  if (!line) at.append(make("span", { class: "quiet" }, "–", make("span", { class: "visually-hidden" }, "not there")));
  else {
    at.append(text ? make("code", {}, bdi(text)) : make("span", { class: "quiet" }, "empty"), " ",
      make("a", { class: "quiet", href: place }, "line " + Math.abs(line)));
  }
  if (box.length) at.append(sizeGlyph({ width: box[0], height: box[1], guess: box[2] > 0 }));
  return make("td", { "data-label": version.said }, at);
}
