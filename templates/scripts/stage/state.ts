// The state of the stage lives in the query of the page's address: a link
// shows what its sender saw, the page's own fragments stay free, and it works
// from disk. Every value comes back as it was, whatever is in it; secrets are
// neither written nor read.
import { encodeValue } from "./address";
import type { Data, State } from "./data";

const OURS = /^(set|screen|zoom|view|org|lang|off|v\.)/;
// The screens that may be chosen: name, width and height.
export const SCREENS: [string, number, number][] = [["Laptop", 1366, 768], ["Minimum", 1440, 900], ["Full HD", 1920, 1080],
  ["Ultra-wide", 2560, 1080]];
const FIRST = SCREENS[1].slice(1) as number[];

// A plus sign is always written encoded; one that is found was a space
// before some program on the way touched the link.
function decode(s: string): string {
  try { return decodeURIComponent(s.replace(/\+/g, " ")); } catch (e) { return ""; }
}

function items(search: string): string[][] {
  return search.replace(/^\?/, "").split("&").filter(Boolean).map((item) => {
    const at = item.indexOf("=");
    return at < 0 ? [decode(item), ""] : [decode(item.slice(0, at)), decode(item.slice(at + 1))];
  });
}

function clamp(n: number, low: number, high: number): number { return Math.min(high, Math.max(low, Math.round(n) || low)); }

// screenOf is a screen of about that size, as far as there may be one.
export function screenOf(w: number | string, h: number | string): number[] {
  return [clamp(Number(w), 320, 5120), clamp(Number(h), 240, 4096)];
}

function fresh(): State {
  return { set: 0, values: Object.create(null), screen: FIRST.slice(), zoom: "fit", view: "", org: "alone", lang: "", off: [], on: [] };
}

// read takes the state out of the query of an address.
export function read(data: Data, search: string): State {
  const s = fresh();
  items(search).forEach((p) => {
    const name = p[0], text = p[1];
    let m;
    if (name === "set") s.set = Math.max(0, data.sets.findIndex((x) => x.name === text));
    else if (name === "screen" && (m = /^(\d{1,5})x(\d{1,5})$/.exec(text))) s.screen = screenOf(m[1], m[2]);
    else if (name === "zoom" && /^\d{1,3}$/.test(text)) s.zoom = clamp(Number(text), 10, 200) / 100;
    else if (name === "view" && ["focus", "desk", "full", "all"].includes(text)) s.view = text as State["view"];
    else if (name === "org" && text === "app" && data.widgets.length > 1) s.org = text;
    else if (name === "lang" && data.locales.indexOf(text) > 0) s.lang = text;
    else if (name === "off") s.off = text.split(",").filter(Boolean);
    else if (name.startsWith("v.")) settle(data, s, name.slice(2), text);
  });
  return s;
}

function settle(data: Data, state: State, key: string, text: string): void {
  const setting = data.settings.find((x) => x.key === key);
  if (setting && setting.type !== "secret") state.values[key] = text;
}

// write returns the query; parameters of others stay where they are.
export function write(data: Data, state: State, search: string): string {
  const list = search.replace(/^\?/, "").split("&").filter((item) => item && !OURS.test(decode(item.split("=")[0])));
  function add(name: string, text: string) { list.push(encodeValue(name) + "=" + encodeValue(text)); }
  if (state.set) add("set", data.sets[state.set].name);
  data.settings.forEach((x) => {
    if (x.key in state.values && x.type !== "secret") add("v." + x.key, state.values[x.key]);
  });
  if (String(state.screen) !== String(FIRST)) add("screen", state.screen.join("x"));
  if (state.zoom !== "fit") add("zoom", String(Math.round(state.zoom * 100)));
  if (state.view) add("view", state.view);
  if (state.org !== "alone") add("org", state.org);
  if (state.lang) add("lang", state.lang);
  if (state.off.length) add("off", state.off.join(","));
  return list.length ? "?" + list.join("&") : "";
}
