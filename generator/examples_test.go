package generator_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// TestExamplesOfFiles runs the examples of rules that take more than one
// definition: the bad one breaks this rule and no other, the good one none.
func TestExamplesOfFiles(t *testing.T) {
	for _, r := range rules.All {
		if r.Example != diag.ExampleFiles && r.Example != diag.ExampleListing {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			bad := exampleFindings(t, r.Example, r.Bad)
			if len(bad) == 0 {
				t.Errorf("the bad example breaks no rule:\n%s", r.Bad)
			}
			for _, d := range bad {
				if d.Rule != r.Name || d.Severity != r.Severity {
					t.Errorf("the bad example breaks %s, %s: %s\n%s", d.Rule, d.Severity, d.Message, r.Bad)
				}
			}
			for _, d := range exampleFindings(t, r.Example, r.Good) {
				t.Errorf("the good example breaks %s: %s\n%s", d.Rule, d.Message, r.Good)
			}
		})
	}
}

func exampleFindings(t *testing.T, kind diag.Example, text string) []diag.Diagnostic {
	t.Helper()
	var list []diag.Diagnostic
	dir := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(text)).Files {
		dir[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	s := generator.Open(dir, theme(t), gallery.Options{CheckOnly: true, Verbose: true}, nil)
	if kind == diag.ExampleListing {
		files, err := content.Dir(listed(t, text))
		must(t, err)
		defer files.Close()
		s = generator.Open(files, theme(t), gallery.Options{CheckOnly: true, Verbose: true}, nil)
	}
	_, err := s.Refresh()
	must(t, err)
	for _, f := range s.Snapshot().Report("").Files {
		list = append(list, f.Diagnostics...)
	}
	return list
}

// listed makes a directory with the files and links of a listing.
func listed(t *testing.T, text string) string {
	t.Helper()
	base := t.TempDir()
	dir := filepath.Join(base, "content")
	must(t, os.Mkdir(filepath.Join(base, "elsewhere"), 0o755))
	must(t, os.WriteFile(filepath.Join(base, "elsewhere", "app.json"), []byte("{}"), 0o644))
	for line := range strings.Lines(text) {
		name, to, link := strings.Cut(strings.TrimSpace(line), " -> ")
		file := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(file), 0o755))
		if link {
			must(t, os.Symlink(filepath.FromSlash(to), file))
			continue
		}
		r, _ := rules.Find("widget-missing-url")
		must(t, os.WriteFile(file, []byte(r.Good), 0o644))
	}
	return dir
}

// TestRulesSayWhere: every rule names a badge that pages have, and requirements
// that the checklist has; and every requirement is answered by some rule.
func TestRulesSayWhere(t *testing.T) {
	answered := map[string]bool{}
	for _, r := range rules.All {
		if !slices.Contains(site.Families, r.Badge) {
			t.Errorf("%s counts for the badge %q, which pages do not have", r.Name, r.Badge)
		}
		for _, id := range r.Answers {
			answered[id] = true
			if !slices.Contains(site.Requirements(), id) {
				t.Errorf("%s answers %q, which the checklist does not have", r.Name, id)
			}
		}
	}
	for _, id := range site.Requirements() {
		if !answered[id] {
			t.Errorf("no rule answers %q", id)
		}
	}
}
