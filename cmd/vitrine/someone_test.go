//go:build linux

package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is the number of a user who may do little.
const nobody = 65534

// someone runs the program as a user who may not read and write everything,
// whoever runs the tests.
type someone struct {
	program string
	cache   string
}

func newSomeone(t *testing.T) someone {
	t.Helper()
	s := someone{filepath.Join(openDir(t), "vitrine"), openDir(t)}
	copyProgram(t, s.program)
	err := s.command("version").Run()
	for errors.Is(err, syscall.ETXTBSY) { // a process that begins beside us still has the copy open
		err = s.command("version").Run()
	}
	if errors.Is(err, syscall.EPERM) && os.Getuid() == 0 {
		t.Skip("this root may not be somebody else:", err)
	}
	must(t, err)
	return s
}

// openDir is a directory in which everybody may write.
func openDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for at := dir; at != os.TempDir() && at != "/"; at = filepath.Dir(at) {
		if err := os.Chmod(at, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// command is the program with arguments, not started yet. Before it a shell may
// do something: "ulimit -n 20".
func (s someone) command(args ...string) *exec.Cmd {
	return s.asSomeone(exec.Command(s.program, args...))
}

func (s someone) asSomeone(cmd *exec.Cmd) *exec.Cmd {
	cmd.Dir, cmd.Env = s.cache, append(os.Environ(), "XDG_CACHE_HOME="+s.cache)
	if os.Getuid() == 0 { // who may do everything
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	return cmd
}

// limited is command with a shell's limits.
func (s someone) limited(limits string, args ...string) *exec.Cmd {
	return s.asSomeone(exec.Command("sh", append([]string{"-c", limits + ` && exec "$0" "$@"`, s.program}, args...)...))
}

// ends runs a command, and returns its exit code and what it said.
func ends(t *testing.T, cmd *exec.Cmd) (code int, said string) {
	t.Helper()
	var b bytes.Buffer
	cmd.Stderr = &b
	if err := cmd.Run(); err != nil {
		if _, ran := errors.AsType[*exec.ExitError](err); !ran {
			t.Fatal(err)
		}
	}
	return cmd.ProcessState.ExitCode(), b.String()
}

// serves starts a command that serves, until the test ends, and returns the
// address. What it has said by then is part of a failure.
func serves(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		err := cmd.Wait()
		if bug := strings.Contains(said.String(), "bug") || strings.Contains(said.String(), "DATA RACE"); err != nil || bug || t.Failed() {
			t.Errorf("it ended with %v and said %s", err, said.String())
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal("it told no address:", err)
	}
	go io.Copy(io.Discard, out)
	return strings.TrimSpace(line)
}

// copyProgram copies this test's binary, which is the program if it is called
// so, to a place where everybody may run it.
func copyProgram(t *testing.T, to string) {
	t.Helper()
	in, err := os.Open("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err == nil {
		_, err = io.Copy(out, in)
	}
	if err == nil {
		err = out.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}
