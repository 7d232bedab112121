package generator_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator/site"
)

// TestLargeReadme: a README that is not read is missed with its size, the limit and what to do.
func TestLargeReadme(t *testing.T) {
	files := built(t, fstest.MapFS{
		"apps/a/app.json":  {Data: []byte(`{"app": "a", "version": "1.0.0", "title": "A"}`)},
		"apps/a/README.md": {Data: []byte(strings.Repeat("word ", 60_000))},
	}, site.Settings{Title: "Large", Load: "auto"})
	for _, part := range []string{"293 KiB", "256 KiB", "no setting raises", "by a link"} {
		if !strings.Contains(string(files["apps/a.html"]), part) {
			t.Errorf("the page does not say %q", part)
		}
	}
}
