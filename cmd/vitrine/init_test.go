package main

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// vitrine runs a command and returns what it says, on stdout and stderr.
func vitrine(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	if got := run(args, strings.NewReader(""), &out, &errs); got != code {
		t.Fatalf("vitrine %q: exit %d, want %d\n%s", args, got, code, errs.String())
	}
	return out.String(), errs.String()
}

// wantFile holds what a file says; with "" that there is none.
func wantFile(t *testing.T, name, pattern string) {
	t.Helper()
	text, err := os.ReadFile(name)
	switch {
	case pattern == "" && err == nil:
		t.Errorf("%s is there", name)
	case pattern != "" && (err != nil || !regexp.MustCompile("(?m)"+pattern).Match(text)):
		t.Errorf("%s lacks %s: %v\n%s", name, pattern, err, text)
	}
}

const commitOfVitrine = "0123456789abcdef0123456789abcdef01234567"

// TestInitFinds: what is in the directory decides what is made in it.
func TestInitFinds(t *testing.T) {
	const workflow = ".github/workflows/gallery.yml"
	app := func(id string) string { return `{"app": "` + id + `", "version": "1.0.0", "title": "A"}` }
	for name, c := range map[string]struct {
		files map[string]string
		dir   string // in which the gallery begins; "" for where the files are
		args  string
		code  int
		says  string            // a pattern
		want  map[string]string // patterns; "" for a file that is not made
	}{
		"a directory that is not there": {dir: "new/gallery", args: "--vitrine acme/vitrine@" + commitOfVitrine, says: `  1\. cd .*new/gallery\n  2\. vitrine serve .*\n.*\n  4\. your repository's Settings, Pages: as Source`, want: map[string]string{
			workflow: `VITRINE_REPOSITORY: acme/vitrine\n  VITRINE_COMMIT: "` + commitOfVitrine + `"\n`, "config.yaml": `^base-url: "" #`}},
		"a tag": {args: "--vitrine acme/vitrine@v1", code: 2, says: `error: --vitrine is "acme/vitrine@v1"; expected OWNER/REPO@COMMIT with 40 hexadecimal digits`,
			want: map[string]string{"config.yaml": ""}},
		"apps in a folder": {files: map[string]string{"tools/widgets/a/app.json": app("a"), "tools/widgets/b/b.json": app("b"), "package.json": `{"name": "p"}`},
			want: map[string]string{"config.yaml": `^content: tools/widgets #`, workflow: `^  CONTENT: tools/widgets #`, "content": ""}},
		"one app":             {files: map[string]string{"apps/a/app.json": app("a")}, want: map[string]string{"config.yaml": `^content: apps #`}},
		"an odd folder":       {files: map[string]string{"a: b/a.json": app("a"), "a: b/b.json": app("b")}, want: map[string]string{"config.yaml": `^content: "a: b" #`, workflow: `^  CONTENT: "a: b" #`}},
		"apps in content":     {files: map[string]string{"content/x/y/a.json": app("a"), "old.json": app("b")}, want: map[string]string{"config.yaml": `^content: content #`, "content/widgets": ""}},
		"no folder":           {files: map[string]string{"app.json": app("a")}, code: 2, says: `error: "app.json" and the other definitions have no folder of their own(.|\n)*hint: move each app into content/apps/`, want: map[string]string{"config.yaml": ""}},
		"a configuration":     {files: map[string]string{"config.yaml": "content: mine\n"}, says: `kept config\.yaml`, want: map[string]string{workflow: `^  CONTENT: mine #`, "mine": "", "content": ""}},
		"a broken one":        {files: map[string]string{"config.yaml": "contents: mine\n"}, code: 2, says: `unknown key "contents"`, want: map[string]string{workflow: ""}},
		"GitLab":              {files: map[string]string{".git/config": "[remote \"origin\"]\nurl = git@gitlab.com:Acme/tools/orders.git\n"}, says: `for GitLab Pages`, want: map[string]string{".github": "", "config.yaml": `^base-url: "https://acme\.gitlab\.io/tools/orders/"`}},
		"a folder of another": {files: map[string]string{".git/config": ""}, dir: "docs", says: `note: this is no root of a repository, and GitHub reads workflows there only: run vitrine init in `},
		"a repository":        {files: map[string]string{".git/config": ""}, says: `^made config.yaml\n(made .*\n)*next:\n`},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			for file, text := range c.files {
				file = filepath.Join(root, filepath.FromSlash(file))
				must(t, os.MkdirAll(filepath.Dir(file), 0o755))
				must(t, os.WriteFile(file, []byte(text), 0o644))
			}
			root = filepath.Join(root, filepath.FromSlash(c.dir))
			_, said := vitrine(t, c.code, append([]string{"init", root}, strings.Fields(c.args)...)...)
			if !regexp.MustCompile(c.says).MatchString(said) {
				t.Errorf("it says %s", said)
			}
			for file, pattern := range c.want {
				wantFile(t, filepath.Join(root, filepath.FromSlash(file)), pattern)
			}
		})
	}
	missing := filepath.Join(t.TempDir(), "nowhere")
	if _, said := vitrine(t, exitClean, "init", "--dry-run", missing); !strings.Contains(said, "nowhere/config.yaml") {
		t.Errorf("it says %s", said)
	}
	wantFile(t, missing, "")
}

// TestInitLinks: no link leads out of the directory, also none that leads to nothing yet.
func TestInitLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	root := t.TempDir()
	dir, outside := filepath.Join(root, "gallery"), filepath.Join(root, "outside")
	must(t, os.Mkdir(dir, 0o755))
	must(t, os.Mkdir(outside, 0o755))
	must(t, os.Symlink("../outside", filepath.Join(dir, "content")))
	must(t, os.Symlink("../outside/README.md", filepath.Join(dir, "README.md")))
	_, said := vitrine(t, exitFailure, "init", dir)
	if !strings.Contains(said, "kept README.md\n") || !strings.Contains(said, `error: make "content/apps/first_app/app.json": `) {
		t.Errorf("it says %s", said)
	}
	if list, err := os.ReadDir(outside); err != nil || len(list) > 0 {
		t.Errorf("outside: %v, %v", list, err)
	}
}
