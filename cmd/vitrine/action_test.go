package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// action is what the tests read of action.yml.
type action struct {
	Inputs map[string]struct {
		Description string  `yaml:"description"`
		Default     *string `yaml:"default"`
	} `yaml:"inputs"`
	Outputs map[string]struct {
		Description string `yaml:"description"`
		Value       string `yaml:"value"`
	} `yaml:"outputs"`
	Runs struct {
		Using string       `yaml:"using"`
		Steps []actionStep `yaml:"steps"`
	} `yaml:"runs"`
}

type actionStep struct {
	ID    string            `yaml:"id"`
	If    string            `yaml:"if"`
	Uses  string            `yaml:"uses"`
	Shell string            `yaml:"shell"`
	Env   map[string]string `yaml:"env"`
	Run   string            `yaml:"run"`
}

var (
	expression = regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`)
	notEmpty   = regexp.MustCompile(`^(inputs\.[\w-]+) != ''$`)
)

// TestActionIsSafe: what somebody gives the action reaches the shell as variables alone, what it uses is pinned to a commit,
// and everything is described and has a default.
func TestActionIsSafe(t *testing.T) {
	t.Parallel()
	var a action
	readYAML(t, "action.yml", &a)
	if a.Runs.Using != "composite" || len(a.Runs.Steps) < 3 || len(a.Inputs) < 3 {
		t.Fatalf("%+v", a)
	}
	for i, s := range a.Runs.Steps {
		if strings.Contains(s.Run, "${{") {
			t.Errorf("step %d: an expression in a script becomes part of the script; give it as a variable", i)
		}
		if s.Run != "" && s.Shell != "bash" {
			t.Errorf("step %d: the shell is %q, want bash, which stops at the first command that fails", i, s.Shell)
		}
		if s.Uses != "" && !regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40}$`).MatchString(s.Uses) {
			t.Errorf("step %d: %q is not pinned to a commit", i, s.Uses)
		}
	}
	for name, in := range a.Inputs {
		if in.Description == "" || in.Default == nil {
			t.Errorf("the input %q has no description or no default", name)
		}
		if !strings.Contains(textOf(t, "README.md"), "`"+name+"`") {
			t.Errorf("README.md does not tell of the input %q", name)
		}
	}
	for name, out := range a.Outputs {
		if out.Description == "" {
			t.Errorf("the output %q has no description", name)
		}
	}
}

// TestAction runs the scripts of action.yml on the demo, as a runner would.
func TestAction(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not installed")
	}
	r := newRunner(t)
	for _, c := range []struct {
		name   string
		inputs map[string]string
		fails  bool
		out    map[string]string // outputs
		log    string            // what stands in the log
		file   string            // one that is there afterwards, and a text in it
		text   string
	}{
		{name: "errors fail it before anything is built, and are in the file for code scanning",
			inputs: map[string]string{"sarif": "vitrine.sarif"}, fails: true,
			out: map[string]string{"sarif": "vitrine.sarif", "site": ""}, log: "::error file=content/apps/broken_by_design/app.json,line=",
			file: "vitrine.sarif", text: `"uri":"content/apps/broken_by_design/app.json"`},
		{name: "a gallery at an address, whatever is found",
			inputs: map[string]string{"fail-on": "never", "base-url": "https://acme.test/w/", "output": "the site"},
			out:    map[string]string{"site": "the site", "sarif": ""}, log: "built ",
			file: "the site/index.html", text: "https://acme.test/w/"},
		{name: "another directory and configuration, and no gallery",
			inputs: map[string]string{"content": "content/apps/order_ledger", "config": "other.yaml", "output": ""},
			out:    map[string]string{"site": ""}, log: "checked 1 app"},
		{name: "a configuration that is not there", inputs: map[string]string{"config": "missing.yaml"}, fails: true, log: `missing.yaml`},
		{name: "values are no flags", inputs: map[string]string{"content": "--help", "output": ""}, fails: true, log: "vitrine: error: "},
		{name: "values are no commands", fails: true, log: "vitrine: error: ",
			inputs: map[string]string{"content": "$(touch pwned)`touch pwned`\"; touch pwned; #", "fail-on": "never"}},
		{name: "an output is one line, whatever a value holds", out: map[string]string{"sarif": "a", "site": ""},
			inputs: map[string]string{"sarif": "a\nsarif=b", "fail-on": "never", "output": ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			workspace, out, log, err := r.run(t, c.inputs)
			if failed := err != nil; failed != c.fails || !strings.Contains(log, c.log) {
				t.Errorf("failed: %v, want %v with %q in the log\n%s", err, c.fails, c.log, log)
			}
			for name, want := range c.out {
				if out[name] != want {
					t.Errorf("the output %q is %q, want %q", name, out[name], want)
				}
			}
			if c.file != "" {
				if text, err := os.ReadFile(filepath.Join(workspace, c.file)); err != nil || !strings.Contains(string(text), c.text) {
					t.Errorf("%q does not stand in %q (%v)", c.text, c.file, err)
				}
				if strings.HasSuffix(c.file, ".sarif") {
					text, _ := os.ReadFile(filepath.Join(workspace, c.file))
					if !json.Valid(text) {
						t.Errorf("%s is no JSON", c.file)
					}
				}
			}
			if _, err := os.Stat(filepath.Join(workspace, "pwned")); err == nil {
				t.Error("an input was run")
			}
		})
	}
}

// runner does what GitHub's does with the scripts of a composite action.
type runner struct {
	action action
	temp   string
	source string
}

func newRunner(t *testing.T) *runner {
	t.Helper()
	source, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	r := &runner{temp: t.TempDir(), source: source}
	readYAML(t, "action.yml", &r.action)
	return r
}

// run runs the action in a workspace of its own that holds the demo.
func (r *runner) run(t *testing.T, inputs map[string]string) (workspace string, outputs map[string]string, log string, failed error) {
	t.Helper()
	workspace = t.TempDir()
	if err := os.CopyFS(filepath.Join(workspace, "content"), os.DirFS(filepath.Join(root, "content"))); err != nil {
		t.Fatal(err)
	}
	writeText(t, filepath.Join(workspace, "config.yaml"), textOf(t, "config.yaml"))
	writeText(t, filepath.Join(workspace, "other.yaml"), "site: { title: Other }\n")
	values := map[string]string{"github.action_path": r.source, "runner.temp": r.temp}
	for name, in := range r.action.Inputs {
		values["inputs."+name] = *in.Default
	}
	for name, v := range inputs {
		if _, ok := r.action.Inputs[name]; !ok {
			t.Fatalf("there is no input %q", name)
		}
		values["inputs."+name] = v
	}
	for _, s := range r.action.Runs.Steps {
		if s.ID != "" {
			for name := range r.action.Outputs {
				values["steps."+s.ID+".outputs."+name] = ""
			}
		}
	}
	fill := func(text string) string {
		return expression.ReplaceAllStringFunc(text, func(x string) string {
			v, ok := values[expression.FindStringSubmatch(x)[1]]
			if !ok {
				t.Fatalf("what is %s?", x)
			}
			return v
		})
	}
	for _, s := range r.action.Runs.Steps {
		if s.Run == "" || failed != nil {
			continue
		}
		if s.If != "" {
			on := notEmpty.FindStringSubmatch(s.If)
			if on == nil {
				t.Fatalf("what is if: %s?", s.If)
			}
			if values[on[1]] == "" {
				continue
			}
		}
		var said string
		said, failed = r.script(t, s, workspace, values, fill)
		log += said
	}
	outputs = map[string]string{}
	for name, out := range r.action.Outputs {
		outputs[name] = fill(out.Value)
	}
	return workspace, outputs, log, failed
}

// script runs one step and notes its outputs.
func (r *runner) script(t *testing.T, s actionStep, workspace string, values map[string]string, fill func(string) string) (string, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "step.sh")
	writeText(t, file, s.Run)
	output := filepath.Join(t.TempDir(), "output")
	writeText(t, output, "")
	cmd := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", file)
	cmd.Dir = workspace
	cmd.Env = append(os.Environ(), "GITHUB_OUTPUT="+output, "GITHUB_WORKSPACE="+workspace)
	for name, v := range s.Env {
		cmd.Env = append(cmd.Env, name+"="+fill(v))
	}
	said, err := cmd.CombinedOutput()
	text, err2 := os.ReadFile(output)
	if err2 != nil {
		t.Fatal(err2)
	}
	for line := range strings.Lines(string(text)) {
		name, v, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		values["steps."+s.ID+".outputs."+name] = v
	}
	return string(said), err
}
