// Which pages may have been meant by an address that leads nowhere. Without a document.

export interface Place { path: string; title: string; of: string } // of is what the title belongs to: an app, or "rule"

const LONGEST = 200, SHOWN = 3;

// plain is a path without what addresses of the same page differ in.
export function plain(path: string): string {
  return path.slice(0, LONGEST).toLowerCase().replace(/\/{2,}/g, "/").replace(/(^|\/)index\.html$/, "").replace(/\.html$/, "")
    .replace(/^\/|\/$/g, "");
}

// nearest lists the pages that are spelled like an address, the nearest first: as a whole, without its version, by its last
// part, and at last the app that it begins with.
export function nearest(path: string, places: Place[]): Place[] {
  const key = plain(path), latest = key.replace(/^(apps\/[^\/]+)\/v\/[^\/]+/, "$1"), tail = last(key),
    app = latest.split("/").slice(0, 2).join("/");
  if (!tail) return [];
  const found: { place: Place; score: number }[] = [];
  places.forEach((place) => {
    const other = plain(place.path), most = room(last(other));
    const score = Math.min(edits(key, other, most), edits(latest, other, most) + .5, other === app ? 9 : Infinity,
      5 + edits(tail, last(other), tail.length < 4 ? 0 : most));
    if (score < Infinity) found.push({ place, score });
  });
  return found.sort((a, b) => a.score - b.score).slice(0, SHOWN).map((f) => f.place);
}

function last(path: string): string { return path.slice(path.lastIndexOf("/") + 1); }

// room is how many letters may be wrong in a name.
function room(name: string): number { return name.length < 4 ? 1 : name.length < 9 ? 2 : 3; }

// edits is how many letters must be put in, taken out or changed to make a text of another; infinite if more than most.
export function edits(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let before = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let k = 1; k <= b.length; k++) {
      row[k] = Math.abs(i - k) > most ? Infinity : Math.min(before[k - 1] + (a[i - 1] === b[k - 1] ? 0 : 1), before[k] + 1, row[k - 1] + 1);
    }
    if (Math.min(...row) > most) return Infinity;
    before = row;
  }
  return before[b.length] > most ? Infinity : before[b.length];
}
