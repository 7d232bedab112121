// The search field in the bar: what is found appears under it while one types. On the index the page
// itself shows what is found (search-page.js), and the list under the field only offers words.
(function () {
  "use strict";
  var S = window.VitrineSearch;
  var box = document.querySelector("[data-find]"), field = box && box.querySelector("input");
  if (!S || S.box || !field) return;

  /* ---- building blocks; what a definition says is only ever set as text ---- */

  function el(tag, props) {
    var e = document.createElement(tag);
    Object.keys(props || {}).forEach(function (name) {
      var v = props[name];
      if (v === undefined || v === null || v === false) return;
      if (name === "on") Object.keys(v).forEach(function (type) { e.addEventListener(type, v[type]); });
      else e.setAttribute(name, v === true ? "" : v);
    });
    e.append.apply(e, Array.prototype.slice.call(arguments, 2).flat().filter(function (c) { return c || c === 0; }));
    return e;
  }

  function glyph(name, kind) {
    var ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg"), use = document.createElementNS(ns, "use");
    svg.setAttribute("class", "glyph" + (kind ? " is-" + kind : ""));
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#g-" + name);
    svg.append(use);
    return svg;
  }

  function marked(text, words) {
    var out = el("bdi"), at = 0;
    S.spans(text, words).forEach(function (s) {
      out.append(text.slice(at, s[0]), el("mark", { "class": "hit" }, text.slice(s[0], s[1])));
      at = s[1];
    });
    out.append(text.slice(at));
    return out;
  }

  var GLYPH = { fail: "error", warn: "warning", pass: "pass" }, SAY = { fail: "Errors", warn: "Warnings", pass: "Sound" };

  function status(kind) { return el("span", { "class": "status is-" + kind }, glyph(GLYPH[kind]), SAY[kind]); }

  function permissions(list) {
    return list.map(function (p) {
      return el("span", { "class": "perm", title: p }, glyph(/^(microphone|camera|autoplay)$/.test(p) ? p : "other"), el("span", { "class": "visually-hidden" }, p));
    });
  }

  // chips shows the words of a query; each can be taken out.
  function chips(terms, drop) {
    return terms.filter(function (t) { return t.value !== ""; }).map(function (t) {
      return el("button", { type: "button", "class": "chip" + (t.not ? " is-not" : "") + (t.unknown ? " is-unknown" : ""), "aria-label": "Remove " + t.text, on: { click: function () { drop(t); } } },
        t.not ? el("span", { "class": "chip-key" }, "not") : null,
        t.key ? el("span", { "class": "chip-key" }, S.keys[t.key].name) : null,
        el("bdi", {}, S.said(t)), el("span", { "class": "chip-x", "aria-hidden": "true" }, "×"));
    });
  }

  // without is a query without one of its words.
  function without(terms, t) {
    return S.text(terms.filter(function (u) { return u !== t; }));
  }

  // notes says what is odd about a query.
  function notes(r) {
    var out = [];
    r.terms.forEach(function (t) { if (t.unknown) out.push(el("span", {}, "There is no filter called ", el("code", {}, el("bdi", {}, t.unknown)), "; it was taken as text.")); });
    Object.keys(r.fuzzy || {}).forEach(function (w) { out.push(el("span", {}, "Nothing has “", el("bdi", {}, w), "”; shown is what is spelled alike.")); });
    if (!S.db.complete) out.push(el("span", {}, S.lacking ? "Descriptions, tags, settings and findings could not be loaded." : "More is being loaded."));
    return out;
  }

  S.dom = { el: el, glyph: glyph, marked: marked, status: status, permissions: permissions, chips: chips, without: without, notes: notes };

  /* ---- the panel ---- */

  var SHOWN = 8;
  var list = el("ul", { id: "find-list", role: "listbox", "aria-label": "Found in the gallery", "class": "find-list" });
  var top = el("div", { "class": "find-chips", role: "group", "aria-label": "Words of the search" }), said = el("p", { "class": "visually-hidden", role: "status" });
  var note = el("p", { "class": "find-note" });
  var slash = el("button", { type: "button", "class": "small", on: { click: switchSlash } });
  var foot = el("div", { "class": "find-foot" }, el("span", { "class": "find-keys", "aria-hidden": "true" }, el("kbd", {}, "↑↓"), " choose ", el("kbd", {}, "Enter"), " open ", el("kbd", {}, "Esc"), " close"), slash);
  var panel = el("div", { "class": "find-panel", hidden: true }, top, note, list, foot);
  box.append(panel, said);
  var options = [], active = -1, wanted = false, needed = false;

  Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "find-list", "aria-autocomplete": "list", "aria-haspopup": "listbox" }).forEach(function (a) { field.setAttribute(a[0], a[1]); });

  // The key may be in the way of people who speak to their computer; site.js asks the same.
  function slashOff() { try { return localStorage.getItem("vitrine-slash") === "off"; } catch (e) { return false; } }
  function sayKey() { slash.textContent = slashOff() ? "Key / is off" : "Key / is on"; slash.setAttribute("aria-pressed", String(!slashOff())); }
  function switchSlash() {
    try { localStorage.setItem("vitrine-slash", slashOff() ? "on" : "off"); } catch (e) { /* not remembered */ }
    sayKey();
  }
  sayKey();

  function open(on) {
    panel.hidden = !on;
    field.setAttribute("aria-expanded", String(on));
    if (!on) point(-1);
  }

  function point(i) {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = i;
    if (!options[i]) { field.removeAttribute("aria-activedescendant"); return; }
    options[i].setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", options[i].id);
    options[i].scrollIntoView({ block: "nearest" });
  }

  function option(go, href, parts) {
    var a = el(href ? "a" : "span", { href: href, tabindex: href ? "-1" : null, "class": "find-row" }, parts);
    var li = el("li", { role: "option", "aria-selected": "false", id: "find-" + options.length, on: { click: go } }, a);
    li.go = go || function () { a.click(); };
    options.push(li);
    return li;
  }

  function suggestion(s) {
    return option(function () {
      field.value = field.value.slice(0, s.from) + s.text + (s.open ? "" : " ");
      field.focus();
      update();
    }, null, [el("code", { "class": "find-word" }, el("bdi", {}, s.text)), el("span", { "class": "quiet" }, s.about)]);
  }

  function result(row, words) {
    var i = S.item(row), sub = el("span", { "class": "quiet find-sub" }, marked(i.app, words), i.host ? " · " : null, i.host ? marked(i.host, words) : null);
    var seen = [i.title, i.app, i.host].some(function (t) { return S.spans(t, words).length; });
    if (!seen && S.spans(i.line, words).length) sub = el("span", { "class": "quiet find-sub" }, marked(i.line, words));
    return option(null, i.href, [
      el("span", { "class": "find-main" }, el("strong", {}, marked(i.title, words)), sub),
      el("span", { "class": "find-end" }, permissions(i.permissions), status(i.status))
    ]);
  }

  function all(query, n) {
    return option(null, S.root + "index.html?" + S.address({ q: query }), [el("span", { "class": "find-all" }, "Show all " + n.toLocaleString("en") + " in the gallery")]);
  }

  // address writes a state as it stands in the address bar, so that people can read it.
  S.address = function (state) {
    return Object.keys(state).filter(function (k) { return state[k]; }).map(function (k) {
      return k + "=" + encodeURIComponent(state[k]).replace(/%20/g, "+").replace(/%3A/g, ":").replace(/%22/g, "\"").replace(/%2F/g, "/");
    }).join("&");
  };

  function update() {
    var query = field.value;
    wanted = true;
    need();
    if (S.page) S.page.typed(query);
    if (!S.db) {
      note.replaceChildren(S.failed ? "The search data could not be loaded." : "Loading…");
      list.replaceChildren();
      open(!S.page || S.failed);
      return;
    }
    paint(query);
  }

  // paint shows what is found; again when more data have come, where the same option stays chosen.
  function paint(query, again) {
    var terms = S.parse(query), rows = [], chosen = again && options[active] ? options[active].textContent : null;
    if (again && panel.hidden) return;
    options = [];
    active = -1;
    var offered = S.suggest(query), r = null;
    function offer(late) { offered.forEach(function (s) { if (Boolean(s.late) === late) rows.push(suggestion(s)); }); }
    offer(false);
    if (!S.page && terms.some(function (t) { return t.value !== ""; })) {
      r = S.find(terms, { top: SHOWN });
      for (var i = 0; i < Math.min(SHOWN, r.total); i++) rows.push(result(r.rows[i], r.marked));
      offer(true);
      if (r.total) rows.push(all(query, r.total));
      said.textContent = r.total ? S.counted(r) + " found" : "Nothing found";
    }
    if (!r) offer(true);
    list.replaceChildren.apply(list, rows);
    var many = terms.length > 1 || terms.some(function (t) { return t.key || t.not; });
    top.replaceChildren.apply(top, many && !S.page ? chips(terms, function (t) { set(without(terms, t)); field.focus(); }) : []);
    note.replaceChildren.apply(note, r ? (r.total ? [] : [nothing(r)]).concat(notes(r)) : []);
    field.removeAttribute("aria-activedescendant");
    open(rows.length > 0 || r !== null);
    if (chosen) options.some(function (o, i) { if (o.textContent === chosen) { point(i); return true; } });
  }

  function nothing(r) {
    var b = S.db && !r.waits ? S.blame(r.terms)[0] : null;
    return el("span", {}, "Nothing found. ", b && r.terms.length > 1 ? el("button", { type: "button", "class": "small", on: { click: function () { set(without(r.terms, b.term)); field.focus(); } } }, "Without ", el("bdi", {}, b.term.text), ": " + b.total.toLocaleString("en")) : null);
  }

  function set(query) {
    field.value = query;
    update();
  }

  S.box = { field: field, close: function () { open(false); wanted = false; } };

  field.addEventListener("input", update);
  field.addEventListener("focus", function () { if (!wanted) update(); });
  box.addEventListener("focusout", function (e) {
    if (!box.contains(e.relatedTarget)) { open(false); wanted = false; }
  });
  list.addEventListener("mousedown", function (e) { if (e.button === 0) e.preventDefault(); }); // the field keeps the focus

  field.addEventListener("keydown", function (e) {
    var n = options.length;
    if (e.isComposing) return;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      if (panel.hidden) update();
      if (n && !panel.hidden) point(e.key === "ArrowDown" ? (active + 1) % n : (active < 1 ? n : active) - 1);
      else if (S.page && e.key === "ArrowDown") S.page.enter();
      e.preventDefault();
    } else if (e.key === "Enter") {
      e.preventDefault();
      if (options[active] && !panel.hidden) options[active].go();
      else if (S.page) { S.page.typed(field.value, true); open(false); }
      else if (field.value.trim()) location.assign(S.root + "index.html?" + S.address({ q: field.value.trim() }));
    } else if (e.key === "Escape") {
      e.preventDefault();
      if (!panel.hidden) open(false);
      else if (field.value) { field.value = ""; if (S.page) S.page.typed("", true); } else field.blur();
    }
  });

  // The data are loaded when the field is first used.
  function need() {
    if (needed) return;
    needed = true;
    S.load(function () { if (wanted && document.activeElement === field) { if (S.db) paint(field.value, true); else update(); } });
  }

  if (document.activeElement === field) update();
})();
