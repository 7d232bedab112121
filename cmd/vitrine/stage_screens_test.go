package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestStageScreens: the toolbar, all screens, free sizes, full window.
func TestStageScreens(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("screens")
	root := openStage(t, b, "apps/probe/sdk.html?v.default.run=screens")
	fits := `(() => { const g = document.querySelector(".stage-ground"), f = document.querySelector(".stage-fit"); return f.offsetWidth <= g.clientWidth && g.scrollWidth <= g.clientWidth + 1 })()`
	for _, s := range []string{"1366x768", "1920x1080", "2560x1080", "1440x900"} {
		b.choose(`[data-do="screen"]`, s)
		b.wait(fits)
		if got := eval[string](b, `(w => w.innerWidth + "x" + w.innerHeight)(document.querySelector(".stage-fit > iframe").contentWindow)`); got != s {
			t.Errorf("the screen is %s, want %s", got, s)
		}
	}
	if got := b.text("[data-size]"); got != "288 × 360 px on a screen of 1440 × 900, 8 % of the desk" {
		t.Errorf("the size is %q", got)
	}
	b.choose(`[data-do="zoom"]`, "1")
	if got := eval[[]float64](b, `[document.querySelector(".stage-fit > iframe").getBoundingClientRect().width, document.querySelector(".stage-ground").scrollWidth, document.documentElement.scrollWidth]`); got[0] != 1440 || got[1] < 1440 || got[2] > 1440 {
		t.Errorf("at 100 %%: %v", got)
	}
	b.choose(`[data-do="zoom"]`, "fit")

	b.click(`[data-do="all"]`)
	boxes := eval[[]string](b, `[...document.querySelectorAll(".stage-screens figure")].map(f => f.dataset.screen + " " + f.dataset.box)`)
	if got := strings.Join(boxes, ", "); got != "1366x768 273x307, 1440x900 288x360, 1920x1080 384x432, 2560x1080 512x432" {
		t.Errorf("all screens: %s", got)
	}
	if n := eval[int](b, `document.querySelectorAll(".stage-screens iframe, .stage-ruler").length`); n != 0 {
		t.Errorf("%d frames among the screens", n)
	}
	proportion := eval[float64](b, `(() => { const f = document.querySelector('[data-screen="1440x900"]'), s = f.querySelector(".mini").getBoundingClientRect(), x = f.querySelector("b").getBoundingClientRect(); return x.width / s.width })()`)
	if proportion < .19 || proportion > .21 {
		t.Errorf("the box takes %.3f of the screen's width", proportion)
	}
	b.screenshot("all-screens")
	b.run(`document.querySelectorAll(".stage-screens button")[3].click()`)
	b.wait(`location.search.includes("screen=2560x1080") && !location.search.includes("view")`)
	if n := len(outside.all("screens", "loaded")); n != 1 {
		t.Errorf("the page was loaded %d times", n)
	}

	// Dragging the corner makes a screen of any size.
	b.choose(`[data-do="screen"]`, "1440x900")
	b.run(`document.querySelector(".stage-handle.is-corner").scrollIntoView({ block: "center" })`)
	at := eval[[]float64](b, `(r => [r.left + r.width / 2, r.top + r.height / 2])(document.querySelector(".stage-handle.is-corner").getBoundingClientRect())`)
	b.drag(at[0], at[1], at[0]-100, at[1]-60)
	b.wait(`document.querySelector('[data-do="screen"]').value === "free"`)
	size := eval[[]int](b, `(w => [w.innerWidth, w.innerHeight])(document.querySelector(".stage-fit > iframe").contentWindow)`)
	if size[0] < 1200 || size[0] > 1300 || size[1] < 750 || size[1] > 830 {
		t.Errorf("dragged to %v", size)
	}
	b.wait(fmt.Sprintf(`location.search.includes("screen=%dx%d") && !location.search.includes("zoom")`, size[0], size[1]))

	for _, c := range []struct{ page, warn string }{
		{"w17.html", ""}, {"w17.html?screen=1000x700", "leaves the screen (a screen below Kustomer’s minimum of 1440 × 900)"},
		{"w16.html", "smaller than 160 × 120 px: hardly usable"}, {"w12.html", "covers the desk and leaves the screen"},
	} {
		b.open(root + "apps/sizes/" + c.page)
		b.wait(stageLoaded)
		if got := b.text("[data-warn]"); got != c.warn {
			t.Errorf("%s warns %q, want %q", c.page, got, c.warn)
		}
	}
	b.open(root + "apps/probe/quiet.html?view=full")
	b.wait(stageLoaded)
	if got := eval[[]float64](b, `(r => [r.left, r.top, r.width, r.height])(document.querySelector(".stage").getBoundingClientRect())`); fmt.Sprint(got) != "[0 0 1440 900]" {
		t.Errorf("the full window is %v", got)
	}
	b.screenshot("full")
}

// TestStageEverywhere: below a prefix and from disk.
func TestStageEverywhere(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("where")
	dir := stageDir(t)
	for _, root := range []string{serveSite(t, dir, "/"), serveSite(t, dir, "/a/b/"), "file://" + dir + "/"} {
		disk := strings.HasPrefix(root, "file:")
		b.open(root + "apps/solo/only.html?v.default.text=x%2526y")
		b.wait(stageLoaded)
		b.wait(`document.querySelector("[data-log]").textContent.includes("ANSWERED")`)
		log := eval[string](b, `document.querySelector("[data-log]").textContent`)
		origin := eval[string](b, "window.origin") // "null" on disk
		for _, part := range []string{`text: "x&y"`, `from: "` + origin + `"`, `parentUrl: "` + origin + `"`, `reach: "SecurityError"`} {
			if !strings.Contains(log, part) {
				t.Errorf("%s: %s is not in %s", root, part, log)
			}
		}
		b.fill(`[data-key="default.text"]`, "now")
		b.wait(`location.search === "?v.default.text=now"`)
		b.wait(`document.querySelector("[data-log]").textContent.includes('text: "now"')`)
		b.choose(`[data-do="screen"]`, "1920x1080")
		if got := b.text("[data-size]"); !strings.HasPrefix(got, "461 × 648 px") {
			t.Errorf("%s: %q", root, got)
		}
		if got := b.text("[data-causes]"); strings.Contains(got, "opened from disk") != disk {
			t.Errorf("%s: the caption says %q", root, got)
		}
		b.open(root + "apps/probe/quiet.html?v.default.run=where")
		b.wait(stageLoaded)
	}
	if n := len(outside.all("where", "loaded")); n != 3 {
		t.Errorf("the page of another host was loaded %d times", n)
	}
}

// TestStageWithoutScripts: a plain frame in the same sandbox.
func TestStageWithoutScripts(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	root := serveSite(t, stageDir(t), "/repo/")
	b.noScript()
	b.open(root + "apps/solo/only.html")
	got := eval[string](b, `(f => [f.getAttribute("src"), f.width, f.height, f.getAttribute("sandbox"), f.referrerPolicy].join(" "))(document.querySelector("iframe"))`)
	if got != "../../widgets/page.html?text=hello 346 540 allow-scripts allow-forms no-referrer" {
		t.Errorf("the frame is %s", got)
	}
	if eval[bool](b, `[...document.querySelectorAll(".stage-bar, .stage-side, .stage-host")].some(e => e.offsetHeight > 0)`) {
		t.Error("controls that do nothing are shown")
	}
	b.screenshot("no-script")
}

// TestStageNarrow: on a telephone nothing is wider than the window.
func TestStageNarrow(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	root := serveSite(t, stageDir(t), "/")
	for _, width := range []int64{375, 768, 1440} {
		b.size(width, 800)
		for _, dark := range []bool{false, true} {
			b.dark(dark)
			b.open(root + "apps/probe/mic.html?v.default.run=narrow")
			b.expect("none.svg")
			b.wait(stageLoaded)
			if got := eval[int](b, "document.documentElement.scrollWidth"); got > int(width) {
				t.Errorf("the page is %d px wide in a window of %d", got, width)
			}
			b.screenshot(fmt.Sprintf("stage-%d-%v", width, map[bool]string{true: "dark", false: "light"}[dark]))
		}
	}
}

var assetExpr = regexp.MustCompile(`(?:href|src)="([^"]+\.(?:css|js))"`)

// TestStageWeight: what the page with the stage loads of its own.
func TestStageWeight(t *testing.T) {
	dir := stageDir(t)
	page := filepath.Join(dir, "apps", "probe", "sdk.html")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	weigh := func(path string) { total += weight(t, path) }
	assets := ""
	for _, m := range assetExpr.FindAllStringSubmatch(string(text), -1) {
		path := filepath.Join(filepath.Dir(page), filepath.FromSlash(m[1]))
		weigh(path)
		assets = filepath.Dir(path)
	}
	weigh(filepath.Join(assets, "stage-desk.js")) // in the screen
	weigh(filepath.Join(assets, "stage-desk.css"))
	if t.Logf("%6d  together", total); total >= 33_000 {
		t.Errorf("the page's scripts and styles weigh %d bytes compressed", total)
	}
}

// weight is what a file takes compressed.
func weight(t *testing.T, path string) int {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	z.Write(data)
	z.Close()
	t.Logf("%6d  %s", b.Len(), filepath.Base(path))
	return b.Len()
}

// TestStageDemo: every widget of the demo shows without a complaint, and the
// address that the browser makes is the one that gallery.json names.
func TestStageDemo(t *testing.T) {
	t.Parallel()
	dir := demo(t)
	root := serveSite(t, dir, "/repo/")
	text, err := os.ReadFile(filepath.Join(dir, "gallery.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gallery struct {
		Apps []struct {
			Latest  bool
			Widgets []struct{ Page, PreviewURL, PreviewReason string }
		}
	}
	if err := json.Unmarshal(text, &gallery); err != nil {
		t.Fatal(err)
	}
	b := newTab(t)
	b.expect("https://cdn.wobblygoods.example/") // the icon of the app that is broken by design
	for _, app := range gallery.Apps {
		for _, w := range app.Widgets {
			if w.PreviewURL == "" || !app.Latest {
				continue
			}
			b.open(root + w.Page)
			b.wait(stageLoaded + ` || document.querySelector(".stage-note")`)
			if got := eval[string](b, `[...document.querySelectorAll("[data-address] .address")].pop().textContent.replaceAll("∅", "")`); got != w.PreviewURL {
				t.Errorf("%s: the address is %q, gallery.json says %q", w.Page, got, w.PreviewURL)
			}
		}
	}
}
