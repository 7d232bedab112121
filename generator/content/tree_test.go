package content_test

import (
	"reflect"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/generator/content"
)

func directory(names ...string) fstest.MapFS {
	dir := fstest.MapFS{}
	for _, name := range names {
		dir[name] = &fstest.MapFile{Data: []byte(name), Mode: 0o644, ModTime: time.Unix(1e9, 0)}
	}
	return dir
}

func walk(t *testing.T, dir fstest.MapFS, before *content.Tree) *content.Tree {
	t.Helper()
	tree, err := content.Walk(dir, before, content.Options{Pages: "widgets", Files: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// TestWalk shows what is what in a content directory.
func TestWalk(t *testing.T) {
	dir := directory("flat.json", "apps/a/app.json", "apps/a/versions/1.json", "apps/a/README.md", "apps/a/icon.svg", "apps/b.JSON",
		"apps/a/notes.json.txt", ".hidden.json", "apps/a/app.json~", "apps/a/.app.json.swp", "apps/a/README.md~", "widgets/page.html", "widgets/_draft.html", "node_modules/x.json", ".git/x.json", "old/x.json")
	dir[".gitignore"] = &fstest.MapFile{Data: []byte("old/\n")}
	tree := walk(t, dir, nil)
	if got, want := tree.Entries(), []string{".hidden.json", "apps/a/app.json", "apps/a/notes.json.txt", "apps/a/versions/1.json", "apps/b.JSON",
		"flat.json"}; !slices.Equal(got, want) {
		t.Errorf("entries are %q", got)
	}
	if got, want := tree.Companions(), []string{".gitignore", "apps/a/README.md", "apps/a/icon.svg"}; !slices.Equal(got, want) {
		t.Errorf("companions are %q", got)
	}
	if got, want := tree.Published(), []string{"widgets/page.html"}; !slices.Equal(got, want) {
		t.Errorf("published are %q", got)
	}
	for p, want := range map[string]content.FaultKind{
		"apps/a/app.json": content.NoFault, "apps/a/notes.json.txt": content.NotNamed, ".hidden.json": content.NotNamed,
	} {
		if e, ok := tree.Entry(p); !ok || e.Fault.Kind != want {
			t.Errorf("%s: %+v %v", p, e, ok)
		}
	}
	for p, want := range map[string]string{
		"apps/a/app.json": "apps/a", "apps/a/versions/1.json": "apps/a", "apps/b.JSON": "apps", "flat.json": ".",
	} {
		if got := tree.Home(p); got != want {
			t.Errorf("the home of %s is %q", p, got)
		}
	}
	for p, want := range map[string]bool{
		"old/x.json": true, "old/new/y.json": true, "node_modules/x.json": true, "apps/c.json": false, "widgets/page.html": false,
	} {
		if tree.Ignored(p, false) != want {
			t.Errorf("%s is ignored: %v", p, !want)
		}
	}
}

// TestLookIsAWalk: to look at the files that changed gives the tree that a walk
// gives, or says that only a walk can tell; and Diff says what was done.
func TestLookIsAWalk(t *testing.T) {
	for name, c := range map[string]struct {
		change func(dir fstest.MapFS)
		names  []string
		walks  bool // only a walk can tell
		want   content.Changes
	}{
		"an edit": {func(dir fstest.MapFS) { dir["a/app.json"].ModTime = time.Unix(2e9, 0) }, []string{"a/app.json"}, false,
			content.Changes{Entries: []string{"a/app.json"}}},
		"a new definition": {func(dir fstest.MapFS) { dir["a/b.json"] = dir["a/app.json"] }, []string{"a/b.json"}, false,
			content.Changes{Entries: []string{"a/b.json"}, Homes: true}},
		"a README that goes": {func(dir fstest.MapFS) { delete(dir, "a/README.md") }, []string{"a/README.md"}, false,
			content.Changes{Companions: map[string]bool{"a/README.md": true}, Homes: true}},
		"a definition that goes": {func(dir fstest.MapFS) { delete(dir, "a/app.json") }, []string{"a/app.json"}, false,
			content.Changes{Gone: []string{"a/app.json"}, Homes: true}},
		"a folder": {func(dir fstest.MapFS) { delete(dir, "a/README.md") }, []string{"a"}, true,
			content.Changes{Companions: map[string]bool{"a/README.md": true}, Homes: true}},
		"a local page": {func(dir fstest.MapFS) { delete(dir, "widgets/w.html") }, []string{"widgets/w.html"}, true,
			content.Changes{Companions: map[string]bool{"widgets/w.html": true}}},
		"a file in place of a folder": {func(dir fstest.MapFS) {
			delete(dir, "a/app.json")
			delete(dir, "a/README.md")
			dir["a"] = directory("a")["a"]
		},
			[]string{"a"}, true, content.Changes{Gone: []string{"a/app.json"}, Companions: map[string]bool{"a/README.md": true, "a": true}, Homes: true}},
		"a file in place of the local pages": {func(dir fstest.MapFS) { delete(dir, "widgets/w.html"); dir["widgets"] = directory("a")["a"] },
			[]string{"widgets"}, true, content.Changes{Companions: map[string]bool{"widgets/w.html": true, "widgets": true}}},
		"nothing": {func(fstest.MapFS) {}, []string{"a/README.md", "a/no.json"}, false, content.Changes{}},
	} {
		dir := directory("a/app.json", "a/README.md", "widgets/w.html")
		before := walk(t, dir, nil)
		c.change(dir)
		looked, told, ok := content.Look(dir, before, c.names)
		if ok == c.walks {
			t.Errorf("%s: a look can tell: %v", name, ok)
			continue
		}
		walked := walk(t, dir, before)
		if ok {
			if d := content.Diff(looked, walked, false); d.Any() {
				t.Errorf("%s: the look and the walk differ: %+v", name, d)
			}
			if whole := content.Diff(before, looked, false); !reflect.DeepEqual(told, whole) {
				t.Errorf("%s: the look tells of %+v, and all differences are %+v", name, told, whole)
			}
		}
		got := content.Diff(before, walked, false)
		if !slices.Equal(got.Entries, c.want.Entries) || !slices.Equal(got.Gone, c.want.Gone) || got.Homes != c.want.Homes ||
			len(got.Companions) != len(c.want.Companions) {
			t.Errorf("%s: what differs is %+v", name, got)
		}
	}
}

// TestTextChanges: a text that is known without having been read is read when
// somebody asks, and is not taken for another.
func TestTextChanges(t *testing.T) {
	dir := directory("a.json")
	text := content.TextOf("a.json", []byte("a.json"))
	known := content.KnownText("a.json", text.Digest)
	if data, err := known.Bytes(dir, 100); string(data) != "a.json" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	dir["a.json"].Data = []byte("another")
	if _, err := known.Bytes(dir, 100); err == nil {
		t.Error("another text was taken for it")
	}
	if data, err := text.Bytes(dir, 100); string(data) != "a.json" || err != nil {
		t.Errorf("one that was read is %q, %v", data, err)
	}
}
