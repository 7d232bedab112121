package generator_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// memoryDir is a directory in memory that can be edited while it is served.
type memoryDir struct {
	mu    sync.RWMutex
	files fstest.MapFS
	clock time.Time
}

func (c *memoryDir) Open(name string) (fs.File, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.files.Open(name)
}

func (c *memoryDir) write(name, text string) {
	c.clock = c.clock.Add(time.Second)
	c.files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: c.clock}
}

// definition makes one that links the fates of files: versions, samples and
// icons beside it.
func definition(r *rand.Rand) string {
	id := []string{"acme", "acme", "Acme", "beta", "con", "a/b", ""}[r.IntN(7)]
	icon := []string{"icons/a.svg", "https://cdn.test/a.svg", "icons/b.svg"}[r.IntN(3)]
	needs := []string{`"acme-^1.0.0"`, `"beta-*", "con-*"`, `"con-*", "beta-*"`, ``}[r.IntN(4)]
	text := fmt.Sprintf(`{ "app": %q, "version": "%d.%d.0%s", "title": "T%d", "iconUrl": %q, "dependencies": [%s],
  "widgets": [ { "name": "w%d", "title": "W", "url": "https://acme.test/?s={{{settings.default.s}}}", "icon": %q } ],
  "settings": { "default": { "s": { "type": "string", "defaultValue": "" } } } }`,
		id, r.IntN(2), r.IntN(3), []string{"", "", "-rc"}[r.IntN(3)], r.IntN(4), icon, needs, r.IntN(3), icon)
	if r.IntN(6) == 0 {
		text = strings.TrimSuffix(text, " }") // broken
	}
	return text
}

var edits = []string{
	"apps/a/app.json", "apps/a/versions/1.json", "apps/a/versions/2.json", "apps/b/app.json", "apps/b/x.json", "flat.json", "other.json",
	"apps/a/README.md", "apps/a/samples.yaml", "apps/b/samples.yaml", "apps/a/icons/a.svg", "apps/b/icons/b.svg", "icons/a.svg",
	".gitignore", "apps/a/.gitignore",
	"apps/b/index.js", "apps/b/parts.js", "apps/b/parts/index.ts", "apps/b/texts.json", "apps/a/texts.json", "apps/a/index.mjs",
	"reviews/acme.yaml", "reviews/acme.yaml", "reviews/beta.yaml", "reviews/betas.yaml", "reviews/acme.json",
}

// edit changes a file at random and returns the names that a watcher would
// tell.
func (c *memoryDir) edit(r *rand.Rand) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	name := edits[r.IntN(len(edits))]
	switch {
	case r.IntN(4) == 0:
		delete(c.files, name)
	case r.IntN(8) == 0 && c.files[name] != nil: // rename
		to := edits[r.IntN(7)]
		c.write(to, string(c.files[name].Data))
		delete(c.files, name)
		return []string{name, to}
	case strings.HasSuffix(name, "texts.json"):
		c.write(name, fmt.Sprintf(`{ "title": "From a file %d" }`, r.IntN(3)))
	case strings.HasSuffix(name, ".json"):
		c.write(name, definition(r))
	case strings.Contains(name, "parts"):
		c.write(name, fmt.Sprintf("export const part = { width: '%dvw' };\nexport { title } from './texts.json'\n", r.IntN(3)))
	case strings.HasSuffix(name, "js"):
		form := [][2]string{
			{"export default { ...texts, part, more: title, ...", "}"}, {"export default Object.assign({}, { part }, ", ")"},
			{"const app = {...texts, ...", "}\nexport { app as default };"}, {"export default run(", ")"},
		}[r.IntN(4)]
		c.write(name, "import { part, title } from './parts';\nimport texts from './texts.json';\n"+form[0]+definition(r)+form[1]+"\n")
	case strings.HasSuffix(name, ".gitignore"):
		c.write(name, []string{"*.svg\n", "/b/\nversions/\n", "*.json\n!app.json\n", "apps/b\n", "# nothing\n"}[r.IntN(5)])
	case strings.HasPrefix(name, "reviews/"):
		c.write(name, fmt.Sprintf("- version: %d.%d.0\n  %s: rejected\n  date: 2026-04-0%d\n", r.IntN(2), r.IntN(3),
			[]string{"decision", "decison"}[r.IntN(2)], 1+r.IntN(3)))
	case strings.HasSuffix(name, ".yaml"):
		c.write(name, fmt.Sprintf("- name: S%d\n  settings: [{category: default, name: %s, value: v%d}]\n", r.IntN(3), []string{"s", "z"}[r.IntN(2)], r.IntN(3)))
	case strings.HasSuffix(name, ".svg"):
		c.write(name, fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 %d"><circle r="%d"/></svg>`, 127+r.IntN(4), r.IntN(9)))
	default:
		c.write(name, fmt.Sprintf("# Hello %d\n", r.IntN(9)))
	}
	return []string{name}
}

// TestIncrementalEqualsClean makes hundreds of random edits, refreshes after
// each few, and compares the whole site with one that is built anew. Meanwhile
// others read pages, as browsers do.
func TestIncrementalEqualsClean(t *testing.T) {
	th := theme(t)
	opts := gallery.Options{Site: site.Settings{Title: "Test", Load: "auto", Previews: []site.Redirect{{From: "https://cdn.test/", To: "icons/"}}}}
	for seed := range uint64(3) {
		opts.Limits.Keep = int(seed) // with few and with no trees kept
		r := rand.New(rand.NewPCG(seed, 7))
		files := &memoryDir{files: fstest.MapFS{}, clock: time.Unix(1e9, 0)}
		c := generator.Open(files, th, opts, nil)
		stop := reader(t, c)
		for step := range 80 {
			var names []string
			for range 1 + r.IntN(3) {
				names = append(names, files.edit(r)...)
			}
			if r.IntN(4) == 0 { // events name folders as well
				names = append(names, path.Dir(names[r.IntN(len(names))]))
			}
			look := c.Refresh
			if r.IntN(2) == 0 {
				look = func() (generator.Changes, error) { return c.RefreshFiles(names) }
			}
			if _, err := look(); err != nil {
				t.Fatal(err)
			}
			clean := generator.Open(files, th, opts, nil)
			if _, err := clean.Refresh(); err != nil {
				t.Fatal(err)
			}
			if diff := differ(t, whole(t, c), whole(t, clean)); diff != "" {
				t.Fatalf("seed %d, step %d: %s", seed, step, diff)
			}
		}
		stop()
	}
}

// reader asks for pages until it is stopped. Each page must be one of the state
// that it was asked of, however old that is by then.
func reader(t *testing.T, c *generator.Session) (stop func()) {
	var wg sync.WaitGroup
	done := make(chan struct{})
	wg.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond): // whoever edits needs a processor, too
			}
			state := c.Snapshot()
			paths := state.Plan().Paths()
			p := paths[n%len(paths)]
			if strings.HasPrefix(p, "pictures/") {
				continue // these are read from the directory, which may be ahead
			}
			first, _, err := state.Page(p)
			second, _, again := state.Page(p)
			if !bytes.Equal(first, second) || err != nil || again != nil {
				t.Errorf("%s of one state is not always the same: %v %v", p, err, again)
				return
			}
		}
	})
	return func() { close(done); wg.Wait() }
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// whole renders a site, with the findings as one more file. Pages that are
// made from the theme alone are left out.
func whole(t *testing.T, c *generator.Session) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, p := range c.Snapshot().Plan().Paths() {
		if strings.HasPrefix(p, "rules/") || strings.HasPrefix(p, "assets/") {
			continue
		}
		data, ok, err := c.Snapshot().Page(p)
		if !ok || err != nil {
			t.Fatalf("page %s: %v %v", p, ok, err)
		}
		files[p] = data
	}
	var b bytes.Buffer
	for _, f := range c.Snapshot().Report("").Files {
		fmt.Fprintln(&b, f.Source.Path, f.Diagnostics)
	}
	files["findings"] = b.Bytes()
	return files
}

func differ(t *testing.T, got, want map[string][]byte) string {
	t.Helper()
	var names []string
	for n := range got {
		if !bytes.Equal(got[n], want[n]) {
			names = append(names, n)
		}
	}
	for n := range want {
		if _, ok := got[n]; !ok {
			names = append(names, n+" (missing)")
		}
	}
	slices.Sort(names)
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("%d files differ: %.200q\ngot  %.600s\nwant %.600s", len(names), names, around(got[names[0]], want[names[0]]), around(want[names[0]], got[names[0]]))
}

// around cuts a text at the first difference from another.
func around(a, b []byte) []byte {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return a[max(0, i-200):]
}

// TestDeterministic builds the demo twice and compares every byte.
func TestDeterministic(t *testing.T) {
	dir, err := content.Dir("../content")
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	build := func() map[string][]byte {
		c := generator.Open(dir, theme(t), gallery.Options{Site: site.Settings{Title: "Test", Load: "auto"}}, nil)
		if _, err := c.Refresh(); err != nil {
			t.Fatal(err)
		}
		return whole(t, c)
	}
	if diff := differ(t, build(), build()); diff != "" {
		t.Error(diff)
	}
}
