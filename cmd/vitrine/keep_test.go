//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBuildKeepsUnreadable runs the program as somebody who may not read a
// definition that was published before.
func TestBuildKeepsUnreadable(t *testing.T) {
	a := author{t, filepath.Join(openDir(t), "content")}
	a.save("acme", definitionOf("acme", "Orders"))
	public := filepath.Join(openDir(t), "public")
	program := newSomeone(t)
	build := func() (int, string) {
		t.Helper()
		return ends(t, program.command("build", "--content", a.dir, "--output", public))
	}
	if code, said := build(); code != 0 {
		t.Fatalf("exit code %d: %s", code, said)
	}
	page := func(name string) string {
		data, _ := os.ReadFile(filepath.Join(public, name))
		return string(data)
	}
	before := page("apps/acme/w.html")
	if err := os.Chmod(filepath.Join(a.dir, "apps/acme/app.json"), 0); err != nil {
		t.Fatal(err)
	}
	a.save("other", definitionOf("other", "Exchanges"))
	code, said := build()
	for _, want := range []string{`"apps/acme/app.json" cannot be read: permission denied`, "stay as the build before wrote them"} {
		if code != 1 || !strings.Contains(said, want) {
			t.Errorf("exit code %d, want 1 and %s: %s", code, want, said)
		}
	}
	listed := strings.Contains(page("gallery.json"), "apps/acme/w.html") && strings.Contains(page("index.html"), "Orders")
	if before == "" || page("apps/acme/w.html") != before || !listed {
		t.Error("what cannot be read is not as it was")
	}
	if !strings.Contains(page("apps/other/w.html"), "Exchanges") {
		t.Error("another app did not come out new")
	}
}
