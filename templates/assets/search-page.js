// The gallery's index, once somebody searches, filters or sorts: its state stands in the address bar, and
// what is found takes the place of the cards that came with the page. Without a state the page is as it came.
(function () {
  "use strict";
  var S = window.VitrineSearch, D = S && S.dom, tools = document.querySelector("[data-tools]");
  if (!D || !tools) return;
  var el = D.el;
  var PAGE = 60, FIRST = 12, VALUES = 8;
  var still = document.querySelector("[data-still]"), found = document.querySelector("[data-found]"), chipRow = document.querySelector("[data-chips]");
  var filters = document.querySelector("[data-filters]"), open = tools.querySelector("[data-open]"), sort = tools.querySelector("select"), said = document.querySelector("[data-said]"), came = said.textContent;
  var views = Array.from(tools.querySelectorAll("[data-view]"));
  var state = read(), started = false, later = 0;
  var typing = false, typed = false, soon = 0; // whether the state, and the address, come from letters being typed

  function read() {
    var p = new URLSearchParams(location.search);
    return {
      q: p.get("q") || "", sort: /^(title|version|findings)$/.test(p.get("sort")) ? p.get("sort") : "",
      view: p.get("view") === "list" ? "list" : "", page: Math.max(1, Math.min(9999, parseInt(p.get("page"), 10) || 1)), filters: p.get("filters") === "open" ? "open" : ""
    };
  }

  function plain() { return !state.q.trim() && !state.sort && state.page === 1; }

  // go changes the state. What is typed letter by letter is one step back.
  function go(change, letterByLetter) {
    if (soon && !letterByLetter) write(); // what was typed is a step of its own
    Object.assign(state, { page: 1 }, change);
    typing = Boolean(letterByLetter);
    clearTimeout(soon);
    if (typing) soon = setTimeout(write, 200); else write();
    show();
  }

  // write brings the address bar up to date; browsers refuse it for a while where it happens too often.
  function write() {
    clearTimeout(soon);
    soon = 0;
    var query = S.address({ q: state.q.trim(), sort: state.sort, view: state.view, page: state.page > 1 ? String(state.page) : "", filters: state.filters });
    var url = location.pathname + (query ? "?" + query : "");
    if (url === location.pathname + location.search) return;
    try { history[typing && typed ? "replaceState" : "pushState"](null, "", url); } catch (e) { /* the next one will do */ }
    typed = typing;
  }
  S.box.field.addEventListener("blur", function () { if (soon) write(); }); // before a link is followed

  window.addEventListener("popstate", function () {
    state = read();
    typing = typed = false;
    clearTimeout(soon);
    S.box.field.value = state.q;
    S.box.close();
    show();
  });

  S.page = {
    typed: function (query, done) { if (query.trim() !== state.q.trim() || done) go({ q: query }, !done); },
    enter: function () { var a = (found.hidden ? still : found).querySelector(".card a"); if (a) a.focus(); }
  };

  /* ---- the state, shown ---- */

  function show() {
    sort.value = state.sort;
    views.forEach(function (b) { b.setAttribute("aria-pressed", String(b.dataset.view === state.view)); });
    document.querySelectorAll(".cards").forEach(function (ul) { ul.classList.toggle("as-list", state.view === "list"); });
    var active = S.parse(state.q).filter(function (t) { return t.key && t.value; }).length;
    open.textContent = active ? "Filters (" + active + ")" : "Filters";
    open.setAttribute("aria-expanded", String(state.filters === "open"));
    filters.hidden = state.filters !== "open";
    if (!plain() || !filters.hidden) start();
    if (!S.db) {
      if (S.failed) said.textContent = "The search data could not be loaded.";
      else if (started) said.textContent = "Loading…";
      return;
    }
    clearTimeout(later);
    var more = plain() ? rest() : paint(S.find(state.q, { sort: state.sort || "best" }));
    // What is below the fold must not keep the next letter waiting.
    later = setTimeout(function () {
      if (more) more();
      if (!filters.hidden) facets(S.find(state.q, { facets: true }));
    }, typing ? 60 : 0);
  }

  function start() {
    if (started) return;
    started = true;
    S.load(function () { if (started) show(); });
  }

  // rest is the page as it came.
  function rest() {
    still.hidden = false;
    found.hidden = true;
    found.replaceChildren();
    chipRow.replaceChildren();
    said.textContent = came;
  }

  function paint(r) {
    var pages = Math.max(1, Math.ceil(r.total / PAGE)), page = Math.min(state.page, pages);
    var rows = Array.from(r.rows.subarray((page - 1) * PAGE, page * PAGE));
    said.textContent = (r.total ? S.counted(r) + " found" : r.waits && !S.lacking ? "Loading…" : "Nothing found") +
      (pages > 1 ? ", page " + page + " of " + pages : "");
    chipRow.replaceChildren.apply(chipRow, D.chips(r.terms, function (t) { ask(D.without(r.terms, t)); }).concat(
      r.terms.length > 1 ? el("button", { type: "button", "class": "small", on: { click: function () { ask(""); } } }, "Clear all") : []));
    var body = [], cards = null;
    var notes = D.notes(r);
    if (notes.length) body.push(el("p", { "class": "find-note" }, notes));
    function make(row) { return card(row, r.marked); }
    if (rows.length) body.push(cards = el("ul", { "class": "cards" + (state.view === "list" ? " as-list" : "") }, rows.splice(0, FIRST).map(make)));
    else if (!r.waits || S.lacking) body.push(nothing(r));
    if (pages > 1) body.push(pager(page, pages));
    still.hidden = true;
    found.hidden = false;
    var at = found.contains(document.activeElement) && document.activeElement.getAttribute("href");
    function back() { if (at) found.querySelectorAll(".card a").forEach(function (a) { if (a.getAttribute("href") === at && a !== document.activeElement) a.focus(); }); }
    found.replaceChildren.apply(found, body);
    back();
    return rows.length ? function () { cards.append.apply(cards, rows.map(make)); back(); } : null;
  }

  // ask puts another query. What was clicked goes away with it, unless it is a filter.
  function ask(query, stay) {
    S.box.field.value = query;
    go({ q: query });
    if (!stay) said.focus({ preventScroll: true });
  }

  function pager(page, pages) {
    function to(n, label) { return el("button", { type: "button", on: { click: function () { go({ page: n }); said.focus(); scrollTo(0, 0); } } }, label); }
    return el("nav", { "class": "pages", "aria-label": "Pages" }, page > 1 ? to(page - 1, "Previous") : null, el("span", { "class": "quiet" }, "Page " + page + " of " + pages), page < pages ? to(page + 1, "Next") : null);
  }

  function nothing(r) {
    var terms = r.terms, one = terms.length < 2, blame = one ? [] : S.blame(terms);
    return el("div", { "class": "empty" }, el("h2", {}, "Nothing found"),
      el("p", {}, one ? "Nothing in the gallery has this." : blame.length ? "Without one of these words there is something:"
        : "Nothing in the gallery has all of these words, or all but one."),
      el("div", { "class": "find-chips" }, blame.slice(0, 6).map(function (b) {
        return el("button", { type: "button", on: { click: function () { ask(D.without(terms, b.term)); } } }, "Drop ", el("bdi", {}, b.term.text), el("span", { "class": "quiet" }, " " + b.total.toLocaleString("en")));
      }), el("button", { type: "button", on: { click: function () { ask(""); } } }, "Show everything")));
  }

  /* ---- a card, as parts/card.html has it ---- */

  function card(row, words) {
    var i = S.item(row), icon = el("span", { "class": "icon", "aria-hidden": "true" });
    picture(row, icon);
    return el("li", { "class": "card is-" + i.status }, el("a", { href: i.href },
      el("span", { "class": "picture" }, i.widget && i.box ? sizeGlyph(i.box) : el("span", { "class": "quiet" }, "No widgets")),
      el("span", { "class": "card-head" }, icon, el("span", { "class": "card-title" }, el("strong", {}, D.marked(i.title, words)), el("span", { "class": "quiet" }, D.marked(i.app, words), " · ", i.version ? el("bdi", {}, i.version) : "no version"))),
      el("span", { "class": "card-line" }, i.line ? D.marked(i.line, words) : S.db.complete ? el("em", {}, "No description.") : null),
      el("span", { "class": "card-foot" }, D.status(i.status), i.mark ? el("span", { "class": "status is-info" }, i.mark === "new" ? "New" : "Changed") : null, D.permissions(i.permissions), el("span", { "class": "host" }, D.marked(i.host, words)))));
  }

  // picture fills an icon in when its data are there.
  function picture(row, into) {
    var icon = S.icon(row);
    if (!icon) {
      into.dataset.row = row;
      return;
    }
    delete into.dataset.row;
    var sheet = icon.src.match(/pictures\/([0-9a-f]+)\.css$/); // holds an SVG, which is never a file
    if (sheet) {
      if (!document.querySelector('link[href$="' + sheet[0] + '"]')) document.head.append(el("link", { rel: "stylesheet", href: icon.src }));
      into.replaceChildren(el("span", { "class": "pic pic-" + sheet[1] }));
    } else if (icon.src) into.replaceChildren(el("img", { src: icon.src, alt: "", width: 48, height: 48 }));
    else into.textContent = icon.letter;
  }

  function sizeGlyph(box) {
    var ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg");
    function add(tag, props) { var e = document.createElementNS(ns, tag); Object.keys(props).forEach(function (n) { e.setAttribute(n, props[n]); }); svg.append(e); }
    var w = Math.max(2, Math.floor(box.width / 12)), h = Math.max(2, Math.floor(box.height / 12)), x = 5 + w > 120 ? Math.max(0, 120 - w) : 5;
    svg.setAttribute("class", "sizeglyph");
    svg.setAttribute("viewBox", "0 0 120 75");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", box.width + " × " + box.height + " px on a screen of 1440 × 900");
    add("rect", { "class": "screen", x: .5, y: .5, width: 119, height: 74, rx: 3 });
    add("rect", { "class": "rail", x: .5, y: .5, width: 5, height: 74 });
    add("path", { "class": "lines", d: "M12 10h30M12 16h22M50 10h62M50 16h54M50 22h58M12 22h26" });
    add("rect", { "class": "box" + (box.guess ? " guess" : ""), x: x, y: Math.max(0, 75 - h), width: Math.min(w, 120), height: Math.min(h, 75), rx: 2 });
    return svg;
  }

  /* ---- filters ---- */

  var more = {}; // keys of which all values are shown

  function facets(r) {
    var sets = [];
    Object.keys(r.facets).forEach(function (key) {
      var set = facet(key, r);
      if (set) sets.push(set);
    });
    var at = document.activeElement && filters.contains(document.activeElement) ? document.activeElement.dataset.word : null;
    filters.replaceChildren.apply(filters, sets);
    if (at) filters.querySelectorAll("[data-word]").forEach(function (b) { if (b.dataset.word === at) b.focus(); });
  }

  function facet(key, r) {
    var k = S.keys[key], values = S.db.columns[k.column || key].values, counts = r.facets[key], on = Object.create(null);
    r.terms.forEach(function (t) { if (t.key === key && !t.not) on[S.meant(key, S.fold(t.value))] = t; });
    var ids = [];
    for (var i = 0; i < values.length; i++) if (values[i] && (counts[i] || on[S.fold(values[i])])) ids.push(i);
    if (!ids.length) return null;
    var fixed = Object.keys(k.say || {});
    ids.sort(function (a, b) { return fixed.length ? fixed.indexOf(values[a]) - fixed.indexOf(values[b]) : counts[b] - counts[a] || (values[a] < values[b] ? -1 : 1); });
    var limit = more[key] ? 60 : VALUES, shown = ids.slice(0, limit);
    ids.slice(limit).forEach(function (id) { if (on[S.fold(values[id])]) shown.push(id); });
    var rows = shown.map(function (id) {
      var v = values[id], t = on[S.fold(v)], word = S.word(key, v);
      return el("li", {}, el("button", { type: "button", "class": "facet", "aria-pressed": String(Boolean(t)), "data-word": word, title: word, on: { click: function () { ask(t ? D.without(r.terms, t) : (S.text(r.terms) + " " + word).trim() + " ", true); } } },
        el("bdi", {}, k.say && k.say[v] || v), el("span", { "class": "facet-count" }, counts[id].toLocaleString("en"))));
    });
    if (ids.length > VALUES) rows.push(el("li", {}, !more[key] ? el("button", { type: "button", "class": "small", on: { click: function () { more[key] = true; show(); } } }, "More of " + ids.length.toLocaleString("en"))
      : ids.length > shown.length ? el("button", { type: "button", "class": "small", on: { click: function () { S.box.field.value = (S.text(r.terms) + " " + key + ":").trim(); S.box.field.focus(); S.box.field.dispatchEvent(new Event("input")); } } }, "Type to find one of " + ids.length.toLocaleString("en")) : null));
    return el("fieldset", { "data-facet": key }, el("legend", {}, k.name), el("ul", {}, rows));
  }

  /* ---- the tools ---- */

  open.addEventListener("click", function () { go({ filters: state.filters ? "" : "open", page: state.page }); });
  sort.addEventListener("change", function () { go({ sort: sort.value }); });
  views.forEach(function (b) { b.addEventListener("click", function () { go({ view: b.dataset.view, page: state.page }); }); });
  S.onicons = function () { found.querySelectorAll("[data-row]").forEach(function (e) { picture(Number(e.dataset.row), e); }); };

  S.box.field.value = state.q;
  show();
})();
