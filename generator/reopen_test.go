//go:build unix

package generator_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// swapped is a content directory on disk that is edited and replaced.
type swapped struct {
	t    *testing.T
	r    *rand.Rand
	root string // may be a link
	step int
}

func (s *swapped) write(name, text string) {
	file := filepath.Join(s.root, filepath.FromSlash(name))
	must(s.t, os.MkdirAll(filepath.Dir(file), 0o755))
	must(s.t, os.WriteFile(file, []byte(text), 0o644))
}

// save changes one file, to a text of the same length as before.
func (s *swapped) save() string {
	name := fmt.Sprintf("apps/a%d/app.json", s.r.IntN(3))
	if s.r.IntN(3) == 0 {
		name = strings.Replace(name, "app.json", "README.md", 1)
		s.write(name, fmt.Sprintf("# readme %03d\n", s.step))
		return name
	}
	s.write(name, fmt.Sprintf(`{"app": "a", "version": "1.0.0", "title": "T%03d", "widgets": [
  {"name": "w", "title": "W", "url": "https://a.test/", "icon": "i.svg"}]}`, s.step))
	return name
}

// copyTo copies the directory with the times of its files, as cp -a does.
func (s *swapped) copyTo(dir string) {
	must(s.t, os.CopyFS(dir, os.DirFS(s.root)))
	must(s.t, filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, file)
		if info, err := os.Stat(filepath.Join(s.root, rel)); err == nil && !e.IsDir() {
			return os.Chtimes(file, time.Now(), info.ModTime())
		}
		return err
	}))
}

// swap puts another directory into the place of the content directory.
func (s *swapped) swap() {
	next := fmt.Sprintf("%s-%03d", s.root, s.step)
	s.copyTo(next)
	info, err := os.Lstat(s.root)
	must(s.t, err)
	switch {
	case info.Mode()&fs.ModeSymlink != 0: // a deploy
		must(s.t, os.Symlink(next, s.root+"-link"))
		must(s.t, os.Rename(s.root+"-link", s.root))
	case s.r.IntN(2) == 0: // rm -rf, cp -a
		must(s.t, os.RemoveAll(s.root))
		must(s.t, os.Rename(next, s.root))
	default: // mv, mv
		must(s.t, os.Rename(s.root, next+"-old"))
		must(s.t, os.Rename(next, s.root))
	}
}

// TestReplacedRoot: whatever directory the path of the content directory leads
// to, that is the one which is shown; and while it leads nowhere, what was
// shown stays.
func TestReplacedRoot(t *testing.T) {
	th := theme(t)
	opts := gallery.Options{Site: site.Settings{Title: "Test", Load: "auto"}}
	for seed, kind := range []string{"folder", "link"} {
		s := &swapped{t, rand.New(rand.NewPCG(uint64(seed), 3)), filepath.Join(t.TempDir(), "content"), 0}
		if kind == "link" {
			must(t, os.Mkdir(s.root+"-first", 0o755))
			must(t, os.Symlink(s.root+"-first", s.root))
		}
		s.save()
		dir, err := content.Dir(s.root)
		must(t, err)
		defer dir.Close()
		c := generator.Open(dir, th, opts, nil)
		_, err = c.Refresh()
		must(t, err)
		for s.step = range 40 {
			if s.r.IntN(3) == 0 {
				s.swap()
			}
			name := s.save()
			look := c.Refresh
			if s.r.IntN(2) == 0 {
				look = func() (generator.Changes, error) { return c.RefreshFiles([]string{name}) }
			}
			_, err := look()
			must(t, err)
			fresh, err := content.Dir(s.root)
			must(t, err)
			clean := generator.Open(fresh, th, opts, nil)
			_, err = clean.Refresh()
			must(t, err)
			if diff := differ(t, whole(t, c), whole(t, clean)); diff != "" {
				t.Fatalf("%s, step %d: %s", kind, s.step, diff)
			}
			must(t, clean.Close())
		}
		before := c.Snapshot().Plan().Paths()
		must(t, os.RemoveAll(s.root))
		if _, err := c.Refresh(); err == nil {
			t.Errorf("%s: no word about a content directory that is gone", kind)
		}
		if after := c.Snapshot().Plan().Paths(); strings.Join(after, "\n") != strings.Join(before, "\n") {
			t.Errorf("%s: %d of %d files are left", kind, len(after), len(before))
		}
	}
}

// TestReplacedRootSameStamps: in another directory, a file of the same size,
// time and number may still be another one.
func TestReplacedRootSameStamps(t *testing.T) {
	root := filepath.Join(t.TempDir(), "content")
	file := filepath.Join(root, "app.json")
	must(t, os.Mkdir(root, 0o755))
	must(t, os.WriteFile(file, []byte(`{"app": "a", "version": "1.0.0", "title": "Old"}`), 0o644))
	info, err := os.Stat(file)
	must(t, err)
	dir, err := content.Dir(root)
	must(t, err)
	defer dir.Close()
	c := generator.Open(dir, theme(t), gallery.Options{Site: site.Settings{Title: "Test", Load: "auto"}}, nil)
	_, err = c.Refresh()
	must(t, err)
	must(t, os.Rename(root, root+"-old"))
	must(t, os.Mkdir(root, 0o755))
	must(t, os.Link(filepath.Join(root+"-old", "app.json"), file))
	must(t, os.WriteFile(file, []byte(`{"app": "a", "version": "1.0.0", "title": "New"}`), 0o644))
	must(t, os.Chtimes(file, time.Now(), info.ModTime()))
	_, err = c.RefreshFiles([]string{"app.json"})
	must(t, err)
	if page, _, err := c.Snapshot().Page("apps/a.html"); err != nil || !strings.Contains(string(page), "New") {
		t.Errorf("the page shows the old definition (%v)", err)
	}
}
