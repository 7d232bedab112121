//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// running is the real program, until it ends.
type running struct {
	t      *testing.T
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr bytes.Buffer
}

func start(t *testing.T, name string, args ...string) *running {
	t.Helper()
	r := &running{t: t, cmd: exec.Command(name, args...)}
	r.cmd.Env = append(os.Environ(), unhurried)
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if r.in, err = r.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.in.Close(); r.cmd.Process.Kill() })
	r.out, r.cmd.Stderr = bufio.NewReader(out), &r.stderr
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return r
}

// line is the next line on stdout.
func (r *running) line() string {
	r.t.Helper()
	line, err := r.out.ReadString('\n')
	if err != nil {
		r.t.Fatal(err, r.stderr.String())
	}
	return strings.TrimSpace(line)
}

// end sends a signal, if any, and returns how the program ends.
func (r *running) end(by ...os.Signal) string {
	for _, s := range by {
		if err := r.cmd.Process.Signal(s); err != nil {
			r.t.Fatal(err)
		}
	}
	r.cmd.Wait()
	return r.cmd.ProcessState.String()
}

// TestBrokenPipe: what only prints ends with SIGPIPE when nobody reads it any more, and says
// nothing; what writes files finishes them.
func TestBrokenPipe(t *testing.T) {
	a := newAuthor(t)
	file := filepath.Join(a.dir, "apps/acme/app.json")
	broken := strings.Replace(definitionOf("acme", "Orders"), `svg" }`, `svg", }`, 1)
	for _, c := range []struct {
		args   string
		stderr bool // nobody reads that either
		want   string
	}{
		{"check", false, "signal: broken pipe"},
		{"check --format json", false, "signal: broken pipe"},
		{"rules", false, "signal: broken pipe"},
		{"rules size-fixed", false, "signal: broken pipe"},
		{"schema", false, "signal: broken pipe"},
		{"diff acme@1.0.0 other@1.0.0", false, "signal: broken pipe"},
		{"check --fix", false, "signal: broken pipe"},
		{"build", true, "exit status 0"},
	} {
		save(t, file, broken)
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		var stderr bytes.Buffer
		cmd := exec.Command("vitrine", append(strings.Fields(c.args), "--content", a.dir, "--output", filepath.Join(t.TempDir(), "public"))...)
		cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), unhurried), w, &stderr
		if c.stderr {
			cmd.Stderr = w
		}
		cmd.Run()
		w.Close()
		if got := cmd.ProcessState.String(); got != c.want {
			t.Errorf("%s: %s, want %s\n%s", c.args, got, c.want, &stderr)
		}
		if said := stderr.String(); strings.Contains(said, "vitrine: error") || strings.Contains(said, "goroutine") {
			t.Errorf("%s: it says %q", c.args, said)
		}
		switch text, _ := os.ReadFile(file); {
		case c.args == "check --fix" && string(text) != definitionOf("acme", "Orders"):
			t.Errorf("%s: the definition is\n%s", c.args, text)
		case c.args == "build":
			dir := filepath.Dir(cmd.Args[len(cmd.Args)-1])
			if got := entries(t, dir); !slices.Equal(got, []string{"public"}) {
				t.Errorf("%s: beside the output stands %q", c.args, got)
			}
			if _, err := os.Stat(filepath.Join(dir, "public/apps/acme.html")); err != nil {
				t.Error(err)
			}
		}
	}
}

func entries(t *testing.T, dir string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

// TestInterrupted: a first signal ends a command quietly, with the exit code of the signal where
// something was left undone; serve is ended in no other way.
func TestInterrupted(t *testing.T) {
	a := newAuthor(t)
	for by, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		serve := start(t, "vitrine", "serve", "--content", a.dir, "--addr", "127.0.0.1:0")
		address := serve.line()
		if got := serve.end(by); got != "exit status 0" || strings.Count(serve.stderr.String(), "\n") != 1 {
			t.Errorf("serve, %v: %s\n%s", by, got, &serve.stderr)
		}
		if _, err := http.Get(address); err == nil {
			t.Errorf("serve, %v: it still answers", by)
		}
		watch := start(t, "vitrine", "check", "--watch", "--fail-on", "warning", "--content", a.dir)
		if found := watch.line(); !strings.Contains(found, "app.json:6:") {
			t.Errorf("check --watch, %v: it says %q", by, found)
		}
		if got := watch.end(by); got != "exit status 0" || strings.Contains(watch.stderr.String(), "\x1b") {
			t.Errorf("check --watch, %v: %s\n%s", by, got, &watch.stderr)
		}
		check := start(t, "vitrine", "check", "-", "--content", a.dir)
		if _, err := io.WriteString(check.in, strings.Repeat(" ", 1<<20)); err != nil { // more than a pipe holds: it is reading
			t.Fatal(err)
		}
		if got, want := check.end(by), fmt.Sprint("exit status ", code); got != want || check.stderr.Len() > 0 {
			t.Errorf("check, %v: %s, want %s\n%s", by, got, want, &check.stderr)
		}
	}
}

// TestInterruptedTwice: a second signal ends at once whatever still does not, and what is ignored
// from the beginning, as behind nohup, is no signal at all.
func TestInterruptedTwice(t *testing.T) {
	r := start(t, "sh", "-c", `trap "" HUP; exec stubborn`)
	r.line()
	if err := r.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if got := r.line(); got != "interrupted: terminated" {
		t.Errorf("it ends for %q", got)
	}
	if got := r.end(syscall.SIGTERM); got != "signal: terminated" {
		t.Errorf("after the second: %s", got)
	}
}

// TestShotsInterrupted: what was taken before stays when taking everything again is interrupted,
// and no browser is left.
func TestShotsInterrupted(t *testing.T) {
	t.Parallel()
	chromiumPath(t)
	root := t.TempDir()
	content, shots, temp := filepath.Join(root, "content"), filepath.Join(root, "shots"), filepath.Join(root, "temp")
	for _, dir := range []string{content, temp} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	asked := make(chan bool, 100)
	var hang atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hang.Load() {
			asked <- true
			<-r.Context().Done()
			return
		}
		io.WriteString(w, "<!doctype html><p>hello")
	}))
	t.Cleanup(server.Close)
	save(t, filepath.Join(content, "app.json"), strings.Replace(definitionOf("acme", "Orders"), `"/nowhere"`, `"https://acme.test/w"`, 1))
	config := filepath.Join(root, "config.yaml")
	save(t, config, fmt.Sprintf("content: %q\nshots: %q\npreviews:\n  - {from: https://acme.test/, to: %s/}\n", content, shots, server.URL))
	args := []string{"TMPDIR=" + temp, "vitrine", "shots", "--config", config}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox")
	}
	first := start(t, "env", args...)
	if got := first.end(); got != "exit status 0" {
		t.Fatalf("%s\n%s", got, &first.stderr)
	}
	before := filesOf(t, shots)
	hang.Store(true)
	again := start(t, "env", append(args, "--all")...)
	<-asked
	if got := again.end(syscall.SIGINT); got != "exit status 130" || strings.Contains(again.stderr.String(), "error") {
		t.Errorf("%s\n%s", got, &again.stderr)
	}
	if got := filesOf(t, shots); !slices.Equal(got, before) || len(before) != 4 {
		t.Errorf("after the interruption there are %q, before there were %q", got, before)
	}
	if left, _ := filepath.Glob(filepath.Join(temp, "chromedp*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
