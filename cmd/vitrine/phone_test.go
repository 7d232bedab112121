package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestPhoneBar: on a phone the bar is one row of 56 px, the search an icon that widens, and the navigation a menu, by
// keyboard as well; without scripts its links stand in the bar. A larger window has the links and no menu.
func TestPhoneBar(t *testing.T) {
	t.Parallel()
	b, site := axeDemo(t)
	b.size(375, 700)
	for _, p := range []string{"index.html", "apps/harbor_voice/softphone.html"} {
		b.open(site + p)
		b.wait(`document.querySelector("[data-theme-switch]")`)
		if got := eval[string](b, `(() => {
			const shown = [...document.querySelectorAll(".bar > *")].filter(e => e.checkVisibility()), box = e => e.getBoundingClientRect();
			const middles = shown.map(e => Math.round(box(e).top + box(e).height / 2)), bar = box(document.querySelector(".bar"));
			return [Math.round(bar.height), Math.max(...middles) - Math.min(...middles) <= 1, shown.map(e => e.className || e.localName).join(", ")].join("; ");
		})()`); got != "56; true; wordmark, find, tool menu, tool" {
			t.Errorf("%s: the bar is %s", p, got)
		}
	}
	b.run(`document.querySelector(".menu").focus()`)
	b.press(kb.Enter)
	b.wait(`document.querySelector(".bar nav").checkVisibility()`)
	eval[any](b, fmt.Sprintf(axeScript, site+"axe.js"))
	for _, dark := range []bool{false, true} {
		b.dark(dark)
		b.screenshot(fmt.Sprintf("menu-%v", dark))
		for _, v := range eval[[]string](b, fmt.Sprintf(axeRun, ".bar", axeAll)) {
			t.Errorf("the menu, dark %v: %s", dark, v)
		}
	}
	b.press(kb.Tab)
	if got := eval[string](b, `document.activeElement.textContent`); got != "Gallery" {
		t.Errorf("from the menu Tab leads to %q", got)
	}
	b.press(kb.Escape)
	b.wait(`!document.querySelector(".bar nav").checkVisibility() && document.activeElement.matches(".menu")`)
	b.click(".find input")
	b.wait(`document.querySelector(".find").getBoundingClientRect().width > 200 && document.activeElement.id === "find"`)
	if !eval[bool](b, `(r => document.elementFromPoint(r.right - 20, r.top + 18).closest(".find"))(document.querySelector(".find").getBoundingClientRect()) !== null`) {
		t.Error("something lies over the search field")
	}
	b.size(768, 700)
	b.wait(`document.querySelector(".bar nav").checkVisibility() && !document.querySelector(".menu").checkVisibility()`)

	bare := newTab(t)
	bare.noScript()
	bare.size(375, 700)
	bare.open(site + "rules/index.html")
	if n := eval[int](bare, `[...document.querySelectorAll(".bar nav a")].filter(e => e.checkVisibility() && e.getBoundingClientRect().right <= innerWidth).length`); n != 4 {
		t.Errorf("without scripts the bar has %d links", n)
	}
}
