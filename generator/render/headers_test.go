package render_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator/render"
	"vitrine/templates"
)

// TestHeaderRules: a theme with a frame of its own, which may have another policy, is only kept out of frames, and local
// pages keep theirs wherever their folder is.
func TestHeaderRules(t *testing.T) {
	builtin, err := render.Load(render.Layers{templates.FS}, render.Brand{})
	if err != nil {
		t.Fatal(err)
	}
	own, err := render.Load(render.Layers{fstest.MapFS{"site.html": {Data: []byte(`{{template "main" .}}`)}}, templates.FS}, render.Brand{})
	if err != nil {
		t.Fatal(err)
	}
	if got := own.HostPolicy(); got != "frame-ancestors 'none'" {
		t.Errorf("a theme with a frame of its own: %s", got)
	}
	if got := builtin.HostPolicy(); !strings.HasPrefix(got, "default-src 'none'; script-src 'self'; ") || !strings.HasSuffix(got, "; frame-ancestors 'none'") {
		t.Errorf("the built-in theme: %s", got)
	}
	for widgets, want := range map[string]string{
		"":             "/* / /index* /404* /report* /review* /rules/* /apps/*",
		"widgets":      "/* / /index* /404* /report* /review* /rules/* /apps/*",
		"apps/pages":   "/* / /index* /404* /report* /review* /rules/*",
		"report-pages": "/* / /index* /404* /review* /rules/* /apps/*",
	} {
		var paths []string
		for _, r := range builtin.HeaderRules(widgets) {
			paths = append(paths, r.Path)
		}
		if got := strings.Join(paths, " "); got != want {
			t.Errorf("local pages in %q: %s, want %s", widgets, got, want)
		}
	}
}
