// Fixes that the server offers for the page: a button at each finding that can be mended, here and in the panel, and
// how much was mended since the server began.

var offers = [];
var box = null; // what was mended, and the way back
var closed = 0; // the fix after which the box was closed

var boxLook = colours +
  ":host{position:fixed;z-index:2147483646;right:16px;top:68px;max-width:min(560px,calc(100vw - 32px))}" +
  ".box{color:var(--ink);background:var(--paper);border:1px solid var(--line);border-left:3px solid var(--green);border-radius:4px;" +
  "box-shadow:0 4px 16px rgb(0 0 0/.2);font:14px/1.5 system-ui,sans-serif;padding:8px 12px;color-scheme:light dark}" +
  ":host{--green:#1a7f4b}@media(prefers-color-scheme:dark){:host{--green:#5bd394}}" +
  ".head{display:flex;gap:8px;align-items:center}.head strong{flex:1}" +
  "button{font:inherit;padding:2px 12px;color:inherit;background:none;border:1px solid var(--line);border-radius:4px;cursor:pointer}" +
  "button:focus-visible{outline:2px solid var(--green);outline-offset:2px}p{margin:4px 0 0}" +
  "pre{margin:6px 0 0;max-height:30vh;overflow:auto;font:12px/1.5 ui-monospace,monospace}";

// order asks the server to do something.
function order(what, data) {
  return fetch(root + "_vitrine/do/" + what, {
    method: "POST", headers: { "Content-Type": "application/json", "X-Vitrine-Token": script.dataset.token }, body: JSON.stringify(data)
  }).then(function (answer) {
    return answer.json().then(function (told) {
      if (!answer.ok) throw new Error(told.error);
      return told;
    });
  });
}

// lookForOffers asks what can be mended now.
function lookForOffers() {
  if (!script.dataset.token || leaving) return;
  order("offers", { page: page }).then(function (told) {
    offers = told.offers;
    progress(told, "");
    offer();
  }, function () { /* the server is gone, or another one: the stream finds out */ });
}

/* ---- the buttons ---- */

// offer puts a button at each finding that can be mended.
function offer() {
  unoffer();
  var left = offers.slice();
  document.querySelectorAll("article.finding, .findings > *").forEach(function (finding) {
    var rule = finding.querySelector("a[href*='rules/']"), last = finding.querySelector(":scope > details, :scope > div") || finding;
    finding.querySelectorAll("a[href*='#L'], .line").forEach(function (line) {
      var n = Number(line.textContent.replace(/\D/g, ""));
      var at = left.findIndex(function (o) { return rule && o.rule === rule.textContent && o.line === n; });
      if (at >= 0) last.append(mendButton(left.splice(at, 1)[0]));
    });
  });
  if (!panel) return;
  panel.shadowRoot.querySelectorAll("li").forEach(function (li, i) {
    var of = offers.find(function (o) { return o.rule === told[i].rule && o.place === told[i].line + ":" + told[i].column; });
    if (of) li.append(mendButton(of));
  });
}

// unoffer takes all buttons away.
function unoffer() {
  [document, panel && panel.shadowRoot].forEach(function (where) {
    if (where) where.querySelectorAll("[data-vitrine-mend]").forEach(function (node) { node.remove(); });
  });
}

function mendButton(of) {
  var line = element("p"), action = button(of.guesses ? "Mend by guessing" : "Mend", function () {
    action.disabled = true;
    order("mend", of).then(function (told) { closed = 0; progress(told, ""); }, function (e) { line.append(" " + e.message); });
  });
  action.className = "small";
  action.title = of.guesses ? "Change the file in a way that is likely meant; it can be undone" : "Change the file; it can be undone";
  line.setAttribute("data-vitrine-mend", "");
  line.append(action);
  return line;
}

/* ---- the progress ---- */

// progress tells how much was mended, with what the last fix changed. trouble is why something could not be done.
function progress(now, trouble) {
  if (box) box.remove();
  box = null;
  var id = now.last ? now.last.id : 0;
  if (!now.mended || id === closed && !trouble) return;
  var head = element("div", "head"), all = element("div", "box");
  all.setAttribute("role", "status");
  head.append(element("strong", "", now.mended + " of " + now.of + " mended"));
  if (now.last) {
    head.append(button("Undo", function () {
      order("undo", { id: id }).then(function (told) { progress(told, ""); }, function (e) { progress(now, e.message); });
    }));
  }
  head.append(button("Close", function () { closed = id; progress(now, ""); }));
  all.append(head);
  if (trouble) all.append(element("p", "", trouble));
  if (now.last) all.append(element("pre", "", now.last.diff));
  box = shadow(boxLook, all);
  box.setAttribute("data-vitrine-mended", String(now.mended));
  document.documentElement.append(box);
}
