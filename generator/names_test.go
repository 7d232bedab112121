package generator_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/output"
	"vitrine/generator/site"
)

// Names that were made to meet: with themselves, with numbers and marks, with
// folders and files of the gallery, and with what systems cannot tell apart.
var (
	hostileIDs = []string{
		"foo", "Foo", "FOO", "foo-2", "Foo-2", "foo~2", "acme", "ACME", "Acme", "acme-2", "acme-3", "v", "V", "diff", "con", "CON", "nul.html", "LPT1", "aux.x", "index", "apps",
		"a/b", "a-b", "a.b", "a b", "..", ".", "é", "e\u0301", "É", "x.html", "x.svg", "x ", "x.", "", "foo/v/1.0.0", strings.Repeat("y", 70), strings.Repeat("y", 71), "ﬀ", "ı", "I", "i", "İ", "K",
	}
	hostileVersions = []string{
		"2.0.0", "1.0.0", "1.0.0.html", "1.0.0.HTML", "1.0.0.svg", "1.0.0.json", "1.0.0-a", "1.0.0-A", "1.0.0-a.html", "1.0.0-2", "1.0.0~2", "none", "", "v", "1.0.0/w", "1.0.0+b", "1.0.0+B",
		"1.0.0.", "con", "prn.1", "a--b", "b", "a", "a--b--c", "diff",
	}
	hostileWidgets = []string{"w", "W", "w-2", "w~2", "v", "diff", "index", "widget-1", "widget-2", "", "w.html", "w/x", "w-x", "con", "Com3", "é", "1.0.0", "Diff", strings.Repeat("z", 80)}
)

var stepPath = regexp.MustCompile(`^apps/[^/]+/diff/`)

func hostileApp(r *rand.Rand) []byte {
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	widgets := []map[string]string{}
	for range r.IntN(5) {
		widgets = append(widgets, map[string]string{"name": pick(hostileWidgets), "title": "W", "url": "https://acme.test/", "icon": "https://acme.test/i.svg"})
	}
	text, err := json.Marshal(map[string]any{"app": pick(hostileIDs), "version": pick(hostileVersions), "title": "T", "widgets": widgets})
	if err != nil {
		panic(err)
	}
	return text
}

// TestNamesNeverMeet: whatever ids, versions and widgets are called, every
// file of the site has a name of its own on every system, every app, version
// and widget has its page, and the site can be written.
func TestNamesNeverMeet(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 11))
		content, widgets := fstest.MapFS{}, 0
		for i := range 60 {
			text := hostileApp(r)
			widgets += strings.Count(string(text), `"url"`)
			content[fmt.Sprintf("apps/%d/app.json", i)] = &fstest.MapFile{Data: text}
		}
		c := sessionOf(t, content, site.Settings{Title: "Names", Load: "auto", BaseURL: "https://acme.test/"})
		pages := 0
		for _, p := range c.Snapshot().Plan().Paths() {
			if strings.HasPrefix(p, "apps/") && !stepPath.MatchString(p) {
				pages++
			}
		}
		if pages != 2*len(content)+widgets { // of an app, of its text, and of each widget
			t.Errorf("seed %d: %d pages of %d definitions with %d widgets", seed, pages, len(content), widgets)
		}
		checkApart(t, c.Snapshot().Plan().Paths())
		if seed > 1 {
			continue
		}
		w, err := output.Open(t.TempDir(), output.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := gallery.Build(c.Snapshot(), gallery.Write(w.Write)); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		if err := w.Abort(); err != nil {
			t.Error(err)
		}
	}
}

func sessionOf(t *testing.T, content fstest.MapFS, s site.Settings) *generator.Session {
	t.Helper()
	c := generator.Open(content, theme(t), gallery.Options{Site: s, Widgets: "widgets"}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	return c
}

// device is the name of what is no file on Windows, with any ending.
var device = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)

// checkApart: no two paths are one file, and none is the folder of another,
// where letter case and the spelling of accents do not count.
func checkApart(t *testing.T, paths []string) {
	t.Helper()
	files := map[string]string{}
	for _, p := range paths {
		key := norm.NFC.String(strings.ToLower(p))
		if was, ok := files[key]; ok {
			t.Errorf("%q and %q are one file", was, p)
		}
		files[key] = p
		if strings.IndexFunc(p, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`<>:"\|?*%#`, r) }) >= 0 {
			t.Errorf("%q is no name everywhere", p)
		}
		for part := range strings.SplitSeq(p, "/") {
			if part != ".nojekyll" && (strings.Trim(part, ". ") != part || len(part) > 255) {
				t.Errorf("%q: %q is no name everywhere", p, part)
			}
			if device.MatchString(part) {
				t.Errorf("%q: %q is a device of Windows", p, part)
			}
		}
	}
	for key, p := range files {
		for i := range key {
			if key[i] == '/' && files[key[:i]] != "" {
				t.Errorf("%q stands below the file %q", p, files[key[:i]])
			}
		}
	}
}

// TestNamesStay: the page of an app depends on its own id, and on ids that
// differ from it in letter case only, never on what else there is.
func TestNamesStay(t *testing.T) {
	app := func(id string) *fstest.MapFile {
		text, _ := json.Marshal(map[string]any{"app": id, "version": "1.0.0", "title": id})
		return &fstest.MapFile{Data: text}
	}
	page := func(c *generator.Session, id string) string {
		for _, p := range c.Snapshot().Plan().Paths() {
			if data, _, _ := c.Snapshot().Page(p); strings.HasPrefix(p, "apps/") && strings.Contains(string(data), "<h1><bdi>"+id+"</bdi></h1>") {
				return p
			}
		}
		return ""
	}
	for _, id := range []string{"acme", "acme_orders", "acme-2", "a1", "Ünder", "nul", "a.b", "Only_Once"} {
		alone := page(sessionOf(t, fstest.MapFS{"a.json": app(id)}, site.Settings{}), id)
		crowd := fstest.MapFS{"z.json": app(id)}
		for i, other := range []string{"acme", "ACME", "Acme", "acme-2", "acme-3", "ACME-2", "A1", "a1-2", "under", "nul-", "a-b", "a b", "Acme_orders"} {
			if other != id {
				crowd[fmt.Sprintf("%d.json", i)] = app(other)
			}
		}
		if got := page(sessionOf(t, crowd, site.Settings{}), id); got != alone || got == "" {
			t.Errorf("the page of %q is %q by itself and %q among others", id, alone, got)
		}
	}
}

// TestLostPage: a page that cannot be written is left out and told; all
// others are written, the same whichever comes first.
func TestLostPage(t *testing.T) {
	content := fstest.MapFS{"apps/a/app.json": {Data: []byte(`{"app":"acme","version":"1.0.0","title":"A"}`)}}
	for _, name := range []string{"a.html", "A.html", "b:c.html", "d", "D/e.html", "caf\u00e9.html", "cafe\u0301.html"} {
		content["widgets/"+name] = &fstest.MapFile{Data: []byte("<p>" + name)}
	}
	s := site.Settings{Title: "Lost", Previews: []site.Redirect{{From: "https://acme.test/", To: "widgets/a.html"}}}
	for range 5 {
		w, err := output.Open(t.TempDir(), output.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Abort()
		var mu sync.Mutex
		written := map[string]bool{}
		c := sessionOf(t, content, s)
		err = gallery.Build(c.Snapshot(), gallery.Write(func(p string, data []byte) error {
			err := w.Write(p, data)
			mu.Lock()
			defer mu.Unlock()
			written[p] = err == nil
			return err
		}))
		var lost *gallery.LostPages
		if !errors.As(err, &lost) {
			t.Fatal(err)
		}
		var names []string
		for _, p := range lost.Pages {
			names = append(names, p.Path)
			if written[p.Path] || !errors.Is(err, gallery.ErrNoPlace) {
				t.Errorf("%q: %v", p.Path, p.Err)
			}
		}
		if want := []string{"widgets/a.html", "widgets/b:c.html", "widgets/caf\u00e9.html", "widgets/d"}; !slices.Equal(names, want) {
			t.Errorf("lost %q, want %q", names, want)
		}
		all := c.Snapshot().Plan().Paths()
		if n := len(slices.DeleteFunc(slices.Collect(maps.Keys(written)), func(p string) bool { return !written[p] })); n != len(all)-len(names) {
			t.Errorf("%d files written of %d", n, len(all)-len(names))
		}
	}
}

// TestBrokenWrite: a disk that fails stops the build: what is missing then is
// more than a page.
func TestBrokenWrite(t *testing.T) {
	content := fstest.MapFS{"apps/a/app.json": {Data: []byte(`{"app":"acme","version":"1.0.0","title":"A"}`)}}
	full := errors.New("no space left on device")
	err := gallery.Build(sessionOf(t, content, site.Settings{}).Snapshot(), gallery.Write(func(p string, _ []byte) error {
		if p == "apps/acme.html" {
			return full
		}
		return nil
	}))
	var lost *gallery.LostPages
	if !errors.Is(err, full) || errors.As(err, &lost) {
		t.Errorf("a disk that fails: %v", err)
	}
}
