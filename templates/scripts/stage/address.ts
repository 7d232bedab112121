// Addresses: the rules of appdef.Resolve and appdef.AddQuery once more, for
// values that are typed while the page is open. Both sides are held to
// cmd/vitrine/testdata/stage/addresses.json.
import type { Part, Redirect } from "./data";

// A run of an address; setting is the index of the one that it came from.
export interface Run { text: string; setting: number | null }

// What an address came to, or why it may not be framed. The runs are as they
// are filled in; loads is the url where that is another text, else "".
export interface Resolved { ok: boolean; url: string; loads: string; reason: string; runs: Run[] }

const HOST = /^[A-Za-z0-9.-]+$/, PORT = /^[0-9]{1,5}$/;
const AROUND = /^[\0- ]+|[\0- ]+$/g; // what browsers remove
const NAME = /^(?=.{2,254}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+$/, ORIGIN = /^https?:\/\/([^/?#]*)/i;

// A lone surrogate has no UTF-8; it becomes U+FFFD as everywhere on the web.
function wellFormed(s: string): string { return s.replace(/\p{Cs}/gu, "\ufffd"); }

function hex(c: string): string { return c.charCodeAt(0).toString(16).toUpperCase(); }

// Everything that could mean something in an address.
export function encodeValue(s: string): string { return encodeURIComponent(wellFormed(s)).replace(/[!'()*]/g, (c) => "%" + hex(c)); }

// What browsers encode in path, query and fragment, by the URL standard.
const SETS = [/[^!-~]|["<>^\x60{}]/u, /[^!-~]|["<>']/u, /[^!-~]|["<>\x60]/u];

// What Handlebars does to a value in two braces.
const ENTITIES: Record<string, string> = { "&": "amp", "<": "lt", ">": "gt", "\"": "quot" };

function escapeHTML(s: string): string {
  return s.replace(/[&<>"'\x60=]/g, (c) => "&" + (ENTITIES[c] || "#x" + hex(c)) + ";");
}

// asBrowser is what a browser makes of an address: it drops tabs, line breaks
// and the spaces around it, takes a backslash in the path for a slash and
// encodes what no address may hold. The host stays.
function asBrowser(text: string): string {
  let place = -3; // slashes before the path; then the index of a set
  return Array.from(text.replace(AROUND, ""), (c) => {
    place = c === "#" ? 2 : c === "?" ? Math.max(place, 1) : place + Number(place < 0 && c === "/");
    if (/[\t\n\r]/.test(c)) return "";
    if (!place && c === "\\") return "/";
    return place < 0 || !SETS[place].test(c) ? c : c === "'" ? "%27" : encodeURIComponent(c);
  }).join("");
}

function fitting(value: string, place: string): string {
  if (place === "path" || (place === "host" ? HOST : PORT).test(value)) return "";
  return "the value “" + brief(value) + (place === "host" ? "” cannot be part of a host" : "” is no port");
}

function brief(s: string): string { return s.length > 40 ? s.slice(0, 40).replace(/[\ud800-\udbff]$/, "") + "…" : s; }

// Segments that browsers take for a step up or for nothing. Encoding a
// point does not help: browsers see through it.
function dotSegments(url: string): number {
  return url.split(/[?#]/)[0].split("/").filter((s) => /^(\.|%2e){1,2}$/i.test(s)).length;
}

// The host has a value in it: everyone must agree where it leads.
function hostTrouble(url: string): string {
  const name = ORIGIN.exec(url)![1].replace(/:[0-9]*$/, "").toLowerCase();
  let seen = "";
  try { seen = new URL(url).hostname; } catch (e) { }
  return seen === name && NAME.test(name.replace(/\.?$/, ".")) ? "" : "it is not clear where the address leads";
}

// resolve fills in an address; value(i) is the value of the i-th setting. A
// value that stands behind the host cannot reach it.
export function resolve(widget: { parts: Part[]; fault?: string }, value: (i: number) => string): Resolved {
  let guarded = "", reason = widget.fault || "", inHost = false;
  const runs = widget.parts.map((p): Run => {
    if (typeof p === "string") {
      guarded += p;
      return { text: p, setting: null };
    }
    const [at, braces, place] = p;
    let text = wellFormed(at < 0 ? "" : value(at));
    if (braces === 2) text = escapeHTML(text);
    if (place) inHost = true;
    reason = reason || fitting(text, place || "path");
    guarded += place ? text : "x";
    return { text, setting: at };
  });
  if (!reason && inHost) reason = hostTrouble(guarded.replace(AROUND, ""));
  const filled = runs.map((r) => r.text).join(""), loaded = asBrowser(filled);
  if (!reason && dotSegments(loaded) !== dotSegments(guarded)) reason = "a value would lead out of the path that it stands in";
  const url = reason ? "" : loaded;
  return { ok: !reason, url, loads: url === filled ? "" : url, reason, runs };
}

// Parameters go into the query, before the fragment, and not in twice.
export function addQuery(url: string, pairs: [name: string, value: string][]): string {
  const m = /^([^?#]*)\??([^#]*)(.*)/s.exec(url)!, list = m[2] ? m[2].split("&") : [];
  const have = list.map((item) => item.split("=")[0]);
  pairs.forEach((p) => {
    const name = encodeValue(p[0]);
    if (have.indexOf(name) >= 0) return;
    have.push(name);
    list.push(name + "=" + encodeValue(p[1]));
  });
  return m[1] + (list.length ? "?" + list.join("&") : "") + m[3];
}

// redirect finds the first entry of previews: that matches; what follows its prefix is kept. moved: it leads elsewhere.
// generator/site does the same; both sides are held to generator/site/testdata/redirects.json.
export function redirect(list: Redirect[], url: string): { url: string; local: boolean; moved: boolean } {
  const hit = list.find((r) => r.from !== "" && url.startsWith(r.from)), to = hit ? hit.to + url.slice(hit.from.length) : url;
  return { url: to, local: Boolean(hit && hit.local), moved: to !== url };
}
