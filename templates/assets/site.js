// What every page has: the theme switch, and examples that can be copied.
(function () {
  "use strict";
  var root = document.documentElement;
  var button = document.querySelector("[data-theme-switch]");
  if (!button) return;

  function current() {
    if (root.dataset.theme) return root.dataset.theme;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  function label() {
    button.textContent = current() === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", "Switch to the " + button.textContent.toLowerCase() + " theme");
  }
  button.addEventListener("click", function () {
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    try { localStorage.setItem("vitrine-theme", root.dataset.theme); } catch (e) { /* not remembered */ }
    label();
    document.dispatchEvent(new Event("vitrine-theme"));
  });
  label();
  button.hidden = false;
})();

(function () {
  "use strict";
  // Where there is no clipboard (a page opened from disk, an old browser) the
  // text is selected, to be copied by hand.
  function copy(button, from) {
    var done = function () { button.textContent = "Copied"; setTimeout(function () { button.textContent = "Copy"; }, 1500); };
    if (navigator.clipboard) navigator.clipboard.writeText(from.textContent).then(done, function () {});
    else {
      getSelection().selectAllChildren(from);
      if (document.execCommand("copy")) done();
    }
  }
  document.querySelectorAll("pre.example, pre.snippet").forEach(function (pre) {
    var box = document.createElement("div"), button = document.createElement("button");
    box.className = "copyable";
    button.type = "button";
    button.textContent = "Copy";
    button.onclick = function () { copy(button, pre); };
    pre.replaceWith(box);
    box.append(pre, button);
  });
})();
