package render_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator/output"
	"vitrine/generator/render"
	"vitrine/generator/site"
)

// TestAssets: what a theme brings is published byte for byte, and a page loads the script and the sheet that are called as
// its kind is, else those of every page.
func TestAssets(t *testing.T) {
	frame := `{{.Sheet}} {{.Script}} {{template "main" .}}`
	files := map[string]string{
		"site.html": frame, "pages/app.html": "own", "pages/rule.html": "plain",
		"assets/site.css": "/* kept */ a { }", "assets/site.js": "// kept\n\nx();", "assets/app.js": "  // kept", "assets/own.txt": "",
	}
	theme := fstest.MapFS{}
	for name, text := range files {
		theme[name] = &fstest.MapFile{Data: []byte(text)}
	}
	th, err := render.Load(render.Layers{theme}, render.Brand{})
	if err != nil {
		t.Fatal(err)
	}
	published := map[string]output.File{}
	for _, f := range th.Files() {
		published[strings.TrimPrefix(f.Path, th.Assets+"/")] = f
	}
	for name, text := range files {
		if asset, ok := strings.CutPrefix(name, "assets/"); ok && !bytes.Equal(published[asset].Data, []byte(text)) {
			t.Errorf("%s is published as %q", name, published[asset].Data)
		}
	}
	for kind, want := range map[string]string{"app": "site.css app.js own", "rule": "site.css site.js plain"} {
		err := th.Page(&site.Page{Kind: kind, Site: &site.Settings{}}, func(page []byte) error {
			if string(page) != want {
				t.Errorf("a page of the kind %s is %q; want %q", kind, page, want)
			}
			return nil
		})
		if err != nil {
			t.Errorf("a page of the kind %s: %v", kind, err)
		}
	}
}
