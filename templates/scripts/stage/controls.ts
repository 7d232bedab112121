// The form beside the stage: the app's settings, its languages, and the
// permissions of the frame. It changes the state and tells the stage; what it
// shows is a view of the state, so that a value from a link stays exact even
// where an input could not hold it.
import { make, one } from "../shared/dom";
import { visible } from "../shared/text";
import type { Setting, Stage } from "./data";
import { permissions } from "./permissions";

const ORIGIN: Record<string, string> = {
  sample: "from the sample", default: "default", "made up": "made up", secret: "secret", changed: "changed"
};

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

interface Row { i: number; from: HTMLElement; field: Field | null }

// controls fills the form; speak turns the page to another language.
export function controls(stage: Stage, form: HTMLElement, speak: (lang: string) => void) {
  const data = stage.data, state = stage.state;
  let rows: Row[] = [];

  function value(i: number): string {
    const key = data.settings[i].key;
    return key in state.values ? state.values[key] : data.sets[state.set].values[i];
  }

  function change(i: number, text: string) {
    const key = data.settings[i].key;
    if (text === data.sets[state.set].values[i]) delete state.values[key];
    else state.values[key] = text;
    show();
    stage.changed("values");
  }

  // The table of settings on the page has the name and the description of a setting, in the language that was chosen.
  function words(setting: Setting) {
    const row = document.getElementById("setting-" + setting.key.split(".").map((part) => part.replace(/\W/g, "-")).join("-"));
    const name = text(row && row.querySelector(".display")), about = text(row && row.querySelector("td:nth-of-type(2)"));
    return { name: name || make("bdi", {}, setting.key), named: Boolean(name), text: about };
  }

  function text(cell: Element | null): HTMLElement | null {
    if (!cell || cell.querySelector(":scope > .quiet")) return null;
    const seen = cell.querySelector<HTMLElement>("[data-lang]:not([hidden])") || (cell as HTMLElement), said = seen.textContent!.trim();
    return said ? make("bdi", { lang: seen.lang || false }, said) : null;
  }

  function input(setting: Setting, i: number, id: string): Field {
    const now = value(i), common = { id, "aria-describedby": id + "-text", "data-key": setting.key };
    if (setting.type === "boolean") {
      const options = ["true", "false"];
      if (options.indexOf(now) < 0) options.push(now);
      return make("select", Object.assign(common, { on: { change(e: { target: HTMLSelectElement }) { change(i, e.target.value); } } }),
        options.map((o) => make("option", { value: o }, o || "(empty)")));
    }
    const on = { input(e: { target: HTMLInputElement }) { change(i, e.target.value); } };
    Object.assign(common, { spellcheck: "false", autocomplete: "off", on });
    if (/[\r\n]/.test(now)) return make("textarea", Object.assign(common, { rows: 3 }));
    return make("input", Object.assign(common, { type: "text", inputmode: setting.type === "number" ? "decimal" : false }));
  }

  function row(setting: Setting, i: number): HTMLElement {
    const id = "control-" + i, w = words(setting), secret = setting.type === "secret";
    const r: Row = { i, from: make("span", { class: "control-from" }), field: secret ? null : input(setting, i, id) };
    const label = make(secret ? "strong" : "label", secret ? {} : { for: id }, w.name);
    rows.push(r);
    return make("div", { class: "control" },
      make("div", { class: "control-head" }, label, setting.required ? make("span", { class: "tag" }, "required") : null, r.from),
      secret ? make("p", { class: "quiet" }, "A secret: never asked for, never in a link. The preview fills in a marker.") : r.field,
      make("p", { class: "quiet control-text", id: id + "-text" },
        w.named ? [make("code", {}, setting.key), " "] : null, make("span", {}, setting.type || "no type"),
        setting.hidden ? ", hidden" : null,
        setting.default ? [", default ", make("code", {}, make("bdi", {}, visible(setting.default)))] : null,
        w.text ? [make("br"), w.text] : null)); // apart: it may run the other way
  }

  // A field is written only where it shows something else: the caret of
  // one that is being typed in must not move.
  function show() {
    rows.forEach((r) => {
      const setting = data.settings[r.i], now = value(r.i);
      const from = setting.key in state.values ? "changed" : data.sets[state.set].from[r.i];
      r.from.textContent = ORIGIN[from] || from;
      r.from.className = "control-from is-" + from.replace(" ", "-");
      if (!r.field || r.field.value === now) return;
      if (r.field instanceof HTMLSelectElement && !Array.from(r.field.options).some((o) => o.value === now)) {
        r.field.append(make("option", { value: now }, now || "(empty)"));
      }
      r.field.value = now;
    });
  }

  function sets() {
    if (data.sets.length < 2 && !data.sets[0].text) return null;
    const note = make("p", { class: "quiet control-text" });
    const select = make("select", { id: "control-set", "data-do": "set", on: { change(e: { target: HTMLSelectElement }) {
      state.set = Number(e.target.value);
      state.values = Object.create(null);
      build();
      one("#control-set", form).focus();
      stage.changed("set");
    } } }, data.sets.map((s, i) => make("option", { value: String(i) }, s.name)));
    select.value = String(state.set);
    note.textContent = data.sets[state.set].text || "";
    return make("div", { class: "control" }, make("label", { for: "control-set" }, "Sample set"), select, note);
  }

  function languages() {
    if (data.locales.length < 2) return null;
    const select = make("select", { id: "control-lang", "data-do": "lang", on: { change(e: { target: HTMLSelectElement }) {
      speak(e.target.value);
      one("#control-lang", form).focus();
    } } }, data.locales.map((l) => make("option", {}, l)));
    select.value = state.lang || "en_us";
    return make("div", { class: "control" }, make("label", { for: "control-lang" }, "Language"), select);
  }

  function build() {
    rows = [];
    const own = data.widgets[0].parts.map((p) => typeof p === "string" ? -1 : p[0]);
    const all = data.settings.map((s, i) => ({ used: own.includes(i), el: row(s, i) }));
    const used = all.filter((x) => x.used), rest = all.filter((x) => !x.used);
    const summary = make("summary", {}, "Other settings (" + rest.length + ")");
    const other = rest.length ? make("details", { class: "control-more" }, summary, rest.map((x) => x.el)) : null;
    if (other && form.querySelector(".control-more[open]")) other.open = true;
    const heading = used.length ? make("h3", {}, "In the address") : null;
    const parts = [sets(), heading, ...used.map((x) => x.el), other, languages(), permissions(stage)].filter((e) => e !== null);
    form.replaceChildren(...parts, make("p", {}, make("button", { type: "button", "data-do": "reset" }, "Reset")));
    if (!data.settings.length) form.prepend(make("p", { class: "quiet" }, "The app has no settings: the address is always the same."));
    show();
  }
  build();
  return { value, rebuild: build };
}
