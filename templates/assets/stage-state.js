// The state of the stage lives in the query of the page's address: a link
// shows what its sender saw, the page's own fragments stay free, and it works
// from disk. Every value comes back as it was, whatever is in it; secrets are
// neither written nor read.
(function (V) {
  "use strict";
  var OURS = /^(set|screen|zoom|view|org|lang|off|v\.)/;
  var SCREENS = [["Laptop", 1366, 768], ["Minimum", 1440, 900], ["Full HD", 1920, 1080], ["Ultra-wide", 2560, 1080]];
  var FIRST = SCREENS[1].slice(1);

  // A plus sign is always written encoded; one that is found was a space
  // before some program on the way touched the link.
  function decode(s) {
    try { return decodeURIComponent(s.replace(/\+/g, " ")); } catch (e) { return ""; }
  }

  function items(search) {
    return search.replace(/^\?/, "").split("&").filter(Boolean).map(function (item) {
      var at = item.indexOf("=");
      return at < 0 ? [decode(item), ""] : [decode(item.slice(0, at)), decode(item.slice(at + 1))];
    });
  }

  function clamp(n, low, high) { return Math.min(high, Math.max(low, Math.round(n) || low)); }

  function screenOf(w, h) { return [clamp(Number(w), 320, 5120), clamp(Number(h), 240, 4096)]; }

  function fresh() {
    return { set: 0, values: Object.create(null), screen: FIRST.slice(), zoom: "fit", view: "", org: "alone", lang: "", off: [] };
  }

  function read(data, search) {
    var s = fresh();
    items(search).forEach(function (p) {
      var name = p[0], text = p[1], m;
      if (name === "set") s.set = Math.max(0, data.sets.findIndex(function (x) { return x.name === text; }));
      else if (name === "screen" && (m = /^(\d{1,5})x(\d{1,5})$/.exec(text))) s.screen = screenOf(m[1], m[2]);
      else if (name === "zoom" && /^\d{1,3}$/.test(text)) s.zoom = clamp(Number(text), 10, 200) / 100;
      else if (name === "view" && (text === "full" || text === "all")) s.view = text;
      else if (name === "org" && text === "app" && data.widgets.length > 1) s.org = text;
      else if (name === "lang" && data.locales.indexOf(text) > 0) s.lang = text;
      else if (name === "off") s.off = text.split(",").filter(Boolean);
      else if (name.startsWith("v.")) settle(data, s, name.slice(2), text);
    });
    return s;
  }

  function settle(data, state, key, text) {
    var setting = data.settings.find(function (x) { return x.key === key; });
    if (setting && setting.type !== "secret") state.values[key] = text;
  }

  // write returns the query; parameters of others stay where they are.
  function write(data, state, search) {
    var list = search.replace(/^\?/, "").split("&").filter(function (item) { return item && !OURS.test(decode(item.split("=")[0])); });
    function add(name, text) { list.push(V.address.encode(name) + "=" + V.address.encode(text)); }
    if (state.set) add("set", data.sets[state.set].name);
    data.settings.forEach(function (x) {
      if (x.key in state.values && x.type !== "secret") add("v." + x.key, state.values[x.key]);
    });
    if (String(state.screen) !== String(FIRST)) add("screen", state.screen.join("x"));
    if (state.zoom !== "fit") add("zoom", String(Math.round(state.zoom * 100)));
    if (state.view) add("view", state.view);
    if (state.org !== "alone") add("org", state.org);
    if (state.lang) add("lang", state.lang);
    if (state.off.length) add("off", state.off.join(","));
    return list.length ? "?" + list.join("&") : "";
  }

  V.state = { read: read, write: write, screens: SCREENS, screenOf: screenOf };
})(window.Vitrine = window.Vitrine || {});
