// The report's filters. All findings come in chunks, as scripts, because a
// page that is opened from disk may load nothing else; the first use asks for
// them. The state is in the address. Everything is set as text.
(function () {
  "use strict";
  var form = document.querySelector(".filterbar");
  if (!form) return;
  var results = document.querySelector("[data-results]");
  var still = document.querySelector("[data-static]");
  var found = form.querySelector("[data-found]");
  var chunks = Number(form.dataset.chunks);
  var names = ["q", "severity", "rule", "group"];
  var severities = ["error", "warning", "info"];
  var step = 200; // findings that are painted at a time
  var all = [], loaded = 0, asked = false, shown = step;

  window.vitrineReport = function (data) {
    data.rows.forEach(function (r) {
      var file = data.files[r[0]];
      all.push({ path: file[0], page: file[1], title: file[2], rule: data.rules[r[1]], severity: severities[r[2]], text: data.texts[r[3]], line: r[4], column: r[5], anchor: r[6] });
    });
    loaded++;
    paint();
    load();
  };

  // One chunk after the other, so that the order is that of the files.
  function load() {
    if (loaded >= chunks) return;
    var s = document.createElement("script");
    s.src = "report/" + loaded + ".js";
    s.onerror = function () { found.textContent = "The findings cannot be loaded."; };
    document.head.append(s);
  }

  function value(name) { return form.elements[name].value; }

  function active() { return names.some(function (n) { return value(n); }); }

  function matches() {
    var words = value("q").toLowerCase().split(/\s+/).filter(Boolean);
    return all.filter(function (f) {
      if (value("severity") && f.severity !== value("severity")) return false;
      if (value("rule") && f.rule !== value("rule")) return false;
      var text = (f.title + " " + f.path + " " + f.text + " " + f.rule).toLowerCase();
      return words.every(function (w) { return text.indexOf(w) >= 0; });
    });
  }

  function el(tag, cls, text) {
    var e = document.createElement(tag);
    if (cls) e.className = cls;
    if (text !== undefined) e.textContent = text;
    return e;
  }

  function glyph(severity) {
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "glyph is-" + severity);
    svg.setAttribute("aria-hidden", "true");
    var use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", "#g-" + severity);
    svg.append(use);
    return svg;
  }

  function link(text, href) {
    var a = el("a", "", text);
    a.href = href;
    return a;
  }

  function line(f, group) {
    var li = el("li", "is-" + f.severity), p = el("p"), where = el("span", "where");
    p.append(el("span", "visually-hidden", f.severity + ": "), el("bdi", "", f.text));
    if (group !== "rule") {
      var rule = link(f.rule, "rules/" + f.rule + ".html");
      rule.className = "rule";
      where.append(rule);
    }
    var place = (group ? (f.title || f.path) + ", " : "") + "line " + f.line;
    var at = f.page ? link("", f.page + (f.anchor ? "#finding-" + f.anchor : "#findings")) : el("span");
    at.append(el("bdi", "", place));
    where.append(at);
    if (!group) li.append(glyph(f.severity));
    li.append(p, where);
    return li;
  }

  // heading says what a group has in common.
  function heading(f, group) {
    var h = el("h2");
    if (group === "rule") {
      var a = link("", "rules/" + f.rule + ".html");
      a.append(el("code", "", f.rule));
      h.append(glyph(f.severity), a);
    } else if (group === "severity") {
      h.append(glyph(f.severity), { error: "Errors", warning: "Warnings", info: "Notes" }[f.severity]);
    } else {
      var title = f.page ? link("", f.page) : el("span");
      title.append(el("bdi", "", f.title || f.path));
      h.append(title);
      if (f.title) h.append(el("code", "quiet", f.path));
    }
    return h;
  }

  function grouped(list, group) {
    var by = new Map();
    list.forEach(function (f) {
      var key = group === "rule" ? f.rule : group === "severity" ? f.severity : f.path;
      if (!by.has(key)) by.set(key, []);
      by.get(key).push(f);
    });
    var out = Array.from(by.values());
    if (group === "severity") out.sort(function (a, b) { return severities.indexOf(a[0].severity) - severities.indexOf(b[0].severity); });
    if (group === "rule") out.sort(function (a, b) { return severities.indexOf(a[0].severity) - severities.indexOf(b[0].severity) || b.length - a.length; });
    return out;
  }

  function paint() {
    var on = active();
    results.hidden = !on;
    still.hidden = on;
    found.textContent = "";
    if (!on) return;
    var list = matches(), group = value("group"), left = shown;
    results.replaceChildren();
    grouped(list, group).forEach(function (g) {
      if (left <= 0) return;
      var section = el("section", "group"), ul = el("ul", "lines"), h = heading(g[0], group);
      h.append(el("span", "quiet", g.length + (g.length === 1 ? " finding" : " findings")));
      g.slice(0, left).forEach(function (f) { ul.append(line(f, group)); });
      left -= g.length;
      section.append(h, ul);
      results.append(section);
    });
    var waiting = loaded < chunks ? ", still loading" : "";
    found.textContent = list.length + " of " + all.length + (all.length === 1 ? " finding" : " findings") + waiting;
    if (!list.length && !waiting) results.append(nothing());
    if (list.length > shown) {
      var more = el("button", "", "Show " + Math.min(step, list.length - shown) + " more");
      more.type = "button";
      more.onclick = function () { shown += step; paint(); };
      results.append(more);
    }
  }

  // nothing says which filter did it, and offers to drop it.
  function nothing() {
    var box = el("div", "empty");
    box.append(el("h2", "", "Nothing found"));
    names.slice(0, 3).forEach(function (n) {
      if (!value(n)) return;
      var drop = el("button", "", "Without " + (n === "q" ? "the words “" + value(n) + "”" : n + " " + value(n)));
      drop.type = "button";
      drop.onclick = function () { form.elements[n].value = ""; changed(); };
      box.append(drop);
    });
    return box;
  }

  function changed() {
    shown = step;
    write();
    show();
  }

  function show() {
    if (active() && !asked) {
      asked = true;
      load();
    }
    paint();
  }

  function write() {
    var p = new URLSearchParams();
    names.forEach(function (n) { if (value(n)) p.set(n, value(n)); });
    var q = p.toString();
    history.replaceState(null, "", location.pathname.split("/").pop() + (q ? "?" + q : "") || "report.html");
  }

  function read() {
    var p = new URLSearchParams(location.search);
    names.forEach(function (n) {
      form.elements[n].value = p.get(n) || "";
      if (form.elements[n].selectedIndex === -1) form.elements[n].value = "";
    });
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", function (e) { e.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(changed); });
  document.querySelectorAll("[data-rule]").forEach(function (a) {
    a.addEventListener("click", function (e) {
      e.preventDefault();
      form.elements.rule.value = a.dataset.rule;
      changed();
      form.scrollIntoView();
      form.elements.rule.focus();
    });
  });
  addEventListener("popstate", function () { read(); show(); });
  read();
  show();
})();
