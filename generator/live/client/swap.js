// Bringing the page up to date. Where that can be done in its place, only what differs is replaced, so that the place,
// the focus and the widget stay; else the page is loaded again.

// Kinds of pages whose scripts can go on when something of the page is replaced: they listen to "vitrine-swap".
var kinds = ["page-widget", "page-app", "page-diff"];

// A script that a theme brings may be attached to anything.
var known = /\/(theme|widget|app|diff|decision|commit|keys|listing|site|search|_vitrine\/reload)\.js$/;

var sent = first(); // a promise of the page as it was sent last: scripts have changed it since; null if that is not known
var swapping = false;
var behind = false; // whether it changed again meanwhile

// first gets the page as it was sent at first, from the browser's cache as a rule.
function first() {
  if (!swappable() || !script.dataset.version) return Promise.resolve(null);
  var entry = performance.getEntriesByType("navigation")[0];
  return ask(entry ? entry.name : location.href, "force-cache").then(function (page) {
    return page && page.version === script.dataset.version ? page : null;
  });
}

function swappable() {
  return kinds.some(function (kind) { return document.body.classList.contains(kind); }) &&
    Array.from(document.scripts).every(function (node) { return !node.src || known.test(new URL(node.src).pathname); });
}

// ask returns a page as it is sent now, or null.
function ask(address, cache) {
  var when = performance.timeOrigin + performance.now();
  return fetch(address.split("#")[0], { cache: cache, redirect: "error" }).then(function (answer) {
    if (!answer.ok || !/^text\/html/.test(answer.headers.get("Content-Type"))) return null;
    return answer.text().then(function (html) {
      var version = (answer.headers.get("ETag") || "").replace(/^(W\/)?"|"$/g, "");
      return { version: version, when: when, doc: new DOMParser().parseFromString(html, "text/html") };
    });
  }).catch(function () { return null; });
}

// swap brings the page up to date in its place.
function swap() {
  behind = true;
  if (swapping) return;
  swapping = true;
  turn().catch(reload).then(function () { swapping = false; });
}

async function turn() {
  while (behind && !leaving) {
    behind = false;
    var old = await sent, next = old && await ask(location.href, "no-cache");
    if (!next || !alike(old.doc, next.doc)) throw new Error("not in its place");
    sent = Promise.resolve(next);
    await replaceBy(old.doc, next.doc, next.when);
  }
}

// alike tells whether a page has the policy, the sheets and the scripts of another: these cannot be replaced.
function alike(old, next) {
  function fixed(doc) {
    var nodes = doc.head.querySelectorAll("meta[http-equiv], meta[charset], link[rel~=stylesheet], link[rel~=icon], script");
    return Array.from(nodes, function (node) { return node.outerHTML; }).join("\n");
  }
  return fixed(old) === fixed(next) && old.body.className === next.body.className;
}

async function replaceBy(old, next, when) {
  var keep = remember();
  fresh();
  unoffer();
  sync(document.body, old.body, next.body);
  document.title = next.title;
  document.dispatchEvent(new Event("vitrine-swap"));
  keep();
  asked = when;
  age(told);
  lookForOffers();
}

/* ---- what a page uses ---- */

// pictures shows what pictures of the page are now: a browser does not look at a known address again.
function pictures(list) {
  list.forEach(function (img) {
    var url = new URL(img.src);
    url.searchParams.set("build", build);
    img.src = url.href;
  });
}

// frames has the preview load its widget again, as its page is another now.
function frames() {
  var again = document.querySelector("#preview [data-do=reload]");
  if (again && !again.disabled) again.click(); else reload();
}

/* ---- load the page again, and stay at the same place ---- */

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
