package main

import (
	"strings"
	"testing"
)

// shifted adds up how far things moved by themselves since the page began,
// while it loaded and while one scrolled down, and names what moved.
const shifted = `(async () => {
  let sum = 0; const moved = [];
  new PerformanceObserver(l => l.getEntries().forEach(e => {
    if (e.hadRecentInput) return;
    sum += e.value;
    e.sources.forEach(s => moved.push((s.node?.localName || "") + "." + (s.node?.className || "") + " " + Math.round(s.previousRect.y) + "→" + Math.round(s.currentRect.y)));
  })).observe({ type: "layout-shift", buffered: true });
  const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)));
  for (let y = 0; y <= document.documentElement.scrollHeight && y < 3600; y += innerHeight * .8) { scrollTo(0, y); await frame(); }
  await new Promise(done => setTimeout(done, 250));
  return sum ? sum.toFixed(4) + " " + moved.slice(0, 6).join(", ") : "";
})()`

// TestLayoutShift: nothing on any kind of page moves by itself.
func TestLayoutShift(t *testing.T) {
	t.Parallel()
	site := serveSite(t, demo(t), "/repo/")
	b := newTab(t)
	b.expect("logo.jpg")
	for _, width := range []int64{1440, 375} {
		b.size(width, 900)
		for _, p := range kinds {
			if strings.Contains(p, "view=full") {
				continue // it covers the page; on a phone it grows with the screen in it
			}
			b.open("about:blank")
			b.open(site + p)
			b.settled()
			if got := eval[string](b, shifted); got != "" {
				t.Errorf("%s shifts at %d px: %s", p, width, got)
			}
		}
	}
}
