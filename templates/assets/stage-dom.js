// Small builders. Text from a definition or a widget is only ever set as text.
(function (V) {
  "use strict";

  // make("button", {class: "x", on: {click: f}}, "text", child, …)
  function make(tag, props) {
    var e = document.createElement(tag);
    Object.keys(props || {}).forEach(function (name) {
      var v = props[name];
      if (v === undefined || v === null || v === false) return;
      if (name === "on") Object.keys(v).forEach(function (type) { e.addEventListener(type, v[type]); });
      else if (name === "value" || name === "checked") e[name] = v;
      else e.setAttribute(name, v === true ? "" : v);
    });
    e.append.apply(e, Array.prototype.slice.call(arguments, 2).flat().filter(function (c) { return c || c === 0; }));
    return e;
  }

  function button(label, run, props) { return make("button", Object.assign({ type: "button", on: { click: run } }, props), label); }

  function glyph(name) {
    var ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg"), use = document.createElementNS(ns, "use");
    svg.setAttribute("class", "glyph");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#g-" + name);
    svg.append(use);
    return svg;
  }

  // Controls and direction characters would hide what a text says.
  function visible(s) {
    return s.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, function (c) {
      return "[U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "]";
    });
  }

  // "de_de" as HTML writes it; what is no language is none.
  function language(locale) { return /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(locale) ? locale.replace(/_/g, "-") : null; }

  Object.assign(V, { make: make, button: button, glyph: glyph, visible: visible, language: language });
})(window.Vitrine = window.Vitrine || {});
