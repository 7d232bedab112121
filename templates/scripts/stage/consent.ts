// Whether a frame may load by itself: what consent decides in generator/site for the first sample set, and of what a
// person types besides. Both sides are held to generator/site/testdata/consent.json.
import { isLocal } from "./hosts";

// Agreed are the origins that the person has agreed to.
export interface Agreed { origins: { [origin: string]: boolean } }

const KEY = "vitrine-load"; // in the browser's storage: the origins that may always load

// remembered are the origins that this browser always loads from.
export function remembered(): Agreed["origins"] {
  const origins: Agreed["origins"] = Object.create(null);
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) || "[]");
    if (Array.isArray(list)) list.slice(0, 200).forEach((o) => { if (typeof o === "string" && /^https:\/\//.test(o)) origins[o] = true; });
  } catch (e) { /* storage is refused, or holds something else */ }
  return origins;
}

// always has this browser load from an origin without asking.
export function always(origin: string): void {
  const origins = { ...remembered(), [origin]: true };
  try { localStorage.setItem(KEY, JSON.stringify(Object.keys(origins))); } catch (e) { /* for this page only */ }
}

// caution says why a page at u waits for a click, or "". moved: previews: led there. known are the hosts that the
// definition and its samples lead to; a link could name any other.
export function caution(load: string, u: URL, moved: boolean, known: string[], agreed: Agreed): string {
  if (agreed.origins[u.origin]) return "";
  if (load === "click") return "The page comes from " + u.host + ", which would get the address below, and would know that you look.";
  if (moved) return "";
  if (u.protocol === "http:") return "The page comes from " + u.host + " over plain http, which anybody on the way can change.";
  if (isLocal(u.hostname)) return u.host + " is this machine, or a name that means something on your network only.";
  if (!known.includes(u.host)) return "A setting leads to " + u.host + ", which neither the definition nor its samples do.";
  return "";
}
