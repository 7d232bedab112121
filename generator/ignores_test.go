package generator_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
)

// TestIgnoreFilesAbove: .gitignore files above the content directory count up
// to the root of the work tree, unless they name the directory itself.
func TestIgnoreFilesAbove(t *testing.T) {
	root := t.TempDir()
	repo := filepath.Join(root, "repo")
	write := func(name, text string) {
		t.Helper()
		must(t, os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755))
		must(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o644))
	}
	for _, name := range []string{"a", "b", "c", "sub/d"} {
		write("repo/site/content/"+name+".json", `{"app": "`+filepath.Base(name)+`", "version": "1.0.0", "title": "T", "widgets": []}`)
	}
	must(t, os.Mkdir(filepath.Join(repo, ".git"), 0o755))
	write(".gitignore", "*.json\n") // outside of the work tree
	for _, c := range []struct {
		top, middle string
		want        []string
	}{
		{"", "", []string{"a.json", "b.json", "c.json", "sub/d.json"}},
		{"/site/content/a.json\n", "b.json\n", []string{"c.json", "sub/d.json"}},
		{"*.json\n", "!/content/c.json\n", []string{"c.json"}},
		{"sub\n", "", []string{"a.json", "b.json", "c.json"}},
		{"/sub\n", "", []string{"a.json", "b.json", "c.json", "sub/d.json"}},
		{"content\n", "b.json\n", []string{"a.json", "b.json", "c.json", "sub/d.json"}},
		{"*\n", "", []string{"a.json", "b.json", "c.json", "sub/d.json"}},
	} {
		write("repo/.gitignore", c.top)
		write("repo/site/.gitignore", c.middle)
		dir, err := content.Dir(filepath.Join(repo, "site", "content"))
		must(t, err)
		cat := generator.Open(dir, theme(t), gallery.Options{}, nil)
		_, err = cat.Refresh()
		must(t, err)
		var got []string
		for _, f := range cat.Snapshot().Report("").Files {
			got = append(got, f.Source.Path)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q and %q: read %q, want %q", c.top, c.middle, got, c.want)
		}
		for _, name := range []string{"a.json", "sub/d.json"} {
			if ignored := cat.Snapshot().Tree.Ignored(name, false); ignored == slices.Contains(c.want, name) {
				t.Errorf("%q and %q: %s is ignored: %v", c.top, c.middle, name, ignored)
			}
		}
		if above := content.IgnoreFilesAbove(dir); len(above) != 2 || filepath.Base(above[0]) != ".gitignore" {
			t.Errorf("files outside: %q", above)
		}
		must(t, cat.Close())
	}
}
