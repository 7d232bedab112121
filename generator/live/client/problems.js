// What is wrong: a panel over the page, which folds into a chip in its bar.

var panel = null; // while it is not folded
var chip = null; // while it is
var text = ""; // what Copy copies
var told = []; // the problems that concern the page

var colours =
  ":host{all:initial;--ink:#1c1b19;--paper:#fffdf8;--dim:#6b675f;--line:#d9d4c8;--red:#b3261e;--on:#fff;--code:#f4f0e6}" +
  "@media(prefers-color-scheme:dark){:host{--ink:#ece8df;--paper:#1f1d1a;--dim:#a39d91;--line:#3d3a34;--red:#ff8a80;--on:#1f1d1a;" +
  "--code:#2a2823}}" +
  "@media print{:host{display:none}}*{box-sizing:border-box}";

var look = colours +
  ":host{position:fixed;z-index:2147483647;left:0;right:0;bottom:0}" +
  ".panel{max-height:45vh;overflow:auto;color:var(--ink);background:var(--paper);border-top:3px solid var(--red);" +
  "box-shadow:0 -6px 24px rgb(0 0 0/.25);font:14px/1.5 system-ui,sans-serif;color-scheme:light dark}" +
  ".head{position:sticky;top:0;display:flex;gap:8px;align-items:center;padding:8px 16px;background:var(--paper);" +
  "border-bottom:1px solid var(--line)}" +
  "h2{flex:1;margin:0;font-size:14px;font-weight:600;color:var(--red)}" +
  "button{font:inherit;padding:2px 12px;color:inherit;background:none;border:1px solid var(--line);border-radius:4px;cursor:pointer}" +
  "button:hover{border-color:currentColor}button:focus-visible,a:focus-visible{outline:2px solid var(--red);outline-offset:2px}" +
  "ol{list-style:none;margin:0;padding:0}li{padding:10px 16px;border-bottom:1px solid var(--line)}" +
  "p{margin:0;overflow-wrap:anywhere}.at{font:12px/1.5 ui-monospace,monospace;color:var(--dim)}.hint{color:var(--dim)}a{color:inherit}" +
  "pre{margin:6px 0;padding:6px 10px;overflow:auto;background:var(--code);border-radius:4px;font:13px/1.6 ui-monospace,monospace;" +
  "tab-size:4}" +
  ".row{display:flex}.row>span:first-child{flex:none;width:4em;padding-right:1em;text-align:right;color:var(--dim);user-select:none}" +
  ".row>span:last-child{unicode-bidi:plaintext}.near{color:var(--dim)}" +
  "mark{color:inherit;background:none;border-bottom:2px solid var(--red)}.caret{color:var(--red);font-weight:700;line-height:1}";

var chipLook = colours +
  ":host{flex:none;display:inline-block}:host([data-loose]){position:fixed;z-index:2147483647;top:12px;right:12px}" +
  "button{font:600 12px/1.5 system-ui,sans-serif;padding:2px 12px;color:var(--on);background:var(--red);border:0;" +
  "border-radius:999px;cursor:pointer;white-space:nowrap}" +
  "button:focus-visible{outline:2px solid var(--red);outline-offset:2px}";

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

// shadow makes an element whose look the page has no say in.
function shadow(style, ...content) {
  var host = element("div"), root = host.attachShadow({ mode: "open" });
  var sheet = new CSSStyleSheet(); // the page's policy forbids <style>
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  root.append(...content);
  return host;
}

function counted(problems) { return problems.length === 1 ? "1 problem" : problems.length + " problems"; }

/* ---- the panel ---- */

function item(problem) {
  var li = element("li"), at = problem.file || "";
  if (at && problem.line) at += ":" + problem.line + ":" + (problem.column || 1);
  if (at) {
    var place = element("p", "at");
    var way = element(problem.edit ? "a" : "span", "", at);
    if (problem.edit) {
      way.href = problem.edit;
      way.title = "Open in the editor";
    }
    place.append(way);
    li.append(place);
  }
  li.append(element("p", "", problem.message + (problem.rule ? " [" + problem.rule + "]" : "")));
  if (problem.before || problem.marked || problem.after || problem.caret) li.append(excerpt(problem));
  if (problem.hint) li.append(element("p", "hint", "hint: " + problem.hint));
  return li;
}

// excerpt shows the line with those around it.
function excerpt(problem) {
  var pre = element("pre");
  function row(number, className, ...content) {
    var line = element("div", "row " + className), cell = element("span");
    cell.append(...content, "\n");
    line.append(element("span", "", number), cell);
    pre.append(line);
  }
  function near(line) { row(String(line.number), "near", line.text); }
  (problem.above || []).forEach(near);
  var marked = problem.marked ? [element("mark", "", problem.marked)] : [];
  row(problem.line ? String(problem.line) : "", "line", problem.before || "", ...marked, problem.after || "");
  if (problem.caret) row("", "caret", problem.caret);
  (problem.below || []).forEach(near);
  return pre;
}

function copy(event) {
  var from = event.currentTarget;
  navigator.clipboard.writeText(text).then(
    function () { from.textContent = "Copied"; },
    function () { from.textContent = "Not allowed"; });
}

function drawPanel() {
  var box = element("section", "panel"), head = element("div", "head"), list = element("ol");
  box.setAttribute("role", "alert");
  box.setAttribute("aria-label", "Problems");
  head.append(element("h2", "", counted(told)));
  if (navigator.clipboard) head.append(button("Copy", copy));
  var close = button("Fold", fold);
  close.title = "Fold into the bar (Escape)";
  head.append(close);
  told.forEach(function (problem) { list.append(item(problem)); });
  box.append(head, list);
  panel = shadow(look, box);
  panel.setAttribute("data-vitrine-problems", String(told.length));
  document.documentElement.append(panel);
}

/* ---- the chip ---- */

function drawChip() {
  var first = told.find(function (p) { return p.file; }), label = counted(told);
  if (first) label += " · " + first.file.split(/[\/\\]/).pop() + (first.line ? ":" + first.line : "");
  var open = button(label, unfold), bar = document.querySelector("header.bar");
  open.title = "Show what is wrong";
  chip = shadow(chipLook, open);
  chip.setAttribute("data-vitrine-chip", "");
  if (!bar) chip.setAttribute("data-loose", "");
  (bar || document.documentElement).append(chip);
}

// Whether the panel is folded holds for all pages, until nothing is wrong any more.
function folded(set) {
  try {
    if (set === true) sessionStorage.setItem("vitrine-folded", "yes");
    if (set === false) sessionStorage.removeItem("vitrine-folded");
    return sessionStorage.getItem("vitrine-folded") === "yes";
  } catch (e) {
    if (set !== undefined) folded.here = set;
    return Boolean(folded.here); // no storage: it holds for this page
  }
}

function fold() {
  if (!panel) return;
  folded(true);
  draw();
  chip.shadowRoot.querySelector("button").focus({ preventScroll: true });
}

function unfold() {
  folded(false);
  draw();
  panel.shadowRoot.querySelector(".head button:last-child").focus({ preventScroll: true });
}

function draw() {
  if (panel) panel.remove();
  if (chip) chip.remove();
  panel = chip = null;
  if (!told.length) return;
  if (folded()) {
    drawChip();
    return;
  }
  drawPanel();
  offer();
}

// show says what is wrong now; none is what is wrong with the whole site.
function show(problems, all, none) {
  var same = JSON.stringify(problems) === JSON.stringify(told);
  text = all;
  told = problems;
  if (none) folded(false);
  if (!same) draw();
  age(told);
}

document.addEventListener("keydown", function (event) {
  if (event.key === "Escape" && !event.defaultPrevented) fold();
});
