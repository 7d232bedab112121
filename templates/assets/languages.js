// The language switch. A page holds its texts in every language of the app;
// this chooses which is seen, and marks where one is missing. The language is
// in the address. Where there is a stage, that keeps the address and is asked
// instead (V.speak, stage.js).
(function (V) {
  "use strict";
  var select = document.querySelector("[data-language]");
  if (!select) return;
  function all(selector, run) { document.querySelectorAll(selector).forEach(run); }
  function query() { return select.selectedIndex ? "?lang=" + encodeURIComponent(select.value) : ""; }

  V.turnTo = function (lang) {
    select.value = lang;
    if (!select.value) select.selectedIndex = 0;
    lang = select.value;
    all(".words", function (e) {
      var list = Array.from(e.children), mark = list.pop(), own = list.find(function (c) { return c.dataset.lang === lang; });
      list.forEach(function (c) { c.hidden = c !== (own || list[0]); });
      mark.hidden = own;
      mark.firstElementChild.textContent = lang;
    });
    all(".rows a, .versions a, .title p a", function (a) { a.search = query(); });
  };

  function turn() { (V.speak || V.turnTo)(new URLSearchParams(location.search).get("lang")); }

  select.addEventListener("change", function () {
    if (V.speak) V.speak(select.value);
    else { history.pushState(null, "", location.pathname + query() + location.hash); turn(); }
  });
  addEventListener("popstate", turn);
  select.parentNode.hidden = false;
  turn();
})(window.Vitrine = window.Vitrine || {});
