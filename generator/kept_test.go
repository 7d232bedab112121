package generator_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/memo"
	"vitrine/generator/output"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// reading is a content directory that notes which files are opened.
type reading struct {
	*memoryDir
	mu     sync.Mutex
	opened map[string]bool
}

func (r *reading) Open(name string) (fs.File, error) {
	r.mu.Lock()
	if strings.HasSuffix(name, ".json") {
		r.opened[name] = true
	}
	r.mu.Unlock()
	return r.memoryDir.Open(name)
}

// builder builds the same gallery again and again, as a command line does: each
// time anew, with what the run before has kept.
type builder struct {
	content fs.FS
	cache   string // file of kept results
	out     string
	opts    gallery.Options
}

func newBuilder(t *testing.T, content fs.FS) *builder {
	dir := t.TempDir()
	return &builder{content, filepath.Join(dir, "cache", "results"), filepath.Join(dir, "out"), gallery.Options{Site: site.Settings{
		Title: "Kept", Load: "auto", BaseURL: "https://acme.test/", Previews: []site.Redirect{{From: "https://cdn.test/", To: "icons/"}},
	}}}
}

// build builds once, and tells how many files were made.
func (b *builder) build(t *testing.T) (made int) {
	t.Helper()
	made, err := b.try(t)
	must(t, err)
	return made
}

// try is build, where the build itself may fail.
func (b *builder) try(t *testing.T) (made int, err error) {
	t.Helper()
	s := generator.Open(b.content, theme(t), b.opts, memo.Open(b.cache, "this program"))
	_, err = s.Refresh()
	must(t, err)
	w, err := output.Open(b.out, output.Options{})
	must(t, err)
	if made, err = s.Build(t.Context(), w, b.out); err != nil {
		must(t, w.Abort())
		return made, err
	}
	_, err = w.Commit()
	must(t, err)
	must(t, s.Remember(w, b.out))
	return made, nil
}

// site reads what was built.
func (b *builder) site(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	must(t, fs.WalkDir(os.DirFS(b.out), ".", func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && p != output.ManifestName {
			files[p], err = os.ReadFile(filepath.Join(b.out, p))
		}
		return err
	}))
	return files
}

// clean is what a build makes that knows of no other.
func (b *builder) clean(t *testing.T) map[string][]byte {
	t.Helper()
	fresh := newBuilder(t, b.content)
	fresh.opts = b.opts
	fresh.build(t)
	return fresh.site(t)
}

// threeApps is a directory with three apps that were written long ago.
func threeApps() *reading {
	r := &reading{memoryDir: &memoryDir{files: fstest.MapFS{}, clock: time.Unix(1e9, 0)}, opened: map[string]bool{}}
	for _, app := range []string{"a", "b", "c"} {
		for _, version := range []string{"1.0.0", "1.1.0"} {
			r.write("apps/"+app+"/"+version+".json", fmt.Sprintf(`{ "app": %q, "version": %q, "title": "App %s", "default": true,
  "widgets": [ { "name": "w", "title": "W", "url": "https://acme.test/{{{settings.default.s}}}" } ],
  "settings": { "default": { "s": { "type": "string", "defaultValue": "x" } } } }`, app, version, app))
		}
		r.write("apps/"+app+"/README.md", "# "+app)
		r.write("apps/"+app+"/samples.yaml", "- name: S\n  settings: [{category: default, name: s, value: v}]\n")
	}
	return r
}

// TestBuildTwice: a build in which nothing changed renders no page and reads no
// definition, and one edit renders the pages of one app and what is made from
// all of them.
func TestBuildTwice(t *testing.T) {
	r := threeApps()
	b := newBuilder(t, r)
	if made := b.build(t); made < 100 || len(r.opened) != 6 {
		t.Fatalf("the first build made %d files of %d definitions", made, len(r.opened))
	}
	clear(r.opened)
	if made := b.build(t); made != 0 || len(r.opened) != 0 {
		t.Errorf("nothing changed, and %d files were made of %v", made, r.opened)
	}
	r.write("apps/b/1.1.0.json", strings.Replace(string(r.files["apps/b/1.1.0.json"].Data), "App b", "Another b", 1))
	before := time.Now()
	if made := b.build(t); made > 30 {
		t.Errorf("one app changed, and %d files were made", made)
	}
	must(t, fs.WalkDir(os.DirFS(b.out), "apps", func(p string, e fs.DirEntry, err error) error {
		if info, err := e.Info(); err == nil && !e.IsDir() && !strings.HasPrefix(p, "apps/b") && info.ModTime().After(before) {
			t.Errorf("%s was written anew", p)
		}
		return err
	}))
	if diff := differ(t, b.site(t), b.clean(t)); diff != "" {
		t.Error(diff)
	}
	clear(r.opened)
	if made := b.build(t); made != 0 || len(r.opened) != 0 {
		t.Errorf("nothing changed again, and %d files were made of %v", made, r.opened)
	}
}

// TestKeptDependsOn: what is kept is made again when something changes that it
// depends on besides definitions.
func TestKeptDependsOn(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, b *builder, r *reading){
		"a README": func(_ *testing.T, _ *builder, r *reading) { r.write("apps/a/README.md", "# Another") },
		"samples": func(_ *testing.T, _ *builder, r *reading) {
			r.write("apps/a/samples.yaml", "- name: T\n  settings: []\n")
		},
		"an older version": func(_ *testing.T, _ *builder, r *reading) {
			old := string(r.files["apps/a/1.0.0.json"].Data)
			r.write("apps/a/1.0.0.json", strings.Replace(old, `"title": "W"`, `"title": "W", "iframePermissions": "microphone *"`, 1))
		},
		"the lines of an older version": func(_ *testing.T, _ *builder, r *reading) {
			old := string(r.files["apps/a/1.0.0.json"].Data)
			r.write("apps/a/1.0.0.json", "\n\n"+old)
		},
		"one more version": func(_ *testing.T, _ *builder, r *reading) {
			r.write("apps/a/0.9.0.json", strings.Replace(string(r.files["apps/a/1.0.0.json"].Data), "1.0.0", "0.9.0", 1))
		},
		"the levels": func(_ *testing.T, b *builder, _ *reading) {
			b.opts.Levels.Changes = []rules.Change{{Rule: "widget-missing-icon", Severity: diag.Info}}
		},
		"the settings":     func(_ *testing.T, b *builder, _ *reading) { b.opts.Site.Title = "Another" },
		"a limit":          func(_ *testing.T, b *builder, _ *reading) { b.opts.Limits.Findings = 1 },
		"a file of a page": func(t *testing.T, b *builder, _ *reading) { must(t, os.Remove(filepath.Join(b.out, "apps", "a.html"))) },
		"an edited page": func(t *testing.T, b *builder, _ *reading) {
			must(t, os.WriteFile(filepath.Join(b.out, "apps", "a.html"), []byte("mine"), 0o644))
		},
		"the output": func(t *testing.T, b *builder, _ *reading) { must(t, os.RemoveAll(b.out)) },
	} {
		t.Run(name, func(t *testing.T) {
			r := threeApps()
			old := string(r.files["apps/a/1.0.0.json"].Data)
			r.write("apps/a/1.0.0.json", strings.Replace(old, `"url"`, `"width": "20vw", "url"`, 1)) // so that there is a difference
			b := newBuilder(t, r)
			b.build(t)
			change(t, b, r)
			if b.build(t) == 0 {
				t.Error("no file was made")
			}
			if diff := differ(t, b.site(t), b.clean(t)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestKeptEqualsClean makes random edits of the content, of the kept results and
// of the output, builds after each few, and compares with a build that knows of
// no other.
func TestKeptEqualsClean(t *testing.T) {
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 11))
		files := &memoryDir{files: fstest.MapFS{}, clock: time.Unix(1e9, 0)}
		b := newBuilder(t, files)
		for step := range 15 {
			for range r.IntN(4) {
				files.edit(r)
			}
			b.disturb(t, r)
			b.build(t)
			if diff := differ(t, b.site(t), b.clean(t)); diff != "" {
				t.Fatalf("seed %d, step %d: %s", seed, step, diff)
			}
		}
	}
}

// disturb damages, now and then, what was kept or built.
func (b *builder) disturb(t *testing.T, r *rand.Rand) {
	t.Helper()
	var pages []string
	if _, err := os.Stat(b.out); err == nil {
		pages = slices.Sorted(maps.Keys(b.site(t)))
	}
	switch r.IntN(8) {
	case 0:
		if data, err := os.ReadFile(b.cache); err == nil {
			data[r.IntN(len(data))] ^= 1 << r.IntN(8)
			must(t, os.WriteFile(b.cache, data, 0o600))
		}
	case 1:
		must(t, os.RemoveAll(filepath.Dir(b.cache)))
	case 2:
		if len(pages) > 0 {
			must(t, os.Remove(filepath.Join(b.out, pages[r.IntN(len(pages))])))
		}
	case 3:
		if len(pages) > 0 {
			must(t, os.WriteFile(filepath.Join(b.out, pages[r.IntN(len(pages))]), []byte("not what was built"), 0o644))
		}
	}
}

// TestKeptStamps: a file that was changed under the stamp of the one before is
// found to be another as soon as it is read; then no stamp is trusted any more.
func TestKeptStamps(t *testing.T) {
	r := threeApps()
	b := newBuilder(t, r)
	b.build(t)
	file := r.files["apps/a/1.1.0.json"]
	file.Data = []byte(strings.Replace(string(file.Data), "App a", "App Z", 1)) // same size, same time
	b.opts.Site.Title = "Another"                                               // so that the text is needed
	b.build(t)
	if diff := differ(t, b.site(t), b.clean(t)); diff != "" {
		t.Error(diff)
	}
	// A README is read only while its page is made: that build stops and says
	// why, and the next one reads everything.
	r.files["apps/b/README.md"].Data = []byte("# z")
	b.opts.Site.Title = "A third"
	if _, err := b.try(t); !errors.Is(err, content.ErrChanged) {
		t.Errorf("the README was taken for another: %v", err)
	}
	b.build(t)
	if diff := differ(t, b.site(t), b.clean(t)); diff != "" {
		t.Error(diff)
	}
}
