package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// kinds are a page of every kind, with the states that are drawn differently:
// a widget without and with findings, a definition that cannot be read.
var kinds = []string{
	"index.html", "apps/harbor_voice.html", "apps/harbor_voice/softphone.html", "apps/harbor_voice/softphone.html?view=all", "apps/harbor_voice/softphone.html?view=full&org=app", "apps/broken_by_design/counter.html",
	"apps/broken_by_design/counter.html#findings", "apps/broken_by_design/counter.html#definition", "apps/lingua_bridge/definition.html",
	"apps/broken_by_design.html", "apps/broken-twin.html", "apps/harbor_voice/v/2.0.0.html", "apps/harbor_voice/v/2.2.0-beta.1/wallboard.html", "apps/harbor_voice/diff/1.4.0--2.0.0.html",
	"apps/harbor_voice/diff/index.html?from=1.4.0&to=2.1.0", "rules/index.html?broken=1", "report.html?q=widget",
	"report.html", "report.html?group=rule", "review.html", "rules/index.html", "rules/json-unclosed.html", "404.html",
}

// axeInto puts axe-core beside the pages of a site. It comes from npm (./test
// installs it) and is loaded as the pages' own policy allows, so no page is
// tested with its policy switched off.
func axeInto(t *testing.T, dir string) {
	t.Helper()
	source, err := os.ReadFile("testdata/browser/node_modules/axe-core/axe.min.js")
	switch {
	case err != nil && os.Getenv("CI") != "":
		t.Fatalf("CI is set, but axe-core is not installed: run npm ci in cmd/vitrine/testdata/browser: %v", err)
	case err != nil:
		t.Skip("axe-core is not installed: ./test does it, or npm ci in cmd/vitrine/testdata/browser")
	}
	if err := os.WriteFile(filepath.Join(dir, "axe.js"), source, 0o644); err != nil {
		t.Fatal(err)
	}
}

// axeScript loads axe-core into the page and into the agent's screen, which is
// ours as well. The widget's own frame is not: it is another's page.
const axeScript = `(async () => {
  const load = doc => new Promise(done => { const s = doc.createElement("script"); s.src = %q; s.onload = done; doc.head.append(s); });
  const screen = document.querySelector(".stage-fit > iframe");
  await load(document);
  if (screen) await load(screen.contentDocument);
})()`

// axeAll are the rules of axe that are asked for.
const axeAll = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`

// axeRun lists what axe finds in the part of the page that is named, a line
// each, when the page's scripts have followed the window's new size.
const axeRun = `new Promise(done => requestAnimationFrame(() => setTimeout(done, 50))).then(() => axe.run({include: [[%q]], exclude: [[".stage-fit > iframe", "iframe"]]}, {
  runOnly: %s, resultTypes: ["violations"], preload: false,
})).then(r => r.violations.flatMap(v => v.nodes.slice(0, 2).map(n =>
  v.id + " (" + v.impact + ") at " + n.target.flat().join(" > ") + ": " + v.help + "\n    " + n.html.slice(0, 160) + "\n    " + n.any.concat(n.all, n.none).map(c => c.message).join("; ").slice(0, 300))))`

// axeWidths are a phone, a tablet, a laptop and a large desktop.
var axeWidths = []int64{375, 768, 1440, 1920}

// examine asks axe about a part of the page that is open, at every width and
// in both themes.
func (b *tab) examine(name, part string, widths ...int64) {
	b.t.Helper()
	for _, width := range widths {
		b.size(width, 900)
		for _, dark := range []bool{false, true} {
			b.dark(dark)
			for _, v := range eval[[]string](b, fmt.Sprintf(axeRun, part, axeAll)) {
				b.t.Errorf("%s, %d px, dark %v: %s", name, width, dark, v)
			}
		}
	}
	b.size(1440, 900)
}

// axeDemo opens a tab for the demo with axe-core beside its pages.
func axeDemo(t *testing.T) (b *tab, site string) {
	t.Helper()
	dir := copyOf(t, demo(t))
	axeInto(t, dir)
	b = newTab(t)
	b.expect("logo.jpg") // the broken demo's icon is nowhere
	return b, serveSite(t, dir, "/repo/")
}

// TestAxe: axe finds nothing against WCAG 2.2 AA on any kind of page, in
// either theme, from a phone to a large desktop.
func TestAxe(t *testing.T) {
	t.Parallel()
	b, site := axeDemo(t)
	for _, p := range kinds {
		if strings.Contains(p, "#") {
			continue // one of opened
		}
		b.open(site + p)
		b.settled()
		eval[any](b, fmt.Sprintf(axeScript, site+"axe.js"))
		b.examine(p, "html", axeWidths...)
	}
}

// opened are states that a page is in only after somebody did something: how
// one gets there, also from the state above, and the part of the page that
// differs then. Those of one page stand together.
var opened = []struct{ page, do, ready, part string }{
	{"apps/harbor_voice/softphone.html", `tab("settings")`, `document.querySelector("#settings:not([hidden])")`, ".tabbed"},
	{"apps/harbor_voice/softphone.html", `tab("permissions")`, `document.querySelector("#permissions:not([hidden])")`, ".tabbed"},
	{"apps/harbor_voice/softphone.html", `tab("sdk")`, `document.querySelector("#sdk:not([hidden])")`, ".tabbed"},
	{"apps/harbor_voice/softphone.html", `document.querySelector(".with-controls") || press("controls")`, `document.querySelector(".with-controls")`, ".stage"},
	{"apps/harbor_voice/softphone.html", `press("more")`, `document.querySelector(".with-more")`, ".stage"},
	{"apps/harbor_voice/softphone.html", `press("stop")`, `document.querySelector(".stage-note")`, ".stage"},
	{"apps/harbor_voice/softphone.html", `press("help")`, `document.querySelector("dialog[open]")`, "dialog"},
	{"apps/broken_by_design/counter.html", `tab("findings"); unfold()`, `document.querySelector("#findings:not([hidden])")`, ".tabbed"},
	{"apps/broken_by_design/counter.html", `tab("definition")`, `document.querySelector("#definition:not([hidden])")`, ".tabbed"},
	{"apps/broken_by_design.html", `unfold()`, `document.querySelector(".decision")`, "main"},
	{"apps/harbor_voice.html", `unfold()`, `document.querySelector(".decision")`, "main"},
	{"apps/harbor_voice.html", `document.querySelector(".decision [value=work]").click()`, `document.querySelector(".decision :checked").value === "work"`, ".decision"},
	{"apps/parcel_lantern/eta.html", `decide()`, `document.querySelector("[data-commit][open] pre").textContent`, ".commit-sheet"},
	{"review.html", ``, `document.querySelector("[data-decided]:not([hidden])")`, "main"},
	{"apps/parcel_lantern.html?lang=de_de", ``, `document.querySelector("[data-language]").value === "de_de"`, "main"},
	{"apps/parcel_lantern/tracker.html?lang=fr_fr", ``, `document.querySelector("[data-language]").value === "fr_fr"`, "main"},
}

// hands opens what is folded, a tab, or what a button of the stage does.
const hands = `
  window.unfold = () => {
    document.querySelectorAll("details").forEach(d => { d.open = true; });
    document.querySelectorAll(".author-more input").forEach(i => i.click());
  };
  window.decide = () => setTimeout(() => {
    const bar = document.querySelector(".decision");
    if (!bar) return decide();
    bar.querySelector("[value=work]").click();
    bar.querySelector("[data-file-it]").click();
  }, 50);
  window.tab = id => document.querySelector("#tab-" + id).click();
  window.press = name => document.querySelector("[data-do=" + name + "]").click();`

// TestAxeOpened: axe finds nothing either in what opens on a page.
func TestAxeOpened(t *testing.T) {
	t.Parallel()
	b, site := axeDemo(t)
	at := ""
	for _, as := range opened {
		if as.page != at {
			b.open(site + as.page)
			b.settled()
			eval[any](b, fmt.Sprintf(axeScript, site+"axe.js"))
			b.run(hands)
			at = as.page
		}
		b.run(as.do)
		b.wait(as.ready)
		b.examine(as.page+" after "+as.do, as.part, axeWidths...)
	}
}

// TestAxeListing: axe finds nothing on a page that a long list goes on at, and in the light box of screenshots.
func TestAxeListing(t *testing.T) {
	t.Parallel()
	content := filepath.Join(t.TempDir(), "content")
	copyDir(t, "testdata/listing", content)
	var widgets []map[string]any
	for i := range 120 {
		widgets = append(widgets, map[string]any{"name": fmt.Sprintf("w%d", i), "title": fmt.Sprintf("Order %d", i), "url": "https://many.example/w", "iframePermissions": "camera"})
	}
	writeApp(t, content, "many", map[string]any{"app": "many", "version": "1.0.0", "title": "Many", "widgets": widgets})
	dir := buildSite(t, content)
	axeInto(t, dir)
	site := serveSite(t, dir, "/repo/")
	b := newTab(t)
	b.open(site + "apps/many/~2.html")
	eval[any](b, fmt.Sprintf(axeScript, site+"axe.js"))
	b.examine("list", "html", axeWidths...)
	b.open(site + "apps/shown.html")
	eval[any](b, fmt.Sprintf(axeScript, site+"axe.js"))
	b.wait(`document.querySelector("a.shot")`)
	b.run(`document.querySelector("a.shot").click()`)
	b.wait(`document.querySelector("dialog.lightbox[open] img").complete`)
	b.examine("light box", "dialog", axeWidths...)
}

// writeApp writes a definition into a content directory.
func writeApp(t *testing.T, content, app string, definition map[string]any) {
	t.Helper()
	text, err := json.Marshal(definition)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(content, "apps", app, "app.json")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// settled waits until a page stands: on a widget's page with its preview,
// where there is one and it is in view.
func (b *tab) settled() {
	b.t.Helper()
	b.wait(`document.readyState === "complete" && (!document.querySelector("[data-ground]") || document.querySelector("[data-ground]").getBoundingClientRect().top > innerHeight - 50 || document.querySelector("[data-ground]").getBoundingClientRect().bottom < 50 || document.querySelector(".stage-note") ||
		document.querySelector(".stage-fit > iframe")?.contentDocument?.querySelector(".desk-body iframe"))`)
	b.wait(`[...(document.querySelector(".stage-fit > iframe")?.contentDocument.querySelectorAll("link[rel=stylesheet]") ?? [])].every(l => l.sheet)`)
}
