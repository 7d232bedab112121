package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// structure lists what is wrong with the bones of a page: headings that skip
// a level, landmarks that cannot be told apart, tables without headers.
const structure = `(() => {
  const wrong = [], say = (e, what) => wrong.push(what + ": " + e.outerHTML.slice(0, 120));
  const shown = e => e.checkVisibility({ visibilityProperty: true });
  const h1 = document.querySelectorAll("h1");
  if (h1.length !== 1) wrong.push(h1.length + " h1");
  let level = 0;
  for (const h of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!shown(h)) continue;
    const n = Number(h.localName[1]);
    if (n > level + 1) say(h, "h" + n + " follows h" + level);
    if (!h.textContent.trim()) say(h, "an empty heading");
    level = n;
  }
  for (const one of ["body > header", "main", "body > footer"]) if (document.querySelectorAll(one).length !== 1) wrong.push("not one " + one);
  const names = new Set();
  for (const e of document.querySelectorAll("nav, aside, main section, [role=group], [role=region]")) {
    const by = e.getAttribute("aria-labelledby"), name = e.getAttribute("aria-label") || by && document.getElementById(by)?.textContent;
    if (!name && e.localName !== "section") say(e, "no name"); // a section without one is no landmark
    if (name && names.has(e.localName + name)) say(e, "a second one of that name");
    if (name) names.add(e.localName + name);
  }
  for (const t of document.querySelectorAll("table.doc")) {
    if (!t.ariaLabel && !t.caption && !document.getElementById(t.getAttribute("aria-labelledby"))) say(t, "a table without name");
    for (const h of t.querySelectorAll("th")) if (!h.scope) say(h, "no scope");
    for (const r of t.tBodies[0].rows) if (!r.querySelector("th[scope=row]")) say(r, "a row without header");
  }
  for (const i of document.querySelectorAll("img:not([alt])")) say(i, "no alt");
  for (const f of document.querySelectorAll("iframe:not([title])")) say(f, "no title");
  return wrong;
})()`

// TestStructure: one h1, headings in order, landmarks with names of their own,
// tables with headers. On a phone, where a row of a table is laid out as a
// list, it still is a table to those who hear it.
func TestStructure(t *testing.T) {
	t.Parallel()
	site := serveSite(t, demo(t), "/repo/")
	b := newTab(t)
	b.expect("logo.jpg")
	for _, p := range kinds {
		b.open(site + p)
		b.settled()
		for _, wrong := range eval[[]string](b, structure) {
			t.Errorf("%s: %s", p, wrong)
		}
	}
	tables := []string{"table", "row", "rowheader", "columnheader", "cell"}
	for _, p := range []string{"apps/harbor_voice/softphone.html", "apps/harbor_voice.html", "apps/harbor_voice/diff/1.4.0--2.0.0.html"} {
		b.size(1440, 900)
		b.open(site + p)
		b.settled()
		wide := b.tree(tables...)
		b.size(375, 900)
		narrow := b.tree(tables...)
		if len(wide) < 10 || len(narrow) != len(wide) {
			t.Errorf("%s: %d parts of tables on a desktop, %d on a phone", p, len(wide), len(narrow))
		}
	}
}

// TestLanguage: the page says which language it is in; a text in another one
// says which, and texts that somebody else wrote find their own direction.
func TestLanguage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	definition := `{"app": "salam", "version": "1.0.0", "title": "سلام", "description": "هذا تطبيق للاختبار.\n\n- بند أول\n- English item",
 "settings": {"default": {"account": {"type": "string", "required": true, "description": "حساب", "defaultValue": "x"}}},
 "widgets": [{"name": "one", "title": "One", "url": "https://salam.test/?a={{{settings.default.account}}}", "icon": "a.svg", "width": "20vw", "height": "50vh"},
  {"name": "two", "title": "Two", "url": "https://salam.test/two", "icon": "a.svg", "width": "20vw", "height": "50vh"}],
 "i18n": {"en_us": {"salam.settings.path.default.account.displayName": "Account"},
  "ar_sa": {"salam.settings.path.default.account.displayName": "الحساب", "salam.widgets.two.title": "اثنان"}}}`
	if err := os.WriteFile(filepath.Join(dir, "app.json"), []byte(definition), 0o644); err != nil {
		t.Fatal(err)
	}
	site := serveSite(t, buildSite(t, dir), "/")
	b := newTab(t)
	const direction = `Array.from(document.querySelectorAll(%s), e => getComputedStyle(e).direction).join(" ")`
	ask := func(selector, want string) {
		t.Helper()
		if got := eval[string](b, strings.Replace(direction, "%s", `"`+selector+`"`, 1)); got != want {
			t.Errorf("the direction of %s is %q, want %q", selector, got, want)
		}
	}
	b.open(site + "apps/salam.html")
	if got := eval[string](b, `document.documentElement.lang`); got != "en" {
		t.Errorf("the page is in %q", got)
	}
	ask("html", "ltr")
	ask("h1 bdi", "rtl")
	ask(".author .prose > p", "rtl")
	ask(".author .prose > ul > li", "rtl ltr")
	ask(".doc.settings .prose p", "rtl")
	b.open(site + "apps/salam/one.html?lang=ar_sa")
	b.wait(`document.querySelector(".control label bdi[lang=ar-sa]")?.textContent === "الحساب"`)
	ask(".control label bdi[lang]", "rtl")
	b.open(site + "apps/salam/two.html?lang=ar_sa")
	b.wait(desk + `?.querySelector(".desk-widget header span[lang=ar-sa]")?.textContent === "اثنان"`)
	b.run(`document.querySelector("#control-lang").value = ""; document.querySelector("#control-lang").dispatchEvent(new Event("change"))`)
	b.wait(desk + `.querySelector(".desk-widget header span[lang='']")?.textContent === "Two"`)
}

// TestLandmarks reads a widget's page as a screen reader's list of regions.
func TestLandmarks(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	b.open(serveSite(t, demo(t), "/") + "apps/harbor_voice/softphone.html")
	b.settled()
	got := b.tree("banner", "navigation", "main", "region", "tabpanel", "complementary", "contentinfo")
	for _, want := range []string{
		"banner ", "navigation Site", "navigation Breadcrumb", "navigation Versions", "main ", "region Live preview", "tabpanel Properties",
		"complementary About this widget", "contentinfo ",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}
