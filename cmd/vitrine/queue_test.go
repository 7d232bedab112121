package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestQueueHostile: two hundred apps with titles that are long, have no place to break, run to the left or look like markup
// leave every page of the queue as wide as the window, on a phone as well.
func TestQueueHostile(t *testing.T) {
	t.Parallel()
	content := filepath.Join(t.TempDir(), "content")
	titles := []string{
		strings.Repeat("W", 128), strings.Repeat("very long title ", 9), strings.Repeat("متجر", 30), "\u202e" + strings.Repeat("evil", 30),
		"<img src=x onerror=alert(1)>" + strings.Repeat("&nbsp;", 20), strings.Repeat("🧯", 40), strings.Repeat("e\u0301\u0302\u0303", 30), strings.Repeat("https://a.example/", 7),
	}
	for i := range 200 {
		app := fmt.Sprintf("app_%03d_%s", i, strings.Repeat("x", i%90))
		writeApp(t, content, app, map[string]any{
			"app": app, "version": "1.0.0-" + strings.Repeat("beta", 1+i%20), "title": titles[i%len(titles)],
			"widgets": []map[string]any{{"name": "w", "title": titles[(i+1)%len(titles)], "url": "https://many.example/w", "iframePermissions": "camera; microphone"}},
		})
	}
	site := serveSite(t, buildSite(t, content), "/repo/")
	b := newTab(t)
	for _, width := range []int64{320, 375, 768, 1440} {
		b.size(width, 800)
		seen := 0
		for next := site + "review.html"; next != ""; {
			b.open(next)
			b.wait(`document.querySelector("[data-decided]")`)
			seen += eval[int](b, `document.querySelectorAll(".queue-rows > li").length`)
			if over := eval[float64](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("%s sticks out by %.0f px at %d px: %s", next, over, width, eval[string](b, widest))
			}
			// Nothing is cut off at the side, either.
			if got := eval[[]string](b, `[...document.querySelectorAll(".queue-rows *")].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.localName + "." + e.className).slice(0, 3)`); len(got) > 0 {
				t.Errorf("%s at %d px: outside are %q", next, width, got)
			}
			next = eval[string](b, `document.querySelector("nav.pages a:last-child:not(:first-child), nav.pages > :first-child + a, nav.pages a[rel=next]")?.href ?? ""`)
			if seen > 200 {
				t.Fatalf("the queue goes round at %s", next)
			}
		}
		if seen != 200 {
			t.Errorf("the queue shows %d apps at %d px, want 200", seen, width)
		}
		b.screenshot(fmt.Sprintf("queue-hostile-%d", width))
	}
}
