// The agent's desktop. This script runs inside the srcdoc document that is as
// large as the agent's screen: it draws the rail, the widgets' windows and
// their frames, and passes messages on. It has to run there, because a page
// accepts messages from its parent only, and a message comes from the window
// whose script sends it.
(function () {
  "use strict";
  var LATE = 8000, GAP = 12, LEFT = 68;
  var options = null, panels = [], rail = null, menu = null, top = 0;

  function make(tag, cls, text) {
    var e = document.createElement(tag);
    if (cls) e.className = cls;
    if (text) e.textContent = text;
    return e;
  }

  function workspace() {
    var work = make("div", "desk-work");
    work.setAttribute("aria-hidden", "true");
    [9, 12, 10].forEach(function (n, column) {
      var c = make("div");
      for (var i = 0; i < n; i++) c.append(make("s", column === 1 ? "tall" : ""));
      work.append(c);
    });
    return work;
  }

  // A picture that does not load leaves the letter.
  function picture(widget, into) {
    into.textContent = widget.letter;
    if (!widget.icon) return;
    var sheet = widget.icon.match(/\/pictures\/([0-9a-f]+)\.css$/); // holds an SVG, which is never a file
    if (sheet) {
      var link = make("link"), pic = make("span", "pic pic-" + sheet[1]);
      link.rel = "stylesheet";
      link.addEventListener("load", function () { into.replaceChildren(pic); });
      link.href = widget.icon;
      document.head.append(link);
      return;
    }
    var img = make("img");
    img.alt = "";
    img.referrerPolicy = "no-referrer";
    img.addEventListener("load", function () { into.replaceChildren(img); });
    img.src = widget.icon;
  }

  function iconButton(p) {
    var b = make("button", "desk-icon");
    b.type = "button";
    picture(p.widget, b);
    b.addEventListener("click", function () { open(p, !p.open); });
    return b;
  }

  // One widget in the org: its icon stands in the rail. Several: a widgets
  // icon opens a submenu of icons.
  function furnishRail() {
    rail.replaceChildren();
    for (var i = 0; i < 5; i++) rail.append(make("i"));
    var list = shown(), foot = make("div", "desk-foot");
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

  function submenu(list, foot) {
    var b = make("button", "desk-icon desk-widgets");
    b.type = "button";
    b.setAttribute("aria-label", "Widgets");
    b.setAttribute("aria-expanded", "false");
    for (var i = 0; i < 4; i++) b.append(make("i"));
    menu = make("div", "desk-menu");
    menu.setAttribute("role", "group");
    menu.setAttribute("aria-label", "Widgets");
    menu.hidden = true;
    function toggle(on) {
      menu.hidden = !on;
      b.setAttribute("aria-expanded", String(on));
    }
    b.addEventListener("click", function () { toggle(menu.hidden); });
    menu.addEventListener("keydown", function (e) { if (e.key === "Escape") { toggle(false); b.focus(); } });
    list.forEach(function (p) {
      var row = make("div", "desk-item");
      p.icon = iconButton(p);
      p.label = make("span");
      named(p);
      row.append(p.icon, p.label);
      menu.append(row);
    });
    foot.append(b);
    rail.after(menu);
  }

  function mark() {
    panels.forEach(function (p) {
      if (!p.icon) return;
      p.icon.setAttribute("aria-expanded", String(p.open));
      p.icon.setAttribute("aria-label", (p.open ? "Close " : "Open ") + p.widget.title);
    });
  }

  function shown() { return panels.filter(function (p) { return p.index === 0 || options.several; }); }

  function panel(widget, index) {
    var p = { widget: widget, index: index, open: false, loaded: false, frame: null, width: 0, height: 0 };
    p.box = make("section", "desk-widget");
    p.box.hidden = true;
    var head = make("header"), small = make("b"), close = make("button", "", "×");
    p.name = make("span");
    close.type = "button";
    close.addEventListener("click", function () { open(p, false); if (p.icon && p.icon.offsetParent) p.icon.focus(); });
    p.close = close;
    picture(widget, small);
    head.append(small, p.name, close);
    p.body = make("div", "desk-body");
    p.wait = make("p", "desk-wait");
    p.body.append(p.wait);
    p.box.append(head, p.body);
    p.box.addEventListener("pointerdown", function () { raise(p); });
    document.body.append(p.box);
    named(p);
    return p;
  }

  function named(p) {
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
  function sized(p) {
    p.box.style.width = p.width ? p.width + "px" : p.widget.width;
    p.box.style.height = "calc(" + (p.height ? p.height + "px" : p.widget.height) + " + 32px)";
  }

  function raise(p) { p.box.style.zIndex = String(++top); }

  function open(p, on) {
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
    var x = LEFT, step = 0;
    panels.filter(function (p) { return p.open; }).forEach(function (p) {
      sized(p);
      var w = p.box.getBoundingClientRect().width;
      if (x > LEFT && x + w > innerWidth - GAP) { step++; x = LEFT + 36 * step; }
      p.box.style.left = x + "px";
      p.box.style.bottom = GAP + 36 * step + "px";
      x += w + GAP;
    });
    options.on.moved();
  }

  // A frame is always a new element: one that is sent elsewhere would add
  // entries to the history of the page.
  function load(p) {
    if (p.loaded) return;
    drop(p);
    if (p.halted) { again(p); return; }
    p.wait.textContent = p.widget.wait;
    if (!p.widget.url) { ask(p); return; }
    p.loaded = true;
    var f = make("iframe");
    p.frame = f;
    f.title = "Preview of " + p.widget.title;
    f.referrerPolicy = "no-referrer";
    f.setAttribute("sandbox", p.widget.sandbox);
    f.allow = p.widget.allow;
    if ("credentialless" in f) f.credentialless = true;
    f.addEventListener("load", function () { clearTimeout(p.timer); f.classList.add("loaded"); options.on.loaded(p.index); });
    p.timer = setTimeout(function () {
      p.wait.textContent = "No page came: an empty answer, a download, or very slow.";
      options.on.late(p.index);
    }, LATE);
    options.on.mounting(p.index);
    f.src = p.widget.url;
    p.body.append(f);
  }

  // A page that must not load by itself waits for a click in its window.
  function ask(p) {
    if (!p.widget.ask) return;
    var b = make("button", "", p.widget.ask);
    b.type = "button";
    b.addEventListener("click", function () { options.on.consent(p.index); });
    p.wait.append(make("br"), b);
  }

  // again says why a frame was stopped, and waits for a click.
  function again(p) {
    var b = make("button", "", "Load again");
    b.type = "button";
    b.addEventListener("click", function () { p.halted = ""; load(p); });
    p.wait.replaceChildren("Stopped: " + p.halted, make("br"), b);
  }

  function drop(p) {
    clearTimeout(p.timer);
    if (p.frame) p.frame.remove();
    p.frame = null;
    p.loaded = false;
    p.width = p.height = 0;
    sized(p);
  }

  addEventListener("message", function (e) {
    if (!options || !e.source) return; // of a frame that is gone
    var p = panels.find(function (x) { return x.frame && x.frame.contentWindow === e.source; });
    if (p) options.on.message(p.index, e);
    else options.on.stranger(whose(e.source), e.origin);
  });

  // whose is the widget that a window stands in, or -1: a page can open frames
  // of its own, and speak through them.
  function whose(win) {
    for (var depth = 0; win && depth < 10; depth++) {
      var i = panels.findIndex(function (x) { return x.frame && x.frame.contentWindow === win; });
      if (i >= 0 || win === win.parent) return i;
      win = win.parent;
    }
    return -1;
  }

  addEventListener("resize", function () { if (options) arrange(); });
  document.addEventListener("securitypolicyviolation", function (e) { if (options) options.on.blocked(e.blockedURI); });
  addEventListener("keydown", function (e) { if (options) options.on.key(e); });

  window.Desk = {
    // draw sets the desktop up; widgets: {title, icon, letter, width, height,
    // url, sandbox, allow, wait, background}.
    draw: function (o) {
      options = o;
      document.body.className = "desk";
      rail = make("nav", "desk-rail");
      rail.setAttribute("aria-label", "Navigation rail");
      document.body.replaceChildren(workspace(), rail);
      panels = o.widgets.map(panel);
      panels.forEach(sized);
      furnishRail();
      window.Desk.background();
      open(panels[0], true);
    },
    // update takes new addresses, titles and permissions; only frames that
    // would be different are loaded again.
    update: function (widgets, several) {
      options.several = several;
      panels.forEach(function (p, i) {
        var was = p.widget, now = widgets[i];
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
      window.Desk.background();
      arrange();
    },
    // background loads what is to be loaded before it is opened.
    background: function () { shown().forEach(function (p) { if (p.widget.background) load(p); }); },
    reload: function () {
      panels.forEach(function (p) { if (p.loaded || p.halted) { drop(p); p.halted = ""; load(p); } });
      arrange();
    },
    open: function (i, on) { open(panels[i], on); },
    isOpen: function (i) { return panels[i].open; },
    resize: function (i, w, h) {
      var p = panels[i];
      p.width = w || p.width;
      p.height = h || p.height;
      arrange();
    },
    send: function (i, message, target) {
      var f = panels[i].frame;
      if (f && f.contentWindow) f.contentWindow.postMessage(message, target);
    },
    // halt ends a frame until the person asks for it again.
    halt: function (i, why) { drop(panels[i]); panels[i].halted = why; again(panels[i]); },
    whose: whose,
    // focused is the widget whose frame has the focus, or null.
    focused: function () {
      var p = panels.find(function (x) { return x.frame && x.frame === document.activeElement; });
      return p ? { index: p.index, frame: p.frame } : null;
    },
    frame: function (i) { return panels[i].frame; },
    // measure tells where the frame of a widget is, in px of the screen.
    measure: function (i) {
      var p = panels[i];
      if (!p.open) return null;
      var r = p.body.getBoundingClientRect();
      return { left: r.left, top: r.top, width: r.width, height: r.height, asked: Boolean(p.width || p.height) };
    },
    arrange: arrange
  };
})();
