package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestStageFlip: a double click beside the widget goes from the desk to the widget by itself, and back, as the keys do.
func TestStageFlip(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	openStage(t, b, "apps/probe/quiet.html?v.default.run=flip")
	twice := func(selector string) {
		b.run(`document.querySelector("` + selector + `").dispatchEvent(new MouseEvent("dblclick", { bubbles: true }))`)
	}
	twice(".stage-ground")
	b.wait(`document.querySelector(".stage.is-focus") && location.search.includes("view=focus")`)
	twice(".stage-ground")
	b.wait(`!document.querySelector(".stage.is-focus") && !location.search.includes("view")`)
	b.run(desk + `.querySelector(".desk-widget header").dispatchEvent(new MouseEvent("dblclick", { bubbles: true }))`)
	b.wait(`document.querySelector(".stage.is-focus")`)
	b.press("d", chromedp.ModifierAlt)
	b.wait(`!document.querySelector(".stage.is-focus")`)
	twice(".stage-bar") // is not beside the widget
	b.run(desk + `.querySelector(".desk-icon").dispatchEvent(new MouseEvent("dblclick", { bubbles: true }))`)
	if eval[bool](b, `document.querySelector(".stage.is-focus") !== null`) {
		t.Error("a double click on a button changes the view")
	}
	b.press("?")
	b.wait(`document.querySelector(".keys-sheet[open]").textContent.includes("Double click")`)
}

// TestStageStandIn: where a host waits for a click, a drawing of the widget's place stands behind the question, and the
// screenshot where there is one.
func TestStageStandIn(t *testing.T) {
	content, err := filepath.Abs("testdata/stage/content")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("VITRINE_PREVIEW_LOAD", "click")
	root := serveSite(t, buildSite(t, content), "/")
	b := newTab(t)
	b.open(root + "apps/probe/quiet.html")
	b.wait(`document.querySelector(".stage-stand + .stage-note")`)
	if got := eval[float64](b, `(s => s.querySelector("b").getBoundingClientRect().width / s.getBoundingClientRect().width)(document.querySelector(".stage-stand .mini"))`); got < .1 || got > .4 {
		t.Errorf("the box takes %.2f of the screen", got)
	}
	if eval[bool](b, `(r => document.elementFromPoint(r.left + 5, r.top + 5).closest(".stage-note"))(document.querySelector(".stage-note").getBoundingClientRect()) === null`) {
		t.Error("the drawing lies on the question")
	}
	b.screenshot("stand-in")
	b.click(`[data-do="load"]`)
	b.wait(stageLoaded + ` && !document.querySelector(".stage-stand")`)
}

// TestStageFront: with several widgets open the caption speaks of the one in front.
func TestStageFront(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	b.expect("none.svg")
	openStage(t, b, "apps/probe/quiet.html?org=app&v.default.run=front")
	own := b.text("[data-size]")
	name := eval[string](b, desk+`.querySelector(".desk-widget:not([hidden]) header span").textContent`)
	if !strings.HasPrefix(own, name+": ") {
		t.Errorf("the caption says %q, want it of %q", own, name)
	}
	b.run(desk + `.querySelector(".desk-widgets").click()`)
	b.run(`[...` + desk + `.querySelectorAll(".desk-item .desk-icon")].find(e => e.getAttribute("aria-expanded") === "false").click()`)
	b.wait(`document.querySelector("[data-size]").textContent !== ` + script(t, own))
	if got := b.text("[data-size]"); strings.HasPrefix(got, name+": ") {
		t.Errorf("another is in front, and the caption says %q", got)
	}
	b.run(desk + `.querySelector(".desk-widget:not([hidden])").dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }))`)
	b.wait(`document.querySelector("[data-size]").textContent === ` + script(t, own))
}

// TestServeFocus: an author sees the widget by itself at first; the desk is a choice, which the address keeps.
func TestServeFocus(t *testing.T) {
	w := watch(t, "author-focus.test", "apps/acme/w.html")
	w.tab.wait(`document.querySelector(".stage.is-focus") && location.search === ""`)
	w.click(`[data-do="desk"]`)
	w.tab.wait(`!document.querySelector(".stage.is-focus") && location.search === "?view=desk"`)
	w.change("400px", "420px")
	w.tab.wait(`document.querySelector("[data-size]").textContent.startsWith("420 ") && !document.querySelector(".stage.is-focus")`)
	w.click(`[data-do="focus"]`)
	w.tab.wait(`document.querySelector(".stage.is-focus") && location.search === ""`)
	w.samePage("a save while the view was chosen")
	w.click(`[data-do="copy-link"]`) // for whoever has another default
	w.tab.wait(`location.search === "?view=focus"`)
}

// TestStageLogTime: the log says when.
func TestStageLogTime(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	openStage(t, b, "apps/probe/sdk.html?v.default.run=time")
	b.wait(`document.querySelectorAll("[data-log] li").length > 1`)
	if got := eval[string](b, `[...document.querySelectorAll("[data-log] li")].map(li => (li.querySelector("time") || li).textContent).filter(x => !/^[012]\d:[0-5]\d:[0-5]\d$/.test(x)).join()`); got != "" {
		t.Errorf("these are no times: %s", got)
	}
}

// TestNarrowHosts: on a telephone a host that has room on a line of its own is not broken.
func TestNarrowHosts(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	root := serveSite(t, demo(t), "/")
	b.size(320, 800)
	for _, p := range []string{"harbor_voice", "harbor_voice/softphone", "lingua_bridge", "tally_csat", "parcel_lantern"} {
		b.open(root + "apps/" + p + ".html")
		b.wait(`document.querySelector(".may code")`)
		got := eval[[]string](b, `[...document.querySelectorAll(".may li code")].filter(c => {
			const high = c.offsetHeight, room = c.closest("span").clientWidth;
			c.style.whiteSpace = "nowrap"; c.style.maxWidth = "none";
			const wide = c.offsetWidth, low = c.offsetHeight;
			c.style.whiteSpace = c.style.maxWidth = "";
			return wide <= room && high > low;
		}).map(c => c.textContent)`)
		if len(got) > 0 {
			t.Errorf("%s breaks %q", p, got)
		}
	}
}
