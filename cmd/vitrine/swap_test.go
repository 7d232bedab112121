package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// widgetOn is a definition whose widget is a page of a host, which has that name in one test only.
func widgetOn(host string) string {
	return `{
  "app": "acme",
  "version": "1.0.0",
  "title": "Orders app",
  "description": "Shows orders",
  "i18n": { "en_us": { "acme.widgets.w.title": "Orders" } },
  "widgets": [
    { "name": "w", "title": "Orders", "url": "https://` + host + `/plain.html", "icon": "https://icons.test/icon.svg",
      "width": "400px", "height": "300px", "iframePermissions": "camera *" }
  ]
}
`
}

// watched is a page that is open while its author saves. It knows when it, or its widget, was loaded again.
type watched struct {
	*tab
	author  author
	fresh   *tab // where pages are loaded to compare with
	host    string
	address string
	loads   int // of the widget, at first
}

func watch(t *testing.T, host, path string) watched {
	t.Helper()
	a := newAuthor(t)
	a.save("acme", widgetOn(host))
	address := startServe(t, "--content", a.dir)
	w := watched{newTab(t), a, newTab(t), host, address, 0}
	w.open(w.address + path)
	if strings.Contains(path, "/w.html") {
		w.tab.wait(stageLoaded)
	}
	w.loads = outside.asked(host)
	w.run(`window.untouched = true; for (const f of frames()) f.untouched = true; function frames() {
		const screen = document.querySelector(".stage-fit > iframe");
		return screen ? [screen, ...screen.contentDocument.querySelectorAll("iframe")] : [];
	}`)
	return w
}

// change saves the definition with something else in it.
func (w watched) change(pairs ...string) {
	w.t.Helper()
	w.author.save("acme", strings.NewReplacer(pairs...).Replace(widgetOn(w.host)))
}

const widgetFrame = `document.querySelector(".stage-fit > iframe").contentDocument.querySelector("iframe")`

// stays holds that neither the page nor its widget was loaded again.
func (w watched) stays(what string) {
	w.t.Helper()
	w.samePage(what)
	if !eval[bool](w.tab, `document.querySelector(".stage-fit > iframe").untouched && `+widgetFrame+`.untouched`) || outside.asked(w.host) != w.loads {
		w.t.Errorf("%s: the widget was loaded again, %d times in all", what, outside.asked(w.host)-w.loads+1)
	}
}

func (w watched) samePage(what string) {
	w.t.Helper()
	if !eval[bool](w.tab, `window.untouched === true`) {
		w.t.Errorf("%s: the page was loaded again", what)
	}
}

// TestServeSwap: a save changes the page in its place. The widget, the place, the focus and what is open stay.
func TestServeSwap(t *testing.T) {
	w := watch(t, "swap.test", "apps/acme/w.html")
	w.wait(`document.querySelector(".aside > details")`) // the badge comes late
	w.run(`document.querySelectorAll("details").forEach((d) => { d.open = true });
		document.querySelector("[role=tab]").focus();
		scrollTo(0, 500)`)
	w.wait(`scrollY === 500`)
	before := eval[string](w.tab, `document.activeElement.outerHTML`)

	w.change(`"Shows orders"`, `"Shows orders and parcels"`, `"name": "w",`, `"name": "w", "colour": "red",`)
	w.wait(`document.querySelector("#findings").textContent.includes("colour") && document.querySelector("#definition").textContent.includes("colour")`)
	w.stays("another description and an unknown key")
	if got := eval[string](w.tab, `[scrollY, document.activeElement.outerHTML, document.querySelectorAll("#preview ~ * details:not([open], .findings *)").length].join()`); got != "500,"+before+",0" {
		t.Errorf("the place, the focus and what was closed: %s", got)
	}
	if got := eval[string](w.tab, `document.querySelector(".title .status").textContent`); got == "" {
		t.Error("there is no status")
	}

	w.change(`"Orders"`, `"Deliveries"`)
	w.wait(`document.querySelector("h1").textContent === "Deliveries" && document.title.startsWith("Deliveries")`)
	w.stays("another title")
	w.wait(`document.querySelector(".stage-fit > iframe").contentDocument.body.textContent.includes("Deliveries")`)

	w.change(`"400px"`, `"500px"`)
	w.wait(`document.querySelector("[data-size]").textContent.includes("500 × 300")`)
	w.stays("another size")
	w.screenshot("serve-swapped")
}

// TestServeSwapWidget: the widget is loaded again where its address or what it may do differs, and the page is not.
func TestServeSwapWidget(t *testing.T) {
	w := watch(t, "swap-widget.test", "apps/acme/w.html")
	w.change("/plain.html", "/plain.html?again")
	w.wait(widgetFrame + `.src.includes("again")`)
	w.wait(stageLoaded)
	w.samePage("another address")
	w.change("camera *", "camera *; microphone *")
	w.wait(`document.querySelector("[data-feature=microphone]")`)
	w.click(`[data-feature=microphone]`)
	w.wait(widgetFrame + `?.allow.includes("microphone")`)
	w.samePage("another permission")
	w.wait(`document.querySelector("[data-controls]").textContent.includes("Hear through")`)

	before := outside.asked("swap-widget-2.test")
	w.change("https://swap-widget.test", "https://swap-widget-2.test") // which the policy of the page does not know
	w.wait(`window.untouched !== true`)
	w.wait(stageLoaded)
	if n := outside.asked("swap-widget-2.test") - before; n != 1 {
		t.Errorf("the other widget was loaded %d times", n)
	}
}

// TestServeSwapScripts: what the scripts of a page do goes on after something of it was replaced.
func TestServeSwapScripts(t *testing.T) {
	w := watch(t, "swap-scripts.test", "apps/acme.html")
	w.click(`[data-theme-switch]`)
	w.click(`[data-decision] [value=ok]`)
	w.click(`.review [data-check]`)
	german := `"i18n": { "de_de": { "acme.widgets.w.title": "Bestellungen" },`
	w.change(`"i18n": {`, german, "Shows orders", `# One\n\nShows`)
	w.wait(`document.querySelector("[data-language]") && !document.querySelector("[data-language]").parentElement.hidden`)
	w.samePage("another language")
	w.choose("[data-language]", "de_de")
	w.wait(`document.querySelector(".rows strong").innerText.includes("Bestellungen")`)
	if !eval[bool](w.tab, `document.documentElement.dataset.theme === "dark"`) {
		t.Error("the theme was forgotten")
	}
	w.wait(`!document.querySelector("[data-stale]").hidden`) // the decision was about another definition
	if got := eval[string](w.tab, `document.querySelector("[data-decision]").elements.decision.value + document.querySelectorAll("[data-check]:checked").length`); got != "ok1" {
		t.Errorf("the decision and the ticks are %q", got)
	}
	w.run(`document.querySelector("[data-stale] button").click()`)
	w.wait(`document.querySelector("[data-stale]").hidden`)

	w.change(`"i18n": {`, german, `"Orders" }`, `"Parcels" }`)
	w.wait(`document.querySelector(".rows").textContent.includes("Parcels")`)
	w.samePage("another text")
	if got := w.text(".rows strong"); !strings.Contains(got, "Bestellungen") {
		t.Errorf("the language was forgotten: %q", got)
	}
	w.click(`[data-theme-switch]`)
	w.wait(`document.documentElement.dataset.theme === "light"`)
}

// TestServeSwapBroken: a page that was dimmed while its file was broken comes back in its place, and says what holds.
func TestServeSwapBroken(t *testing.T) {
	w := watch(t, "swap-broken.test", "apps/acme/w.html")
	for i := range 3 {
		w.change(`"1.0.0",`, `"1.0.0"`)
		w.wait(overlay + `.includes("comma") && document.querySelector("[data-vitrine-note]")`)
		w.change(`"title": "Orders", "url"`, fmt.Sprintf(`"title": "Orders %d", "url"`, i))
		w.wait(fmt.Sprintf(`document.querySelector("#definition").textContent.includes("Orders %d")`, i))
		w.wait(overlay + ` === "" && !document.querySelector("[data-vitrine-note], [data-vitrine-stale]")`)
	}
	w.stays("broken and mended")
}

// TestServeSwapFast: whatever is saved while a page is brought up to date, it ends as it would be loaded.
func TestServeSwapFast(t *testing.T) {
	w := watch(t, "swap-fast.test", "apps/acme/w.html")
	for i := range 20 {
		w.change(`"title": "Orders", "url"`, fmt.Sprintf(`"title": "Orders %d", "url"`, i), `"name": "w",`, `"name": "w", "x`+strings.Repeat("x", i%3)+`": 1,`)
		time.Sleep(time.Duration(i*7) * time.Millisecond)
	}
	w.wait(`document.querySelector("#definition").textContent.includes("Orders 19")`)
	w.stays("many saves")
	w.likeFresh("apps/acme/w.html")
}

// likeFresh holds that a page is as it would be if it were loaded now, but for white space.
func (w watched) likeFresh(path string) {
	w.t.Helper()
	const shown = `[...document.querySelectorAll("main > :not(.stage), .stage-sizes, .aside, body > link")].map((e) => e.localName + " " +
		[...e.attributes].map((a) => a.name + "=" + a.value).join() + e.innerText.replace(/\s+/g, " ")).join("\n")`
	w.fresh.open(w.address + path)
	if strings.Contains(path, "/w.html") {
		w.fresh.wait(stageLoaded)
		w.fresh.wait(`document.querySelector(".aside > details")`) // the badge, and the bar below, come last
	}
	w.fresh.wait(`document.querySelector("[data-decision]")`)
	for _, page := range []*tab{w.tab, w.fresh} { // the buttons come when they come
		page.run(`const s = new CSSStyleSheet(); s.replaceSync("[data-vitrine-mend]{display:none}"); document.adoptedStyleSheets.push(s)`)
	}
	want := eval[string](w.fresh, shown)
	if !w.soon(shown+" === "+script(w.t, want), 20*time.Second) { // the stage measures when its sheet has come
		w.t.Errorf("%s is\n%s\nand would be\n%s", path, eval[string](w.tab, shown), want)
	}
}

// TestServeSwapLikeFresh: whatever differs after a save, the page is as it would be loaded.
func TestServeSwapLikeFresh(t *testing.T) {
	for _, path := range []string{"apps/acme.html", "apps/acme/w.html"} {
		w := watch(t, "swap-fresh-"+fmt.Sprint(len(path))+".test", path)
		for i, edit := range [][]string{
			{`"app": "acme",`, `"app": "acme", "settings": { "default": { "shop": { "type": "string", "defaultValue": "a", "required": true } } },`},
			{`"app": "acme",`, `"app": "acme", "settings": { "default": { "shop": { "type": "secret" }, "b": { "type": "number" } } },`},
			{`plain.html"`, `plain.html?{{{settings.default.shop}}}"`, "400px", "20vw"},
			{`"version"`, `"changelog": { "1.0.0": "First.\n\n* one\n* two" }, "version"`, `"name": "w",`, `"name": "w", "a": 1, "b": 2,`},
			{`"widgets": [`, `"widgets": [ { "name": "v", "title": "V", "url": "https://` + w.host + `/plain.html" },`},
			{`"Shows orders"`, `"**Shows** orders\n\n## Heading\n\nmore"`, `"icon"`, `"backgroundLoad": true, "icon"`},
			{`"title": "Orders",`, ``, `"1.0.0"`, `"1.x"`},
			{},
		} {
			edit = append([]string{"\"Orders app\"", fmt.Sprintf("%q", fmt.Sprint("Orders ", i))}, edit...)
			w.change(edit...)
			w.wait(fmt.Sprintf(`document.querySelector(".title").innerText.includes("Orders %d")`, i))
			w.likeFresh(path)
		}
		w.samePage("eight saves")
	}
}

// TestServeSwapThemeScript: a page with a script of the theme's own, which may be attached to anything, is loaded again.
func TestServeSwapThemeScript(t *testing.T) {
	a := newAuthor(t)
	theme := t.TempDir()
	for name, text := range map[string]string{
		"head.html": `<script src="{{.Assets}}/mine.js" defer></script>`, "assets/mine.js": `document.querySelector("h1").dataset.mine = "yes"`,
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(theme, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(theme, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	address := startServe(t, "--content", a.dir, "--theme", theme)
	page := newTab(t)
	page.open(address + "apps/acme/w.html")
	page.wait(`document.querySelector("h1[data-mine]")?.textContent === "Orders"`)
	page.run(`window.untouched = true`)
	a.save("acme", definitionOf("acme", "Deliveries"))
	page.wait(`document.querySelector("h1[data-mine]")?.textContent === "Deliveries" && window.untouched !== true`)
}

// TestServeSwapLocalPage: where only a local page of a widget changed, that alone is loaded again.
func TestServeSwapLocalPage(t *testing.T) {
	a := newAuthor(t)
	a.page("w.html", "<!doctype html><title>One</title><p>One")
	a.save("acme", widgetOn("local.example"))
	a.config("previews:\n  - from: https://local.example/plain.html\n    to: widgets/w.html\n")
	address := startServe(t, "--content", a.dir)
	w := watched{newTab(t), a, nil, "", address, 0}
	w.open(w.address + "apps/acme/w.html")
	w.wait(stageLoaded)
	w.run(`window.untouched = true; ` + widgetFrame + `.untouched = true`)
	a.page("w.html", "<!doctype html><title>Two</title><p>Two")
	w.wait(widgetFrame + `?.untouched !== true`)
	w.samePage("another local page")
}
