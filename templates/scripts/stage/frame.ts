// What stands around the widget's frame: the toolbar, the caption, the form and the log. All of it needs scripts, so a
// page does not carry it.
import { glyph, make, tool } from "../shared/dom";
import { here } from "../shared/here";
import type { Data } from "./data";
import { SCREENS } from "./state";

const ALONE = "Open the page by itself (Alt+Shift+I)";

// furniture puts it around the ground of a stage.
export function furniture(section: HTMLElement, data: Data): void {
  const ground = section.querySelector(".stage-ground")!;
  ground.before(make("a", { class: "skip-over stage-skip", href: "#properties", ...MADE }, "Skip the preview"), bar(data));
  ground.after(make("div", { class: "stage-screens", "data-screens": true, hidden: true, ...MADE }), caption(),
    make("div", { class: "stage-side", role: "group", "aria-label": "Controls", "data-controls": true, ...MADE }));
  log();
}

// MADE marks what is not of the page as it was sent: what brings it up to date passes it by (live/client/morph.js).
export const MADE = { "data-made": true };

function bar(data: Data): HTMLElement {
  const number = (name: string, label: string, min: number, max: number) => make("label", {},
    make("span", { class: "visually-hidden" }, label),
    make("input", { type: "number", "data-do": name, min, max, step: 1 }));
  return make("div", { class: "stage-bar", role: "group", "aria-label": "Preview", ...MADE },
    tool("Load the widget again (Alt+R)", "reload", { "data-do": "reload", "aria-keyshortcuts": "Alt+R" }),
    tool("Unload everything of the widget", "stop", { "data-do": "stop" }),
    make("span", { class: "segments", role: "group", "aria-label": "View" },
      segment("focus", "Focus", "The widget at its own size (Alt+F)"),
      segment("desk", "On the desk", "The widget on the agent’s screen (Alt+D)"),
      segment("all", "All screens", "What the size comes to on every screen (Alt+A)")),
    make("span", { class: "stage-extra" },
      pick("screen", "Screen of the agent",
        [...SCREENS.map((s) => [s[1] + "x" + s[2], s[0] + " " + s[1]]), ["free", "Free size"]]),
      make("span", { class: "stage-numbers" }, number("width", "Width of the screen in px", 320, 5120), " × ",
        number("height", "Height of the screen in px", 240, 4096)),
      pick("zoom", "Zoom", [["fit", "Fit"], ["0.5", "50 %"], ["0.75", "75 %"], ["1", "100 %"]]),
      pick("org", "Installed widgets", [["alone", "This widget alone"],
        ["app", "With the app’s others" + (data.more ? " (first " + data.widgets.length + ")" : "")]])),
    make("span", { class: "stage-end" },
      tool("More", "more", { class: "tool stage-more", "data-do": "more", "aria-expanded": "false" }),
      tool("Controls", "controls", { "data-do": "controls", "aria-expanded": "true" }),
      tool("Copy a link to what you see now (Alt+Shift+L)", "link", { "data-do": "copy-link", "aria-keyshortcuts": "Alt+Shift+L" }),
      tool("Fill the window (Escape leaves)", "full", { "data-do": "full", "aria-pressed": "false" }),
      make("a", {
        class: "tool", "data-do": "alone", "aria-label": ALONE, title: ALONE, "aria-keyshortcuts": "Alt+Shift+I",
        target: "_blank", rel: "noopener noreferrer"
      }, glyph("out")),
      tool("Keys (?)", "help", { "data-do": "help", "aria-keyshortcuts": "?" })));
}

function segment(name: string, label: string, title: string): HTMLElement {
  return make("button", { type: "button", "data-do": name, "aria-pressed": "false", title }, label);
}

function pick(name: string, label: string, options: string[][]): HTMLElement {
  return make("label", { class: "stage-pick" }, make("span", { class: "visually-hidden" }, label),
    make("select", { "data-do": name }, options.map(([value, text]) => make("option", { value }, text))));
}

function caption(): HTMLElement {
  return make("div", { class: "stage-caption", ...MADE },
    make("p", { class: "stage-sizes" }, make("output", { "data-size": true }), " ",
      make("strong", { class: "stage-warn", "data-warn": true, role: "status" })),
    make("p", { class: "resolved-address" }, make("span", { "data-address": true }), " ",
      make("span", { class: "quiet", "data-moved": true }), " ",
      make("button", { type: "button", class: "small", "data-do": "copy-address", hidden: true }, "Copy")),
    make("p", { class: "stage-warn", "data-reason": true, role: "status" }),
    make("p", { class: "quiet", "data-causes": true }),
    make("p", { class: "quiet", "data-life": true, role: "status" }));
}

// log is a section of the panel below the stage (shared/tabs.ts).
function log(): void {
  const before = document.getElementById("definition");
  before?.before(make("section", { id: "sdk", class: "stage-host", "data-host": true, ...MADE },
    make("h2", {}, "SDK log", make("small", { class: "quiet", "data-log-count": true }, "0 messages")),
    make("p", { class: "quiet" }, "Imitates the Cards SDK from public documentation; it is not Kustomer’s code. It answers with the ",
      make("code", {}, "context"), " and ", make("code", {}, "responses"), " of samples.yaml. ",
      make("button", { type: "button", class: "small", "data-do": "clear-log" }, "Clear")),
    make("ol", { class: "stage-log", "data-log": true, tabindex: "0", "aria-label": "Messages, the newest first" })));
}

// sheet shows the keys; what makes it comes when it is first asked for.
export function sheet(): void {
  const dialog = document.querySelector<HTMLDialogElement>("dialog.keys-sheet");
  if (!dialog) document.head.append(make("script", { src: new URL("keys.js", here) }));
  else if (!dialog.open) dialog.showModal();
}
