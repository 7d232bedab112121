package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestDiffPage reads what changed between versions of the demo, in light and
// dark, on a desktop and on a phone.
func TestDiffPage(t *testing.T) {
	t.Parallel()
	site := serveSite(t, demo(t), "/repo/")
	for _, width := range []int64{1440, 375} {
		for _, dark := range []bool{false, true} {
			b := newTab(t)
			b.size(width, 900)
			b.dark(dark)
			for _, step := range []string{"1.4.0--2.0.0", "2.1.0--2.2.0-beta.1"} {
				b.open(site + "apps/harbor_voice/diff/" + step + ".html")
				b.wait(`document.readyState === "complete"`)
				if over := eval[float64](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
					t.Errorf("%s sticks out by %.0f px at %d px: %s", step, over, width, eval[string](b, widest))
				}
				b.screenshot(fmt.Sprintf("diff-%s-%d-%v", step, width, dark))
			}
			b.open(site + "apps/harbor_voice.html")
			b.screenshot(fmt.Sprintf("diff-app-%d-%v", width, dark))
		}
	}
}

// TestDiffWay goes from the app to what changed and on to the line that did.
func TestDiffWay(t *testing.T) {
	t.Parallel()
	site := serveSite(t, demo(t), "/repo/")
	b := newTab(t)
	b.open(site + "apps/harbor_voice/v/2.2.0-beta.1.html")
	if got := eval[string](b, `document.querySelector(".since").innerText`); !strings.Contains(got, "see the agent through the camera") {
		t.Errorf("the app's page does not say what it may newly do: %q", got)
	}
	b.click(".since p:last-child a")
	b.wait(`location.pathname.endsWith("/diff/2.1.0--2.2.0-beta.1.html") && document.readyState === "complete"`)
	if got := eval[string](b, `document.querySelector(".changes").className`); !strings.Contains(got, "weight-may-newly-do") {
		t.Errorf("the first group is %q", got)
	}
	if got := eval[string](b, `document.querySelector(".needs").innerText`); got != "minor" {
		t.Errorf("the verdict is %q", got)
	}
	b.click(".changes .new a")
	b.wait(`location.pathname.endsWith("/apps/harbor_voice/v/2.2.0-beta.1/definition.html") && document.querySelector(":target")?.innerText.includes("camera")`)

	// On a phone a row is a definition list with the versions as names.
	b.size(375, 900)
	b.open(site + "apps/harbor_voice/diff/1.4.0--2.0.0.html")
	labels := eval[string](b, `[...document.querySelectorAll(".doc.diff tr:nth-child(1) td")].slice(0, 2).map(e => getComputedStyle(e, "::before").content + getComputedStyle(e).display).join(" ")`)
	if labels != `"1.4.0"grid "2.0.0"grid` {
		t.Errorf("on a phone the cells are %s", labels)
	}
}
