package main

import (
	"regexp"
	"strings"
	"testing"
)

// TestPagesRoom: a build tells when the site comes near what GitHub Pages takes, how large it is and what takes most,
// also of files that are kept from the build before; the exit code is as before.
func TestPagesRoom(t *testing.T) {
	author := newAuthor(t)
	t.Cleanup(func(room int64) func() { return func() { pagesRoom = room } }(pagesRoom))
	cache := t.TempDir()
	build := func() string {
		t.Helper()
		var errs strings.Builder
		args := []string{"build", "--content", author.dir, "--output", "site", "--cache", cache}
		if code := run(args, strings.NewReader(""), &strings.Builder{}, &errs); code != exitClean {
			t.Fatalf("exit %d: %s", code, errs.String())
		}
		return errs.String()
	}
	if said := build(); strings.Contains(said, "warning: the site") {
		t.Errorf("a small site: %s", said)
	}
	pagesRoom = 1000
	for _, state := range []string{"all is kept", "one app was edited"} {
		said := build()
		want := `vitrine: warning: the site has (\d+ kB|\d\.\d MB), and GitHub Pages takes 1 GB; most of it: asset \(\d+ kB\), rule page \(\d+ kB\), .*\nvitrine: hint: take old versions`
		if !regexp.MustCompile(want).MatchString(said) {
			t.Errorf("%s: %s", state, said)
		}
		author.save("acme", definitionOf("acme", "Orders of today"))
	}
}
