// Decisions on apps: on an app's page and in the queue. They are kept in this
// browser under the address of the gallery, by the app's page, with the digest
// of the definition that they are about. Everything is set as text.
(function (V) {
  "use strict";
  var panel = document.querySelector("[data-review]");
  var queue = document.querySelector("[data-queue]");
  if (!panel && !queue) return;
  var words = { ok: "Approved", work: "Needs work", reject: "Rejected" };
  var LARGEST = 16 << 20; // bytes of a file to import
  var classes = { ok: "is-pass", work: "is-warn", reject: "is-fail" };
  var key = "vitrine-review:" + new URL(panel ? panel.dataset.root || "./" : "./", location.href).href.replace(/[?#].*$/, "");

  var store = V.review.at(key), load = store.load, save = store.save, own = V.review.own;

  function day(time) { return time ? new Date(time).toLocaleDateString() : "an earlier day"; }

  if (panel) app();
  if (queue) list();

  function app() {
    var page = panel.dataset.review;
    var form = panel.querySelector("[data-decision]"), stale = panel.querySelector("[data-stale]"), saved = panel.querySelector("[data-saved]");
    var boxes = Array.from(panel.querySelectorAll("[data-check]"));

    function show() {
      var entry = own(load().apps, page) || {};
      form.elements.decision.value = entry.decision || "";
      form.elements.note.value = entry.note || "";
      boxes.forEach(function (b) { b.checked = !!own(entry.checks || {}, b.dataset.check); });
      var old = entry.digest && entry.digest !== panel.dataset.digest;
      stale.hidden = !old;
      stale.replaceChildren();
      if (!old) return;
      var keep = document.createElement("button");
      keep.type = "button";
      keep.textContent = "It still holds";
      keep.onclick = function () { keepIt(); show(); };
      stale.append("The definition changed since you looked at it on " + day(entry.time) + (entry.of ? " (version " + entry.of + ")" : "") + ".", keep);
    }

    function keepIt() {
      var s = load(), checks = {};
      boxes.forEach(function (b) { if (b.checked) V.review.put(checks, b.dataset.check, true); });
      var entry = { decision: form.elements.decision.value, note: form.elements.note.value, checks: checks, digest: panel.dataset.digest, of: panel.dataset.version, title: panel.dataset.title, time: Date.now() };
      if (entry.decision || entry.note || Object.keys(checks).length) V.review.put(s.apps, page, entry);
      else delete s.apps[page];
      saved.textContent = save(s) ? "Kept in this browser only." : "This browser does not keep it: storage is refused or full.";
    }

    form.addEventListener("change", function () { keepIt(); show(); });
    form.elements.note.addEventListener("input", keepIt);
    form.addEventListener("submit", function (e) { e.preventDefault(); });
    boxes.forEach(function (b) { b.addEventListener("change", function () { keepIt(); show(); }); });
    addEventListener("storage", show);
    show();
  }

  function list() {
    var rows = Array.from(queue.querySelectorAll("li[data-page]"));
    var select = queue.querySelector("[data-show]"), none = queue.querySelector("[data-none]"), bar = queue.querySelector("progress");
    var total = Number(queue.dataset.total), file = queue.querySelector("input[type=file]");

    function state(row, s) {
      var entry = own(s.apps, row.dataset.page);
      if (!entry || !entry.decision) return entry && entry.digest !== row.dataset.digest ? "stale" : "open";
      return entry.digest === row.dataset.digest ? entry.decision : "stale";
    }

    function show() {
      var s = load(), want = select.value, visible = 0, old = 0;
      rows.forEach(function (row) {
        var entry = own(s.apps, row.dataset.page) || {}, is = state(row, s), mark = row.querySelector("[data-decided]"), note = row.querySelector("[data-note]");
        if (is === "stale") old++;
        row.hidden = !(want === "" || want === is);
        if (!row.hidden) visible++;
        var text = own(words, entry.decision || "");
        mark.hidden = !text && is !== "stale";
        mark.textContent = (text || "Open") + (is === "stale" ? ", changed since" : "");
        mark.className = "decided " + (is === "stale" ? "is-none" : own(classes, entry.decision || "") || "is-none");
        note.hidden = !entry.note;
        note.textContent = entry.note || "";
      });
      none.hidden = visible > 0;
      var done = decided(s);
      bar.value = done;
      queue.querySelector("[data-progress]").textContent = done + " of " + total + " decided" + (old ? ", " + old + " changed since" : "");
    }

    // decided counts what is decided: on one page exactly, else as far as is
    // known, since the other pages are not at hand.
    function decided(s) {
      if (queue.dataset.pages === "1") return rows.filter(function (r) { return own(words, state(r, s)); }).length;
      return Math.min(total, Object.keys(s.apps).filter(function (p) { return s.apps[p].decision; }).length);
    }

    function markdown(s) {
      var cell = function (t) { return String(t || "").replace(/[\\|`*_<>\[\]]/g, "\\$&").replace(/\s+/g, " "); };
      var lines = ["# Review of " + cell(queue.dataset.title), "", decided(s) + " of " + total + " apps decided.", "", "| App | Version | Decision | Note |", "|---|---|---|---|"];
      entries(s).forEach(function (e) {
        lines.push("| " + [cell(e.title), cell(e.of), (own(words, e.decision || "") || "Open") + (e.stale ? ", changed since" : ""), cell(e.note)].join(" | ") + " |");
      });
      return lines.join("\n") + "\n";
    }

    function entries(s) {
      return Object.keys(s.apps).sort().map(function (p) {
        var row = rows.find(function (r) { return r.dataset.page === p; });
        return Object.assign({ page: p, stale: !!row && row.dataset.digest !== s.apps[p].digest }, s.apps[p]);
      });
    }

    function download(name, type, text) {
      var a = document.createElement("a");
      a.href = URL.createObjectURL(new Blob([text], { type: type }));
      a.download = name;
      a.click();
      setTimeout(function () { URL.revokeObjectURL(a.href); }, 10000);
    }

    queue.querySelectorAll("[data-export]").forEach(function (b) {
      b.addEventListener("click", function () {
        var s = load();
        if (b.dataset.export === "md") download("review.md", "text/markdown", markdown(s));
        else download("review.json", "application/json", JSON.stringify({ version: 1, gallery: queue.dataset.title, apps: s.apps }, null, 1));
      });
    });
    queue.querySelector("[data-import]").addEventListener("click", function () { file.click(); });
    file.addEventListener("change", function () {
      if (!file.files.length) return;
      var picked = file.files[0], out = queue.querySelector("[data-imported]");
      function say(text) { show(); out.textContent = text; }
      if (picked.size > LARGEST) say("That file is too large for a review.");
      else picked.text().then(store.merge).then(say, function () { say("That file cannot be read."); });
      file.value = "";
    });
    select.addEventListener("change", show);
    queue.querySelector(".queue-rows").addEventListener("keydown", function (e) {
      var step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[e.key];
      if (!step || e.ctrlKey || e.metaKey || e.altKey) return;
      var links = rows.filter(function (r) { return !r.hidden; }).map(function (r) { return r.querySelector("a"); });
      var next = links[links.indexOf(document.activeElement) + step];
      if (next) next.focus();
      e.preventDefault();
    });
    addEventListener("storage", show);
    addEventListener("pageshow", show);
    show();
  }
})(window.Vitrine = window.Vitrine || {});
