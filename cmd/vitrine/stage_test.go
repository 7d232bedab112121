package main

import (
	"fmt"
	"math"
	"net/url"
	"strings"
	"testing"
)

// openStage opens a page of the fixture gallery below /repo/ and waits until
// its frame has loaded.
func openStage(t *testing.T, b *tab, page string) (root string) {
	t.Helper()
	root = serveSite(t, stageDir(t), "/repo/")
	b.open(root + page)
	b.wait(stageLoaded)
	return root
}

// Expressions for the page: whether the widget's frame has loaded something,
// and the document that is the agent's screen.
const (
	stageLoaded = `["alive", "loaded"].includes(document.querySelector("[data-life]").dataset.life)`
	desk        = `document.querySelector(".stage-fit > iframe").contentDocument`
)

// text is the text of an element on the page.
func (b *tab) text(selector string) string {
	b.t.Helper()
	return eval[string](b, `document.querySelector(`+fmt.Sprintf("%q", selector)+`).innerText`)
}

// choose picks an option of a select as a person does.
func (b *tab) choose(selector, value string) {
	b.t.Helper()
	b.run(fmt.Sprintf(`const s = document.querySelector(%q); s.value = %q; if (s.value !== %q) throw new Error("no such option"); s.dispatchEvent(new Event("change", {bubbles: true}))`, selector, value, value))
}

// fill types into a field, all at once.
func (b *tab) fill(selector, value string) {
	b.t.Helper()
	b.run(fmt.Sprintf(`const f = document.querySelector(%q); f.value = %s; f.dispatchEvent(new Event("input", {bubbles: true})); f.dispatchEvent(new Event("change", {bubbles: true}))`, selector, script(b.t, value)))
}

// loaded is what testdata/stage/pages/probe.html reports when it loads.
type loaded struct {
	Search, Hash, Referrer, Origin string
}

func (l loaded) value(t *testing.T, name string) string {
	t.Helper()
	q, err := url.ParseQuery(strings.TrimPrefix(l.Search, "?"))
	if err != nil {
		t.Fatalf("the frame's query %q: %v", l.Search, err)
	}
	return q.Get(name)
}

var stageScreens = [][2]int{{1366, 768}, {1440, 900}, {1920, 1080}, {2560, 1080}, {1000, 620}}

// stageSizes says what each size of the app "sizes" comes to in px on a
// screen, by the words of CSS.
var stageSizes = []func(w, h float64) float64{
	nil, // "500" has no unit: the preview's own size is shown
	func(w, h float64) float64 { return 330 },
	func(w, h float64) float64 { return w * .2 },
	func(w, h float64) float64 { return w * .24 },
	func(w, h float64) float64 { return h * .2 },
	func(w, h float64) float64 { return h * .6 },
	func(w, h float64) float64 { return max(0, w-1000) },
	func(w, h float64) float64 { return min(w*.2, 300) },
	func(w, h float64) float64 { return max(200, min(w*.3, 400)) },
	func(w, h float64) float64 { return h * .5 },
	func(w, h float64) float64 { return w * .2 },
	func(w, h float64) float64 { return w * .125 },
	func(w, h float64) float64 { return 8192 }, // 1e9px is bounded
	func(w, h float64) float64 { return max(h*.3, 160) },
	func(w, h float64) float64 { return 40 + min(w*.1, h*.2)*2 },
	func(w, h float64) float64 { return 500 }, // a number is px
	func(w, h float64) float64 { return 100 },
	func(w, h float64) float64 { return 1200 },
	func(w, h float64) float64 { return 480 }, // 16 px, as the rules have it
}

// stageWant is what the frame of the i-th widget of that app should be.
func stageWant(i int, w, h float64) [2]float64 {
	switch {
	case stageSizes[i] == nil:
		return [2]float64{w * .25, h * .5}
	case i%2 == 0: // the same text is the height
		return [2]float64{stageSizes[i](w, h), stageSizes[i](w, h)}
	}
	return [2]float64{stageSizes[i](w, h), 200}
}

// TestStageSizes holds the frame's width on every screen against CSS.
func TestStageSizes(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	root := openStage(t, b, "apps/sizes/w01.html?org=app")
	check := func(name string, i int) {
		all := eval[[][2]float64](b, fmt.Sprintf(`%s.map(s => {
			["width", "height"].forEach((side, k) => { const f = document.querySelector('[data-do="' + side + '"]'); f.value = s[k]; f.dispatchEvent(new Event("change", {bubbles: true})); });
			const p = [...%s.querySelectorAll(".desk-widget")].find(p => p.getAttribute("aria-label") === %q), r = p.querySelector("iframe").getBoundingClientRect();
			return [r.width, r.height];
		})`, script(t, stageScreens), desk, name))
		for n, s := range stageScreens {
			got, want := all[n], stageWant(i, float64(s[0]), float64(s[1]))
			if math.Abs(got[0]-want[0]) > .05 || math.Abs(got[1]-want[1]) > .05 {
				t.Errorf("%s on %v: %v, want %v", name, s, got, want)
			}
		}
	}
	check("W01", 1)
	b.run(desk + `.querySelector(".desk-widgets").click()`)
	for i := range stageSizes {
		name := fmt.Sprintf("W%02d", i)
		if i == 1 {
			continue
		}
		if i == 13 { // a page shows at most 13 widgets
			b.open(root + "apps/sizes/w17.html?org=app")
			b.wait(stageLoaded)
		}
		if i < 13 {
			b.run(fmt.Sprintf(`[...%s.querySelectorAll(".desk-item button")].find(x => x.getAttribute("aria-label") === "Open %s").click()`, desk, name))
		} else {
			b.open(root + "apps/sizes/" + strings.ToLower(name) + ".html")
			b.wait(stageLoaded)
		}
		check(name, i)
	}
}

// TestStageFrameSeesItsSize: what the page measures itself.
func TestStageFrameSeesItsSize(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	for _, s := range stageScreens[:4] {
		run := fmt.Sprintf("size-%d", s[0])
		outside.forget(run)
		openStage(t, b, fmt.Sprintf("apps/probe/sdk.html?v.default.run=%s&screen=%dx%d", run, s[0], s[1]))
		got := hear[[2]int](t, run, "size", 1)
		if w, h := s[0]/5, s[1]*2/5; got[0] != w && got[0] != w+1 || got[1] != h && got[1] != h+1 {
			t.Errorf("on %v the page sees %v", s, got)
		}
	}
}

// TestStageRail: one widget in the org has its icon in the rail, several
// open from a submenu.
func TestStageRail(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("rail")
	b.expect("none.svg") // the broken icon
	root := openStage(t, b, "apps/solo/only.html")
	if n := eval[int](b, desk+`.querySelectorAll(".desk-foot > .desk-icon").length`); n != 1 {
		t.Errorf("%d icons at the foot of the rail", n)
	}
	if eval[bool](b, `Boolean(`+desk+`.querySelector(".desk-menu"))`) {
		t.Error("a submenu for one widget")
	}
	open := func(want bool) {
		t.Helper()
		if got := eval[bool](b, desk+`.querySelector(".desk-icon").getAttribute("aria-expanded") === "true" && !`+desk+`.querySelector(".desk-widget").hidden`); got != want {
			t.Errorf("open is %v, want %v", got, want)
		}
	}
	open(true)
	b.run(desk + `.querySelector(".desk-icon").click()`)
	open(false)
	if s := b.text("[data-size]"); s != "closed" {
		t.Errorf("the size of a closed widget is %q", s)
	}
	b.run(desk + `.querySelector(".desk-icon").click()`)
	open(true)

	b.open(root + "apps/probe/sdk.html?v.default.run=rail&org=app")
	b.wait(stageLoaded)
	b.wait(desk + `.querySelector(".desk-menu").hidden`)
	hear[loaded](t, "rail", "loaded", 2) // sdk, which is open, and early, which loads in the background
	b.run(desk + `.querySelector(".desk-widgets").click()`)
	if n := eval[int](b, desk+`.querySelectorAll(".desk-menu .desk-icon").length`); n != 8 {
		t.Errorf("%d icons in the submenu", n)
	}
	b.wait(desk + `.querySelector(".desk-menu .desk-icon img")`)
	if s := eval[string](b, `[...`+desk+`.querySelectorAll(".desk-menu .desk-icon")].find(x => x.getAttribute("aria-label").includes("Microphone")).textContent`); s != "M" {
		t.Errorf("a broken icon shows %q", s)
	}
	if n := len(outside.all("rail", "loaded")); n != 2 {
		t.Errorf("%d pages loaded before anything was opened", n)
	}
	b.run(`[...` + desk + `.querySelectorAll(".desk-menu .desk-icon")].find(x => x.getAttribute("aria-label") === "Open Quiet").click()`)
	b.run(`[...` + desk + `.querySelectorAll(".desk-menu .desk-icon")].find(x => x.getAttribute("aria-label") === "Open Early").click()`)
	hear[loaded](t, "rail", "loaded", 3)
	if n := eval[int](b, `[...`+desk+`.querySelectorAll(".desk-widget")].filter(x => !x.hidden).length`); n != 3 {
		t.Errorf("%d widgets are open", n)
	}
	if n := len(outside.all("rail", "loaded")); n != 3 {
		t.Errorf("%d loads: opening what was in the background loaded it again", n)
	}
	b.screenshot("rail")
}
