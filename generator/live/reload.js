// Added by `vitrine serve` to every page on its way out; never part of a built site.
// It listens for changes, reloads the page when it is concerned, and shows what is wrong.
(function () {
  "use strict";

  var script = document.currentScript;
  if (!script || !window.EventSource) return;
  var root = new URL("../", script.src).pathname; // "/" or "/repo/"
  var page = inSite(location.href) || "index.html";

  var stream = null; // open only while the tab is visible: a browser has six connections for all tabs
  var build = null; // what we heard last, and from which run of the server
  var session = null;
  var timer = 0;
  var pause = 1000;
  var leaving = false;

  // inSite turns an address into a path of the site; "" if it is somewhere else.
  function inSite(address) {
    try {
      var url = new URL(address, location.href);
      if (url.origin !== location.origin || url.pathname.indexOf(root) !== 0) return "";
      return decodeURIComponent(url.pathname.slice(root.length));
    } catch (e) {
      return "";
    }
  }

  /* ---- the stream ---- */

  function open() {
    clearTimeout(timer);
    if (stream || leaving || document.visibilityState !== "visible") return;
    var query = build === null
      ? "age=" + Math.ceil(performance.now())
      : "build=" + build + "&session=" + encodeURIComponent(session);
    stream = new EventSource(root + "_vitrine/events?" + query);
    stream.addEventListener("hello", function (event) {
      var hello = JSON.parse(event.data);
      pause = 1000;
      if (session === null) session = hello.session;
      if (build === null) build = hello.build;
      show([], ""); // if something is wrong still, we are told next
    });
    stream.addEventListener("change", function (event) {
      var change = JSON.parse(event.data);
      build = change.build;
      if (concerns(change)) reload();
    });
    stream.addEventListener("problems", function (event) {
      var told = JSON.parse(event.data);
      var ours = told.problems.filter(function (p) { return !p.pages || p.pages.indexOf(page) >= 0; });
      show(ours, told.text);
    });
    stream.onerror = function () { // not left to the browser: it would ask for the same query again
      close();
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, 10000);
    };
  }

  function close() {
    clearTimeout(timer);
    if (stream) stream.close();
    stream = null;
  }

  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") open(); else close();
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { leaving = false; open(); }
  });

  /* ---- is it about us? ---- */

  // matches compares a path with our page; one that ends in * stands for all that begin so.
  function matches(path) {
    return path === page || path.slice(-1) === "*" && page.indexOf(path.slice(0, -1)) === 0;
  }

  function concerns(change) {
    if (change.all || change.paths.some(matches)) return true;
    var files = Object.create(null);
    var folders = Object.create(null);
    collect(document, files, folders);
    return change.paths.some(function (path) {
      return files[path] || folders[path.split("/")[0]];
    });
  }

  // collect finds what a document loads from the site. What a framed page loads cannot be seen from
  // here, so that a frame stands for all of its topmost folder.
  function collect(doc, files, folders) {
    doc.querySelectorAll("link[rel~=stylesheet], link[rel~=icon], script[src], img[src], iframe[src]").forEach(function (node) {
      var path = inSite(node.href || node.src);
      if (!path) return;
      files[path] = true;
      if (node.localName === "iframe" && path.indexOf("/") > 0) folders[path.split("/")[0]] = true;
    });
    doc.querySelectorAll("iframe").forEach(function (frame) {
      try {
        if (frame.contentDocument) collect(frame.contentDocument, files, folders);
      } catch (e) { /* another origin: none of our files */ }
    });
  }

  /* ---- reload, and stay at the same place ---- */

  var place = "vitrine-scroll";

  function reload() {
    if (leaving) return;
    leaving = true;
    close();
    try {
      sessionStorage.setItem(place, JSON.stringify([location.pathname, window.scrollX, window.scrollY]));
    } catch (e) { /* no storage: the browser's own memory has to do */ }
    location.reload();
  }

  function restore() {
    try {
      var was = JSON.parse(sessionStorage.getItem(place));
      sessionStorage.removeItem(place);
      if (!was || was[0] !== location.pathname) return;
      window.scrollTo(was[1], was[2]);
      window.addEventListener("load", function () { window.scrollTo(was[1], was[2]); }, { once: true });
    } catch (e) { /* the top of the page is a place too */ }
  }

  /* ---- what is wrong ---- */

  var panel = null;
  var text = ""; // what Copy copies
  var shown = ""; // what the panel shows
  var dismissed = "";

  var look =
    ":host{all:initial;position:fixed;z-index:2147483647;left:0;right:0;bottom:0;--ink:#1c1b19;--paper:#fffdf8;--dim:#6b675f;--line:#d9d4c8;--red:#b3261e;--code:#f4f0e6}" +
    "@media(prefers-color-scheme:dark){:host{--ink:#ece8df;--paper:#1f1d1a;--dim:#a39d91;--line:#3d3a34;--red:#ff8a80;--code:#2a2823}}" +
    "@media print{:host{display:none}}" +
    "*{box-sizing:border-box}" +
    ".panel{max-height:45vh;overflow:auto;color:var(--ink);background:var(--paper);border-top:3px solid var(--red);box-shadow:0 -6px 24px rgb(0 0 0/.25);font:14px/1.5 system-ui,sans-serif;color-scheme:light dark}" +
    ".head{position:sticky;top:0;display:flex;gap:8px;align-items:center;padding:8px 16px;background:var(--paper);border-bottom:1px solid var(--line)}" +
    "h2{flex:1;margin:0;font-size:14px;font-weight:600;color:var(--red)}" +
    "button{font:inherit;padding:2px 12px;color:inherit;background:none;border:1px solid var(--line);border-radius:4px;cursor:pointer}" +
    "button:hover{border-color:currentColor}button:focus-visible{outline:2px solid var(--red);outline-offset:2px}" +
    "ol{list-style:none;margin:0;padding:0}li{padding:10px 16px;border-bottom:1px solid var(--line)}" +
    "p{margin:0;overflow-wrap:anywhere}.at{font:12px/1.5 ui-monospace,monospace;color:var(--dim)}.hint{color:var(--dim)}" +
    "pre{margin:6px 0;padding:6px 10px;overflow:auto;background:var(--code);border-radius:4px;font:13px/1.6 ui-monospace,monospace;tab-size:4;unicode-bidi:plaintext}" +
    "mark{color:inherit;background:none;border-bottom:2px solid var(--red);display:inline-block;min-width:.6ch}";

  function element(name, className, content) {
    var node = document.createElement(name);
    if (className) node.className = className;
    if (content) node.textContent = content;
    return node;
  }

  function button(label, action) {
    var node = element("button", "", label);
    node.type = "button";
    node.addEventListener("click", action);
    return node;
  }

  function item(problem) {
    var li = element("li");
    var at = problem.file || "";
    if (at && problem.line) at += ":" + problem.line + ":" + (problem.column || 1);
    if (at) li.append(element("p", "at", at));
    li.append(element("p", "", problem.message + (problem.rule ? " [" + problem.rule + "]" : "")));
    if (problem.before || problem.marked || problem.after) {
      var pre = element("pre");
      pre.append(problem.before || "", element("mark", "", problem.marked), problem.after || "");
      li.append(pre);
    }
    if (problem.hint) li.append(element("p", "hint", "hint: " + problem.hint));
    return li;
  }

  function copy(event) {
    var from = event.currentTarget;
    navigator.clipboard.writeText(text).then(
      function () { from.textContent = "Copied"; },
      function () { from.textContent = "Not allowed"; });
  }

  function show(problems, all) {
    var key = JSON.stringify(problems);
    text = all;
    if (panel && problems.length && key === shown) return;
    if (panel) panel.remove();
    panel = null;
    shown = key;
    if (!problems.length || key === dismissed) return;
    panel = element("div");
    panel.setAttribute("data-vitrine-problems", String(problems.length));
    var shadow = panel.attachShadow({ mode: "open" });
    var sheet = new CSSStyleSheet(); // the page's policy forbids <style>
    sheet.replaceSync(look);
    shadow.adoptedStyleSheets = [sheet];
    var box = element("section", "panel");
    box.setAttribute("role", "alert");
    box.setAttribute("aria-label", "Problems");
    var head = element("div", "head");
    head.append(element("h2", "", problems.length === 1 ? "1 problem" : problems.length + " problems"));
    if (navigator.clipboard) head.append(button("Copy", copy));
    head.append(button("Close", dismiss));
    var list = element("ol");
    problems.forEach(function (problem) { list.append(item(problem)); });
    box.append(head, list);
    shadow.append(box);
    document.documentElement.append(panel);
  }

  function dismiss() {
    if (!panel) return;
    dismissed = shown;
    panel.remove();
    panel = null;
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !event.defaultPrevented) dismiss();
  });

  restore();
  open();
})();
