package generator_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"vitrine/generator/site"
)

// TestScreenshots: a picture is shown if it stands beside the definition, is
// what it says, and is no larger than a page can bear.
func TestScreenshots(t *testing.T) {
	var small, photo bytes.Buffer
	if err := png.Encode(&small, image.NewRGBA(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&photo, image.NewRGBA(image.Rect(0, 0, 16, 10)), nil); err != nil {
		t.Fatal(err)
	}
	bomb := bytes.Clone(small.Bytes()) // 65 bytes that claim 60,000 × 60,000 px
	binary.BigEndian.PutUint32(bomb[16:], 60_000)
	binary.BigEndian.PutUint32(bomb[20:], 60_000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	content := fstest.MapFS{
		"apps/a/app.json": &fstest.MapFile{Data: []byte(`{"app": "a", "version": "1.0.0", "title": "A", "screenshots":
			["small.png", "photo.jpg", "https://cdn.a.test/photo.jpg", "bomb.png", "large.png", "text.png", "script.svg", "../../../out.png", "/photo.jpg", "https://elsewhere.test/photo.jpg"]}`)},
		"apps/a/small.png":  &fstest.MapFile{Data: small.Bytes()},
		"apps/a/photo.jpg":  &fstest.MapFile{Data: photo.Bytes()},
		"apps/a/bomb.png":   &fstest.MapFile{Data: bomb},
		"apps/a/large.png":  &fstest.MapFile{Data: append(bytes.Clone(small.Bytes()), make([]byte, 1<<20)...)},
		"apps/a/text.png":   &fstest.MapFile{Data: []byte("<script>alert(1)</script>")},
		"apps/a/script.svg": &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)},
		"photo.jpg":         &fstest.MapFile{Data: photo.Bytes()},
	}
	files := built(t, content, site.Settings{Title: "Shots", Load: "auto", Previews: []site.Redirect{{From: "https://cdn.a.test/", To: "apps/a/"}}})
	var got []string
	nodes(t, files["apps/a.html"], func(n *html.Node) {
		if n.Data == "img" {
			got = append(got, fmt.Sprintf("%s %s×%s", path.Ext(attr(n, "src")), attr(n, "width"), attr(n, "height")))
		}
	})
	if want := ".png 30×20, .jpg 16×10, .jpg 16×10"; strings.Join(got, ", ") != want {
		t.Errorf("the page shows %q, want %s", got, want)
	}
	var published []string
	for p, data := range files {
		if strings.HasPrefix(p, "pictures/") {
			published = append(published, path.Ext(p))
			if !bytes.Equal(data, small.Bytes()) && !bytes.Equal(data, photo.Bytes()) {
				t.Errorf("%s is published", p)
			}
		}
	}
	if slices.Sort(published); !slices.Equal(published, []string{".jpg", ".png"}) {
		t.Errorf("%q are published, want each picture once", published)
	}
}

// TestPicturesOnce: a picture that hundreds of widgets name stands in the site
// once, and an SVG is never a file that runs when it is opened.
func TestPicturesOnce(t *testing.T) {
	drawing := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"><script>alert("acme")</script><path d="` + strings.Repeat("M0 0L9 9", 7500) + `"/></svg>`
	var widgets []string
	for i := range 500 {
		widgets = append(widgets, fmt.Sprintf(`{"name": "w%d", "title": "W", "url": "https://acme.test/", "icon": "i.svg"}`, i))
	}
	def := fmt.Sprintf(`{"app": "acme", "version": "1.0.0", "title": "Acme", "iconUrl": "i.svg", "widgets": [%s]}`, strings.Join(widgets, ","))
	files := built(t, fstest.MapFS{"apps/a/app.json": {Data: []byte(def)}, "apps/a/i.svg": {Data: []byte(drawing)}}, site.Settings{Title: "Once", Load: "auto"})
	sheet := ""
	for p, data := range files {
		if len(data) > pageMost && path.Ext(p) == ".html" {
			t.Errorf("%s has %d bytes", p, len(data))
		}
		if n := bytes.Count(data, []byte("data:image/svg+xml")); n > 0 && !strings.HasPrefix(p, "assets/") {
			if sheet != "" || n > 1 || path.Ext(p) != ".css" || !bytes.HasPrefix(data, []byte(".pic-")) {
				t.Errorf("%s has the picture %d times, as has %q", p, n, sheet)
			}
			sheet = p
		}
		if bytes.Contains(data, []byte("alert(&#34;acme")) || bytes.Contains(data, []byte(`alert("acme`)) {
			t.Errorf("%s holds the script", p)
		}
	}
	if sheet == "" {
		t.Error("no page shows the picture")
	}
	for _, p := range []string{"index.html", "apps/acme.html", "apps/acme/w0.html", "review.html"} {
		if link := fmt.Sprintf(`<link rel="stylesheet" href="%s%s">`, site.Root(p), sheet); bytes.Count(files[p], []byte(link)) != 1 {
			t.Errorf("%s does not ask once for %s", p, sheet)
		}
	}
}

// pageMost is how many bytes a page may have, whatever a definition holds.
const pageMost = 300_000
