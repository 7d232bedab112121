//go:build linux

package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// copyOf is a directory with the output and kept results of the first build,
// which belong to whoever runs the program.
func (two *twoSites) copyOf(t *testing.T) string {
	t.Helper()
	dir := openDir(t)
	must(t, os.CopyFS(dir, os.DirFS(two.was)))
	must(t, filepath.WalkDir(dir, func(p string, _ fs.DirEntry, err error) error {
		if err == nil && os.Getuid() == 0 {
			err = os.Chown(p, nobody, nobody)
		}
		return err
	}))
	return dir
}

// TestBuildHarmed builds where something is in the way: the site is the old one
// or the new one, what is in the way stays as it is, and once it is gone the
// next build makes the new site.
func TestBuildHarmed(t *testing.T) {
	t.Parallel()
	program := newSomeone(t)
	two := newTwoSites(t, program)
	swap := func(t *testing.T, file string) (mend func()) { // a file in place of a folder
		away := filepath.Join(filepath.Dir(file), ".away")
		must(t, os.Rename(file, away))
		must(t, os.WriteFile(file, []byte("in the way"), 0o644))
		return func() {
			if data, err := os.ReadFile(file); string(data) != "in the way" {
				t.Errorf("%s was in the way, and is %q, %v", file, data, err)
			}
			must(t, os.Remove(file))
			must(t, os.Rename(away, file))
		}
	}
	forbid := func(t *testing.T, dir string) (mend func()) {
		must(t, os.Chmod(dir, 0o555))
		return func() { must(t, os.Chmod(dir, 0o777)) }
	}
	for name, c := range map[string]struct {
		harm func(t *testing.T, dir string) (mend func())
		code int
		said string
	}{
		"the folder of the output may not be written to": {forbid, 0, "are replaced one by one, not all at once"},
		"the output may not be written to": {
			func(t *testing.T, dir string) func() { return forbid(t, filepath.Join(dir, "public")) }, 2, "permission denied"},
		"the kept results may not be written": {
			func(t *testing.T, dir string) func() { return forbid(t, filepath.Join(dir, "cache")) }, 0, "cannot be kept for the next build"},
		"a file in place of the kept results": {
			func(t *testing.T, dir string) func() { return swap(t, filepath.Join(dir, "cache")) }, 0, "cannot be kept for the next build"},
		"a file in place of the content": {
			func(t *testing.T, _ string) func() { return swap(t, two.content) }, 2, "not a directory"},
		"a file in place of all apps": {
			func(t *testing.T, _ string) func() { return swap(t, filepath.Join(two.content, "apps")) }, 2, "no app definition"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := two.copyOf(t)
			mend := c.harm(t, dir)
			code, said := ends(t, program.command(two.build(dir)...))
			now := withoutCache(digests(t, dir))
			delete(now, "cache")
			for p := range now {
				if strings.HasPrefix(p, ".away") {
					delete(now, p)
				}
			}
			if want := map[int]map[string]string{0: two.after, 2: two.before}[c.code]; code != c.code || !maps.Equal(now, want) {
				t.Errorf("exit code %d, want %d; %s and said %s", code, c.code, two.differ(now), said)
			}
			if !strings.Contains(said, c.said) {
				t.Errorf("it does not say %q but %s", c.said, said)
			}
			mend()
			code, said = ends(t, program.command(two.build(dir)...))
			two.judge(t, "then", dir, code, said)
		})
	}
}

// TestFewDescriptors builds with hardly any open files allowed.
func TestFewDescriptors(t *testing.T) {
	t.Parallel()
	program := newSomeone(t)
	two := newTwoSites(t, program)
	least, most, step := 5, 40, 7
	if atLength() {
		step = 1
	}
	for n := least; n <= most; n += step {
		dir := two.copyOf(t)
		code, said := ends(t, program.limited(fmt.Sprintf("ulimit -n %d", n), two.build(dir)...))
		now := withoutCache(digests(t, dir))
		at := fmt.Sprintf("with %d open files", n)
		switch {
		case code == 1 && strings.Contains(said, "cannot be read: too many open files"): // pages of before, and new ones
			for p := range two.before {
				if _, lost := two.after[p]; lost && now[p] == "" {
					t.Errorf("%s: %s is gone", at, p)
				}
			}
		case code == 2 && strings.Contains(said, "this is a bug"):
			t.Errorf("%s: %s", at, said)
		case code == 0 || code == 2 && strings.Contains(said, "too many open files"):
			two.judge(t, at, dir, code, said, "too many open files")
		case maps.Equal(now, two.before): // the runtime could not even begin
		default:
			t.Errorf("%s: exit code %d, %s and said %s", at, code, two.differ(now), said)
		}
		code, said = ends(t, program.command(two.build(dir)...))
		two.judge(t, at+", and then with all", dir, code, said)
	}
}

// TestServeFewDescriptors serves with hardly any open files allowed.
func TestServeFewDescriptors(t *testing.T) {
	program := newSomeone(t)
	two := newTwoSites(t, program)
	a := author{t, two.content}
	config := filepath.Join(openDir(t), "config.yaml")
	must(t, os.WriteFile(config, nil, 0o644))
	address := serves(t, program.limited("ulimit -n 20", "serve", "--addr", "127.0.0.1:0", "--content", a.dir, "--config", config))
	for i := range 12 {
		a.save(fmt.Sprint("app", i), definitionOf(fmt.Sprint("app", i), "Orders"))
		must(t, os.WriteFile(filepath.Join(a.dir, "apps", fmt.Sprint("app", i), "README.md"), []byte("# Read me\n"), 0o644))
	}
	likeFresh(t, address, "--content", a.dir, "--config", config)
}
