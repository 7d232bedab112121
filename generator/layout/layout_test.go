package layout_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"vitrine/generator/check"
	"vitrine/generator/layout"
	"vitrine/generator/rules"
)

// entry is a definition that was checked: "acme 1.0.0 w x" in a file.
func entry(path, says string) *layout.Entry {
	part := strings.Fields(says)
	return &layout.Entry{Path: path, Facts: &check.Facts{Head: &check.Head{ID: part[0], Version: part[1], Widgets: part[2:]}}}
}

func unchanged(old, _ *layout.Entry) *rules.Since { return &rules.Since{Version: old.Head().Version} }

// told lists the pages of a layout, by file.
func told(l *layout.Layout) string {
	var b strings.Builder
	for _, e := range l.Entries() {
		fmt.Fprintf(&b, "%s: %s", e.Path, e.Page)
		for _, w := range e.Widgets {
			b.WriteString(" " + w)
		}
		if e.Latest {
			b.WriteString(" latest")
		}
		if e.Step != "" {
			b.WriteString(" " + e.Step)
		}
		for _, d := range e.Set {
			b.WriteString(" " + d.Rule)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestPages shows how pages are called: by what definitions say, newest version
// first, with a mark where two would meet.
func TestPages(t *testing.T) {
	l, delta := (&layout.Layout{}).Next(layout.Change{Entries: []*layout.Entry{
		entry("a/app.json", "acme 1.10.0 orders orders"), entry("a/1.json", "acme 1.9.0 orders"), entry("a/2.json", "acme 1.10.0-beta.1"),
		entry("b.json", "Acme 2.0.0 con"), entry("c.json", "beta 1.0.0"), entry("d.json", "beta 1.0.0"),
	}}, unchanged)
	const want = `a/1.json: apps/acme/v/1.9.0.html apps/acme/v/1.9.0/orders.html gallery-case-collision
a/2.json: apps/acme/v/1.10.0-beta.1.html apps/acme/diff/1.9.0--1.10.0-beta.1.html gallery-case-collision
a/app.json: apps/acme.html apps/acme/orders.html apps/acme/orders~2.html latest apps/acme/diff/1.10.0-beta.1--1.10.0.html gallery-case-collision
b.json: apps/Acme~bihgafjhbaolbaac.html apps/Acme~bihgafjhbaolbaac/widget-1.html latest gallery-case-collision
c.json: apps/beta.html latest apps/beta/diff/1.0.0--1.0.0.html gallery-duplicate-app
d.json: apps/beta/v/1.0.0.html gallery-duplicate-app
`
	got := told(l)
	mark := got[strings.Index(got, "Acme~")+5:][:16] // a digest of the name
	if want := strings.ReplaceAll(want, "bihgafjhbaolbaac", mark); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if len(delta.Groups) != 2 {
		t.Errorf("%d groups are new", len(delta.Groups))
	}
}

// TestLatest: the newest release of an app is what its page shows, though a
// pre-release be newer. Where nothing is a release, the newest is shown.
func TestLatest(t *testing.T) {
	for _, c := range []struct {
		versions string // in order of their files
		want     string // newest first, the latest in brackets, with a star for a pre-release
	}{
		{"1.0.0", "[1.0.0]"},
		{"1.4.0 2.1.0 2.2.0-beta.1", "2.2.0-beta.1* [2.1.0] 1.4.0"},
		{"3.0.0-rc.1 2.1.0 3.0.0-alpha", "3.0.0-rc.1* 3.0.0-alpha* [2.1.0]"},
		{"2.1.0 2.1.0-beta.1 2.2.0+build-7", "[2.2.0+build-7] 2.1.0 2.1.0-beta.1*"},
		{"1.0.0-alpha 1.0.0-beta", "[1.0.0-beta*] 1.0.0-alpha*"},
		{"next 1.0.0-beta", "[1.0.0-beta*] next"},
		{"next 0.1.0 1.0.0-beta", "1.0.0-beta* [0.1.0] next"},
		{"2.0.0-beta 1.0.0 1.0.0", "2.0.0-beta* [1.0.0] 1.0.0"},
		{"one two", "[two] one"},
	} {
		var change layout.Change
		for i, v := range strings.Fields(c.versions) {
			change.Entries = append(change.Entries, entry(fmt.Sprintf("%d.json", i), "acme "+v))
		}
		l, _ := (&layout.Layout{}).Next(change, unchanged)
		var got []string
		for i, e := range l.App("acme").Versions {
			text := e.Head().Version
			if e.Prerelease() {
				text += "*"
			}
			page := "apps/acme/v/"
			if e.Latest {
				text, page = "["+text+"]", "apps/acme.html"
			}
			got = append(got, text)
			if !strings.HasPrefix(e.Page, page) || e.Newest != (i == 0) || e.Latest != (e == l.App("acme").Latest()) {
				t.Errorf("%s: %s has the page %s, newest: %v", c.versions, text, e.Page, e.Newest)
			}
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.versions, got, c.want)
		}
	}
}

// TestNextIsFresh: a layout that came about by many changes is that of the same
// files at once, and only the groups that a change concerns are new.
func TestNextIsFresh(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	paths := []string{"a/app.json", "a/1.json", "b/app.json", "c.json", "d.json"}
	files := map[string]string{}
	l := &layout.Layout{}
	for step := range 500 {
		var c layout.Change
		for range 1 + r.IntN(2) {
			p := paths[r.IntN(len(paths))]
			if r.IntN(4) == 0 {
				delete(files, p)
			} else {
				files[p] = fmt.Sprintf("%s %d.0.0%s w", []string{"acme", "Acme", "beta", "gamma"}[r.IntN(4)], r.IntN(3), []string{"", "-rc"}[r.IntN(2)])
			}
		}
		for _, p := range paths {
			says, there := files[p]
			switch was := l.Entry(p); {
			case !there && was != nil:
				c.Gone = append(c.Gone, p)
			case there && (was == nil || was.Head().ID+" "+was.Head().Version+" w" != says):
				c.Entries = append(c.Entries, entry(p, says))
			}
		}
		before := l
		l, _ = l.Next(c, unchanged)
		var all layout.Change
		for p, says := range files {
			all.Entries = append(all.Entries, entry(p, says))
		}
		fresh, _ := (&layout.Layout{}).Next(all, unchanged)
		if got, want := told(l), told(fresh); got != want {
			t.Fatalf("step %d: got:\n%s\nwant:\n%s", step, got, want)
		}
		if len(c.Entries)+len(c.Gone) == 0 {
			for key, g := range l.Groups() {
				if before.Group(key) != g {
					t.Fatalf("step %d: nothing changed, and the group %q is new", step, key)
				}
			}
		}
	}
}
