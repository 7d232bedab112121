// Many widgets of one app among what is found: a few are shown, and what opens the others. On request the cards of an app stand
// together under its name.
import { db } from "./data";

// More stands for the cards of an app that are folded: from is the first of them.
export interface More { app: number; all: number; from: number }

// Entry is a card, or what stands for several.
export type Entry = number | More;

const FEW = 3, MANY = 8; // cards of an app that are shown, a row with what opens the others, once there are more than many

// folded leaves out what is too much of an app, unless somebody opened it.
export function folded(rows: ArrayLike<number>, opened: Set<number>): Entry[] {
  const all = perApp(rows), seen = new Int32Array(db!.apps), out: Entry[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i], app = db!.appOf[row], n = ++seen[app];
    if (all[app] <= MANY || n <= FEW || opened.has(app)) out.push(row);
    else if (n === FEW + 1) out.push({ app, all: all[app], from: row });
  }
  return out;
}

// perApp counts the cards of each app.
export function perApp(rows: ArrayLike<number>): Int32Array {
  const n = new Int32Array(db!.apps);
  for (let i = 0; i < rows.length; i++) n[db!.appOf[rows[i]]]++;
  return n;
}

// together puts the cards of an app beside each other, apps in the order of their first card.
export function together(rows: ArrayLike<number>): number[] {
  const of = new Map<number, number[]>();
  for (let i = 0; i < rows.length; i++) {
    const app = db!.appOf[rows[i]], list = of.get(app);
    if (list) list.push(rows[i]); else of.set(app, [rows[i]]);
  }
  return Array.from(of.values()).flat();
}

// appOf is the app of an entry.
export function appOf(e: Entry): number { return typeof e === "number" ? db!.appOf[e] : e.app; }
