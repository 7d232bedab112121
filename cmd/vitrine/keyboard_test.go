package main

import (
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stops are what the Tab key must reach, in the order of the document, and
// where it is now: its place among them, and whether one can see it.
const stops = `(() => {
  const list = Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary, iframe, [tabindex]"))
    .filter(e => !(e.type === "radio" && !e.checked)) // of a group one is reached, and arrows lead to the others
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && !e.closest("details:not([open]) > :not(summary)"));
  const name = e => e.localName + "." + e.className + " " + (e.dataset.do || e.getAttribute("href") || e.textContent.trim()).slice(0, 40);
  window.stops = list;
  window.here = () => {
    const e = document.activeElement, at = list.indexOf(e), style = getComputedStyle(e), box = e.getBoundingClientRect();
    const seen = e.localName === "iframe" || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 2;
    return [at, seen && inside ? "" : "cannot be seen: " + name(e), name(e)];
  };
  window.named = i => name(list[i]);
  return list.length;
})()`

// TestKeyboard tabs through whole pages: everything is reached in the order of
// the page and can be seen when it is, nothing holds the focus, and the skip
// links skip.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	site := serveSite(t, demo(t), "/repo/")
	b := newTab(t)
	b.expect("logo.jpg")
	for _, p := range []string{"index.html", "apps/harbor_voice/softphone.html", "apps/broken_by_design/refunds.html", "report.html"} {
		b.open(site + p)
		b.settled()
		b.run(`scrollTo(0, 0)`)
		total, next := eval[int](b, stops), 0
		for presses := 0; next < total && presses < total+60; presses++ {
			b.press(kb.Tab)
			here := eval[[]any](b, `window.here()`)
			at := int(here[0].(float64))
			// Within a frame, or on the way in or out of it, where another
			// process has to learn of it.
			if (at == next-1 || at < 0) && b.soon(`window.here()[0] !== `+strconv.Itoa(at), time.Second) {
				here = eval[[]any](b, `window.here()`)
				at = int(here[0].(float64))
			}
			if at == next-1 || at < 0 {
				continue
			}
			if at != next {
				t.Errorf("%s: Tab went to %s, want %s", p, here[2], eval[string](b, `window.named(`+strconv.Itoa(next)+`)`))
			}
			if here[1] != "" {
				t.Errorf("%s: %s", p, here[1])
			}
			next = at + 1
		}
		if next < total {
			t.Errorf("%s: Tab reached %d of %d, the last was %s", p, next, total, eval[string](b, `window.here()[2]`))
		}
	}
	skip := func(selector, to string) {
		t.Helper()
		b.run(`document.querySelector("` + selector + `").focus()`)
		b.press(kb.Enter)
		b.press(kb.Tab)
		if !eval[bool](b, `(() => { const a = document.activeElement, to = document.querySelector("`+to+`"); return to.contains(a) && a !== to })()`) {
			t.Errorf("after %s the focus is at %s, not in %s", selector, eval[string](b, `document.activeElement.outerHTML.slice(0, 200)`), to)
		}
	}
	b.open(site + "apps/harbor_voice/softphone.html")
	b.settled()
	skip(".skip", "#main")
	skip(".stage-skip", "#properties")
	// And back: nothing holds the focus in that direction either.
	b.press(kb.Tab, chromedp.ModifierShift)
	if eval[bool](b, `document.querySelector("#properties").contains(document.activeElement)`) {
		t.Error("Shift+Tab does not leave what was skipped to")
	}
}

// TestReducedMotion: whoever asks for no motion gets none, in the page and on
// the agent's screen.
func TestReducedMotion(t *testing.T) {
	t.Parallel()
	site := serveSite(t, demo(t), "/")
	b := newTab(t)
	b.media("prefers-reduced-motion", "reduce")
	const moving = `(() => {
  const docs = [document, document.querySelector(".stage-fit > iframe")?.contentDocument].filter(Boolean), list = [];
  for (const d of docs) {
    for (const e of d.querySelectorAll("*")) for (const pseudo of [null, "::before", "::after"]) {
      const s = d.defaultView.getComputedStyle(e, pseudo);
      if (/[1-9]/.test(s.transitionDuration) || s.animationName !== "none" || s.scrollBehavior !== "auto") list.push(e.localName + "." + e.className);
    }
    list.push(...d.getAnimations().map(a => "animation of " + a.effect.target.className));
  }
  return list;
})()`
	for _, p := range []string{"index.html", "apps/harbor_voice/softphone.html"} {
		b.open(site + p)
		b.settled()
		if got := eval[[]string](b, moving); len(got) > 0 {
			t.Errorf("%s: moving all the same: %q", p, got)
		}
	}
}
