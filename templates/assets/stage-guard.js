// What keeps a frame from holding the page: how large a message may be, how
// many may be too much, and who has the focus. A frame that goes too far is
// stopped (stage-desk.js) until the person loads it again.
(function (V) {
  "use strict";
  var BURST = 60, PER_SECOND = 30, DROPS = 2000, LARGE = 8, CHARACTERS = 262144, ENTRIES = 5000, STEALS = 3, SOON = 600;

  // A bucket of tokens: a burst is fine, a flood is not.
  function bucket(burst, rate) {
    var tokens = burst, at = performance.now();
    return function () {
      var now = performance.now();
      tokens = Math.min(burst, tokens + (now - at) / 1000 * rate);
      at = now;
      if (tokens < 1) return false;
      tokens--;
      return true;
    };
  }

  // large tells whether there is more in a message than the host would ever
  // read. It looks at no more than that, but for the names of one object.
  function large(value) {
    var characters = CHARACTERS, entries = ENTRIES, seen = new Set(), todo = [], v;
    function take(x) {
      entries--;
      if (typeof x === "string") characters -= x.length;
      else if (x && typeof x === "object" && !seen.has(x)) { seen.add(x); todo.push(x); }
      return entries < 0 || characters < 0;
    }
    if (take(value)) return true;
    while (todo.length) {
      v = todo.pop();
      if (!v || typeof v !== "object") continue;
      if (/(Map|Set|ArrayBuffer|Blob)\]$/.test(Object.prototype.toString.call(v)) && (v.byteLength || v.size) > ENTRIES) return true;
      if (ArrayBuffer.isView(v) && v.byteLength > CHARACTERS) return true;
      if (ArrayBuffer.isView(v)) continue;
      if (Array.isArray(v) && v.length > ENTRIES) return true;
      for (var key in v) {
        characters -= key.length;
        if (take(v[key])) return true;
      }
    }
    return false;
  }

  // guard counts for one frame; stop is called once, with the reason.
  function guard(journal, stop) {
    var pass = bucket(BURST, PER_SECOND), spare = bucket(DROPS, PER_SECOND), larges = 0, steals = 0, stopped = false;
    function halt(why) {
      if (stopped) return;
      stopped = true;
      stop(why);
    }
    return {
      // pass tells whether one more message may be read.
      pass: function () {
        if (stopped) return false;
        if (pass()) return true;
        journal.drop();
        if (!spare()) halt("The page kept sending more than " + PER_SECOND + " messages a second.");
        return false;
      },
      large: function (data) {
        if (!large(data)) return false;
        journal.add("note", "ignored", "a message of more than " + CHARACTERS + " characters or " + ENTRIES + " values");
        if (++larges >= LARGE) halt("The page sent " + LARGE + " messages that are too large to read.");
        return true;
      },
      steal: function () { if (++steals > STEALS) halt("The page took the keyboard focus again and again."); }
    };
  }

  // focus watches windows of ours. When a frame takes the focus right after the
  // person used something of ours, and neither the Tab key nor the mouse led
  // into the frame, what had the focus gets it back. taker(): the index of the
  // frame that has the focus and its element, or null.
  function focus(taker, stolen) {
    var held = null, at = 0, tab = false, pointing = false;
    function used() { at = performance.now(); }
    function check() {
      var t = taker(), was = held;
      if (!t || !was) return;
      held = null;
      if (tab || performance.now() - at > SOON || pointing && t.frame.matches(":hover") || !was.isConnected) return;
      was.focus({ preventScroll: true });
      stolen(t.index);
    }
    return function (win) {
      var d = win.document;
      d.addEventListener("focusin", function (e) {
        if (e.target.localName === "iframe") return;
        held = e.target;
        tab = false;
        used();
      });
      d.addEventListener("keydown", function (e) { tab = e.key === "Tab"; pointing = false; used(); }, true);
      d.addEventListener("pointerdown", function () { tab = false; pointing = true; used(); }, true);
      d.addEventListener("pointermove", function () { pointing = true; }, { passive: true });
      win.addEventListener("blur", function () { setTimeout(check); });
    };
  }

  V.guard = { frame: guard, bucket: bucket, focus: focus };
})(window.Vitrine = window.Vitrine || {});
