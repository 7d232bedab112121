//go:build linux

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestBuildKeepsUnreadable runs the program as somebody who may not read a
// definition that was published before.
func TestBuildKeepsUnreadable(t *testing.T) {
	a := newAuthor(t)
	parent, bin := t.TempDir(), t.TempDir()
	for dir := parent; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) { // for whoever runs the program
		os.Chmod(dir, 0o777)
	}
	for _, dir := range []string{bin, a.dir, filepath.Dir(a.dir)} {
		os.Chmod(dir, 0o755)
	}
	program := filepath.Join(bin, "vitrine")
	copyProgram(t, program)
	public := filepath.Join(parent, "public")
	build := func() (int, string) {
		t.Helper()
		var said bytes.Buffer
		cmd := exec.Command(program, "build", "--content", a.dir, "--output", public)
		cmd.Dir, cmd.Stderr = parent, &said
		if os.Getuid() == 0 { // who may read everything
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		err := cmd.Run()
		if _, ran := err.(*exec.ExitError); err != nil && !ran {
			t.Skip("the program cannot be run as somebody else:", err)
		}
		return cmd.ProcessState.ExitCode(), said.String()
	}
	if code, said := build(); code != 0 {
		t.Fatalf("exit code %d: %s", code, said)
	}
	page := func(name string) string {
		data, _ := os.ReadFile(filepath.Join(public, name))
		return string(data)
	}
	before := page("apps/acme/w.html")
	if err := os.Chmod(filepath.Join(a.dir, "apps/acme/app.json"), 0); err != nil {
		t.Fatal(err)
	}
	a.save("other", definitionOf("other", "Exchanges"))
	code, said := build()
	for _, want := range []string{`"apps/acme/app.json" cannot be read: permission denied`, "stay as the build before wrote them"} {
		if code != 1 || !strings.Contains(said, want) {
			t.Errorf("exit code %d, want 1 and %s: %s", code, want, said)
		}
	}
	listed := strings.Contains(page("gallery.json"), "apps/acme/w.html") && strings.Contains(page("index.html"), "Orders")
	if before == "" || page("apps/acme/w.html") != before || !listed {
		t.Error("what cannot be read is not as it was")
	}
	if !strings.Contains(page("apps/other/w.html"), "Exchanges") {
		t.Error("another app did not come out new")
	}
}

// copyProgram copies this test's binary, which is the program if it is called
// so.
func copyProgram(t *testing.T, to string) {
	t.Helper()
	from, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(from)
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
