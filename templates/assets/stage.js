// The stage: the widget's frame on an agent's screen.
//
// vw and vh mean the agent's window. So there are two frames: a srcdoc
// document as large as the chosen screen, scaled to fit, and in it the
// widget's own frame with exactly the width and height of the definition.
// The browser's own CSS engine resolves every unit.
//
// This script holds the others together: state (stage-state.js) and form
// (stage-controls.js) make addresses (stage-address.js), the desktop
// (stage-desk.js, which runs inside the srcdoc) loads them, and a host
// (stage-host.js) answers each frame.
(function (V) {
  "use strict";
  var section = document.getElementById("preview"), island = document.getElementById("stage-data");
  if (!section || !island) return;
  var data = JSON.parse(island.textContent);
  if (data.widgets[0].fault) return;

  var assets = document.currentScript.src.replace(/[^/]*$/, "");
  var ground = find("[data-ground]"), bar = find(".stage-bar"), board = find("[data-screens]"), side = find("[data-controls]");
  var state = V.state.read(data, location.search);
  var stage = { data: data, state: state, section: section, layout: layout, scale: function () { return scale; }, changed: changed };
  var journal = V.host.log(find("[data-log]"), find("[data-log-count]"));
  var fit = null, outer = null, desk = null, hosts = [], scale = 1, agreed = {}, seen = false;
  var strangers = V.guard.bucket(20, 1);
  var watched = V.guard.focus(function () { return desk && document.activeElement === outer ? desk.focused() : null; }, function (i) {
    journal.add("note", "focus", "given back: the page took it from what the person was using");
    if (hosts[i]) hosts[i].steal();
  });
  var form = V.controls(stage, side), paths = V.targets(stage, form.value, agreed);

  function find(selector) { return section.querySelector(selector); }
  function control(name) { return find('[data-do="' + name + '"]'); }

  // A note stands in the ground while no frame does.
  function note(title, text, action, run) {
    var body = V.make("div", {}, V.make("strong", {}, title), V.make("p", {}, V.make("bdi", {}, text)));
    if (action) body.append(V.button(action, run, { "data-do": "load" }));
    ground.replaceChildren(V.make("div", { class: "stage-note" }, body));
  }

  // start decides whether the frame may load by itself.
  function start() {
    var t = paths.target(0);
    control("reload").disabled = control("stop").disabled = true;
    if (data.load === "never") {
      note("Previews are switched off", "This gallery loads no widgets. Open it alone to see it.");
    } else if (!t.ok) {
      note("No preview", "The address cannot be framed: " + t.reason + ".");
    } else if (t.caution) {
      note("Load the widget?", t.caution, "Load preview", function () { agree(0); load(); });
    } else if (seen) {
      load();
    } else {
      inView(function () { seen = true; if (!desk) start(); });
    }
  }

  function inView(run) {
    if (!("IntersectionObserver" in window)) { run(); return; }
    var watch = new IntersectionObserver(function (entries) {
      if (entries.some(function (e) { return e.isIntersecting; })) { watch.disconnect(); run(); }
    });
    watch.observe(ground);
  }

  function agree(i) {
    agreed.all = agreed.all || data.load === "click";
    agreed[paths.target(i).origin] = true;
  }

  // load draws the desktop, with the document's own methods: nothing of a
  // definition is ever parsed as HTML.
  function load() {
    outer = V.make("iframe", { title: "Agent screen", srcdoc: "<!doctype html><html lang=en><title>Agent screen</title>" });
    outer.allow = paths.features();
    fit = V.make("div", { class: "stage-fit" }, outer);
    fit.append.apply(fit, V.screens.handles(stage, fit));
    var mine = outer;
    outer.addEventListener("load", function () { if (mine === outer) furnish(outer.contentDocument); });
    ground.replaceChildren(fit);
    control("stop").disabled = control("reload").disabled = false;
    layout();
  }

  function furnish(doc) {
    ["tokens.css", "stage-desk.css"].forEach(function (name) {
      var link = doc.createElement("link");
      link.rel = "stylesheet";
      link.href = assets + name;
      link.addEventListener("load", layout); // what was measured before was wrong
      doc.head.append(link);
    });
    themed(doc);
    var script = doc.createElement("script");
    script.src = assets + "stage-desk.js";
    script.addEventListener("load", function () {
      if (!doc.defaultView) return; // stopped meanwhile
      desk = doc.defaultView.Desk;
      watched(doc.defaultView);
      desk.draw({ widgets: paths.all(), several: state.org === "app", on: events });
      layout();
    });
    doc.head.append(script);
  }

  function themed(doc) {
    var theme = document.documentElement.dataset.theme;
    if (theme) doc.documentElement.dataset.theme = theme;
    else doc.documentElement.removeAttribute("data-theme");
  }

  function dark() {
    var theme = document.documentElement.dataset.theme;
    return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  // events is what the desktop tells.
  var events = {
    mounting: function (i) {
      var t = paths.target(i);
      var mine = hosts[i] = V.host.host({
        id: t.card, origin: t.own ? t.origin : "null", alive: function () { if (i === 0) life("alive"); },
        send: function (m) { desk.send(i, m, t.own ? t.origin : "*"); },
        resize: function (w, h) { if (desk && hosts[i] === mine) desk.resize(i, w, h); }, // it may come late
        halt: function (why) { halt(i, why); }, open: function (on) { desk.open(i, on); }, isOpen: function () { return desk.isOpen(i); },
        facts: function () {
          var set = data.sets[state.set];
          return {
            name: state.org === "app" ? V.visible(data.widgets[i].title) : "", context: set.context, responses: set.responses,
            locale: state.lang || "en_us", theme: dark() ? "dark" : "light"
          };
        }
      }, journal);
      if (i === 0) life("loading");
    },
    loaded: function (i) { if (i === 0) { life("loaded"); V.verdicts(stage, desk.frame(0)); } },
    late: function (i) { if (i === 0) life("late"); },
    toggled: function (i) { if (hosts[i]) hosts[i].changed(); },
    moved: measure,
    message: function (i, e) { if (hosts[i]) hosts[i].receive(e); },
    stranger: function (i, origin) { if (hosts[i] ? hosts[i].stray() : strangers()) journal.add("note", "ignored", "a message from a frame that is no widget of this screen (" + V.visible(origin) + ")"); },
    blocked: function (uri) { journal.add("note", "blocked", "the gallery's policy refused " + V.visible(uri)); },
    consent: function (i) { agree(i); desk.update(paths.all(), state.org === "app"); },
    key: key
  };

  function halt(i, why) {
    hosts[i] = null;
    desk.halt(i, why);
    journal.add("note", "stopped", why);
    if (i > 0) return;
    life("halted");
    V.verdicts(stage, null);
  }

  function life(what) {
    var out = find("[data-life]"), host = paths.target(0).host;
    if (what === "loaded" && out.dataset.life === "alive") return;
    out.dataset.life = what;
    out.textContent = {
      loading: "Loading from " + host + " …",
      loaded: "Something came from " + host + ": the page or an error in its place, a gallery cannot tell. It has not called Kustomer.initialize, without which Kustomer would not show it.",
      late: "No page came within 8 seconds: the answer is empty, a download, or very slow.",
      alive: "Alive: the page speaks the Cards SDK.",
      halted: "Stopped, as the page kept this one busy. Load it again in its window, or with Reload.",
      stopped: ""
    }[what];
  }

  function stop() {
    desk = fit = outer = null;
    hosts = [];
    find("[data-size]").textContent = find("[data-warn]").textContent = "";
    life("stopped");
    V.verdicts(stage, null);
    control("stop").disabled = control("reload").disabled = true;
    note("Preview stopped", "Nothing of the widget is running any more.", "Load preview", function () { agree(0); load(); });
  }

  function layout() {
    section.classList.toggle("is-full", state.view === "full");
    board.hidden = state.view !== "all";
    ground.classList.toggle("away", state.view === "all");
    if (state.view === "all") V.screens.all(stage, board);
    scale = V.screens.layout(ground, fit, outer, state, data.load !== "never" && paths.target(0).ok);
    if (desk) desk.arrange();
    show();
  }

  // measure prints what the definition comes to on this screen.
  function measure() {
    var m = desk && desk.measure(0), size = find("[data-size]"), warn = find("[data-warn]");
    if (!desk || !m) { size.textContent = desk ? "closed" : ""; warn.textContent = ""; return; }
    size.textContent = V.screens.px(m.width) + " × " + V.screens.px(m.height) + " px on a screen of " + state.screen.join(" × ") +
      (m.asked ? ", as the page asked for by RESIZE" : "");
    warn.textContent = V.screens.warning(m.width, m.height, state.screen);
  }

  // show brings the toolbar in line with the state.
  function show() {
    var name = state.screen.join("x"), screens = control("screen"), zooms = control("zoom"), zoom = state.zoom === "fit" ? "fit" : String(state.zoom);
    screens.value = Array.prototype.some.call(screens.options, function (o) { return o.value === name; }) ? name : "free";
    ["width", "height"].forEach(function (side, i) { if (document.activeElement !== control(side)) control(side).value = state.screen[i]; });
    if (!Array.prototype.some.call(zooms.options, function (o) { return o.value === zoom; })) zooms.append(V.make("option", { value: zoom }, Math.round(zoom * 100) + " %"));
    zooms.value = zoom;
    control("org").value = state.org;
    control("all").setAttribute("aria-pressed", String(state.view === "all"));
    control("full").setAttribute("aria-pressed", String(state.view === "full"));
    control("controls").setAttribute("aria-expanded", String(!side.hidden));
  }

  // address shows the resolved address with what was filled in.
  function address() {
    var t = paths.target(0), alone = control("alone"), out = find("[data-address]"), trouble = find("[data-reason]");
    out.replaceChildren(V.make("code", { class: "address" }, t.runs.map(function (r) {
      if (r.setting === null) return V.make("bdi", {}, V.visible(r.text));
      var key = r.setting < 0 ? "no such setting" : data.settings[r.setting].key;
      return V.make("mark", { class: "filled", title: key }, V.make("bdi", {}, r.text === "" ? "∅" : V.visible(r.text)));
    })));
    trouble.textContent = t.ok ? "" : "This cannot be framed: " + t.reason + ".";
    find("[data-moved]").textContent = t.moved ? "previewed from " + t.plain.replace(/^(\.\.\/)+|[?#].*$/g, "") : "";
    alone.hidden = control("copy-address").hidden = !t.ok;
    if (t.ok) alone.href = t.frame;
    find("[data-causes]").textContent = t.ok ? paths.causes(t) : "";
  }

  // changed is called by whoever changed the state.
  var timer = 0;
  function changed(what) {
    address();
    remember();
    if (what === "screen" || what === "zoom" || what === "view") { layout(); return; }
    show();
    clearTimeout(timer);
    timer = setTimeout(apply, what === "values" ? 300 : 0, what); // not at every key
  }

  function apply(what) {
    if (!desk) { if (!outer) start(); return; }
    desk.update(paths.all(), state.org === "app");
    if (outer) layout();
    V.verdicts(stage, desk.frame(0));
    if (what === "set" || what === "lang") tell();
  }

  // tell lets every page know what is different around it.
  function tell() { hosts.forEach(function (h) { if (h) h.changed(); }); }

  // Browsers refuse too many changes of the address.
  var pending = 0;
  function remember() {
    clearTimeout(pending);
    pending = setTimeout(flush, 150);
  }

  function flush() {
    clearTimeout(pending);
    var query = V.state.write(data, state, location.search);
    if (query !== location.search) history.replaceState(history.state, "", location.pathname + query + location.hash);
  }

  // One language for the page (languages.js) and for the stage.
  V.speak = function (lang) {
    lang = data.locales.indexOf(lang) > 0 ? lang : "";
    if (lang === state.lang) return;
    state.lang = lang;
    V.turnTo(lang);
    form.rebuild();
    changed("lang");
    flush();
  };

  function reset() {
    V.speak();
    Object.assign(state, V.state.read(data, ""));
    form.rebuild();
    changed("set");
    layout();
  }

  var doing = {
    reload: function () { if (desk) desk.reload(); },
    stop: stop,
    reset: reset,
    all: function () { state.view = state.view === "all" ? "" : "all"; changed("view"); },
    full: function () { state.view = state.view === "full" ? "" : "full"; changed("view"); },
    controls: function () { side.hidden = !side.hidden; section.classList.toggle("with-controls", !side.hidden); layout(); },
    "copy-link": function (b) { flush(); V.copy(location.href, b); },
    "copy-address": function (b) { V.copy(paths.target(0).url, b); },
    "clear-log": journal.clear
  };
  var setting = {
    screen: function (v) { if (v !== "free") { state.screen = v.split("x").map(Number); changed("screen"); } else { control("width").focus(); } },
    width: function (v) { state.screen = V.state.screenOf(v, state.screen[1]); changed("screen"); },
    height: function (v) { state.screen = V.state.screenOf(state.screen[0], v); changed("screen"); },
    zoom: function (v) { state.zoom = v === "fit" ? v : Number(v); changed("zoom"); },
    org: function (v) { state.org = v; changed("org"); }
  };

  // Keys inside a widget of another origin never reach the gallery.
  function key(e) {
    if (e.key === "Escape" && state.view === "full") { state.view = ""; changed("view"); control("full").focus(); return; }
    if (!e.altKey || e.ctrlKey || e.metaKey) return;
    var name = { KeyR: "reload", KeyL: "copy-link", KeyI: "alone" }[e.code];
    if (!name || (name === "reload") === e.shiftKey || control(name).disabled || control(name).hidden) return;
    e.preventDefault();
    control(name).click();
  }

  section.addEventListener("click", function (e) {
    var b = e.target.closest("[data-do]");
    if (b && doing[b.dataset.do]) doing[b.dataset.do](b);
  });
  bar.addEventListener("change", function (e) { var run = setting[e.target.dataset.do]; if (run) run(e.target.value); });
  document.addEventListener("keydown", key);
  document.addEventListener("vitrine-theme", function () {
    if (outer && outer.contentDocument && outer.contentDocument.documentElement) themed(outer.contentDocument); // else furnish does it
    tell();
  });
  addEventListener("message", function (e) { // nobody has to say anything here, but many messages cost all the same
    var h = desk && e.source && hosts[desk.whose(e.source)];
    if (h) h.stray();
  });
  watched(window);
  addEventListener("resize", layout);
  addEventListener("pagehide", flush);

  bar.hidden = side.hidden = false;
  section.classList.add("with-controls");
  find("[data-host]").hidden = false;
  address();
  layout();
  start();
})(window.Vitrine = window.Vitrine || {});
