package lsp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkTyping measures how long an editor waits for the findings of a definition
// of 3,000 lines after each keystroke, one at a time, as people type.
func BenchmarkTyping(b *testing.B) {
	text := large(3000)
	s := begin(b, map[string]string{"apps/large/app.json": text}, options(b), `{}`)
	s.open("apps/large/app.json", 1, text)
	s.told("apps/large/app.json", 1)
	line := strings.Count(text[:strings.Index(text, "Widget 150")], "\n")
	column := strings.Index(strings.Split(text, "\n")[line], "Widget 150")
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		time.Sleep(40 * time.Millisecond) // an engine rests between two looks
		begun := time.Now()
		s.change("apps/large/app.json", 2+i, here(line, column, column), "x")
		s.told("apps/large/app.json", 2+i)
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
}

// large is a definition of so many lines, with findings of common kinds.
func large(lines int) string {
	var b strings.Builder
	b.WriteString(`{
  "app": "large",
  "version": "1.0.0",
  "title": "Large",
  "visibility": "private",
  "settings": {
    "default": {
      "host": {
        "type": "string",
        "defaultValue": "acme.example"
      }
    }
  },
  "widgets": [
`)
	const each = 10
	for i := range (lines - 20) / each {
		comma := ","
		if i == (lines-20)/each-1 {
			comma = ""
		}
		fmt.Fprintf(&b, `    {
      "name": "widget_%d",
      "title": "Widget %d 👍",
      "icon": "https://acme.example/icon.png",
      "url": "https://{{{settings.default.host}}}/w?a={{settings.default.none}}",
      "width": "calc(100vw - 20px)",
      "height": "400px",
      "permissions": ["kustomer.conversation.read"],
      "unknown": true
    }%s
`, i, i, comma)
	}
	b.WriteString("  ]\n}\n")
	return b.String()
}
