package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"vitrine/generator/diag"
)

// terminal is what a command prints while it runs.
type terminal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write takes what is printed.
func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.Write(p)
}

// take returns what was printed since it was asked last, without times.
func (t *terminal) take() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := t.text.String()
	t.text.Reset()
	return regexp.MustCompile(`in [0-9.]+(ns|µs|ms|s)`).ReplaceAllString(text, "in 1ms")
}

// says waits until the last of some parts is printed, and returns what was: all of them are to be in it.
func (t *terminal) says(of *testing.T, parts ...string) string {
	of.Helper()
	said, last := "", parts[len(parts)-1]
	until(of, "the save is told: "+last, func() bool {
		said += t.take()
		return strings.Contains(said, last)
	})
	for _, part := range parts {
		if !strings.Contains(said, part) {
			of.Errorf("%q is not in\n%s", part, said)
		}
	}
	return said
}

// TestServeTellsSaves: the terminal says what a save brought, where, and what
// is wrong now.
func TestServeTellsSaves(t *testing.T) {
	a := newAuthor(t)
	good := strings.Replace(definitionOf("acme", "Orders"), `/nowhere`, `https://acme.test/w`, 1)
	a.save("acme", good)
	screen := &terminal{}
	startServeOn(t, screen, "--content", a.dir)
	said := ""
	says := func(parts ...string) { t.Helper(); said = screen.says(t, parts...) }
	says("serving 2 apps")
	file := a.dir + "/apps/acme/app.json"

	a.save("acme", strings.Replace(good, `"1.0.0",`, `"1.0.0"`, 1))
	says(file+":3:21: error: expected a comma before \"title\" [json-missing-comma]\n", file+": checked again in 1ms: 1 error")
	a.save("acme", strings.Replace(good, `"1.0.0",`, `"1.0.0" `, 1)) // nothing new
	says(file + ": checked again in 1ms: 1 error")
	if strings.Contains(said, "json-missing-comma") {
		t.Errorf("what was told is told again:\n%s", said)
	}
	a.save("acme", good)
	says(file + ": checked again in 1ms: ")
	if strings.Contains(said, "1 error") {
		t.Errorf("it is mended, and still:\n%s", said)
	}
	a.save("other", strings.Replace(good, "acme", "other", 1))
	says("/apps/other/app.json: checked again in 1ms: ")
}

// TestServeTellsStrays: the terminal tells of files of decisions that belong to no definition, once, and when they do.
func TestServeTellsStrays(t *testing.T) {
	a := newAuthor(t)
	screen := &terminal{}
	startServeOn(t, screen, "--content", a.dir)
	screen.says(t, "serving 2 apps")
	if err := os.Mkdir(filepath.Join(a.dir, "reviews"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(a.dir, "reviews", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file := a.dir + "/reviews/acmes.yaml"
	const found = "/reviews/acmes.yaml:1:1: warning: no app of this gallery is called so: what it holds is shown nowhere [review-unknown-app]\n"
	write("acmes.yaml", "- version: 1.0.0\n")
	screen.says(t, a.dir+found, file+": checked again in 1ms: 1 warning\n")
	write("acmes.yaml", "- version: 1.0.0\n  decision: approved\n")
	if said := screen.says(t, file+": checked again in 1ms: 1 warning\n"); strings.Contains(said, found) {
		t.Errorf("what was told is told again:\n%s", said)
	}
	a.save("other", strings.Replace(definitionOf("other", "Parcels"), "/nowhere", "https://other.test/w", 1))
	if said := screen.says(t, "/apps/other/app.json: checked again in 1ms: "); strings.Contains(said, "acmes") {
		t.Errorf("another file was saved, and this is told:\n%s", said)
	}
	write("acme.yaml", "- version: 1.0.0\n  decision: aproved\n")
	screen.says(t, a.dir+"/reviews/acme.yaml:2:13: error: unknown decision \"aproved\" [review-syntax]\n", "checked again")
	write("app.json", definitionOf("third", "Third"))
	screen.says(t, a.dir+"/reviews/app.json:1:1: warning: not shown: reviews/ is kept for decisions on apps [review-definition]\n", "checked again")
	a.save("acmes", definitionOf("acmes", "Acmes")) // now it is called after an app
	screen.says(t, "2 files: checked again in 1ms: ")
	if err := os.Remove(filepath.Join(a.dir, "apps", "acmes", "app.json")); err != nil {
		t.Fatal(err)
	}
	screen.says(t, a.dir+found, "2 files: checked again in 1ms: ")
}

// TestSavedSummary: a save is summed up in words, without what there is none of.
func TestSavedSummary(t *testing.T) {
	for want, s := range map[string]saved{
		"2 errors, 1 warning": {after: diag.Counts{Error: 2, Warning: 1}},
		"3 notes":             {before: diag.Counts{Info: 4}, after: diag.Counts{Info: 3}},
		"all mended, 1 note":  {before: diag.Counts{Error: 1}, after: diag.Counts{Info: 1}},
		"all mended":          {before: diag.Counts{Warning: 1}},
		"nothing wrong":       {},
	} {
		if got := s.summary(); got != want {
			t.Errorf("%+v: %q, want %q", s, got, want)
		}
	}
}
