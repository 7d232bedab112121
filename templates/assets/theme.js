// Runs before the first paint: tells the style sheets that there are scripts,
// and sets the theme that the reader chose, if any.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  try {
    var theme = localStorage.getItem("vitrine-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (e) { /* storage is refused: the system decides */ }
})();
