package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// kinds are a page of every kind, with the states that are drawn differently:
// a widget without and with findings, a definition that cannot be read.
var kinds = []string{
	"index.html", "apps/harbor_voice.html", "apps/harbor_voice/softphone.html", "apps/harbor_voice/softphone.html?view=all", "apps/harbor_voice/softphone.html?view=full&org=app", "apps/broken_by_design/counter.html",
	"apps/broken_by_design/counter.html#findings", "apps/broken_by_design/counter.html#definition", "apps/lingua_bridge/definition.html",
	"apps/broken_by_design.html", "apps/broken-twin.html", "apps/harbor_voice/diff/1.4.0--2.0.0.html",
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

// axeAll are the rules of axe that are asked for, and axeColours those of them
// that look at colours.
const (
	axeAll     = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	axeColours = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
)

// axeRun lists what axe finds, a line each.
const axeRun = `axe.run({exclude: [[".stage-fit > iframe", "iframe"]]}, {
  runOnly: %s, resultTypes: ["violations"],
}).then(r => r.violations.flatMap(v => v.nodes.slice(0, 2).map(n =>
  v.id + " (" + v.impact + ") at " + n.target.flat().join(" > ") + ": " + v.help + "\n    " + n.html.slice(0, 160) + "\n    " + n.any.concat(n.all, n.none).map(c => c.message).join("; ").slice(0, 300))))`

// TestAxe: axe finds nothing against WCAG 2.2 AA on any kind of page, in
// either theme, from a phone to a large desktop.
func TestAxe(t *testing.T) {
	t.Parallel()
	dir := copyOf(t, demo(t))
	axeInto(t, dir)
	site := serveSite(t, dir, "/repo/")
	b := newTab(t)
	b.expect("logo.jpg") // the broken demo's icon is nowhere
	for _, p := range kinds {
		b.size(1440, 900)
		b.dark(false)
		b.open(site + p)
		b.settled()
		eval[any](b, fmt.Sprintf(axeScript, site+"axe.js"))
		for _, as := range []struct {
			width int64
			dark  bool
			rules string
		}{{1440, false, axeAll}, {1440, true, axeColours}, {375, false, axeAll}, {768, false, axeAll}, {1920, false, axeAll}} { // colours do not depend on the width
			b.size(as.width, 900)
			b.dark(as.dark)
			for _, v := range eval[[]string](b, fmt.Sprintf(axeRun, as.rules)) {
				t.Errorf("%s, %d px, dark %v: %s", p, as.width, as.dark, v)
			}
		}
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
