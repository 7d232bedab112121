// The theme of the page, for the documents inside of it.

// themed gives a document the theme that the reader chose.
export function themed(doc: Document): void {
  const theme = document.documentElement.dataset.theme;
  if (theme) doc.documentElement.dataset.theme = theme;
  else doc.documentElement.removeAttribute("data-theme");
}

// dark tells whether the page is dark now.
export function dark() {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
