// Runs before the first paint: the theme that the reader chose, if any.
(function () {
  "use strict";
  try {
    var theme = localStorage.getItem("vitrine-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (e) { /* storage is refused: the system decides */ }
})();
