package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExampleTheme: the example theme of the repository fits the built-in one,
// and does what its README says.
func TestExampleTheme(t *testing.T) {
	dir := t.TempDir()
	var out, errs strings.Builder
	args := []string{"build", "--content", "../../content", "--theme", "../../examples/theme", "--output", dir, "--no-cache"}
	if code := run(args, strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	for page, want := range map[string][]string{
		"index.html": {"Every widget that Acme offers", "Acme's support"},
		"apps/broken_by_design/counter.html": {
			`<p class="badge-words"><a class="badge-word is-`, "Acme's support", `theme.css">`,
		},
	} {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(page)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range want {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s lacks %q", page, part)
			}
		}
		if strings.Contains(string(text), `<ul class="badges"`) {
			t.Errorf("%s has the built-in badges as well", page)
		}
	}
}
