package main

import (
	"fmt"
	"strings"
	"testing"
)

// looked are a page of each kind, and the states that are easily forgotten:
// broken, sound, many versions, nothing found.
var looked = []string{
	"index.html", "report.html", "report.html?group=severity", "review.html", "rules/index.html", "rules/json-unclosed.html", "404.html",
	"apps/harbor_voice.html", "apps/harbor_voice/softphone.html", "apps/parcel_lantern.html",
	"apps/broken_by_design.html", "apps/broken_by_design/counter.html", "apps/broken-twin.html",
}

// TestLook opens every kind of page in light and dark, on a desktop, a tablet
// and a phone: nothing may complain on the console or stick out sideways.
// With VITRINE_LOOK it leaves pictures to look at.
func TestLook(t *testing.T) {
	t.Parallel()
	site := serveSite(t, demo(t), "/repo/")
	for _, width := range []int64{1440, 768, 375} {
		for _, dark := range []bool{false, true}[:1+width/1440] { // dark on the desktop only: colours do not depend on the width
			b := newTab(t)
			b.size(width, 900)
			b.dark(dark)
			b.expect("logo.jpg") // the broken demo's icon is nowhere
			for _, p := range looked {
				b.open(site + p)
				b.wait(`document.readyState === "complete"`)
				over := eval[float64](b, `document.documentElement.scrollWidth - innerWidth`)
				if over > 0 {
					t.Errorf("%s sticks out by %.0f px at %d px: %s", p, over, width, eval[string](b, widest))
				}
				name := strings.NewReplacer("/", "-", ".html", "", "?", "-").Replace(p)
				b.screenshot(fmt.Sprintf("%s-%d-%v", name, width, map[bool]string{false: "light", true: "dark"}[dark]))
			}
		}
	}
}

// widest names the element that sticks out most.
const widest = `(() => { let w = 0, e = null;
  for (const x of document.querySelectorAll("body *")) { const r = x.getBoundingClientRect(); if (r.right > w && !x.closest(".stage")) { w = r.right; e = x; } }
  return e ? e.localName + "." + e.className + " " + Math.round(w) : ""; })()`
