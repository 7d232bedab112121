// The stage: the widget's frame on an agent's screen.
//
// vw and vh mean the agent's window. So there are two frames: a srcdoc
// document as large as the chosen screen, scaled to fit, and in it the
// widget's own frame with exactly the width and height of the definition.
// The browser's own CSS engine resolves every unit. This script holds the others
// together: state and form make addresses, the desktop in the srcdoc loads them,
// and a host answers each frame.
import { button, make, one } from "../shared/dom";
import { here } from "../shared/here";
import { keptBy, turnTo } from "../shared/languages";
import { copy } from "../shared/copy";
import { own, visible } from "../shared/text";
import { controls } from "./controls";
import { always, remembered, type Agreed } from "./consent";
import { dark, themed } from "./dark";
import { complete, type Changed, type Data, type Stage, type State } from "./data";
import type { Desk, Events } from "./desk";
import { fit as fits, warning } from "./fit";
import { bucket, focus } from "./guard";
import { host, log, type Host, type Journal } from "./host";
import { furniture, sheet } from "./frame";
import { tell as say, type Life } from "./life";
import { inView, note, standIn } from "./note";
import { verdicts } from "./permissions";
import * as screens from "./screens";
import { read, screenOf, write } from "./state";
import { targets } from "./targets";
import { written } from "./written";

const assets = here.replace(/[^/]*$/, "");

const section = document.getElementById("preview")!, island = document.getElementById("stage-data");
const data = JSON.parse(island && island.textContent || "null") as Data;
const ground = find("[data-ground]");
let bar: HTMLElement, board: HTMLElement, side: HTMLElement;
const agreed: Agreed = { origins: remembered() }, strangers = bucket(20, 1);
const watched = focus(() => desk && document.activeElement === outer ? desk.focused() : null, (i) => {
  journal.add("note", "focus", "given back: the page took it from what the person was using");
  hosts[i]?.steal();
});

let state: State, self: Stage, journal: Journal, form: ReturnType<typeof controls>, paths: ReturnType<typeof targets>;
let fit: HTMLElement | null = null, outer: HTMLIFrameElement | null = null, desk: Desk | null = null;
let told = island && island.textContent; // what data was made of
let hosts: (Host | null)[] = [], scale = 1, seen = false, front = 0;

// stage sets up the preview of a widget's page, if it has one that may ever be framed, and returns what begins it: that
// measures the page, which should be laid out once.
export function stage(): () => void {
  if (!section || !data || data.widgets[0].fault) return () => {};
  complete(data);
  furniture(section, data);
  bar = find(".stage-bar");
  board = find("[data-screens]");
  side = find("[data-controls]");
  state = read(data, location.search);
  self = { data, state, section, layout, scale: () => scale, changed };
  journal = log(one("[data-log]"), one("[data-log-count]"));
  form = controls(self, side, speak);
  paths = targets(self, form.value, agreed);
  keptBy(speak);
  listen();
  section.classList.add("with-controls");
  address();
  return () => { layout(); start(); };
}

// focused tells whether the widget is shown by itself: on narrow windows and to its author, unless the person chose otherwise.
function focused(): boolean { return state.view === "focus" || state.view === "" && alone(); }

// alone is what is shown where nothing was chosen. Who looks at what vitrine serve watches is the author.
function alone(): boolean { return innerWidth < 900 || document.querySelector('script[src$="_vitrine/reload.js"]') !== null; }

function find<E extends HTMLElement>(selector: string): E { return one<E>(selector, section || document); }
function control<E extends HTMLElement = HTMLButtonElement>(name: string): E { return find<E>('[data-do="' + name + '"]'); }

// start decides whether the frame may load by itself.
function start() {
  const t = paths.target(0);
  control("reload").disabled = control("stop").disabled = true;
  if (data.load === "never") {
    note(ground, "Previews are switched off", "This gallery loads no widgets. Open it alone to see it.");
    standIn(ground, section, data.widgets[0], state.screen);
  } else if (!t.ok) {
    note(ground, "No preview", "The address cannot be framed: " + t.reason + ".");
  } else if (t.caution) {
    const asked = note(ground, "Load the widget?", t.caution, "Load preview", () => { agree(0); load(); });
    standIn(ground, section, data.widgets[0], state.screen);
    if (data.load === "click" && t.own) asked.append(" ",
      button("Always load from " + t.host, () => { always(t.origin); agree(0); load(); }, { "data-do": "always" }));
  } else if (seen) {
    load();
  } else {
    inView(ground, () => { seen = true; if (!desk) start(); });
  }
}

function agree(i: number): void {
  agreed.origins[paths.target(i).origin] = true;
}

// load draws the desktop, with the document's own methods: nothing of a
// definition is ever parsed as HTML.
function load() {
  outer = make("iframe", { title: "Agent screen", srcdoc: "<!doctype html><html lang=en><title>Agent screen</title>" });
  outer.allow = paths.features();
  fit = make("div", { class: "stage-fit" }, outer);
  fit.append(...screens.handles(self, fit));
  const mine = outer;
  mine.addEventListener("load", () => { if (mine === outer) furnish(mine.contentDocument!); });
  ground.replaceChildren(fit);
  control("stop").disabled = control("reload").disabled = false;
  layout();
}

function furnish(doc: Document): void {
  const link = doc.createElement("link");
  link.rel = "stylesheet";
  link.href = assets + "stage-desk.css";
  link.addEventListener("load", layout); // what was measured before was wrong
  doc.head.append(link);
  themed(doc);
  const script = doc.createElement("script");
  script.src = assets + "stage-desk.js";
  script.addEventListener("load", () => {
    if (!doc.defaultView) return; // stopped meanwhile
    desk = doc.defaultView.Desk;
    watched(doc.defaultView);
    desk.draw({ widgets: paths.all(), several: state.org === "app", on: events });
    layout();
  });
  doc.head.append(script);
}

// events is what the desktop tells.
const events: Events = {
  mounting(i) {
    const t = paths.target(i);
    const mine: Host = hosts[i] = host({
      id: t.card, origin: t.own ? t.origin : "null", alive() { if (i === 0) life("alive"); },
      send(m) { desk?.send(i, m, t.own ? t.origin : "*"); },
      resize(w, h) { if (desk && hosts[i] === mine) desk.resize(i, w, h); }, // it may come late
      halt(why) { halt(i, why); }, open(on) { desk?.open(i, on); }, isOpen() { return desk !== null && desk.isOpen(i); },
      facts() {
        const set = data.sets[state.set];
        return {
          name: state.org === "app" ? visible(data.widgets[i].title) : "", context: set.context, responses: set.responses,
          locale: state.lang || "en_us", theme: dark() ? "dark" : "light"
        };
      }
    }, journal);
    if (i === 0) life("loading");
  },
  loaded(i) { if (i === 0) { life("loaded"); verdicts(self, desk && desk.frame(0)); } },
  late(i) { if (i === 0) life("late"); },
  toggled(i) { if (hosts[i]) hosts[i].changed(); },
  moved: measure,
  message(i, e) { if (hosts[i]) hosts[i].receive(e); },
  stranger(i, origin) {
    if (!(hosts[i] ? hosts[i].stray() : strangers())) return;
    journal.add("note", "ignored", "a message from a frame that is no widget of this screen (" + visible(origin) + ")");
  },
  blocked(uri) { journal.add("note", "blocked", "the gallery's policy refused " + visible(uri)); },
  consent(i) { agree(i); desk?.update(paths.all(), state.org === "app"); },
  key, flip
};

// flip goes from the widget by itself to the desk and back.
function flip(): void { if (/^(focus|desk)?$/.test(state.view)) doing[focused() ? "desk" : "focus"](bar); }

function halt(i: number, why: string): void {
  hosts[i] = null;
  desk!.halt(i, why);
  journal.add("note", "stopped", why);
  if (i > 0) return;
  life("halted");
  verdicts(self, null);
}

function life(what: Life): void { say(find("[data-life]"), what, paths.target(0).host); }

function stop() {
  desk = fit = outer = null;
  front = 0;
  hosts = [];
  find("[data-size]").textContent = find("[data-warn]").textContent = "";
  life("stopped");
  verdicts(self, null);
  control("stop").disabled = control("reload").disabled = true;
  note(ground, "Preview stopped", "Nothing of the widget is running any more.", "Load preview", () => { agree(0); load(); });
}

function layout() {
  section.classList.toggle("is-full", state.view === "full");
  board.hidden = state.view !== "all";
  ground.classList.toggle("away", state.view === "all");
  if (state.view === "all") screens.all(self, board);
  const at = focused() ? desk ? desk.measure(0) : expected() : null;
  section.classList.toggle("is-focus", Boolean(at));
  scale = screens.layout(ground, fit, outer, state, data.load !== "never" && paths.target(0).ok, at);
  if (desk) desk.arrange();
  screens.reach(ground);
  show();
}

// measure prints what the definition comes to on this screen.
function measure() {
  if (focused() && fit) requestAnimationFrame(() => { if (focused()) refocus(); });
  const was = front, size = find("[data-size]"), warn = find("[data-warn]");
  front = desk ? desk.front() : 0;
  if (was !== front) address();
  const m = desk && desk.measure(front);
  if (!desk || !m) { size.textContent = desk ? "closed" : ""; warn.textContent = ""; return; }
  size.textContent = (state.org === "app" ? visible(data.widgets[front].title) + ": " : "") +
    screens.px(m.width) + " × " + screens.px(m.height) + " px on a screen of " + state.screen.join(" × ") +
    ", " + fits(m.width, m.height, state.screen).share + " % of the desk" + (m.asked ? ", as the page asked for by RESIZE" : "");
  warn.textContent = warning(m.width, m.height, state.screen);
  screens.reach(ground); // a longer caption leaves a full window less room
}

// expected is where the frame will be when the desktop is there.
function expected(): screens.Place {
  const [width, height] = screens.measured(section, data.widgets[0], state.screen);
  return { left: 0, top: 0, width, height };
}

// refocus follows the widget when its own size changed.
function refocus(): void {
  const at = desk && desk.measure(0);
  if (at) scale = screens.layout(ground, fit, outer, state, true, at);
}

function offers(select: HTMLSelectElement, value: string): boolean { return Array.from(select.options).some((o) => o.value === value); }

// show brings the toolbar in line with the state.
function show() {
  const name = state.screen.join("x"), sizes = control<HTMLSelectElement>("screen"), zooms = control<HTMLSelectElement>("zoom"),
    zoom = String(state.zoom);
  sizes.value = offers(sizes, name) ? name : "free";
  ["width", "height"].forEach((name, i) => {
    const field = control<HTMLInputElement>(name);
    if (document.activeElement !== field) field.value = String(state.screen[i]);
  });
  if (!offers(zooms, zoom)) zooms.append(make("option", { value: zoom }, Math.round(Number(zoom) * 100) + " %"));
  zooms.value = zoom;
  control("org").value = state.org;
  control("org").parentElement!.hidden = data.widgets.length < 2;
  control("all").setAttribute("aria-pressed", String(state.view === "all"));
  control("focus").setAttribute("aria-pressed", String(focused()));
  control("desk").setAttribute("aria-pressed", String(state.view !== "all" && !focused()));
  control("full").setAttribute("aria-pressed", String(state.view === "full"));
  control("controls").setAttribute("aria-expanded", String(!side.hidden));
}

// address shows the address as it is filled in, and what the browser makes of it.
function address() {
  const t = paths.target(front), alone = control<HTMLAnchorElement>("alone"), out = find("[data-address]"), trouble = find("[data-reason]");
  out.replaceChildren(...written(t, data));
  trouble.textContent = t.ok ? "" : "This cannot be framed: " + t.reason + ".";
  find("[data-moved]").textContent = t.moved ? "previewed from " + t.plain.replace(/^(\.\.\/)+|[?#].*$/g, "") : "";
  alone.hidden = control("copy-address").hidden = !t.ok;
  if (t.ok) alone.href = t.frame;
  find("[data-causes]").textContent = t.ok ? paths.causes(t) : "";
}

// changed is called by whoever changed the state.
let timer = 0;
function changed(what: Changed): void {
  address();
  remember();
  if (what === "screen" || what === "zoom" || what === "view") { layout(); return; }
  show();
  clearTimeout(timer);
  timer = setTimeout(apply, what === "values" ? 300 : 0, what); // not at every key
}

function apply(what: Changed): void {
  if (!desk) { if (!outer) start(); return; }
  desk.update(paths.all(), state.org === "app");
  if (outer) layout();
  verdicts(self, desk.frame(0));
  if (what === "set" || what === "lang") tell();
}

// renew takes the data of a page that vitrine serve brought up to date in its place. Only frames that would be
// different are loaded again.
function renew(): void {
  const text = island!.textContent!, widgets = data.widgets.length, features = paths.features();
  if (text === told) return;
  flush();
  told = text;
  Object.assign(data, { locales: null, redirects: null, verdicts: null, more: 0, load: undefined }, JSON.parse(text));
  complete(data);
  Object.assign(state, read(data, location.search), { on: state.on });
  paths = targets(self, form.value, agreed);
  form.rebuild();
  address();
  if (!outer) { if (find("[data-life]").dataset.life !== "stopped") start(); }
  else if (widgets !== data.widgets.length || features !== paths.features()) { desk = null; load(); } // it is made for these
  else if (desk) desk.update(paths.all(), state.org === "app");
  layout();
  verdicts(self, desk && desk.frame(0));
  tell();
}

// tell lets every page know what is different around it.
function tell() { hosts.forEach((h) => { if (h) h.changed(); }); }

let pending = 0; // browsers refuse too many changes of the address
function remember() {
  clearTimeout(pending);
  pending = setTimeout(flush, 150);
}

function flush() {
  clearTimeout(pending);
  const query = write(data, state, location.search);
  if (query !== location.search) history.replaceState(history.state, "", location.pathname + query + location.hash);
}

function speak(lang: string | null): void {
  lang = lang !== null && data.locales.indexOf(lang) > 0 ? lang : "";
  if (lang === state.lang) return;
  state.lang = lang;
  turnTo(lang);
  form.rebuild();
  changed("lang");
  flush();
}

function reset() {
  speak(null);
  Object.assign(state, read(data, ""));
  form.rebuild();
  changed("set");
  layout();
}

const doing: { [name: string]: (b: HTMLElement) => void } = {
  reload() { if (desk) desk.reload(); },
  stop,
  reset,
  all() { state.view = state.view === "all" ? "" : "all"; changed("view"); },
  focus() { state.view = alone() ? "" : "focus"; changed("view"); },
  desk() { state.view = alone() ? "desk" : ""; changed("view"); },
  more(b) { b.setAttribute("aria-expanded", String(bar.classList.toggle("with-more"))); },
  help: sheet,
  full() { state.view = state.view === "full" ? "" : "full"; changed("view"); },
  controls() { side.hidden = !side.hidden; section.classList.toggle("with-controls", !side.hidden); layout(); },
  "copy-link"(b) { if (focused()) state.view = "focus"; flush(); copy(location.href, b); },
  "copy-address"(b) { copy(paths.target(front).url, b); }
};
const setting: { [name: string]: (v: string) => void } = {
  screen(v) { if (v !== "free") { state.screen = v.split("x").map(Number); changed("screen"); } else { control("width").focus(); } },
  width(v) { state.screen = screenOf(v, state.screen[1]); changed("screen"); },
  height(v) { state.screen = screenOf(state.screen[0], v); changed("screen"); },
  zoom(v) { state.zoom = v === "fit" ? v : Number(v); changed("zoom"); },
  org(v) { state.org = v as State["org"]; changed("org"); }
};

// Keys inside a widget of another origin never reach the gallery.
function key(e: KeyboardEvent): void {
  if (e.key === "Escape" && state.view === "full") { state.view = ""; changed("view"); control("full").focus(); return; }
  if (e.key === "?" && !(e.target as Element).closest("input, select, textarea, [contenteditable]")) { sheet(); return; }
  if (!e.altKey || e.ctrlKey || e.metaKey) return;
  const name = own({ KeyR: "reload", KeyF: "focus", KeyD: "desk", KeyA: "all", KeyL: "copy-link", KeyI: "alone" }, e.code);
  if (!name || !/^(copy-link|alone)$/.test(name) === e.shiftKey || control(name).disabled || control(name).hidden) return;
  e.preventDefault();
  control(name).click();
}

function listen(): void {
  section.addEventListener("click", (e) => {
    const b = (e.target as Element).closest<HTMLElement>("[data-do]"), run = b && own(doing, b.dataset.do!);
    if (run) run(b);
  });
  one("[data-host]").addEventListener("click", (e) => {
    if ((e.target as Element).closest("[data-do=clear-log]")) journal.clear();
  });
  bar.addEventListener("change", (e) => {
    const field = e.target as HTMLInputElement | HTMLSelectElement, run = own(setting, field.dataset.do!);
    if (run) run(field.value);
  });
  ground.addEventListener("dblclick", (e) => { if (e.target === ground) flip(); });
  document.addEventListener("keydown", key);
  document.addEventListener("vitrine-theme", () => {
    if (outer && outer.contentDocument && outer.contentDocument.documentElement) themed(outer.contentDocument); // else furnish does it
    tell();
  });
  addEventListener("message", (e) => { // nobody has to say anything here, but many messages cost all the same
    const h = desk && e.source && hosts[desk.whose(e.source as Window)];
    if (h) h.stray();
  });
  watched(window);
  document.addEventListener("vitrine-swap", renew);
  addEventListener("resize", layout);
  addEventListener("pagehide", flush);
}
