// Added by `vitrine serve` to every page on its way out; never part of a built site. The scripts of this folder are
// sent as one, in the order of client.go: they listen for changes, bring the page up to date when it is concerned,
// and show what is wrong.
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
    ahead = hello.now - Date.now();
    if (Math.abs(ahead) < 5000) ahead = 0; // one machine, and a message that took its time
    if (!hello.wrong) show([], "", true); // else we are told next
  });
  stream.addEventListener("change", function (event) {
    var change = JSON.parse(event.data);
    build = change.build;
    react(change);
  });
  stream.addEventListener("problems", function (event) {
    var told = JSON.parse(event.data);
    var ours = told.problems.filter(function (p) { return !p.pages || p.pages.indexOf(page) >= 0; });
    show(ours, told.text, !told.problems.length);
    lookForOffers();
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

// react does what a change asks for. A page that does not show it does nothing.
function react(change) {
  var found = { pictures: new Map(), frames: new Set(), folders: new Set(), others: new Set() };
  collect(document, found);
  function any(set) { return change.paths.some(function (path) { return set.has(path); }); }
  var ours = change.paths.some(matches);
  if (change.all || any(found.others) || ours && !swappable()) {
    reload();
    return;
  }
  if (ours) swap();
  change.paths.forEach(function (path) { if (found.pictures.has(path)) pictures(found.pictures.get(path)); });
  if (any(found.frames) || change.paths.some(function (path) { return found.folders.has(path.split("/")[0]); })) frames();
}

// collect finds what a document loads from the site. What a framed page loads cannot be seen from
// here, so that a frame stands for all of its topmost folder.
function collect(doc, found) {
  doc.querySelectorAll("link[rel~=stylesheet], link[rel~=icon], script[src], img[src], iframe[src]").forEach(function (node) {
    var path = inSite(node.href || node.src);
    if (!path) return;
    if (node.localName === "img" && doc === document) found.pictures.set(path, (found.pictures.get(path) || []).concat(node));
    else if (node.localName === "iframe") found.frames.add(path);
    else found.others.add(path);
    if (node.localName === "iframe" && path.indexOf("/") > 0) found.folders.add(path.split("/")[0]);
  });
  doc.querySelectorAll("iframe").forEach(function (frame) {
    try {
      if (frame.contentDocument) collect(frame.contentDocument, found);
    } catch (e) { /* another origin: none of our files */ }
  });
}
