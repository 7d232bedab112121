package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestReplace: a file is replaced whole or not at all, and only in its place.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "outside.json")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	write(outside, "old")
	write(filepath.Join(dir, "a.json"), "old")
	for name, target := range map[string]string{"out.json": outside, "up.json": "../" + filepath.Base(filepath.Dir(outside)) + "/outside.json", "in.json": "a.json", "loop.json": "loop.json"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	for _, c := range []struct {
		name, before string
		ok           bool
	}{
		{"out.json", "old", false}, {"up.json", "old", false}, {"loop.json", "old", false}, {"../x.json", "old", false}, {"missing.json", "old", false},
		{"a.json", "something else", false}, {"in.json", "old", true}, {"a.json", "new", true},
	} {
		if err := replace(dir, c.name, []byte(c.before), []byte("new")); (err == nil) != c.ok {
			t.Errorf("replace %s: %v", c.name, err)
		}
	}
	for name, want := range map[string]string{outside: "old", filepath.Join(dir, "a.json"): "new"} {
		if got, err := os.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
	if info, err := os.Lstat(filepath.Join(dir, "in.json")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is no link any more")
	}
	if info, err := os.Stat(filepath.Join(dir, "a.json")); err != nil || info.Mode().Perm() != 0o640 {
		t.Error("the mode was not kept")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".vitrine*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
