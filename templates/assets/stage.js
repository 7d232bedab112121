// The stage: the widget's frame on an agent's screen.
//
// vw and vh mean the agent's window. So there are two frames: a srcdoc
// document as large as the chosen screen, scaled to fit, and in it the
// widget's own frame with exactly the width and height of the definition.
// The browser's own CSS engine resolves every unit.
(function () {
  "use strict";
  var section = document.getElementById("preview");
  var island = document.getElementById("stage-data");
  if (!section || !island) return;
  var data = JSON.parse(island.textContent);
  var ground = section.querySelector("[data-ground]");
  var bar = section.querySelector(".stage-bar");
  var sizeText = section.querySelector("[data-size]");
  var current = { set: 0, screen: [1440, 900], zoom: "fit", loaded: false, open: true };
  var fit = null, desk = null, frame = null;

  function make(tag, cls, text) {
    var e = document.createElement(tag);
    if (cls) e.className = cls;
    if (text) e.textContent = text;
    return e;
  }

  function control(name) { return section.querySelector('[data-do="' + name + '"]'); }

  function chosen() { return data.sets[current.set]; }

  // A frame may keep its own origin only if that is not the gallery's: a page
  // of ours with scripts and its origin could take its sandbox off.
  function sandbox(set) {
    var words = data.sandbox;
    if (set.local) return words;
    try {
      var url = new URL(set.frame, location.href);
      if (url.protocol === "https:" && url.origin !== location.origin) words += " allow-same-origin";
    } catch (e) { /* stays without an origin */ }
    return words;
  }

  function note(title, text, action, run) {
    var box = make("div", "stage-note"), body = make("div");
    body.append(make("strong", "", title), make("p", "", text));
    if (action) {
      var b = make("button", "", action);
      b.type = "button";
      b.addEventListener("click", run);
      body.append(b);
    }
    box.append(body);
    ground.replaceChildren(box);
  }

  // The agent's desktop, built with the document's own methods: nothing of
  // the definition is ever parsed as HTML.
  function furnish(doc) {
    doc.documentElement.lang = "en";
    var head = doc.head, link = doc.querySelectorAll("link");
    if (!link.length) {
      document.querySelectorAll('link[rel="stylesheet"]').forEach(function (l) {
        var copy = doc.createElement("link");
        copy.rel = "stylesheet";
        copy.href = l.href;
        head.append(copy);
      });
    }
    if (document.documentElement.dataset.theme) doc.documentElement.dataset.theme = document.documentElement.dataset.theme;
    var body = doc.body;
    body.className = "desk";
    body.replaceChildren();
    body.append(workspace(doc));
    var rail = doc.createElement("nav");
    rail.className = "desk-rail";
    rail.setAttribute("aria-label", "Navigation rail");
    for (var i = 0; i < 5; i++) rail.append(doc.createElement("i"));
    var icon = doc.createElement("button");
    icon.type = "button";
    icon.setAttribute("aria-label", "Open or close " + data.title);
    picture(doc, icon);
    icon.addEventListener("click", function () { show(!current.open); });
    rail.append(icon);
    body.append(rail, panel(doc));
    desk = { doc: doc, icon: icon, panel: body.querySelector(".desk-widget") };
    show(current.open);
  }

  function picture(doc, into) {
    if (!data.icon) { into.textContent = data.title.trim().charAt(0).toUpperCase() || "?"; return; }
    var img = doc.createElement("img");
    img.alt = "";
    img.referrerPolicy = "no-referrer";
    img.addEventListener("error", function () { into.textContent = data.title.trim().charAt(0).toUpperCase() || "?"; });
    img.src = data.icon;
    into.append(img);
  }

  function workspace(doc) {
    var work = doc.createElement("div");
    work.className = "desk-work";
    work.setAttribute("aria-hidden", "true");
    [9, 12, 10].forEach(function (n, column) {
      var c = doc.createElement("div");
      for (var i = 0; i < n; i++) {
        var line = doc.createElement("s");
        if (column === 1) line.className = "tall";
        c.append(line);
      }
      work.append(c);
    });
    return work;
  }

  function panel(doc) {
    var box = doc.createElement("section");
    box.className = "desk-widget";
    box.setAttribute("aria-label", data.title);
    var head = doc.createElement("header");
    var name = doc.createElement("span");
    name.textContent = data.title;
    var close = doc.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", "Close " + data.title);
    close.addEventListener("click", function () { show(false); desk.icon.focus(); });
    head.append(name, close);
    frame = doc.createElement("iframe");
    frame.title = "Preview of " + data.title;
    frame.style.width = data.width;
    frame.style.height = data.height;
    frame.referrerPolicy = "no-referrer";
    frame.allow = data.allow;
    frame.setAttribute("sandbox", sandbox(chosen()));
    frame.src = absolute(chosen().frame);
    box.append(head, frame);
    return box;
  }

  // Paths of local pages are relative to this page, not to the srcdoc.
  function absolute(url) { return new URL(url, location.href).href; }

  function show(open) {
    current.open = open;
    desk.panel.hidden = !open;
    desk.icon.setAttribute("aria-expanded", String(open));
    measure();
  }

  function load() {
    current.loaded = true;
    fit = make("div", "stage-fit");
    var outer = make("iframe");
    outer.title = "Agent screen";
    outer.allow = data.allow;
    outer.srcdoc = "<!doctype html><title>Agent screen</title>";
    outer.addEventListener("load", function () { furnish(outer.contentDocument); measure(); });
    fit.append(outer);
    ground.replaceChildren(fit);
    control("stop").hidden = false;
    control("reload").disabled = false;
    layout();
  }

  function stop() {
    current.loaded = false;
    desk = frame = fit = null;
    control("stop").hidden = true;
    control("reload").disabled = true;
    sizeText.textContent = "";
    note("Preview stopped", "Nothing of the widget is running any more.", "Load preview", load);
  }

  // The screen keeps its real size in CSS pixels and is scaled as a picture.
  function layout() {
    if (!fit) return;
    var w = current.screen[0], h = current.screen[1];
    var style = getComputedStyle(ground);
    var room = ground.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    var scale = current.zoom === "fit" ? Math.min(1, room / w) : Number(current.zoom);
    var outer = fit.firstChild;
    outer.style.width = w + "px";
    outer.style.height = h + "px";
    outer.style.transform = "scale(" + scale + ")";
    fit.style.width = Math.floor(w * scale) + "px";
    fit.style.height = Math.floor(h * scale) + "px";
    measure();
  }

  function measure() {
    if (!frame || !desk || !desk.doc.defaultView) return;
    var style = desk.doc.defaultView.getComputedStyle(frame);
    if (desk.panel.hidden) { sizeText.textContent = "closed"; return; }
    sizeText.textContent = Math.round(parseFloat(style.width)) + " × " + Math.round(parseFloat(style.height)) + " px";
  }

  function address() {
    var set = chosen(), alone = control("alone");
    alone.hidden = !set.ok;
    if (set.ok) alone.href = set.frame;
    var shown = section.querySelector("[data-address]");
    if (shown && current.set > 0) {
      var code = make("code", "address", set.url);
      shown.replaceChildren(code);
    }
  }

  function begin() {
    var set = chosen();
    if (!set || !set.ok) return;
    bar.hidden = false;
    if (data.load === "never") {
      note("Previews are switched off", "This gallery loads no widgets. Open it alone to see it.");
      control("reload").disabled = true;
      return;
    }
    if (data.load === "click") {
      control("reload").disabled = true;
      note("Load the widget?", "The page comes from " + host(set) + ".", "Load preview", load);
      return;
    }
    if (!("IntersectionObserver" in window)) { load(); return; }
    var watch = new IntersectionObserver(function (entries) {
      if (entries.some(function (e) { return e.isIntersecting; })) { watch.disconnect(); load(); }
    });
    watch.observe(ground);
  }

  function host(set) {
    try { return new URL(set.frame, location.href).host || "this gallery"; } catch (e) { return "another site"; }
  }

  bar.addEventListener("click", function (e) {
    var what = e.target.closest("[data-do]");
    if (!what) return;
    if (what.dataset.do === "reload" && fit) load();
    if (what.dataset.do === "stop") stop();
  });
  bar.addEventListener("change", function (e) {
    var what = e.target.dataset.do, value = e.target.value;
    if (what === "set") { current.set = Number(value); address(); if (current.loaded) load(); }
    if (what === "screen") { current.screen = value.split("x").map(Number); layout(); requestAnimationFrame(measure); }
    if (what === "zoom") { current.zoom = value; layout(); }
  });
  document.addEventListener("vitrine-theme", function () {
    if (desk) desk.doc.documentElement.dataset.theme = document.documentElement.dataset.theme;
  });
  addEventListener("resize", layout);
  begin();
})();
