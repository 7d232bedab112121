var place = "vitrine-scroll";

function reload() {
  if (leaving) return;
  leaving = true;
  close();
  try {
    sessionStorage.setItem(place, JSON.stringify([location.pathname, window.scrollX, window.scrollY]));
  } catch (e) { /* no storage: the browser's own memory has to do */ }
  location.reload();
}

function restore() {
  try {
    var was = JSON.parse(sessionStorage.getItem(place));
    sessionStorage.removeItem(place);
    if (!was || was[0] !== location.pathname) return;
    window.scrollTo(was[1], was[2]);
    window.addEventListener("load", function () { window.scrollTo(was[1], was[2]); }, { once: true });
  } catch (e) { /* the top of the page is a place too */ }
}
