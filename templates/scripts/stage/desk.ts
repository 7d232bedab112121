// The agent's desktop. This script runs inside the srcdoc document that is as
// large as the agent's screen: it draws the rail, the widgets' windows and
// their frames, and passes messages on. It has to run there, because a page
// accepts messages from its parent only, and a message comes from the window
// whose script sends it.
// Shown is a widget as the desktop needs it (targets.ts).
export interface Shown {
  title: string;
  lang: string;
  icon: string;
  letter: string;
  width: string;
  height: string;
  background: boolean;
  allow: string;
  url: string; // "" while it must not load
  sandbox: string;
  wait: string; // what stands in the window until the page comes
  ask: string; // the button that lets it load
}

// Events is what the desktop tells the stage.
export interface Events {
  mounting(i: number): void;
  loaded(i: number): void;
  late(i: number): void;
  toggled(i: number, on: boolean): void;
  moved(): void;
  message(i: number, e: MessageEvent): void;
  stranger(i: number, origin: string): void;
  blocked(uri: string): void;
  consent(i: number): void;
  key(e: KeyboardEvent): void;
  flip(): void; // a double click beside the widget, or on its bar
}

interface Options { widgets: Shown[]; several: boolean; on: Events }

interface Panel {
  widget: Shown;
  index: number;
  open: boolean;
  loaded: boolean;
  halted: string; // why it was stopped
  frame: HTMLIFrameElement | null;
  width: number; // what the page asked for, in px; 0 for nothing
  height: number;
  timer: number;
  box: HTMLElement;
  name: HTMLElement;
  close: HTMLElement;
  body: HTMLElement;
  wait: HTMLElement;
  icon: HTMLElement | null; // in the rail or the menu
  label: HTMLElement | null;
}

// Desk is what the stage may do with the desktop, by the window of its document.
export type Desk = typeof desk;

declare global {
  interface Window { Desk: Desk }
}

const LATE = 8000, GAP = 12, LEFT = 68;
let options: Options, panels: Panel[] = [], rail: HTMLElement, menu: HTMLElement | null = null, top = 0;

function make<K extends keyof HTMLElementTagNameMap>(tag: K, cls?: string, text?: string): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  if (cls) e.className = cls;
  if (text) e.textContent = text;
  return e;
}

function workspace() {
  const work = make("div", "desk-work");
  work.setAttribute("aria-hidden", "true");
  [9, 12, 10].forEach((n, column) => {
    const c = make("div");
    for (let i = 0; i < n; i++) c.append(make("s", column === 1 ? "tall" : ""));
    work.append(c);
  });
  return work;
}

// A picture that does not load leaves the letter.
function picture(widget: Shown, into: HTMLElement): void {
  into.textContent = widget.letter;
  if (!widget.icon) return;
  const sheet = widget.icon.match(/\/pictures\/([0-9a-f]+)\.css$/); // holds an SVG, which is never a file
  if (sheet) {
    const link = make("link"), pic = make("span", "pic pic-" + sheet[1]);
    link.rel = "stylesheet";
    link.addEventListener("load", () => { into.replaceChildren(pic); });
    link.href = widget.icon;
    document.head.append(link);
    return;
  }
  const img = make("img");
  img.alt = "";
  img.referrerPolicy = "no-referrer";
  img.addEventListener("load", () => { into.replaceChildren(img); });
  img.src = widget.icon;
}

function iconButton(p: Panel): HTMLElement {
  const b = make("button", "desk-icon");
  b.type = "button";
  picture(p.widget, b);
  b.addEventListener("click", () => { open(p, !p.open); });
  return b;
}

// One widget in the org: its icon stands in the rail. Several: a widgets
// icon opens a submenu of icons.
function furnishRail() {
  rail.replaceChildren();
  for (let i = 0; i < 5; i++) rail.append(make("i"));
  const list = shown(), foot = make("div", "desk-foot");
  rail.append(foot);
  if (menu) { menu.remove(); menu = null; }
  if (list.length === 1) {
    list[0].icon = iconButton(list[0]);
    foot.append(list[0].icon);
    mark();
    return;
  }
  submenu(list, foot);
  mark();
}

function submenu(list: Panel[], foot: HTMLElement): void {
  const b = make("button", "desk-icon desk-widgets");
  b.type = "button";
  b.setAttribute("aria-label", "Widgets");
  b.setAttribute("aria-expanded", "false");
  for (let i = 0; i < 4; i++) b.append(make("i"));
  const m = menu = make("div", "desk-menu");
  m.setAttribute("role", "group");
  m.setAttribute("aria-label", "Widgets");
  m.hidden = true;
  function toggle(on: boolean) {
    m.hidden = !on;
    b.setAttribute("aria-expanded", String(on));
  }
  b.addEventListener("click", () => { toggle(Boolean(m.hidden)); });
  m.addEventListener("keydown", (e) => { if (e.key === "Escape") { toggle(false); b.focus(); } });
  list.forEach((p) => {
    const row = make("div", "desk-item");
    p.icon = iconButton(p);
    p.label = make("span");
    named(p);
    row.append(p.icon, p.label);
    m.append(row);
  });
  foot.append(b);
  rail.after(m);
}

function mark() {
  panels.forEach((p) => {
    if (!p.icon) return;
    p.icon.setAttribute("aria-expanded", String(p.open));
    p.icon.setAttribute("aria-label", (p.open ? "Close " : "Open ") + p.widget.title);
  });
}

function shown(): Panel[] { return panels.filter((p) => p.index === 0 || options.several); }

function panel(widget: Shown, index: number): Panel {
  const head = make("header"), small = make("b"), close = make("button", "", "×");
  const p: Panel = {
    widget, index, open: false, loaded: false, halted: "", frame: null, width: 0, height: 0, timer: 0, icon: null, label: null, close,
    box: make("section", "desk-widget"), name: make("span"), body: make("div", "desk-body"), wait: make("p", "desk-wait")
  };
  p.box.hidden = true;
  close.type = "button";
  close.addEventListener("click", () => { open(p, false); if (p.icon && p.icon.offsetParent) p.icon.focus(); });
  picture(widget, small);
  head.append(small, p.name, close);
  p.body.append(p.wait);
  p.box.append(head, p.body);
  p.box.addEventListener("pointerdown", () => { raise(p); });
  document.body.append(p.box);
  named(p);
  return p;
}

function named(p: Panel): void {
  p.box.setAttribute("aria-label", p.widget.title);
  p.name.textContent = p.widget.title;
  p.name.lang = p.widget.lang;
  p.name.dir = "auto";
  p.close.setAttribute("aria-label", "Close " + p.widget.title);
  if (p.label) Object.assign(p.label, { textContent: p.widget.title, lang: p.widget.lang, dir: "auto" });
  if (p.frame) p.frame.title = "Preview of " + p.widget.title;
}

// The window is as wide as the definition says, and higher by its title:
// percentages then count from the screen, as on the platform's own desktop.
function sized(p: Panel): void {
  p.box.style.width = p.width ? p.width + "px" : p.widget.width;
  p.box.style.height = "calc(" + (p.height ? p.height + "px" : p.widget.height) + " + 32px)";
}

function raise(p: Panel): void {
  p.box.style.zIndex = String(++top);
  if (options.several) options.on.moved();
}

function open(p: Panel, on: boolean): void {
  if (p.open === on) return;
  p.open = on;
  p.box.hidden = !on;
  if (on) { raise(p); load(p); }
  mark();
  arrange();
  options.on.toggled(p.index, on);
}

// Windows stand side by side as long as there is room, then in a cascade.
function arrange() {
  let x = LEFT, step = 0;
  panels.filter((p) => p.open).forEach((p) => {
    sized(p);
    const w = p.box.getBoundingClientRect().width;
    if (x > LEFT && x + w > innerWidth - GAP) { step++; x = LEFT + 36 * step; }
    p.box.style.left = x + "px";
    p.box.style.bottom = GAP + 36 * step + "px";
    x += w + GAP;
  });
  options.on.moved();
}

// A frame is always a new element: one that is sent elsewhere would add
// entries to the history of the page.
function load(p: Panel): void {
  if (p.loaded) return;
  drop(p);
  if (p.halted) { again(p); return; }
  p.wait.textContent = p.widget.wait;
  if (!p.widget.url) { ask(p); return; }
  p.loaded = true;
  const f = make("iframe");
  p.frame = f;
  f.title = "Preview of " + p.widget.title;
  f.referrerPolicy = "no-referrer";
  f.setAttribute("sandbox", p.widget.sandbox);
  f.allow = p.widget.allow;
  if ("credentialless" in f) f.credentialless = true;
  f.addEventListener("load", () => { clearTimeout(p.timer); f.classList.add("loaded"); options.on.loaded(p.index); });
  p.timer = setTimeout(() => {
    p.wait.textContent = "No page came: an empty answer, a download, or very slow.";
    options.on.late(p.index);
  }, LATE);
  options.on.mounting(p.index);
  f.src = p.widget.url;
  p.body.append(f);
}

// A page that must not load by itself waits for a click in its window.
function ask(p: Panel): void {
  if (!p.widget.ask) return;
  const b = make("button", "", p.widget.ask);
  b.type = "button";
  b.addEventListener("click", () => { options.on.consent(p.index); });
  p.wait.append(make("br"), b);
}

// again says why a frame was stopped, and waits for a click.
function again(p: Panel): void {
  const b = make("button", "", "Load again");
  b.type = "button";
  b.addEventListener("click", () => { p.halted = ""; load(p); });
  p.wait.replaceChildren("Stopped: " + p.halted, make("br"), b);
}

function drop(p: Panel): void {
  clearTimeout(p.timer);
  if (p.frame) p.frame.remove();
  p.frame = null;
  p.loaded = false;
  p.width = p.height = 0;
  sized(p);
}

addEventListener("message", (e) => {
  if (!options || !e.source) return; // of a frame that is gone
  const p = panels.find((x) => x.frame !== null && x.frame.contentWindow === e.source);
  if (p) options.on.message(p.index, e);
  else options.on.stranger(whose(e.source as Window), e.origin);
});

// whose is the widget that a window stands in, or -1: a page can open frames
// of its own, and speak through them.
function whose(win: Window): number {
  for (let depth = 0; win && depth < 10; depth++) {
    const i = panels.findIndex((x) => x.frame !== null && x.frame.contentWindow === win);
    if (i >= 0 || win === win.parent) return i;
    win = win.parent;
  }
  return -1;
}

addEventListener("resize", () => { if (options) arrange(); });
document.addEventListener("securitypolicyviolation", (e) => { if (options) options.on.blocked(e.blockedURI); });
addEventListener("keydown", (e) => { if (options) options.on.key(e); });
addEventListener("dblclick", (e) => { if (options && !(e.target as Element).closest("button, nav, .desk-menu")) options.on.flip(); });

const desk = {
  // draw sets the desktop up.
  draw(o: Options): void {
    options = o;
    document.body.className = "desk";
    rail = make("nav", "desk-rail");
    rail.setAttribute("aria-label", "Navigation rail");
    document.body.replaceChildren(workspace(), rail);
    panels = o.widgets.map(panel);
    panels.forEach(sized);
    furnishRail();
    desk.background();
    open(panels[0], true);
  },
  // update takes new addresses, titles and permissions; only frames that
  // would be different are loaded again.
  update(widgets: Shown[], several: boolean): void {
    options.several = several;
    panels.forEach((p, i) => {
      const was = p.widget, now = widgets[i];
      p.widget = now;
      named(p);
      if (was.url !== now.url || was.wait !== now.wait || was.sandbox !== now.sandbox || was.allow !== now.allow) {
        drop(p);
        p.halted = "";
        if (p.open) load(p);
      }
      if (i > 0 && !several && p.open) open(p, false);
      if (i > 0 && !several) drop(p);
      p.icon = p.label = null;
    });
    furnishRail();
    desk.background();
    arrange();
  },
  // background loads what is to be loaded before it is opened.
  background(): void { shown().forEach((p) => { if (p.widget.background) load(p); }); },
  reload(): void {
    panels.forEach((p) => { if (p.loaded || p.halted) { drop(p); p.halted = ""; load(p); } });
    arrange();
  },
  open(i: number, on: boolean): void { open(panels[i], on); },
  isOpen(i: number): boolean { return panels[i].open; },
  resize(i: number, w: number | null, h: number | null): void {
    const p = panels[i];
    p.width = w || p.width;
    p.height = h || p.height;
    arrange();
  },
  send(i: number, message: object, target: string): void {
    const f = panels[i].frame;
    if (f && f.contentWindow) f.contentWindow.postMessage(message, target);
  },
  // halt ends a frame until the person asks for it again.
  halt(i: number, why: string): void { drop(panels[i]); panels[i].halted = why; again(panels[i]); },
  whose,
  // focused is the widget whose frame has the focus, or null.
  focused(): { index: number; frame: HTMLIFrameElement } | null {
    const p = panels.find((x) => x.frame !== null && x.frame === document.activeElement);
    return p && p.frame ? { index: p.index, frame: p.frame } : null;
  },
  // front is the widget in front of all, or the page's own where none is open.
  front(): number {
    return panels.filter((p) => p.open).sort((a, b) => Number(b.box.style.zIndex) - Number(a.box.style.zIndex))[0]?.index || 0;
  },
  frame(i: number): HTMLIFrameElement | null { return panels[i].frame; },
  // measure tells where the frame of a widget is, in px of the screen.
  measure(i: number) {
    const p = panels[i];
    if (!p.open) return null;
    const r = p.body.getBoundingClientRect();
    return { left: r.left, top: r.top, width: r.width, height: r.height, asked: Boolean(p.width || p.height) };
  },
  arrange
};

window.Desk = desk;
