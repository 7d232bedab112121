package generator_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator"
	"vitrine/generator/check"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
)

// TestLimitHidesTheLeastSevere: a file with notes in front of its errors
// shows the errors, and says how many of each severity it does not show.
func TestLimitHidesTheLeastSevere(t *testing.T) {
	var settings, widgets []string
	for i := range 120 { // a note each: nothing uses the setting
		settings = append(settings, fmt.Sprintf(`"s%d":{"type":"string","defaultValue":""}`, i))
	}
	for i := range 40 { // an error each, behind the notes: no url
		widgets = append(widgets, fmt.Sprintf(`{"name":"w%d","title":"W","icon":"https://a.example/i.svg"}`, i))
	}
	text := `{"app":"acme","version":"1.0.0","title":"Acme",
"settings":{"default":{` + strings.Join(settings, ",\n") + `}},
"widgets":[` + strings.Join(widgets, ",\n") + `]}`
	content := fstest.MapFS{"acme.json": {Data: []byte(text)}}
	all := findingsOf(t, content, 100_000)
	if c := diag.Count(all); c.Error < 40 || c.Info < 100 {
		t.Fatalf("the example does not fit: %+v", c)
	}

	for _, limit := range []int{20, 50, 100} {
		shown := findingsOf(t, content, limit)
		if len(shown) != limit+1 {
			t.Fatalf("limit %d: %d findings, want %d and one that counts the rest", limit, len(shown), limit)
		}
		var note diag.Diagnostic
		var kept []diag.Diagnostic
		for _, d := range shown {
			if d.Rule == "json-limits" {
				note = d
			} else {
				kept = append(kept, d)
			}
		}
		total, have := diag.Count(all), diag.Count(kept)
		if want := min(limit, total.Error); have.Error != want {
			t.Errorf("limit %d: %d errors shown, want %d", limit, have.Error, want)
		}
		for _, want := range []string{
			count(total.Error-have.Error, "error"), count(total.Warning-have.Warning, "warning"), count(total.Info-have.Info, "note"),
		} {
			if want != "" && !strings.Contains(strings.Replace(note.Message, " more ", " ", 1), want) {
				t.Errorf("limit %d: %q does not say %q", limit, note.Message, want)
			}
		}
	}
}

func count(n int, what string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func findingsOf(t *testing.T, content fstest.MapFS, limit int) []diag.Diagnostic {
	t.Helper()
	c := generator.Open(content, theme(t), gallery.Options{Limits: check.Limits{Findings: limit}}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	return c.Snapshot().Report("").Files[0].Diagnostics
}
