package main

import (
	"os"
	"slices"
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
// letter takes, in ms: the script's part, and until what is found is laid
// out. Nothing is remembered from one query to the next. Of several rounds the best of each
// letter counts: other work of the machine is none of ours.
const keystrokes = `((queries) => {
  const field = document.querySelector("#find"), times = [];
  const type = text => { field.value = text; field.dispatchEvent(new Event("input")); };
  field.focus();
  for (const q of queries) for (let n = 1; n <= q.length; n++) {
    if (n === 1) for (let k = 0; k < 61; k++) type("zz" + k + " tag:zz" + k); // more than is remembered
    const before = performance.now();
    type(q.slice(0, n));
    const found = performance.now();
    document.querySelector("main").offsetHeight;
    times.push(found - before, performance.now() - before);
  }
  return times;
})`

// BenchmarkSearchKeystroke measures a keystroke in the browser, over the
// definitions of VITRINE_CORPUS or the demo: in the field of a page, and on
// the index.
func BenchmarkSearchKeystroke(b *testing.B) {
	dir := os.Getenv("VITRINE_CORPUS")
	if dir == "" {
		dir = "../../content"
	}
	address := startServe(b, "--content", dir)
	for _, page := range []string{"rules/index.html", "index.html"} {
		b.Run(page, func(b *testing.B) {
			tab := newTab(b)
			tab.open(address + page)
			tab.wait(`document.readyState === "complete"`)
			tab.run(`document.querySelector("#find").focus()`)
			tab.wait(`document.documentElement.dataset.search === "all"`)
			var times []float64
			for b.Loop() {
				for i, ms := range eval[[]float64](tab, keystrokes+`(`+script(b, typed)+`)`) {
					if i == len(times) {
						times = append(times, ms)
					}
					times[i] = min(times[i], ms)
				}
			}
			b.ReportMetric(0, "ns/op")
			for part, name := range []string{"script", "laid-out"} {
				var list []float64
				for i := part; i < len(times); i += 2 {
					list = append(list, times[i])
				}
				slices.Sort(list)
				b.ReportMetric(list[len(list)/2], name+"-p50-ms")
				b.ReportMetric(list[len(list)*95/100], name+"-p95-ms")
			}
		})
	}
}
