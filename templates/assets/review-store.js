// What is kept of a review in this browser. Storage and files are written by
// anybody (other pages of the same host, other versions of this one, people),
// so all that is read goes through clean: known fields of their types, bounded,
// and nothing else.
(function (V) {
  "use strict";
  var DECISIONS = ["ok", "work", "reject"], TEXT = { note: 20000, digest: 200, of: 200, title: 500 };
  var APPS = 20000, CHECKS = 200, NAME = 1000;

  function plain(v) { return v !== null && typeof v === "object" && !Array.isArray(v); }

  function own(o, k) { return Object.prototype.hasOwnProperty.call(o, k) ? o[k] : undefined; }

  // put writes any name, also __proto__, as a field like others.
  function put(o, k, v) { Object.defineProperty(o, k, { value: v, enumerable: true, configurable: true, writable: true }); }

  // ticks are the names of the boxes that are ticked.
  function ticks(v) {
    var out = {};
    if (!plain(v)) return out;
    Object.keys(v).slice(0, CHECKS).forEach(function (k) { if (v[k] === true && k.length <= NAME) put(out, k, true); });
    return out;
  }

  // entry is one app's decision, or null if nothing can be used; odd() is
  // called where something was left out.
  function entry(v, odd) {
    if (!plain(v)) { odd(); return null; }
    var out = { decision: "", note: "", checks: ticks(own(v, "checks")), time: 0 };
    if (DECISIONS.indexOf(own(v, "decision")) >= 0) out.decision = v.decision;
    else if (own(v, "decision")) odd();
    Object.keys(TEXT).forEach(function (k) {
      var text = own(v, k);
      if (typeof text === "string") out[k] = text.slice(0, TEXT[k]);
      if (text !== undefined && out[k] !== text) odd();
    });
    var time = own(v, "time");
    if (typeof time === "number" && time > 0 && time < 8.64e15) out.time = time;
    else if (time !== undefined && time !== 0) odd();
    if (own(v, "checks") !== undefined && !plain(own(v, "checks"))) odd();
    return out.decision || out.note || Object.keys(out.checks).length ? out : null;
  }

  // clean is what can be used of a review, or null if it is none. dropped:
  // the number of apps of which something, or all, was left out.
  function clean(v) {
    if (!plain(v) || own(v, "version") !== 1 || !plain(own(v, "apps"))) return null;
    var apps = {}, pages = Object.keys(v.apps), dropped = Math.max(0, pages.length - APPS);
    pages.slice(0, APPS).forEach(function (page) {
      var fine = true, e = page.length <= NAME ? entry(v.apps[page], function () { fine = false; }) : null;
      if (page.length > NAME) fine = false;
      if (!fine) dropped++;
      if (e) put(apps, page, e);
    });
    return { version: 1, apps: apps, dropped: dropped };
  }

  function parse(text) { try { return clean(JSON.parse(text)); } catch (e) { return null; } }

  // at keeps the reviews of one gallery, whose address is the key.
  function at(key) {
    function load() {
      var got = null;
      try { got = parse(localStorage.getItem(key)); } catch (e) { /* storage is refused */ }
      return { version: 1, apps: got ? got.apps : {} };
    }
    function save(s) {
      try { localStorage.setItem(key, JSON.stringify({ version: 1, apps: s.apps })); return true; } catch (e) { return false; }
    }
    // merge takes in the text of a file and says what came of it. The later
    // decision on an app holds.
    function merge(text) {
      var got = parse(text), s = load(), taken = 0;
      if (!got) return "That file holds no review.";
      var pages = Object.keys(got.apps), room = APPS - Object.keys(s.apps).length;
      pages.forEach(function (page) {
        var mine = own(s.apps, page);
        if (mine ? mine.time > got.apps[page].time : room-- <= 0) return;
        put(s.apps, page, got.apps[page]);
        taken++;
      });
      if (!save(s)) return "This browser does not keep it: storage is refused or full.";
      return "Imported " + taken + (taken === 1 ? " decision" : " decisions") +
        (pages.length > taken ? "; " + (pages.length - taken) + " not, as yours are later or there are too many" : "") +
        (got.dropped ? "; what could not be used of " + got.dropped + (got.dropped === 1 ? " app" : " apps") + " was left out" : "") + ".";
    }
    return { load: load, save: save, merge: merge };
  }

  V.review = { at: at, own: own, put: put };
})(window.Vitrine = window.Vitrine || {});
