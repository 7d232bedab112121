// While a definition is broken, its pages stay as they were. What they say of it is dimmed, and says from when it is.

var asked = performance.timeOrigin; // when what the page shows was asked for
var ahead = 0; // how far the server's clock is ahead of ours

var verdicts = ".status, .badges, #findings > *:not(h2), .review .checks";
var notes = [];

var dimming = new CSSStyleSheet();
dimming.replaceSync("[data-vitrine-stale]{opacity:.4;transition:opacity .2s}" +
  "[data-vitrine-note]{font-size:12px;color:var(--quiet,GrayText);font-style:italic;margin:0 0 4px}" +
  "span[data-vitrine-note]{margin:0 0 0 8px}");
document.adoptedStyleSheets = [...document.adoptedStyleSheets, dimming];

// age dims what is older than the problems, or brings it back.
function age(problems) {
  fresh();
  if (!problems.some(function (p) { return p.pages && p.since > asked + ahead; })) return;
  var at = new Date(asked + ahead).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  var words = "as of " + at + ", the file is broken now";
  document.querySelectorAll(verdicts).forEach(function (node) { node.setAttribute("data-vitrine-stale", ""); });
  document.querySelectorAll(".title .status, .badges, #findings > h2").forEach(function (node) {
    var note = element(node.matches(".status") ? "span" : "p", "", words);
    note.setAttribute("data-vitrine-note", "");
    if (node.matches(".badges")) node.before(note); else node.after(note);
    notes.push(note);
  });
}

// fresh takes back all that age did.
function fresh() {
  notes.forEach(function (note) { note.remove(); });
  notes = [];
  document.querySelectorAll("[data-vitrine-stale]").forEach(function (node) { node.removeAttribute("data-vitrine-stale"); });
}
