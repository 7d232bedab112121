package generator_test

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"testing"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// failing is a content directory some of whose files and folders cannot be
// read.
type failing struct {
	*memoryDir
	errs map[string]error
}

func (f *failing) Open(name string) (fs.File, error) {
	if err := f.errs[name]; err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f.memoryDir.Open(name)
}

func versionsOf(c *memoryDir) {
	for _, d := range []struct{ file, app, version, title string }{
		{"apps/a/app.json", "a", "2.0.0", "A new"}, {"apps/a/versions/1.json", "a", "1.0.0", "A old"}, {"apps/b/app.json", "b", "1.0.0", "B"}, {"c.json", "c", "1.0.0", "C"},
	} {
		c.write(d.file, `{"app": "`+d.app+`", "version": "`+d.version+`", "title": "`+d.title+`",
  "widgets": [{"name": "w", "title": "W", "url": "https://a.test/", "icon": "https://a.test/i.svg"}]}`)
	}
	c.write("apps/b/README.md", "# readme\n")
}

// TestLostKeepsPages: what cannot be read any more stays as it was, and is
// read again as soon as that goes.
func TestLostKeepsPages(t *testing.T) {
	for _, why := range []error{syscall.EIO, syscall.EMFILE, fs.ErrPermission} {
		for _, where := range []string{"apps/a/app.json", "apps/a/versions/1.json", "apps/b/app.json", "apps", "apps/b"} {
			f := &failing{newContent(), map[string]error{}}
			versionsOf(f.memoryDir)
			opts := gallery.Options{Site: site.Settings{Title: "x", Load: "auto"}}
			cat := generator.Open(f, theme(t), opts, nil)
			_, err := cat.Refresh()
			must(t, err)
			before := shown(cat)
			healthy := whole(t, cat)
			f.errs[where] = why
			f.update(func() { // a change, so that it is asked for
				if data := f.files[where]; data != nil {
					f.write(where, string(data.Data))
				}
			})
			_, err = cat.Refresh()
			must(t, err)
			if after := shown(cat); after != before {
				t.Errorf("%s, %v: pages before\n%s\nafter\n%s", where, why, before, after)
			}
			if len(gallery.ListUnreadable(cat.Snapshot())) == 0 {
				t.Errorf("%s, %v: no word about it", where, why)
			}
			if again, err := cat.Refresh(); again.Any() || err != nil {
				t.Errorf("%s, %v: a second look finds changes: %+v %v", where, why, again, err)
			}
			delete(f.errs, where)
			_, err = cat.Refresh()
			must(t, err)
			if diff := differ(t, whole(t, cat), healthy); diff != "" || len(gallery.ListUnreadable(cat.Snapshot())) > 0 {
				t.Errorf("%s, %v: afterwards %s", where, why, diff)
			}
		}
	}
}

// shown lists the pages of definitions.
func shown(cat *generator.Session) string {
	return strings.Join(slices.DeleteFunc(cat.Snapshot().Plan().Paths(), func(p string) bool { return !strings.HasPrefix(p, "apps/") }), "\n")
}

// TestKeepEarlierPages: a build that cannot read some files takes their pages
// from the build before; all others come out new.
func TestKeepEarlierPages(t *testing.T) {
	for _, where := range []string{"apps/a/app.json", "apps/a/versions/1.json", "apps/b/app.json", "apps", "apps/b"} {
		f := &failing{newContent(), map[string]error{}}
		versionsOf(f.memoryDir)
		opts := gallery.Options{Site: site.Settings{Title: "x", Load: "auto"}}
		first := generator.Open(f, theme(t), opts, nil)
		_, err := first.Refresh()
		must(t, err)
		earlier := map[string][]byte{}
		for _, p := range first.Snapshot().Plan().Paths() {
			data, ok, err := first.Snapshot().Page(p)
			if !ok || err != nil {
				t.Fatal(p, err)
			}
			earlier[p] = data
		}
		f.write("c.json", `{"app": "c", "version": "1.0.0", "title": "Another C"}`)
		f.errs[where] = syscall.EIO
		second := generator.Open(f, theme(t), opts, nil)
		_, err = second.Refresh()
		must(t, err)
		state, kept, err := gallery.Keep(second.Snapshot(), func(name string) ([]byte, bool) { data, ok := earlier[name]; return data, ok })
		must(t, err)
		if kept == 0 || len(gallery.ListUnreadable(state)) == 0 {
			t.Fatalf("%s: %d are kept", where, kept)
		}
		now := map[string][]byte{}
		must(t, gallery.Build(state, gallery.Write(func(p string, data []byte) error {
			f.mu.Lock()
			defer f.mu.Unlock()
			now[p] = data
			return nil
		})))
		for p, data := range earlier {
			if strings.HasPrefix(p, "apps/c/") || strings.HasPrefix(p, "badges/c/") {
				continue // it has no widget any more
			}
			got, ok := now[p]
			switch {
			case !ok:
				t.Errorf("%s: %s is gone", where, p)
			case p == "apps/c.html" && !bytes.Contains(got, []byte("Another C")):
				t.Errorf("%s: %s is not new", where, p)
			case lostPage(where, p) && !bytes.Equal(got, data):
				t.Errorf("%s: %s is not as it was", where, p)
			}
		}
		for _, want := range []string{`"apps/a.html"`, `"apps/a/v/1.0.0.html"`, `"apps/b/w.html"`, `Another C`} {
			if !bytes.Contains(now["gallery.json"], []byte(want)) {
				t.Errorf("%s: gallery.json lacks %s", where, want)
			}
		}
	}
}

// lostPage tells which pages must be those of the earlier build.
func lostPage(where, page string) bool {
	switch where {
	case "apps/a/app.json":
		return page == "apps/a.html" || page == "apps/a/w.html"
	case "apps/a/versions/1.json":
		return strings.HasPrefix(page, "apps/a/v/")
	case "apps":
		return strings.HasPrefix(page, "apps/a") || strings.HasPrefix(page, "apps/b")
	}
	return strings.HasPrefix(page, "apps/b")
}
