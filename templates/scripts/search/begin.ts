// What the search offers before anything is typed: what was looked for lately, and what one could look for.
import { db, judged } from "./data";
import { find, saidOf } from "./find";
import { recent } from "./recent";

// Start is a whole search.
export interface Start { name: string; query: string; about: string }

const EXAMPLES: [name: string, query: string][] = [
  ["Microphone and errors", "perm:microphone status:error"], ["Asks for the camera in vain", "perm:camera -grants:camera"],
  ["New or changed", "mark:new mark:changed"], ["Public, with warnings", "vis:public has:warning"],
  ["Neither microphone nor camera", "-perm:microphone -perm:camera"], ["Any finding", "-status:pass"], ["No errors", "status:pass"]
];

// lately lists the last searches.
export function lately(): Start[] { return recent().map((query) => ({ name: query, query, about: "" })); }

// examples lists three searches that find something here.
export function examples(): Start[] {
  const out: Start[] = [];
  for (const [name, query] of EXAMPLES) {
    if (!judged() && /(status|has):/.test(query)) continue;
    const r = db && out.length < 3 && find(query);
    if (r && r.total && !r.waits) out.push({ name, query, about: saidOf(r) });
  }
  return out;
}
