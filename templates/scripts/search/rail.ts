// Where the filters of the index stand: from 1200 px on in a rail beside what is found, which stays in view; on smaller screens
// in a sheet above it, which says how much there is and leads there.
import { make as el, one } from "../shared/dom";

const wide = matchMedia("(min-width: 1200px)");

export interface Rail {
  open(on: boolean): void;
  covers(): boolean; // it stands above the page, in a sheet
  count(n: number): void; // how much is found
}

// rail moves the filters to where there is room for them; closed is called when somebody closes the sheet.
export function rail(filters: HTMLElement, parts: HTMLElement[], closed: (shown: boolean) => void): Rail {
  const frame = framed(filters, parts), body = el("div", { class: "sheet-body" });
  const show = el("button", { type: "button", class: "sheet-show", on: { click() { leave(true); } } }, "Show");
  function fell() { if (on && !wide.matches) leave(false); } // somebody pressed Escape
  const sheet = el("dialog", { class: "sheet", "aria-labelledby": "sheet-title", on: { close: fell } },
    el("div", { class: "sheet-head" }, el("h2", { id: "sheet-title" }, "Filters"),
      el("button", { type: "button", "aria-label": "Close", on: { click() { leave(false); } } }, "×")),
    body, el("div", { class: "sheet-foot", "aria-live": "polite" }, show));
  let on = false;
  frame.after(sheet);
  function leave(shown: boolean) { on = false; closed(shown); }
  function arrange() {
    filters.hidden = !on;
    frame.classList.toggle("has-rail", on && wide.matches);
    const place = wide.matches ? frame : body;
    if (filters.parentNode !== place) place.prepend(filters);
    if (on && !wide.matches) { if (!sheet.open) sheet.showModal(); } else if (sheet.open) sheet.close();
  }
  wide.addEventListener("change", arrange);
  return {
    open(now) { on = now; arrange(); },
    covers() { return sheet.open; },
    count(n) { show.textContent = n ? "Show " + n.toLocaleString("en") : "Nothing found"; }
  };
}

// framed puts the filters and the parts of the page that they narrow down side by side, unless they are.
function framed(filters: HTMLElement, parts: HTMLElement[]): HTMLElement {
  const there = one("[data-results]");
  if (there) return there;
  const frame = el("div", { class: "results", "data-results": true });
  filters.before(frame);
  frame.append(filters, el("div", { class: "results-main" }, parts));
  return frame;
}
