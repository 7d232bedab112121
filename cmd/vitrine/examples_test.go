package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// TestExamplesOfConfig runs the examples of rules about the configuration, over
// a definition whose widget has no title: the bad one breaks this rule, the good
// one none.
func TestExamplesOfConfig(t *testing.T) {
	for _, r := range rules.All {
		if r.Example != diag.ExampleConfig {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			if got := configFindings(t, r.Bad); !slices.Contains(got, r.Name) {
				t.Errorf("the bad example breaks %v\n%s", got, r.Bad)
			}
			if got := configFindings(t, r.Good); len(got) > 0 {
				t.Errorf("the good example breaks %v\n%s", got, r.Good)
			}
		})
	}
}

func configFindings(t *testing.T, config string) (rules []string) {
	t.Helper()
	dir := t.TempDir()
	app := filepath.Join(dir, "content", "apps", "acme", "app.json")
	const text = `{"app": "acme", "version": "1.0.0", "title": "Acme", "widgets": [
  {"name": "w", "url": "https://acme.example/w", "icon": "https://acme.example/i.svg"}]}`
	for file, text := range map[string]string{app: text, filepath.Join(dir, "config.yaml"): config} {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	var out, errs strings.Builder
	run([]string{"check", "--format", "json"}, strings.NewReader(""), &out, &errs)
	var report struct {
		Files []struct {
			Diagnostics []struct{ Rule string }
		}
	}
	if err := json.Unmarshal([]byte(out.String()), &report); err != nil {
		t.Fatal(err, errs.String())
	}
	for _, f := range report.Files {
		for _, d := range f.Diagnostics {
			rules = append(rules, d.Rule)
		}
	}
	return rules
}
