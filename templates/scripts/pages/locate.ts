// A host shows the page for what is missing at whatever address was asked for, so that nothing relative on it
// leads anywhere. The page asks for this script once for each depth that the address may have; the first that
// arrives knows from its own address where the site is, and brings what every page has.
const script = document.currentScript as HTMLScriptElement, here = script.src, root = new URL("../../", here),
  html = document.documentElement;

if (!html.dataset.found) {
  html.dataset.found = "yes";
  bring(script.dataset.load!.split(" "));
  document.addEventListener("DOMContentLoaded", lead);
}

// bring writes into the page, as only what the parser itself meets keeps the page from being shown without.
function bring(names: string[]): void {
  names.forEach((name) => {
    const address = "\"" + new URL(name, here).href.replace(/&/g, "&amp;") + "\"";
    if (/\.css$/.test(name)) document.write("<link rel=\"stylesheet\" href=" + address + ">");
    else document.write("<script src=" + address + (name === "theme.js" ? "" : " defer blocking=\"render\"") + "><\/script>");
  });
}

// lead gives what is relative on the page its true address.
function lead(): void {
  document.querySelectorAll("a[href], img[src], link[rel=icon]").forEach((e) => {
    const name = e.hasAttribute("src") ? "src" : "href", to = e.getAttribute(name)!;
    if (!/^([a-z][a-z\d+.-]*:|[\/#])/i.test(to)) e.setAttribute(name, new URL(to, root).href);
  });
}
