package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNewRefuses: names that are taken or make trouble, and definitions that nothing can be added to with certainty, are
// told with a way out, and nothing is written.
func TestNewRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"desk.json":   `{"app": "desk", "version": "1.0.0", "title": "Desk", "widgets": [{"name": "refunds"}]}`,
		"broken.json": `{"app": "broken", "version": "1.0.0", "title": "Broken"`,
		"wrong.json":  `{"app": "wrong", "version": "1.0.0", "title": "Wrong", "widgets": "none"}`,
		"folder/x":    "",
	} {
		must(t, os.MkdirAll(filepath.Dir("content/apps/"+name), 0o755))
		must(t, os.WriteFile("content/apps/"+name, []byte(text), 0o644))
	}
	before := listing(t)
	for args, want := range map[string]string{
		"app|desk":                `error: the app "desk" is there already: "apps/desk.json"`,
		"app|folder":              `error: "content/apps/folder" is there already`,
		"app|My App":              "error: the name \"My App\" makes trouble; expected small letters, digits and underscores, a letter first, at most 63\nvitrine: hint: for example \"my_app\"\n",
		"app|../../etc/app":       `hint: for example "etc_app"`,
		"app|2fast":               `hint: for example "app_2fast"`,
		"app|con":                 `hint: for example "con_app"`,
		"app|report":              `hint: for example "report_app"`,
		"app|Ä":                   `hint: for example "my_app"`,
		"app|my_first_widget_app": `error: an app cannot be called "my_first_widget_app": `,
		"widget|desk| ":           `hint: for example "my_widget"`,
		"widget|desk|refunds":     `error: "content/apps/desk.json": the widget "refunds" is there already`,
		"widget|dask|orders":      `hint: did you mean "desk"?`,
		"widget|other|orders":     `hint: vitrine new app other begins one`,
		"widget|broken|orders":    "error: \"content/apps/broken.json\" is no JSON: line 1, column 56: the file ends, but the object opened on line 1 is still open: one \"}\" is missing\nvitrine: hint: vitrine check content/apps/broken.json tells more; mend it first\n",
		"widget|wrong|orders":     `error: "content/apps/wrong.json": widgets is a string; expected an array`,
	} {
		if _, said := vitrine(t, exitFailure, append([]string{"new"}, strings.Split(args, "|")...)...); !strings.Contains(said, want) {
			t.Errorf("new %s: %s", args, said)
		}
	}
	if after := listing(t); after != before {
		t.Errorf("there is now\n%s", after)
	}
}

// TestNewRehearsed: --dry-run shows what would be written, without secrets, and writes nothing.
func TestNewRehearsed(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, os.MkdirAll("content/apps", 0o755))
	const secret = `{
  "app": "secret", "version": "1.0.0", "title": "Secret",
  "settings": {"default": {"token": {"type": "secret", "defaultValue": "hunter2hunter2"}}}
}`
	must(t, os.WriteFile("content/apps/secret.json", []byte(secret), 0o644))
	before := listing(t)
	for args, want := range map[string]string{"app desk": "\n+++ b/content/apps/desk/app.json\n", "widget secret orders": "\n+      \"name\": \"orders\",\n"} {
		out, _ := vitrine(t, exitClean, append([]string{"new"}, strings.Fields(args+" --dry-run")...)...)
		if !strings.Contains(out, want) || strings.Contains(out, "hunter2") {
			t.Errorf("new %s: %s", args, out)
		}
	}
	if after := listing(t); after != before {
		t.Errorf("there is now\n%s", after)
	}
}

// listing is every file below the working directory, and what is in it.
func listing(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	must(t, filepath.WalkDir(".", func(name string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			data, err := os.ReadFile(name)
			b.WriteString(name + "\n" + string(data) + "\n")
			return err
		}
		return err
	}))
	return b.String()
}
