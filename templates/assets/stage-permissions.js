// What the frame may use: a switch for each permission, and what the browser
// says to it. The allow attribute is made from names that the generator
// parsed, never from what a definition says.
(function (V) {
  "use strict";
  var make = V.make;
  var WORDS = { microphone: "Hear through the microphone", camera: "See through the camera", autoplay: "Play sound without a click" };

  // allow returns the attribute for a widget, without what was switched off.
  function allow(widget, off) {
    return widget.features.filter(function (f) { return WORDS[f] && off.indexOf(f) < 0; }).map(function (f) { return f + " *"; }).join("; ");
  }

  function permissions(stage) {
    var features = stage.data.widgets[0].features;
    if (!features.length) return null;
    return make("fieldset", { class: "control permissions-switch" }, make("legend", {}, "Permissions"), features.map(function (f) {
      var box = make("input", { type: "checkbox", "data-feature": f, checked: stage.state.off.indexOf(f) < 0, on: { change: function () {
        stage.state.off = stage.state.off.filter(function (x) { return x !== f; }).concat(box.checked ? [] : [f]).sort();
        stage.changed("off");
      } } });
      return make("label", {}, box, V.glyph(f), make("span", {}, WORDS[f] || f, make("small", { class: "quiet", "data-verdict": f })));
    }), make("p", { class: "quiet control-text" }, "Switching one loads the frame again without it."));
  }

  // verdicts tells what the browser made of it: the frame's own policy where
  // it can be asked, and what the person answered before. One line each, for
  // which room is kept.
  function verdicts(stage, frame) {
    stage.section.querySelectorAll("[data-verdict]").forEach(function (out) {
      var f = out.dataset.verdict, policy = frame && (frame.permissionsPolicy || frame.featurePolicy);
      if (!frame) { out.textContent = ""; return; }
      if (stage.state.off.indexOf(f) >= 0) { out.textContent = "switched off"; return; }
      if (!policy || !policy.allowsFeature) { out.textContent = "this browser does not tell"; return; }
      var passed = policy.allowsFeature(f);
      out.textContent = passed ? "passed on by the browser" : "the browser refuses it";
      if (!passed || f === "autoplay" || !navigator.permissions) return;
      navigator.permissions.query({ name: f }).then(function (p) {
        out.textContent = { granted: "passed on, and you allowed it", denied: "passed on, but you refused it", prompt: "passed on; the browser will ask you" }[p.state];
      }, function () { /* a name that this browser does not know */ });
    });
  }

  V.allow = allow;
  V.permissions = permissions;
  V.verdicts = verdicts;
})(window.Vitrine = window.Vitrine || {});
