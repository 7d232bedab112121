package generator_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// needing is a definition that depends on another app.
func needing(id, other string) string {
	return fmt.Sprintf(`{ "app": %q, "version": "1.0.0", "title": "T", "dependencies": ["%s-^1.0.0"] }`, id, other)
}

// TestCircleOpensAndCloses: a save of one app changes the pages of those that
// it closes a circle with, and of no other.
func TestCircleOpensAndCloses(t *testing.T) {
	c := &memoryDir{files: fstest.MapFS{}}
	c.write("a.json", needing("a", "b"))
	c.write("b.json", needing("b", "z"))
	c.write("d.json", needing("d", "a"))
	cat := generator.Open(c, theme(t), gallery.Options{Site: site.Settings{Load: "auto"}}, nil)
	look := func() (circle, changed bool, other bool) {
		t.Helper()
		changes, err := cat.Refresh()
		if err != nil {
			t.Fatal(err)
		}
		page, ok, err := cat.Snapshot().Page("apps/a.html")
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		return bytes.Contains(page, []byte("gallery-dependency-circle")), slices.Contains(changes.Pages, "apps/a.html"), slices.Contains(changes.Pages, "apps/d.html")
	}
	if circle, _, _ := look(); circle {
		t.Error("there is a circle at first")
	}
	for _, step := range []struct {
		b      string // what b depends on; "" when it is gone
		circle bool
	}{{"a", true}, {"z", false}, {"a", true}, {"", false}} {
		if step.b == "" {
			delete(c.files, "b.json")
		} else {
			c.write("b.json", needing("b", step.b))
		}
		if circle, changed, other := look(); circle != step.circle || !changed || other {
			t.Errorf("b on %q: circle %v, a changed %v, d changed %v", step.b, circle, changed, other)
		}
	}
}

// TestLongCircle: a ring of many apps is told of in one short line each, at
// the cost of one pass.
func TestLongCircle(t *testing.T) {
	const n = 3000
	c := &memoryDir{files: fstest.MapFS{}}
	for i := range n {
		c.write(fmt.Sprintf("%d.json", i), needing(fmt.Sprintf("app%d", i), fmt.Sprintf("app%d", (i+1)%n)))
	}
	cat := generator.Open(c, theme(t), gallery.Options{CheckOnly: true}, nil)
	if _, err := cat.Refresh(); err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, v := range cat.Snapshot().Report("").Files {
		for _, d := range v.Diagnostics {
			if d.Rule == "gallery-dependency-circle" && len(d.Message) < 100 {
				told++
			}
		}
	}
	if told != n {
		t.Errorf("%d of %d apps are told", told, n)
	}
}
