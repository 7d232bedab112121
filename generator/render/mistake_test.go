package render_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator/render"
	"vitrine/generator/site"
)

// TestMistakes: an error of a theme names the file, the line and what to do.
func TestMistakes(t *testing.T) {
	builtin := map[string]string{
		"site.html":        `<main>{{template "main" .}}</main>`,
		"parts/card.html":  `<p>{{.Title}}</p>`,
		"pages/index.html": `{{template "card" .}}`,
	}
	const yours, ours = "is in your theme directory", "is the built-in theme's"
	for _, c := range []struct {
		name, path, text string
		want             []string
	}{
		{"part does not parse", "parts/card.html", "<p>\n{{if}}</p>", []string{"theme: parts/card.html:2: ", "\n{{if}}</p>", yours}},
		{"page does not parse", "pages/index.html", "\n\n{{end}}", []string{"theme: pages/index.html:3: ", "\n{{end}}", yours}},
		{"frame does not parse", "site.html", "{{nofunc}}", []string{"theme: site.html:1: ", `"nofunc" not defined`, yours}},
		{"no such field", "parts/card.html", "<p>\n\té{{.Nothing}}</p>",
			[]string{"theme: parts/card.html:2:6: ", "Nothing", "\n é{{.Nothing}}</p>\n    ^\n", yours}},
		{"no such part", "pages/index.html", `{{template "cart" .}}`, []string{"theme: pages/index.html:1:12: ", `"cart"`, yours}},
		{"only the part below is wrong", "pages/index.html", `{{template "card" .Site}}`, []string{"theme: parts/card.html:1:6: ", ours}},
	} {
		t.Run(c.name, func(t *testing.T) {
			below, above := fstest.MapFS{}, fstest.MapFS{c.path: {Data: []byte(c.text)}}
			for name, text := range builtin {
				below[name] = &fstest.MapFile{Data: []byte(text)}
			}
			th, err := render.Load(render.Layers{above, below}, render.Brand{})
			if err == nil {
				err = th.Page(&site.Page{Kind: "index", Path: "index.html"}, func([]byte) error { return nil })
			}
			if err == nil {
				t.Fatal("there is no error")
			}
			var m *render.Mistake
			if !errors.As(err, &m) {
				t.Fatalf("%v is no mistake in a file", err)
			}
			all := strings.Join(append([]string{err.Error()}, m.Excerpt...), "\n") + "\n" + m.Hint
			for _, want := range c.want {
				if !strings.Contains(all, want) {
					t.Errorf("the error lacks %q:\n%s", want, all)
				}
			}
		})
	}
}
