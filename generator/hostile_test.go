package generator_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"vitrine/generator/diag"
	"vitrine/generator/gallery"
)

// TestReportSizes: no report of a hostile definition is many times as large as
// the definition, and none takes quadratic time to write (which this test would
// not come to the end of).
func TestReportSizes(t *testing.T) {
	const size = 400_000
	repeat := func(s string) string { return strings.Repeat(s, size/len(s)) }
	settings := new(strings.Builder)
	for i := 0; settings.Len() < size; i++ {
		fmt.Fprintf(settings, `"s%d":{"type":"x"},`, i)
	}
	app := `{"app":"a","version":"1.0.0","title":"A",`
	for name, text := range map[string]string{
		"bad escapes":        `["` + repeat(`\x`) + `"]`,
		"escapes to mend":    `{"app":"a","version":"1","title":"` + repeat(`\'`) + `"}`,
		"line breaks":        app + `"description":"` + repeat("{\n") + `"}`,
		"brackets":           repeat("}"),
		"invisible":          "[" + repeat("\u00a0") + "1]",
		"long name":          app + `"` + repeat("n") + `":1}`,
		"long id":            `{"app":"` + repeat("A b") + `","version":"1","title":"x"}`,
		"long title":         `{"app":"a","version":"1.0.0","title":"` + repeat("é") + `"}`,
		"long width":         app + `"widgets":[{"url":"https://acme.example","width":"` + repeat("9 ") + `"}]}`,
		"long pointer":       `{"` + repeat("n") + `":[` + strings.Repeat(`01,`, 90) + `1]}`,
		"settings in a line": app + `"settings":{"default":{` + settings.String() + `"z":{}}}}`,
	} {
		r := (&gallery.Single{Name: "app.json", Data: []byte(text)}).Report()
		for format, write := range map[string]func(io.Writer, *diag.Report) error{
			"json": diag.WriteJSON, "sarif": diag.WriteSARIF, "github": diag.WriteGitHub, "junit": diag.WriteJUnit, "csv": diag.WriteCSV,
			"text": func(w io.Writer, r *diag.Report) error { return diag.WriteText(w, r, false) },
		} {
			var n counter
			bare := *r
			bare.Rules = nil
			if err := write(&n, &bare); err != nil || n > size {
				t.Errorf("%s, %s: %d bytes of %d (%v)", name, format, n, len(text), err)
			}
		}
	}
}

// counter counts the bytes that are written to it.
type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}
