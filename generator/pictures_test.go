package generator_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
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
			kind, _, _ := strings.Cut(attr(n, "src"), ";")
			got = append(got, fmt.Sprintf("%s %s×%s", kind, attr(n, "width"), attr(n, "height")))
		}
	})
	if want := "data:image/png 30×20, data:image/jpeg 16×10, data:image/jpeg 16×10"; strings.Join(got, ", ") != want {
		t.Errorf("the page shows %q, want %s", got, want)
	}
	for p := range files {
		if strings.HasSuffix(p, ".png") || strings.HasSuffix(p, ".jpg") || strings.HasPrefix(p, "apps/") && strings.HasSuffix(p, ".svg") {
			t.Errorf("%s is published as a file", p)
		}
	}
}
