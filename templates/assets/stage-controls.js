// The form beside the stage: the app's settings, its languages, and the
// permissions of the frame. It changes the state and tells the stage; what it
// shows is a view of the state, so that a value from a link stays exact even
// where an input could not hold it.
(function (V) {
  "use strict";
  var make = V.make;

  var ORIGIN = { sample: "from the sample", default: "default", "made up": "made up", secret: "secret", changed: "changed" };

  function controls(stage, form) {
    var data = stage.data, state = stage.state, rows = [];

    function value(i) {
      var key = data.settings[i].key;
      return key in state.values ? state.values[key] : data.sets[state.set].values[i];
    }

    function change(i, text) {
      var key = data.settings[i].key;
      if (text === data.sets[state.set].values[i]) delete state.values[key];
      else state.values[key] = text;
      show();
      stage.changed("values");
    }

    // The name in the language chosen, in English, else the key.
    function words(setting) {
      var own = setting.texts && setting.texts[state.lang] || {}, en = setting.texts && setting.texts.en_us || {};
      var lang = V.language(state.lang);
      return {
        name: make("bdi", { lang: own.name && lang }, own.name || en.name || setting.key), named: Boolean(own.name || en.name),
        text: own.text || en.text || setting.text ? make("bdi", { lang: own.text && lang }, own.text || en.text || setting.text) : null
      };
    }

    function input(setting, i, id) {
      var now = value(i), common = { id: id, "aria-describedby": id + "-text", "data-key": setting.key };
      if (setting.type === "boolean") {
        var options = ["true", "false"];
        if (options.indexOf(now) < 0) options.push(now);
        return make("select", Object.assign(common, { on: { change: function (e) { change(i, e.target.value); } } }),
          options.map(function (o) { return make("option", { value: o }, o || "(empty)"); }));
      }
      Object.assign(common, { spellcheck: "false", autocomplete: "off", on: { input: function (e) { change(i, e.target.value); } } });
      if (/[\r\n]/.test(now)) return make("textarea", Object.assign(common, { rows: 3 }));
      return make("input", Object.assign(common, { type: "text", inputmode: setting.type === "number" ? "decimal" : false }));
    }

    function row(setting, i) {
      var id = "control-" + i, w = words(setting), secret = setting.type === "secret";
      var r = { i: i, from: make("span", { class: "control-from" }), field: secret ? null : input(setting, i, id) };
      var label = make(secret ? "strong" : "label", secret ? {} : { for: id }, w.name);
      rows.push(r);
      return make("div", { class: "control" },
        make("div", { class: "control-head" }, label, setting.required ? make("span", { class: "tag" }, "required") : null, r.from),
        secret ? make("p", { class: "quiet" }, "A secret: never asked for, never in a link. The preview fills in a marker.") : r.field,
        make("p", { class: "quiet control-text", id: id + "-text" },
          w.named ? [make("code", {}, setting.key), " "] : null, make("span", {}, setting.type || "no type"),
          setting.hidden ? ", hidden" : null, setting.default ? [", default ", make("code", {}, make("bdi", {}, V.visible(setting.default)))] : null,
          w.text ? [". ", w.text] : null));
    }

    // A field is written only where it shows something else: the caret of
    // one that is being typed in must not move.
    function show() {
      rows.forEach(function (r) {
        var setting = data.settings[r.i], now = value(r.i);
        var from = setting.key in state.values ? "changed" : data.sets[state.set].from[r.i];
        r.from.textContent = ORIGIN[from] || from;
        r.from.className = "control-from is-" + from.replace(" ", "-");
        if (!r.field || r.field.value === now) return;
        if (r.field.tagName === "SELECT" && !Array.prototype.some.call(r.field.options, function (o) { return o.value === now; })) {
          r.field.append(make("option", { value: now }, now || "(empty)"));
        }
        r.field.value = now;
      });
    }

    function sets() {
      if (data.sets.length < 2 && !data.sets[0].text) return null;
      var note = make("p", { class: "quiet control-text" });
      var select = make("select", { id: "control-set", "data-do": "set", on: { change: function (e) {
        state.set = Number(e.target.value);
        state.values = Object.create(null);
        build();
        form.querySelector("#control-set").focus();
        stage.changed("set");
      } } }, data.sets.map(function (s, i) { return make("option", { value: String(i) }, s.name); }));
      select.value = String(state.set);
      note.textContent = data.sets[state.set].text || "";
      return make("div", { class: "control" }, make("label", { for: "control-set" }, "Sample set"), select, note);
    }

    function languages() {
      if (data.locales.length < 2) return null;
      var select = make("select", { id: "control-lang", "data-do": "lang", on: { change: function (e) {
        V.speak(e.target.value);
        form.querySelector("#control-lang").focus();
      } } }, data.locales.map(function (l) { return make("option", {}, l); }));
      select.value = state.lang || "en_us";
      return make("div", { class: "control" }, make("label", { for: "control-lang" }, "Language"), select);
    }

    function group(title, list) { return list.length ? [make("h3", {}, title), list] : []; }

    function build() {
      rows = [];
      var all = data.settings.map(function (s, i) { return { used: s.used, el: row(s, i) }; });
      var used = all.filter(function (x) { return x.used; }), rest = all.filter(function (x) { return !x.used; });
      function el(x) { return x.el; }
      var other = rest.length ? make("details", { class: "control-more" }, make("summary", {}, "Other settings (" + rest.length + ")"), rest.map(el)) : null;
      if (other && form.querySelector(".control-more[open]")) other.open = true;
      form.replaceChildren();
      form.append.apply(form, [sets()].concat(group("In the address", used.map(el)), [other, languages(), V.permissions(stage)]).flat().filter(Boolean));
      form.append(make("p", {}, make("button", { type: "button", "data-do": "reset" }, "Reset")));
      if (!data.settings.length) form.prepend(make("p", { class: "quiet" }, "The app has no settings: the address is always the same."));
      show();
    }
    build();
    return { value: value, rebuild: build };
  }

  V.controls = controls;
})(window.Vitrine = window.Vitrine || {});
