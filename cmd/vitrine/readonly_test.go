//go:build unix

package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestReadOnly: the program of a release works for somebody who may write nothing but the output directory: no home, no cache,
// nothing beside the output. Where it may not even write that, it says so and what to do.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		args []string
		out  fs.FileMode // of the output directory
		code int
		say  string
	}{
		{"check", []string{"check", "--fail-on", "never"}, 0o555, 0, "checked 1 app"},
		{"build", []string{"build"}, 0o777, 0, "built "},
		{"build once more", []string{"build", "--no-cache"}, 0o777, 0, "built "},
		{"an output that cannot be written", []string{"build"}, 0o555, 2,
			"vitrine: hint: let whoever runs this write into it, in a container by a volume; --output names another directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			work, run := readOnly(t, c.out)
			cmd := exec.Command(releaseProgram(t, "vitrine"), c.args...)
			cmd.Dir, cmd.Env = work, []string{"HOME=" + filepath.Dir(work)}
			cmd.SysProcAttr = run
			said, err := cmd.CombinedOutput()
			if cmd.ProcessState == nil {
				t.Fatal(err)
			}
			if got := cmd.ProcessState.ExitCode(); got != c.code || !strings.Contains(string(said), c.say) {
				t.Errorf("exit code %d, want %d with %q\n%s", got, c.code, c.say, said)
			}
			_, err = os.Stat(filepath.Join(work, "public/index.html"))
			if built := err == nil; built != (c.args[0] == "build" && c.code == 0) {
				t.Errorf("there is a gallery: %v\n%s", built, said)
			}
		})
	}
}

// readOnly returns a directory with one app, where only public/ may have a mode
// to write, and how to run a program as somebody who is held to that.
func readOnly(t *testing.T, out fs.FileMode) (work string, run *syscall.SysProcAttr) {
	t.Helper()
	home, err := os.MkdirTemp("", "vitrine-readonly-") // other people may look into, unlike t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	work = filepath.Join(home, "work")
	t.Cleanup(func() {
		for _, dir := range []string{home, work, filepath.Join(work, "content")} {
			os.Chmod(dir, 0o755)
		}
		os.RemoveAll(home)
	})
	writeText(t, filepath.Join(work, "content/app.json"), `{ "app": "acme", "version": "1.0.0", "title": "Orders" }`)
	if err := os.Mkdir(filepath.Join(work, "public"), 0o755); err != nil {
		t.Fatal(err)
	}
	for dir, mode := range map[string]fs.FileMode{"public": out, "content": 0o555, ".": 0o555, "..": 0o555} {
		if err := os.Chmod(filepath.Join(work, dir), mode); err != nil {
			t.Fatal(err)
		}
	}
	if os.Getuid() == 0 { // whom no mode holds back
		return work, &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65532, Gid: 65532}}
	}
	return work, nil
}
