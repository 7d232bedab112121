// Words of the gallery that are spelled like one that nothing has: one letter is missing, too many, another, or in the place of
// its neighbour. Letters that sound alike are the same.
import { db } from "./data";

interface Word { text: string; sound: string; often: number }

let vocabulary: Word[] | null = null;

// learn lists the words of names and texts, when there are more of them; the list is made when it is needed.
export function learn(): void { vocabulary = null; }

// words is the list, which takes a moment the first time.
export function words(): Word[] {
  if (vocabulary) return vocabulary;
  const seen = new Map<string, number>();
  ["title", "appTitle", "slug", "name", "host", "perm", "dev", "tag", "setting", "rule", "line"].forEach((n) => {
    const c = db!.columns[n];
    if (c) (c.names || c.folded).forEach((v) => {
      v.split(/[^\p{L}\p{N}]+/u).forEach((w) => { if (w.length > 2 && !/^\d/.test(w)) seen.set(w, (seen.get(w) || 0) + 1); });
    });
  });
  return vocabulary = Array.from(seen, ([text, often]) => ({ text, sound: sound(text), often }));
}

// alike lists the words that may have been meant, whole words before those that go on, and what is frequent first.
export function alike(word: string): string[] {
  const heard = sound(word), whole: Word[] = [], begun: Word[] = [];
  if (word.length < 4) return [];
  words().forEach((w) => {
    if (oneEdit(heard, w.sound, w.sound.length)) whole.push(w); else if (begins(heard, w.sound)) begun.push(w);
  });
  function order(a: Word, b: Word) { return b.often - a.often || (a.text < b.text ? -1 : 1); }
  return whole.sort(order).concat(begun.sort(order)).slice(0, 12).map((w) => w.text);
}

// nearest lists which of a few names may have been meant.
export function nearest(word: string, names: string[]): string[] {
  const heard = sound(word);
  return names.filter((n) => n !== word && oneEdit(heard, sound(n), sound(n).length));
}

function sound(word: string): string { return word.replace(/ph/g, "f").replace(/ck/g, "k"); }

// begins tells whether a word is one edit away from how another begins.
function begins(word: string, other: string): boolean {
  for (let n = word.length - 1; n <= word.length + 1 && n < other.length; n++) if (oneEdit(word, other, n)) return true;
  return false;
}

// oneEdit tells whether a word is at most one edit away from the first y letters of another.
function oneEdit(a: string, b: string, y: number): boolean {
  let i = 0, x = a.length;
  if (x > y + 1 || y > x + 1) return false;
  while (i < x && i < y && a[i] === b[i]) i++;
  while (x > i && y > i && a[x - 1] === b[y - 1]) { x--; y--; }
  return x - i <= 1 && y - i <= 1 || x - i === 2 && y - i === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
}
