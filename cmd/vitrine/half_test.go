package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestServeHalfWritten: wherever a definition is cut off while it is being
// written, no browser is told to load its pages anew before it is whole: what is
// shown stays, with the problem over it.
func TestServeHalfWritten(t *testing.T) {
	a := newAuthor(t)
	file := filepath.Join(a.dir, "apps", "acme", "app.json")
	must(t, os.Rename(filepath.Dir(file), filepath.Join(a.dir, "apps", "folder"))) // called otherwise than the app
	file = filepath.Join(a.dir, "apps", "folder", "app.json")
	address := startServe(t, "--content", a.dir)
	events := eventsOf(t, address)
	next := func(what string) string {
		select {
		case line := <-events:
			return line
		case <-time.After(slow):
			t.Fatal("the browsers were not told of ", what)
			return ""
		}
	}
	whole := len(strings.TrimSpace(definitionOf("acme", "Title 0")))
	for i, cut := range []int{0, 1, 9, 40, 60, whole / 2, whole - 20, whole - 1} {
		text := definitionOf("acme", fmt.Sprint("Title ", i))
		must(t, os.WriteFile(file, []byte(text[:cut]), 0o644))
		for line := ""; !strings.Contains(line, `"problems":[{`); {
			if line = next("the problem"); strings.Contains(line, `"paths":`) && strings.Contains(line, `"apps/acme`) {
				t.Errorf("cut off after %d bytes: told %s", cut, line)
			}
		}
		must(t, os.WriteFile(file, []byte(text), 0o644))
		for line := ""; !strings.Contains(line, `"problems":[]`); {
			line = next("the end of the problem")
		}
	}
}
