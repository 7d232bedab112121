package main

import (
	"path/filepath"
	"strings"
	"testing"

	"vitrine/generator/diag"
)

// TestIgnoreEdits: an entry is added behind the last one, in whatever way the file is
// written, and everything else stays.
func TestIgnoreEdits(t *testing.T) {
	entry := func(indent string) string {
		return indent + "- rule: app-id\n" + indent + "  path: apps/a/app.json\n" + indent + "  pointer: /app\n" + indent + "  reason: \"\" # why is this fine?\n"
	}
	for name, c := range map[string]struct{ before, after string }{
		"nothing":        {"", "ignore:\n" + entry("  ")},
		"other keys":     {"content: defs", "content: defs\n\nignore:\n" + entry("  ")},
		"comments alone": {"# mine\n", "# mine\n\nignore:\n" + entry("  ")},
		"an empty list":  {"ignore: [] # none\ncontent: defs\n", "ignore: # none\n" + entry("  ") + "content: defs\n"},
		"nothing yet":    {"ignore:\ncontent: defs\n", "ignore:\n" + entry("  ") + "content: defs\n"},
		"null":           {"ignore: ~\n", "ignore:\n" + entry("  ")},
		"the demo's": {"ignore: []\n# - rule: x\n\nbuild:\n  strict: true\n",
			"ignore:\n" + entry("  ") + "# - rule: x\n\nbuild:\n  strict: true\n"},
		"entries": {"ignore:\n    - rule: app-version\n      reason: so # and so\n\n# next\ncontent: defs\n",
			"ignore:\n    - rule: app-version\n      reason: so # and so\n" + entry("    ") + "\n# next\ncontent: defs\n"},
		"entries without indentation": {"ignore:\n- rule: app-version\n  reason: so", "ignore:\n- rule: app-version\n  reason: so\n" + strings.TrimSuffix(entry(""), "\n")},
		"a reason of several lines":   {"ignore:\n  - rule: app-version\n    reason: |\n      so\n      # and so\ncontent: defs\n", ""},
		"on one line":                 {"ignore: [{rule: app-version, reason: so}]\n", ""},
		"no YAML":                     {"ignore: [\n", ""},
		"Windows":                     {"content: defs\r\nignore: []\r\n", "content: defs\r\nignore:\r\n" + strings.ReplaceAll(entry("  "), "\n", "\r\n")},
	} {
		t.Run(name, func(t *testing.T) {
			d := diag.Diagnostic{Rule: "app-id", Path: "/app"}
			text, _, edits, err := ignoreEdits("config.yaml", []byte(c.before), &d, "apps/a/app.json")
			if c.after == "" {
				if err == nil {
					t.Errorf("got\n%s", diag.Apply(text, edits))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := string(diag.Apply(text, edits)); got != c.after {
				t.Errorf("got\n%s\nwant\n%s", got, c.after)
			}
		})
	}
}

// TestIgnoreEditsOf: what an entry says of findings of several kinds, and of a file
// that is not there.
func TestIgnoreEditsOf(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.yaml")
	for _, c := range []struct{ path, pointer, want string }{
		{"app.json", "", "  - rule: app-id\n    path: app.json\n    reason"},
		{"a b.json", "/widgets/0", "    path: \"a b.json\"\n    pointer: /widgets/0\n"},
		{"v[1]*.json", "/a~1b: c", "    path: \"v\\\\[1]\\\\*.json\"\n    pointer: \"/a~1b: c\"\n"},
		{"true", "/0", "    path: \"true\"\n"},
	} {
		text, there, edits, err := ignoreEdits(file, nil, &diag.Diagnostic{Rule: "app-id", Path: c.pointer}, c.path)
		if err != nil || there {
			t.Fatalf("%t %v", there, err)
		}
		if got := string(diag.Apply(text, edits)); !strings.Contains(got, c.want) {
			t.Errorf("got\n%s\nwithout\n%s", got, c.want)
		}
	}
}
