package output

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree is a site, or any directory, as a table.
type tree map[string]string

// build writes a site and fails the test if that does not work.
func build(t *testing.T, dir string, site tree) Stats {
	t.Helper()
	stats, err := tryBuild(dir, site, Options{Tool: "test", Log: func(s string) { t.Log(s) }})
	if err != nil {
		t.Fatal(err)
	}
	return stats
}

func tryBuild(dir string, site tree, opts Options) (Stats, error) {
	w, err := Open(dir, opts)
	if err != nil {
		return Stats{}, err
	}
	defer w.Abort()
	for _, path := range slices.Sorted(maps.Keys(site)) {
		if err := w.Write(path, []byte(site[path])); err != nil {
			return Stats{}, err
		}
	}
	return w.Commit()
}

// read returns every file below dir but the manifest and stages.
func read(t *testing.T, dir string) tree {
	t.Helper()
	got := tree{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.Contains(d.Name(), stagePart) {
			return fs.SkipDir
		}
		rel, _ := filepath.Rel(dir, file)
		if d.IsDir() || rel == ManifestName {
			return nil
		}
		data, err := os.ReadFile(file)
		got[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return got
}

func wantTree(t *testing.T, dir string, want ...tree) {
	t.Helper()
	all := tree{}
	for _, w := range want {
		maps.Copy(all, w)
	}
	if got := read(t, dir); !maps.Equal(got, all) {
		t.Fatalf("the directory holds\n%v\nwant\n%v", got, all)
	}
}

// noLitter checks that nothing but the output stands in its parent directory.
func noLitter(t *testing.T, dir string) {
	t.Helper()
	for _, in := range []string{filepath.Dir(dir), dir} {
		entries, err := os.ReadDir(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), ".") && strings.Contains(e.Name(), "vitrine") && e.Name() != ManifestName {
				t.Fatalf("%q was left behind", filepath.Join(in, e.Name()))
			}
		}
	}
}

func put(t *testing.T, dir string, files tree) {
	t.Helper()
	for path, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

var (
	siteA = tree{"index.html": "A", "apps/one.html": "one", "apps/one/w.html": "w", "apps/two.html": "two", "assets/1/site.css": "css", "turns": "file"}
	siteB = tree{"index.html": "B", "apps/one.html": "one", "apps/one/w.html": "w", "apps/three.html": "three", "assets/2/site.css": "css2", "turns/into/directory": "x"}
	kept  = tree{".gitkeep": "", "CNAME": "example.org\n", ".git/HEAD": "ref: refs/heads/main\n", ".git/objects/ab/cd": "o", "apps/.DS_Store": "finder"}
)

// inodes describes every file and directory below dir, and dir itself.
func inodes(t *testing.T, dir string) map[string]fs.FileInfo {
	t.Helper()
	m := map[string]fs.FileInfo{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, file)
		info, err := d.Info()
		m[filepath.ToSlash(rel)] = info
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}
