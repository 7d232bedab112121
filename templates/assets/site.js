// What every page has: the theme switch, the search field, whose scripts are
// loaded when it is used, and examples that can be copied.
(function () {
  "use strict";
  var root = document.documentElement, here = document.currentScript.src;
  var button = document.querySelector("[data-theme-switch]");

  function current() {
    if (root.dataset.theme) return root.dataset.theme;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  function label() {
    button.textContent = current() === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", "Switch to the " + button.textContent.toLowerCase() + " theme");
  }
  if (button) {
    button.addEventListener("click", function () {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      try { localStorage.setItem("vitrine-theme", root.dataset.theme); } catch (e) { /* not remembered */ }
      label();
      document.dispatchEvent(new Event("vitrine-theme"));
    });
    label();
    button.hidden = false;
  }

  var field = document.querySelector("[data-find] input");
  if (!field) return;

  function add(tag, props) { document.head.append(Object.assign(document.createElement(tag), props)); }
  function load() {
    field.removeEventListener("focus", load);
    if (window.VitrineSearch) return;
    add("link", { rel: "stylesheet", href: new URL("search.css", here) });
    ["search-data.js", "search.js", "search-box.js"].forEach(function (name) { add("script", { src: new URL(name, here), async: false }); });
  }
  function slash() { try { return localStorage.getItem("vitrine-slash") !== "off"; } catch (e) { return true; } }

  field.addEventListener("focus", load);
  if (document.activeElement === field) load();
  document.addEventListener("keydown", function (e) {
    var key = e.key === "/" ? !e.ctrlKey && !e.metaKey && !e.altKey && slash() : e.key === "k" && (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey;
    if (!key || e.defaultPrevented || e.target.closest("input, select, textarea, [contenteditable], dialog[open]")) return;
    e.preventDefault();
    load();
    field.focus();
    field.select();
  });
})();

(function (V) {
  "use strict";
  // From disk, and inside frames, there may be no clipboard to write to.
  function copy(text, from) {
    function done(ok) {
      var before = from.dataset.label || from.textContent;
      from.dataset.label = before;
      from.textContent = ok ? "Copied" : "Not copied";
      clearTimeout(from.timer);
      from.timer = setTimeout(function () { from.textContent = before; }, 1600);
    }
    function old() {
      var area = make("textarea", { value: text, class: "visually-hidden", "aria-hidden": "true" });
      from.after(area);
      area.select();
      var ok = false;
      try { ok = document.execCommand("copy"); } catch (e) { /* stays false */ }
      area.remove();
      from.focus();
      done(ok);
    }
    if (!navigator.clipboard) { old(); return; }
    navigator.clipboard.writeText(text).then(function () { done(true); }, old);
  }

  V.copy = copy;
  document.querySelectorAll("pre.example, pre.snippet").forEach(function (pre) {
    var box = document.createElement("div"), button = document.createElement("button");
    box.className = "copyable";
    button.type = "button";
    button.textContent = "Copy";
    button.onclick = function () { copy(pre.textContent, button); };
    pre.replaceWith(box);
    box.append(pre, button);
  });
})(window.Vitrine = window.Vitrine || {});
