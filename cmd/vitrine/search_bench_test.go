package main

import (
	"os"
	"testing"
)

// typed are queries as people write them: what they know of a widget, filters,
// slips of the finger.
var typed = []string{
	"acme orders", "softphone", "microphone", "perm:microphone status:error", "host:acme-orders.example.com", "shipping tracking",
	"invoice", "apiRegion", "refunds lookup", "terra voice helper", "billing -ember", `tag:csat dev:"Nova Labs & Co"`, "zzzz", "shiping", "trakcing desk",
	"customer record", "the conversation", "calendar_console", "rule:settings-shape", "vis:private perm:camera voice", "e",
}

// keystrokes types the queries letter by letter and returns how long each
// letter takes, from the event until what is found is laid out, in ms. No word
// is remembered from one letter to the next.
const keystrokes = `((queries) => {
  const field = document.querySelector("#find"), times = [];
  field.focus();
  for (const q of queries) for (let n = 1; n <= q.length; n++) {
    VitrineSearch.forget();
    const before = performance.now();
    field.value = q.slice(0, n);
    field.dispatchEvent(new Event("input"));
    document.querySelector("main").offsetHeight;
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  return [0.5, 0.95, 0.999].map(p => times[Math.floor(times.length * p)]);
})`

// BenchmarkSearchKeystroke measures a keystroke in the browser, over the
// definitions of VITRINE_CORPUS or the demo: in the field of a widget's page,
// and on the index with all filters open.
func BenchmarkSearchKeystroke(b *testing.B) {
	dir := os.Getenv("VITRINE_CORPUS")
	if dir == "" {
		dir = "../../content"
	}
	address := startServe(b, "--content", dir)
	for _, page := range []string{"report.html", "index.html", "index.html?filters=open"} {
		b.Run(page, func(b *testing.B) {
			tab := newTab(b)
			tab.open(address + page)
			tab.wait(`document.readyState === "complete"`)
			tab.run(`document.querySelector("#find").focus()`)
			tab.wait(`window.VitrineSearch && VitrineSearch.db && VitrineSearch.db.complete`)
			var times []float64
			for b.Loop() {
				times = eval[[]float64](tab, keystrokes+`(`+script(b, typed)+`)`)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(eval[float64](tab, `VitrineSearch.db.rows`), "cards")
			for i, name := range []string{"ms-p50", "ms-p95", "ms-max"} {
				b.ReportMetric(times[i], name)
			}
		})
	}
}
