package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// workflow is what a test looks at of a workflow.
type workflow struct {
	On          map[string]any
	Permissions map[string]string
	Jobs        map[string]struct {
		If          string
		Permissions map[string]string
		Steps       []struct {
			Name, Run, Uses string
			With            map[string]any
		}
	}
}

func initWorkflow(t *testing.T, s starter) (w workflow) {
	t.Helper()
	d := yaml.NewDecoder(bytes.NewReader(s.fill("gallery.yml")))
	must(t, d.Decode(&w))
	return w
}

// TestWorkflowPermissions: each job of the workflow has what it needs and no more, no token stays on the disk, and
// nothing that a pull request says becomes part of a command.
func TestWorkflowPermissions(t *testing.T) {
	w := initWorkflow(t, starter{Content: "content", Branch: "true", Vitrine: unknownVitrine, Commit: unknownCommit})
	if w.Permissions == nil || len(w.Permissions) > 0 {
		t.Errorf("permissions of all jobs: %v", w.Permissions)
	}
	if _, ok := w.On["pull_request_target"]; ok || len(w.On) != 3 {
		t.Errorf("on: %v", w.On)
	}
	if got := w.On["push"]; !strings.Contains(strings.ReplaceAll(string(mustYAML(t, got)), "\n", " "), `- "true"`) {
		t.Errorf("on.push: %v", got) // a branch that YAML could take for a boolean
	}
	want := map[string]map[string]string{
		"check":   {"contents": "read", "security-events": "write", "actions": "read"},
		"changes": {"contents": "read", "pull-requests": "write"},
		"build":   {"contents": "read", "pages": "read"},
		"deploy":  {"pages": "write", "id-token": "write"},
	}
	if len(w.Jobs) != len(want) {
		t.Errorf("%d jobs", len(w.Jobs))
	}
	for name, job := range w.Jobs {
		if string(mustYAML(t, job.Permissions)) != string(mustYAML(t, want[name])) {
			t.Errorf("%s: permissions %v, want %v", name, job.Permissions, want[name])
		}
		for _, step := range job.Steps {
			if strings.Contains(step.Run, "${{") {
				t.Errorf("%s: an expression in a command: %s", name, step.Run)
			}
			if strings.HasPrefix(step.Uses, "actions/checkout@") && step.With["persist-credentials"] != false {
				t.Errorf("%s: the token stays on the disk: %v", name, step.With)
			}
		}
	}
}

func mustYAML(t *testing.T, v any) []byte {
	t.Helper()
	data, err := yaml.Marshal(v)
	must(t, err)
	return data
}

// TestWorkflowRuns executes the commands of the workflow, as a runner does, over two states of a repository: with
// file names that a shell or Markdown could take for something else.
func TestWorkflowRuns(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil || runtime.GOOS == "windows" { // where files cannot have such names
		t.Skip("no bash on this machine")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	const old = `{"app": "a", "version": "1.0.0", "title": "Old"}`
	other := func(name string) string { return strings.Replace(old, `"a"`, `"`+name+`"`, 1) }
	for name, text := range map[string]string{
		"content/apps/a/app.json":                     `{"app": "a", "version": "1.0.1", "title": "New @acme <b>"}`,
		".base/content/apps/a/app.json":               old,
		"content/apps/sa\\me.json":                    other("same"),
		".base/content/apps/sa\\me.json":              other("same"),
		"content/apps/$(touch pwned) `x`;\n -rf.json": other("odd"),
		".base/content/apps/gone.json":                old,
		"content/package.json":                        `{"name": "new"}`,
		".base/content/package.json":                  `{"name": "old"}`,
		"config.yaml":                                 "",
	} {
		must(t, os.MkdirAll(filepath.Dir(name), 0o755))
		must(t, os.WriteFile(name, []byte(text), 0o644))
	}
	self, err := os.Executable()
	must(t, err)
	must(t, os.Mkdir("runner", 0o755))
	// TestMain makes a program of this test's binary that is called vitrine.
	must(t, os.Symlink(self, "runner/vitrine"))
	w := initWorkflow(t, starter{Content: "content", Branch: "main", Vitrine: unknownVitrine, Commit: unknownCommit})
	for _, step := range slices.Concat(w.Jobs["check"].Steps, w.Jobs["changes"].Steps, w.Jobs["build"].Steps) {
		if step.Run == "" || strings.HasPrefix(step.Run, "go build") || step.Name == "Comment" {
			continue
		}
		cmd := exec.Command(bash, "-e", "-c", step.Run)
		cmd.Env = append(os.Environ(), unhurried, "CONTENT=content", "RUNNER_TEMP=runner", "GITHUB_STEP_SUMMARY=summary.md", "GITHUB_WORKSPACE="+dir,
			"BASE_URL=https://acme.github.io/orders")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", step.Name, err, out)
		}
	}
	said, err := os.ReadFile("summary.md")
	must(t, err)
	for _, want := range []string{`^<!-- vitrine: what changed -->\n`, `\n### a 1\.0\.0 → a 1\.0\.1\n`, `&#64;acme|\\@acme|New`,
		`new: 1, removed: 1, changed but no definitions that can be compared: 1\n$`} {
		if !regexp.MustCompile(want).Match(said) {
			t.Errorf("the comment lacks %s:\n%s", want, said)
		}
	}
	for name, want := range map[string]string{"vitrine.sarif": `"content/apps/a/app.json"`, "public/sitemap.xml": "https://acme.github.io/orders/apps/a.html"} {
		if data, err := os.ReadFile(name); err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s lacks %s: %v", name, want, err)
		}
	}
	if _, err := os.Stat("pwned"); err == nil {
		t.Error("a file's name was executed")
	}
}

// TestWorkflowComments: the first run of a pull request comments on it, later ones change that comment.
func TestWorkflowComments(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("no bash on this machine")
	}
	t.Chdir(t.TempDir())
	w := initWorkflow(t, starter{Content: "content", Branch: "main", Vitrine: unknownVitrine, Commit: unknownCommit})
	// It answers as GitHub's own gh does, and writes down what it was asked.
	const gh = `#!/bin/sh
case "$*" in
*--jq*) echo "$COMMENTS" ;;
*) echo "$*" >>asked ;;
esac
`
	must(t, os.WriteFile("gh", []byte(gh), 0o755))
	for comments, want := range map[string]string{
		"":       "api --silent repos/acme/orders/issues/7/comments --field body=@changes.md\n",
		"12\n34": "api --silent --method PATCH repos/acme/orders/issues/comments/12 --field body=@changes.md\n",
	} {
		os.Remove("asked")
		for _, step := range w.Jobs["changes"].Steps {
			if step.Name != "Comment" {
				continue
			}
			cmd := exec.Command(bash, "-e", "-c", step.Run)
			cmd.Env = append(os.Environ(), "PATH=.:"+os.Getenv("PATH"), "COMMENTS="+comments, "GITHUB_REPOSITORY=acme/orders", "NUMBER=7")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
		}
		if got, err := os.ReadFile("asked"); err != nil || string(got) != want {
			t.Errorf("with the comments %q it asks %q, want %q: %v", comments, got, want, err)
		}
	}
}
