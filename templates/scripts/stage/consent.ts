// Whether a frame may load by itself: what consent decides in generator/site for the first sample set, and of what a
// person types besides. Both sides are held to generator/site/testdata/consent.json.
import { isLocal } from "./hosts";

// Agreed are the origins that the person has agreed to, or all of them.
export interface Agreed { all?: boolean; origins: { [origin: string]: boolean } }

// caution says why a page at u waits for a click, or "". moved: previews: led there. known are the hosts that the
// definition and its samples lead to; a link could name any other.
export function caution(load: string, u: URL, moved: boolean, known: string[], agreed: Agreed): string {
  if (load === "click" && !agreed.all) return "The page comes from " + u.host + ".";
  if (moved || agreed.origins[u.origin]) return "";
  if (u.protocol === "http:") return "The page comes from " + u.host + " over plain http, which anybody on the way can change.";
  if (isLocal(u.hostname)) return u.host + " is this machine, or a name that means something on your network only.";
  if (!known.includes(u.host)) return "A setting leads to " + u.host + ", which neither the definition nor its samples do.";
  return "";
}
