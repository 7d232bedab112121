package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestInitWalk walks the whole way with the real program: an empty repository becomes a gallery that is found
// without fault, built, and works below the path at which GitHub publishes it.
func TestInitWalk(t *testing.T) {
	dir := t.TempDir()
	must(t, os.Mkdir(filepath.Join(dir, ".git"), 0o755))
	must(t, os.WriteFile(filepath.Join(dir, ".git", "config"), []byte("[remote \"origin\"]\n\turl = git@github.com:acme/repo.git\n"), 0o644))
	self, err := os.Executable()
	must(t, err)
	program := filepath.Join(t.TempDir(), "vitrine") // TestMain makes a program of this test's binary that is called so
	must(t, os.Symlink(self, program))
	for _, line := range []string{"init", "check --max-warnings 0", "build --strict"} {
		cmd := exec.Command(program, strings.Fields(line)...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), unhurried)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("vitrine %s: %v\n%s", line, err, out)
		}
	}
	b := newTab(t) // after the directory, so that it is closed before that goes
	site := serveSite(t, filepath.Join(dir, "public"), "/repo/")
	b.open(site)
	b.wait(`document.querySelector(".card a")`)
	if got := eval[string](b, `document.querySelector("link[rel=canonical]").href`); got != "https://acme.github.io/repo/" {
		t.Errorf("the index is published as %s", got)
	}
	b.screenshot("init-index")
	b.open(site + "apps/first_app/hello.html")
	// The preview is two frames: the screen, and in it the page that init wrote, which greets the team of the sample.
	b.wait(`document.querySelector("iframe")?.contentDocument?.querySelector("iframe")`)
	src := `new URL(document.querySelector("iframe").contentDocument.querySelector("iframe").src)`
	if got := eval[string](b, src+`.pathname + " " + `+src+`.searchParams.get("team")`); got != "/repo/widgets/hello.html Support" {
		t.Errorf("the preview loads %s", got)
	}
	b.wait(`[...document.images].every(i => i.complete)`)
	b.screenshot("init-widget")
	b.open(site + "widgets/hello.html?team=%3Cb%3EAcme") // its policy lets its own script run
	if got := eval[string](b, `document.querySelector("h1").textContent`); got != "Hello, <b>Acme" {
		t.Errorf("the page of the preview says %q", got)
	}
}
