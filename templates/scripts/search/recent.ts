// What was looked for lately, which stays in the browser.
const NAME = "vitrine-searches", MOST = 4;

// recent lists the last searches, the newest first.
export function recent(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(NAME) || "[]");
    return Array.isArray(list) ? list.filter((q) => typeof q === "string" && q && q.length < 200).slice(0, MOST) : [];
  } catch (e) { return []; } // from disk, or with storage switched off, there is none
}

// remember puts a search before the others.
export function remember(query: string): void {
  const q = query.trim();
  if (q.length < 2 || q.length >= 200) return;
  try {
    localStorage.setItem(NAME, JSON.stringify([q, ...recent().filter((r) => r !== q)].slice(0, MOST)));
  } catch (e) { /* not remembered */ }
}

export function forgetRecent(): void {
  try { localStorage.removeItem(NAME); } catch (e) { /* there is none */ }
}
