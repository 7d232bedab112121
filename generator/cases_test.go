package generator_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"vitrine/generator"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

var update = flag.Bool("update", false, "rewrite the expectations of the fixtures")

// TestCases runs the fixtures in testdata/cases: a text archive is a content
// directory, and its last file, "want", the findings and the apps that come
// out. A file that is named x.json.q holds a Go string, for bytes that a text
// file cannot have. With -update the expectations are rewritten: read the
// difference.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(path.Base(filepath.ToSlash(name)), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			content, want := fstest.MapFS{}, ""
			for _, f := range ar.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				addFile(t, content, f)
			}
			got := outcome(t, content)
			if got == want {
				return
			}
			if !*update {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
				return
			}
			rewrite(t, name, ar, got)
		})
	}
}

func addFile(t *testing.T, content fstest.MapFS, f txtar.File) {
	t.Helper()
	name, data := f.Name, f.Data
	if plain, ok := strings.CutSuffix(name, ".q"); ok {
		s, err := strconv.Unquote(strings.TrimSpace(string(data)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		name, data = plain, []byte(s)
	}
	content[name] = &fstest.MapFile{Data: data, Mode: 0o644}
}

func rewrite(t *testing.T, name string, ar *txtar.Archive, got string) {
	t.Helper()
	files := ar.Files[:0:0]
	for _, f := range ar.Files {
		if f.Name != "want" {
			files = append(files, f)
		}
	}
	ar.Files = append(files, txtar.File{Name: "want", Data: []byte(got)})
	if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
		t.Fatal(err)
	}
}

// outcome lists the findings by place and the pages of the definitions.
func outcome(t *testing.T, content fs.FS) string {
	t.Helper()
	c := generator.Open(content, theme(t), gallery.Options{Verbose: true, Site: site.Settings{Title: "Cases", Load: "auto"}}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range c.Snapshot().Report("").Files {
		for _, d := range f.Diagnostics {
			p := f.Source.Position(d.Span.Start)
			fmt.Fprintf(&b, "%s:%d:%d: %s: %s [%s] at %q\n", f.Source.Path, p.Line, p.Column, d.Severity, diag.Visible(d.Message), d.Rule, d.Path)
			if d.Hint != "" {
				fmt.Fprintf(&b, "\thint: %s\n", diag.Visible(d.Hint))
			}
		}
	}
	for _, p := range c.Snapshot().Plan().Paths() {
		if strings.HasPrefix(p, "apps/") {
			if _, ok, err := c.Snapshot().Page(p); !ok || err != nil {
				t.Errorf("page %s: %v", p, err)
			}
			fmt.Fprintf(&b, "page %s\n", p)
		}
	}
	return b.String()
}
