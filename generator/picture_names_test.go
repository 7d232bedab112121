package generator_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"vitrine/generator"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// picture is a PNG of n × n px.
func picture(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, n, n))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shows tells whether a page shows a picture by those bytes; file returns a
// file of the site.
func shows(t *testing.T, page string, data []byte, file func(string) []byte) bool {
	t.Helper()
	found := false
	nodes(t, file(page), func(n *html.Node) {
		if n.Data != "img" {
			return
		}
		got := file(path.Join(path.Dir(page), attr(n, "src")))
		if _, text, ok := strings.Cut(attr(n, "src"), ";base64,"); ok {
			got, _ = base64.StdEncoding.DecodeString(text)
		}
		found = found || bytes.Equal(got, data)
	})
	return found
}

// TestPictureNames: an address leads to the file that a server would send for
// it, wherever it stands and however it is written.
func TestPictureNames(t *testing.T) {
	const cdn = "https://cdn.acme.test/"
	for _, c := range []struct{ icon, file, from, to string }{
		{cdn + "a.png", "icons/a.png", cdn, "icons/"},
		{cdn + "a%20b.png", "icons/a b.png", cdn, "icons/"},
		{cdn + "%C3%A4.png", "icons/ä.png", cdn, "icons/"},
		{cdn + "ä.png", "icons/ä.png", cdn, "icons/"},
		{cdn + "a%20b.png", "icons/a%20b.png", cdn, "icons/"}, // a file that is called so
		{cdn + "100%25.png", "icons/100%.png", cdn, "icons/"},
		{cdn + "a.png?v=2", "icons/a.png", cdn, "icons/"},
		{cdn + "a%20b.png?v=2#top", "icons/a b.png", cdn, "icons/"},
		{cdn + "a%20b.png", "50% off/a b.png", cdn, "50% off/"}, // to: is a path, and no address
		{"icons/a%20b.png", "apps/acme/icons/a b.png", "", ""},
		{"icons/a b.png", "apps/acme/icons/a b.png", "", ""},
		{cdn + "icons/a.png", "widgets/acme/icons/a.png", cdn, "widgets/acme/"}, // together with the page
		{cdn + "icons/a%20b.png", "widgets/acme/icons/a b.png", cdn, "widgets/acme/"},
		{"../../widgets/a.png", "widgets/a.png", "https://page.acme.test/", "widgets/acme.html"},
	} {
		icon := picture(t, 128)
		content := fstest.MapFS{
			"apps/acme/app.json": {Data: []byte(`{ "app": "acme", "version": "1.0.0", "title": "Acme",
  "widgets": [{ "name": "w", "title": "W", "url": "` + cdn + `w.html", "icon": "` + c.icon + `" }] }`)},
			c.file: {Data: icon},
		}
		files := built(t, content, site.Settings{Title: "Cases", Load: "auto", Previews: []site.Redirect{{From: c.from, To: c.to}}})
		for _, p := range []string{"apps/acme/w.html", "index.html"} {
			if !shows(t, p, icon, func(p string) []byte { return files[p] }) {
				t.Errorf("%s: the icon %q is not shown from %q (%s → %s)", p, c.icon, c.file, c.from, c.to)
			}
		}
	}
}

// TestPictureNamesStay: no spelling of an address leads out of the content
// directory, or to what is not published and no picture.
func TestPictureNamesStay(t *testing.T) {
	icon := picture(t, 128)
	for _, address := range []string{
		"https://cdn.acme.test/..%2f..%2fout.png", "https://cdn.acme.test/%2e%2e/%2e%2e/out.png",
		"..%2f..%2f..%2fout.png", "%2fout.png", "a%00.png", "%zz.png",
	} {
		content := fstest.MapFS{
			"apps/acme/app.json": {Data: []byte(`{ "app": "acme", "version": "1.0.0", "title": "Acme", "iconUrl": "` + address + `" }`)},
			"out.png":            {Data: icon},
		}
		inside, err := content.Sub("apps")
		if err != nil {
			t.Fatal(err)
		}
		previews := []site.Redirect{{From: "https://cdn.acme.test/", To: "acme/"}}
		files := built(t, inside, site.Settings{Title: "Cases", Load: "auto", Previews: previews})
		if shows(t, "apps/acme.html", icon, func(p string) []byte { return files[p] }) {
			t.Errorf("%q leads out of the directory", address)
		}
	}
}

// TestPictureAmongPages: a picture in the folder of local pages comes, changes
// and goes like any other.
func TestPictureAmongPages(t *testing.T) {
	dir := &memoryDir{files: fstest.MapFS{}, clock: time.Unix(1_700_000_000, 0)}
	dir.write("app.json", `{ "app": "acme", "version": "1.0.0", "title": "Acme", "iconUrl": "https://acme.test/i.png" }`)
	dir.write("widgets/w.html", "<p>Hello")
	c := generator.Open(dir, theme(t), gallery.Options{Widgets: "widgets", Site: site.Settings{
		Title: "Cases", Load: "auto", Previews: []site.Redirect{{From: "https://acme.test/", To: "widgets/"}},
	}}, nil)
	look := func(want []byte, touched bool) {
		t.Helper()
		changes, err := c.Refresh()
		if err != nil {
			t.Fatal(err)
		}
		file := func(p string) []byte {
			data, _, err := c.Snapshot().Page(p)
			if err != nil {
				t.Fatal(err)
			}
			return data
		}
		if got := shows(t, "apps/acme.html", want, file); got != (want != nil) {
			t.Errorf("the icon is shown: %v", got)
		}
		if slices.Contains(changes.Pages, "apps/acme.html") != touched {
			t.Errorf("the page may look different: %v", !touched)
		}
	}
	look(nil, false) // nobody has seen a page yet
	dir.write("widgets/i.png", string(picture(t, 128)))
	look(picture(t, 128), true)
	look(picture(t, 128), false)
	dir.write("widgets/i.png", string(picture(t, 160)))
	look(picture(t, 160), true)
	delete(dir.files, "widgets/i.png")
	look(nil, true)
}

// TestPictureNamesOfText: a definition by itself finds the same pictures as
// one of a directory, and says the same of them.
func TestPictureNamesOfText(t *testing.T) {
	const definition = `{ "app": "acme", "version": "1.0.0", "title": "Acme", "iconUrl": "https://cdn.acme.test/a%20b.png" }`
	content := fstest.MapFS{"app.json": {Data: []byte(definition)}, "widgets/a b.png": {Data: picture(t, 16)}}
	previews := []site.Redirect{{From: "https://cdn.acme.test/", To: "widgets/"}}
	options := gallery.Options{Widgets: "widgets", Site: site.Settings{Previews: previews}}
	c := generator.Open(content, theme(t), options, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	text := gallery.Single{Name: "app.json", Data: []byte(definition), Content: content, Options: options}
	for _, r := range []*diag.Report{c.Snapshot().Report(""), text.Report()} {
		if !slices.ContainsFunc(r.Files[0].Diagnostics, func(d diag.Diagnostic) bool { return d.Rule == "icon-too-small" }) {
			t.Errorf("the icon was not measured: %v", r.Files[0].Diagnostics)
		}
	}
}

// TestSitterOfEscapedPage: the still of a local page goes with the page's
// bytes, however its address is written.
func TestSitterOfEscapedPage(t *testing.T) {
	content := fstest.MapFS{
		"app.json": {Data: []byte(`{ "app": "acme", "version": "1.0.0", "title": "Acme",
  "widgets": [{ "name": "w", "title": "W", "url": "https://acme.test/my%20page.html?x=1" }] }`)},
		"widgets/my page.html": {Data: []byte("<p>Hello")},
	}
	previews := []site.Redirect{{From: "https://acme.test/", To: "widgets/"}}
	c := generator.Open(content, theme(t), gallery.Options{Widgets: "widgets", Site: site.Settings{Previews: previews}}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	if list, err := gallery.ScreenshotSubjects(c.Snapshot()); err != nil || len(list) != 1 || list[0].Digest == "" {
		t.Errorf("%+v", list)
	}
}
