package made_test

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"vitrine/bench/hugo"
	"vitrine/bench/made"
	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/render"
	"vitrine/generator/site"
	"vitrine/templates"
)

// digest is of everything that Make says of the first 200 apps. What was measured
// before it changed cannot be compared with what is measured afterwards.
const digest = "0ff6df14597cc3c9"

// TestSame: the same apps come out everywhere, in a corpus of any size.
func TestSame(t *testing.T) {
	h := sha256.New()
	for i := range 200 {
		a := made.Make(i)
		for _, part := range append([][]byte{[]byte(a.ID), a.Definition, a.Readme, []byte(a.Defect)}, a.Icons...) {
			h.Write(part)
			h.Write([]byte{0})
		}
	}
	if got := hex.EncodeToString(h.Sum(nil))[:16]; got != digest {
		t.Errorf("the corpus is another: %s", got)
	}
	small, large := write(t, 3), write(t, 10)
	for i := range 3 {
		name := filepath.Join(made.Make(i).ID, "app.json")
		a, b := read(t, small, name), read(t, large, name)
		if a != b || a == "" {
			t.Errorf("%s depends on how many apps there are", name)
		}
	}
}

// TestSurprises: a corpus has a page for each app and widget, and errors only
// where a defect was put.
func TestSurprises(t *testing.T) {
	dir := write(t, 200)
	want := map[string]bool{}
	for i := range 200 {
		if a := made.Make(i); a.Defect != "" {
			want[a.ID] = true
		}
	}
	if len(want) < 3 {
		t.Fatalf("only %d apps have a defect", len(want))
	}
	s := open(t, dir)
	got := map[string]bool{}
	for _, f := range s.Snapshot().Report("").Files {
		if slices.ContainsFunc(f.Diagnostics, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
			got[path.Dir(f.Source.Path)] = true
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("errors in %v, defects in %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

// TestBuilds: ten apps make a site without a word.
func TestBuilds(t *testing.T) {
	s, pages := open(t, write(t, 10)), map[string]int{}
	if err := gallery.Build(s.Snapshot(), one{pages}); err != nil {
		t.Error(err)
	}
	widgets := 0
	for i := range 10 {
		widgets += len(made.Make(i).Icons)
	}
	if pages["app page"] != 10 || pages["widget page"] < widgets {
		t.Errorf("pages of 10 apps with %d widgets: %v", widgets, pages)
	}
}

// TestHugo: a project of Hugo's has a page for each app and widget.
func TestHugo(t *testing.T) {
	corpus, dir := write(t, 10), filepath.Join(t.TempDir(), "project")
	if err := hugo.Project(corpus, dir); err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		a := made.Make(i)
		list, err := filepath.Glob(filepath.Join(dir, "content", "apps", a.ID, "*.md"))
		if err != nil || len(list) != 1+len(a.Icons) {
			t.Errorf("%s: %d pages, %v", a.ID, len(list), err)
		}
	}
}

func write(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "corpus")
	if _, err := made.Write(dir, n); err != nil {
		t.Fatal(err)
	}
	return dir
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func open(t *testing.T, dir string) *generator.Session {
	t.Helper()
	files, err := content.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	theme, err := render.Load(render.Layers{templates.FS}, render.Brand{})
	if err != nil {
		t.Fatal(err)
	}
	s := generator.Open(files, theme, gallery.Options{Site: site.Settings{Title: "Bench", Load: "auto"}}, nil)
	t.Cleanup(func() { s.Close() })
	if _, err := s.Refresh(); err != nil {
		t.Fatal(err)
	}
	return s
}

var lock sync.Mutex

// one counts files by kind.
type one struct{ kinds map[string]int }

func (one) Keep(gallery.Output) bool { return false }

func (o one) Write(out gallery.Output, _ []byte) error {
	lock.Lock()
	defer lock.Unlock()
	o.kinds[gallery.Kind(out.Path)]++
	return nil
}
