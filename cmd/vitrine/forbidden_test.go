//go:build linux

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBuildForbidden: what may not be read is named, and makes the exit code 1
// or stops the build; nothing that is to be ignored is shown for want of the
// file that says so. Once it may be read all is well.
func TestBuildForbidden(t *testing.T) {
	t.Parallel()
	program := newSomeone(t)
	for _, c := range []struct {
		file, text string
		code       int
		said       string
	}{
		{"content/apps/acme/README.md", "# Read me\n", 1, `"apps/acme/README.md" cannot be read: permission denied; pages are without it`},
		{"content/apps/acme/samples.yaml", "- name: S\n", 1, `"apps/acme/samples.yaml" cannot be read: permission denied; pages are without it`},
		{"content/apps/acme/i.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`, 1, `"apps/acme/i.svg" cannot be read: permission denied; pages are without it`},
		{"content/reviews/acme.yaml", "- version: 1.0.0\n  decision: approved\n", 1, `"reviews/acme.yaml" cannot be read: permission denied; pages are without it`},
		{"content/apps/.gitignore", "ignored\n", 1, `"apps" cannot be read: read "apps/.gitignore": permission denied`},
		{"content/.gitignore", "apps/ignored\n", 2, `read ".gitignore": permission denied`},
		{".gitignore", "content/apps/ignored\n", 2, `.gitignore: permission denied`},
		{"shots/shots.json", `{"version":1,"stills":[]}`, 2, `shots.json: permission denied`},
		{"config.yaml", "site:\n  title: Forbidden\n", 2, `"config.yaml" cannot be read: permission denied`},
	} {
		parent := openDir(t)
		a := author{t, filepath.Join(parent, "content")}
		a.save("acme", strings.Replace(definitionOf("acme", "Orders"), "https://acme.test/i.svg", "i.svg", 1))
		a.save("ignored", definitionOf("ignored", "Nobody's business"))
		must(t, os.Mkdir(filepath.Join(parent, ".git"), 0o755))
		file := filepath.Join(parent, c.file)
		must(t, os.MkdirAll(filepath.Dir(file), 0o755))
		must(t, os.WriteFile(file, []byte(c.text), 0o644))
		build := func() (int, string) {
			t.Helper()
			cmd := program.command("build")
			cmd.Dir = parent
			return ends(t, cmd)
		}
		page := func(name string) []byte {
			data, _ := os.ReadFile(filepath.Join(parent, "public", name))
			return data
		}
		code, said := build()
		if code != 0 {
			t.Fatalf("%s: exit code %d: %s", c.file, code, said)
		}
		before, shown := page("apps/acme/w.html"), page("gallery.json")
		must(t, os.Chmod(file, 0))
		if code, said = build(); code != c.code || !strings.Contains(said, c.said) {
			t.Errorf("%s: exit code %d, want %d and %s: %s", c.file, code, c.code, c.said, said)
		}
		ignores := strings.HasSuffix(c.file, ".gitignore")
		if page("apps/acme/w.html") == nil || ignores && bytes.Contains(page("index.html"), []byte("Nobody's")) {
			t.Errorf("%s: a page is gone, or there that was ignored", c.file)
		}
		must(t, os.Chmod(file, 0o644))
		if code, said = build(); code != 0 || !bytes.Equal(page("apps/acme/w.html"), before) || !bytes.Equal(page("gallery.json"), shown) {
			t.Errorf("%s: exit code %d once it may be read: %s", c.file, code, said)
		}
	}
}
