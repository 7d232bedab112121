//go:build unix

package generator_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/generator"
	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
)

const sound = `{ "app": "acme", "version": "1.0.0", "title": "Acme", "widgets": [] }`

// TestHostileFiles: whatever stands in the content directory, everything else
// comes out, and nothing hangs.
func TestHostileFiles(t *testing.T) {
	outside := t.TempDir()
	must(t, os.WriteFile(filepath.Join(outside, "secret.json"), []byte(sound), 0o644))
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	must(t, os.WriteFile(at("good.json"), []byte(sound), 0o644))
	must(t, syscall.Mkfifo(at("pipe.json"), 0o644))
	must(t, os.Mkdir(at("folder.json"), 0o755))
	must(t, os.Symlink("loop.json", at("loop.json")))
	must(t, os.Symlink(filepath.Join(outside, "secret.json"), at("leaves.json")))
	must(t, os.Symlink(outside, at("leaving-folder")))
	must(t, os.Symlink("nothing.json", at("dangling.json")))
	must(t, os.Symlink("good.json", at("inside.json")))
	must(t, os.WriteFile(at("sparse.json"), nil, 0o644))
	must(t, os.Truncate(at("sparse.json"), 100<<20))
	if os.Getuid() != 0 { // root may read anything
		must(t, os.WriteFile(at("forbidden.json"), []byte(sound), 0o000))
	}
	content, err := content.Dir(dir)
	must(t, err)
	defer content.Close()

	done := make(chan map[string]string)
	go func() { done <- byFile(t, content) }()
	var got map[string]string
	select {
	case got = <-done:
	case <-time.After(60 * time.Second):
		t.Fatal("the check hangs")
	}
	for name, want := range map[string]string{
		"pipe.json": "file-unreadable: this is a pipe", "folder.json": "file-unreadable: a folder has the name",
		"loop.json": "file-unreadable: the link leads in a circle", "leaves.json": "file-outside: the link leaves",
		"leaving-folder": "file-outside: the link leaves", "dangling.json": "file-unreadable: the link leads nowhere",
		"sparse.json": "json-limits: the file has more than 8388608 bytes",
		"inside.json": "gallery-duplicate-app", "good.json": "gallery-duplicate-app",
	} {
		if !strings.Contains(got[name], want) {
			t.Errorf("%s: got %q, want %q", name, got[name], want)
		}
	}
	if os.Getuid() != 0 && !strings.Contains(got["forbidden.json"], "file-unreadable") {
		t.Errorf("forbidden.json: got %q", got["forbidden.json"])
	}
}

func byFile(t *testing.T, content *content.DirFS) map[string]string {
	c := generator.Open(content, theme(t), gallery.Options{}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Error(err)
	}
	got := map[string]string{}
	for _, f := range c.Snapshot().Report("").Files {
		for _, d := range f.Diagnostics {
			got[f.Source.Path] += d.Rule + ": " + d.Message + "\n"
		}
	}
	return got
}

// TestTooManyFiles: what was read before the limit comes out all the same.
func TestTooManyFiles(t *testing.T) {
	content := fstest.MapFS{}
	for _, name := range []string{"a.json", "b.json", "c/c.json", "d/d.json"} {
		content[name] = &fstest.MapFile{Data: []byte(`{"app":"` + name[:1] + `","version":"1.0.0","title":"T"}`), Mode: 0o644}
	}
	c := generator.Open(content, theme(t), gallery.Options{Limits: check.Limits{Files: 2}}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range c.Snapshot().Report("").Files {
		for _, d := range f.Diagnostics {
			if d.Rule == "json-limits" {
				got = append(got, d.Message)
			}
		}
	}
	if pages := strings.Join(c.Snapshot().Plan().Paths(), " "); !strings.Contains(pages, "apps/a.html") || !strings.Contains(pages, "apps/b.html") || strings.Contains(pages, "apps/d.html") || len(got) != 1 {
		t.Error(got, pages)
	}
}
