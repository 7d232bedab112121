// Runs before the first paint: tells the style sheets that there are scripts,
// and sets the theme that the reader chose, if any.
document.documentElement.classList.add("js");
try {
  const theme = localStorage.getItem("vitrine-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch (e) { /* storage is refused: the system decides */ }
