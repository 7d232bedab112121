package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// notRun are lines of examples that a test cannot run, and why.
var notRun = map[string]string{
	"--online":      "it asks the network",
	"vitrine shots": "it loads pages of the network in a browser",
}

// unhurried is for programs of tests with -race: else each waits a second before it ends.
const unhurried = "GORACE=atexit_sleep_ms=0"

// TestHelpExamples: the help of every command has at least two lines to copy. They run on the
// demo's definitions, of which one is called my_app here: findings may be found, but nothing fails.
func TestHelpExamples(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash")
	}
	dir := demoOfMine(t)
	root := rootCommand(&env{out: io.Discard, err: io.Discard})
	root.InitDefaultHelpCmd()
	for _, cmd := range root.Commands() {
		lines := strings.Split(strings.TrimSpace(cmd.Example), "\n")
		if cmd.Name() == "version" || !cmd.IsAvailableCommand() && cmd.Name() != "help" {
			continue
		}
		if len(lines) < 2 {
			t.Errorf("%s: the help has no examples", cmd.Name())
		}
		for _, line := range lines {
			if line = strings.TrimSpace(line); !strings.Contains(line, "vitrine "+cmd.Name()) && cmd.Name() != "help" {
				t.Errorf("%s: %q is no example of it", cmd.Name(), line)
			}
			if runnable(t, root, line) {
				tryLine(t, shell, dir, line)
			}
		}
	}
}

// runnable tells whether a line can be run; of one that cannot, only the flags are read.
func runnable(t *testing.T, root *cobra.Command, line string) bool {
	for part := range notRun {
		if strings.Contains(line, part) {
			cmd, flags, err := root.Find(strings.Fields(line)[1:])
			if err == nil {
				err = cmd.ParseFlags(flags)
			}
			if err != nil {
				t.Errorf("%s: %v", line, err)
			}
			return false
		}
	}
	return true
}

// tryLine runs a line; serve until it says where, and a check that goes on until it says that it does.
func tryLine(t *testing.T, shell, dir, line string) {
	t.Helper()
	var stderr terminal
	goesOn := strings.Contains(line, "--watch")
	cmd := exec.Command(shell, "-c", line)
	if strings.HasPrefix(line, "vitrine serve") || goesOn {
		cmd = exec.Command(shell, "-c", "exec "+line)
	}
	cmd.Dir, cmd.Stderr = dir, &stderr
	cmd.Env = append(os.Environ(), unhurried, "HOME="+dir, "VITRINE_SERVE_ADDR=127.0.0.1:0",
		"PATH="+filepath.Join(dir, "bin")+":"+os.Getenv("PATH"))
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(line, "vitrine serve") {
		_, err := out.Read(make([]byte, 100))
		if err == nil {
			cmd.Process.Signal(os.Interrupt)
		}
	}
	if goesOn {
		stderr.says(t, "watching for changes")
		cmd.Process.Signal(os.Interrupt)
	}
	io.Copy(io.Discard, out)
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitClean && code != exitFindings {
		t.Errorf("%s: %v\n%s", line, cmd.ProcessState, stderr.take())
	}
}

// demoOfMine is a directory with what the examples name: the demo's definitions, some of them
// under another name, a repository, and no browser that could open.
func demoOfMine(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, apps := range []string{"content/apps", "my-apps"} {
		copyDir(t, "../../content/apps/tally_csat", filepath.Join(dir, apps, "tally_csat"))
	}
	for _, name := range []string{"app.json", "versions/1.4.0.json"} {
		text, err := os.ReadFile(filepath.Join("../../content/apps/harbor_voice", name))
		if err != nil {
			t.Fatal(err)
		}
		mine := strings.ReplaceAll(string(text), "harbor_voice", "my_app")
		save(t, filepath.Join(dir, "content/apps/my_app", name), mine)
		for _, file := range []string{"app.json", "old.json", "new.json"} {
			save(t, filepath.Join(dir, file), mine)
		}
	}
	for _, file := range []string{"bin/xdg-open", "bin/open", ".config/fish/completions/other.fish"} {
		save(t, filepath.Join(dir, file), "#!/bin/sh\n")
		if err := os.Chmod(filepath.Join(dir, file), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range []string{"init -q -b main", "add content/apps/my_app", "-c user.name=me -c user.email=me@acme.test commit -qm mine"} {
		cmd := exec.Command("git", strings.Fields(args)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("git %s: %v\n%s", args, err, out)
		}
	}
	return dir
}
