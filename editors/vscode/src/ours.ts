// Which files are Vitrine's business, before the server is asked. It is asked
// only where there is one: it looks at every file of a folder, and most folders
// with JSON in them are none of ours.

/** How much of a file is looked at. */
export const headSize = 64 * 1024;

/** Tells whether a file looks like a definition, a broken one too, or like the configuration of a gallery. */
export function looksOurs(name: string, text: string): boolean {
  const head = text.slice(0, headSize);
  if (/(^|[\\/])config\.ya?ml$/i.test(name)) {
    return /^(base-url|previews|shots)\s*:/m.test(head); // "vitrine init" writes two of them
  }
  if (/\.jsonc?$/i.test(name)) return hasKeys((key) => head.includes(`"${key}"`));
  if (/\.([cm]?js|ts)$/i.test(name)) {
    return /\b(module\.exports\s*=|export\s+default\b)/.test(head) && hasKeys((key) => new RegExp(`\\b${key}["']?\\s*[:,}]`).test(head));
  }
  return false;
}

function hasKeys(has: (key: string) => boolean): boolean {
  return has("app") && has("version") && (has("widgets") || has("title"));
}

/** The files of a folder that are looked at when it is opened, and those that are not. */
export const candidates = "**/{app.json,config.yaml,index.{js,cjs,mjs,ts}}";
export const notLookedAt = "**/{node_modules,.git}/**";

/** How many of them. */
export const mostCandidates = 200;
