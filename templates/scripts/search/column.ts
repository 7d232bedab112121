// A column is, for each app or card, the number of a text in a list of different texts.

// fold drops what people leave out when they type: case and accents.
export function fold(s: string): string {
  if (/[^\x00-\x7f]/.test(s)) s = s.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  return s.toLowerCase().replace(/\n/g, " ");
}

// How a value has a word: less is worse.
export const EXACT = 4, PREFIX = 3, WORD = 2, INSIDE = 1;

export interface Hits { ids: number[]; how: number[] }

export class Column {
  values: string[] = [];
  index = new Map<string, number>();
  ids = new Int32Array(0); // of an app's or card's only value, or of all of them
  starts: Int32Array | null = null; // where the items of each begin, if there may be several
  folded: string[] = [];
  names: string[] | null = null; // the folded values, where what is folded says more
  begins = new Int32Array(0); // where the apps or cards of a value begin in having
  having = new Int32Array(0);
  private text = ""; // all that is folded, in one
  private offsets = new Int32Array(0);
  private adding: number[] = []; // ids and starts until the column is sealed
  private begun: number[] | null = null;

  // id is the number of a value, which gets one if it has none.
  id(value: string): number {
    let id = this.index.get(value);
    if (id === undefined) this.index.set(value, id = this.values.push(value) - 1);
    return id;
  }

  // add appends one value.
  add(value: string): void { this.adding.push(this.id(value)); }

  // steps appends values whose numbers are written as differences.
  steps(values: string[], steps: number[]): void {
    const of = values.map((v) => this.id(v));
    let at = 0;
    steps.forEach((d) => { at += d; this.adding.push(of[at]); });
  }

  // list appends the values that one app or card has, by their numbers.
  list(ids: number[]): void {
    this.begun ||= [0];
    this.adding.push(...ids);
    this.begun.push(this.adding.length);
  }

  // of lists the numbers of the values of the i-th.
  of(i: number): Int32Array {
    return this.starts ? this.ids.slice(this.starts[i], this.starts[i + 1]) : this.ids.slice(i, i + 1);
  }

  // seal makes the long text, after which nothing is added.
  seal(also?: string[]): void {
    const folded = this.folded = this.values.map((v, i) => fold(also && also[i] ? v + " " + also[i] : v));
    this.text = folded.join("\n") + "\n";
    this.offsets = new Int32Array(folded.length + 1);
    for (let i = 0, at = 0; i < folded.length; i++) this.offsets[i + 1] = at += folded[i].length + 1;
    this.ids = Int32Array.from(this.adding);
    if (this.begun) this.starts = Int32Array.from(this.begun);
    this.adding = [];
    this.invert();
  }

  // invert lists for each value which apps or cards have it.
  private invert(): void {
    const ids = this.ids, starts = this.starts, n = this.values.length, at = this.begins = new Int32Array(n + 1);
    for (let i = 0; i < ids.length; i++) at[ids[i] + 1]++;
    for (let i = 0; i < n; i++) at[i + 1] += at[i];
    const next = at.slice(), having = this.having = new Int32Array(ids.length);
    for (let i = 0, of = 0; i < ids.length; i++) {
      if (starts) while (starts[of + 1] <= i) of++;
      having[next[ids[i]]++] = starts ? of : i;
    }
  }

  // hits lists the values that have a word and how well; null if none has it. In long texts the first
  // place will do.
  hits(word: string, long: boolean): Hits | null {
    const text = this.text, offsets = this.offsets, ids: number[] = [], how: number[] = [];
    let id = 0, at = 0, p;
    while ((p = text.indexOf(word, at)) >= 0) {
      while (offsets[id + 1] <= p) id++;
      let h = INSIDE;
      if (p === offsets[id]) h = p + word.length === offsets[id + 1] - 1 ? EXACT : PREFIX;
      else if (!letter(text.charCodeAt(p - 1))) h = WORD;
      if (ids[ids.length - 1] !== id) { ids.push(id); how.push(h); }
      else if (h > how[how.length - 1]) how[how.length - 1] = h;
      at = h > INSIDE || long ? offsets[id + 1] : p + 1;
    }
    return ids.length ? { ids, how } : null;
  }

  // spread gives each app or card that has one of the values its worth, unless it has more already.
  spread(ids: number[], worth: (k: number) => number, out: Uint8Array): void {
    for (let k = 0; k < ids.length; k++) {
      const w = worth(k);
      for (let j = this.begins[ids[k]], end = this.begins[ids[k] + 1]; j < end; j++) if (w > out[this.having[j]]) out[this.having[j]] = w;
    }
  }
}

function letter(code: number): boolean {
  return code >= 97 && code <= 122 || code >= 48 && code <= 57 || code > 127;
}
