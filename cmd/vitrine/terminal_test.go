//go:build linux

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestColours: what the environment says of colours, on a terminal and elsewhere.
func TestColours(t *testing.T) {
	terminal, _ := openTerminal(t, 80)
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, c := range []struct {
		environment           string
		onTerminal, elsewhere bool
	}{
		{"", true, false},
		{"NO_COLOR=1", false, false},
		{"NO_COLOR=1 CLICOLOR_FORCE=1 FORCE_COLOR=1", false, false},
		{"CLICOLOR_FORCE=1", true, true},
		{"CLICOLOR_FORCE=0", true, false},
		{"FORCE_COLOR=1", true, true},
		{"FORCE_COLOR=0", true, false},
		{"CLICOLOR=0", false, false},
		{"CLICOLOR=1", true, false},
		{"CLICOLOR=0 CLICOLOR_FORCE=1", true, true},
		{"TERM=dumb", false, false},
		{"TERM=dumb CLICOLOR_FORCE=1", true, true},
	} {
		t.Run(c.environment, func(t *testing.T) {
			for _, v := range append([]string{"NO_COLOR=", "FORCE_COLOR=", "CLICOLOR=", "CLICOLOR_FORCE=", "TERM=xterm"}, strings.Fields(c.environment)...) {
				name, value, _ := strings.Cut(v, "=")
				t.Setenv(name, value)
			}
			if got := colours(terminal); got != c.onTerminal {
				t.Errorf("on a terminal: %v", got)
			}
			for what, w := range map[string]io.Writer{"in a file": file, "in memory": &strings.Builder{}} {
				if got := colours(w); got != c.elsewhere {
					t.Errorf("%s: %v", what, got)
				}
			}
		})
	}
}

// TestColoursApart: findings on a terminal are coloured though what is said goes elsewhere, and
// those in a file are not though that is said on a terminal.
func TestColoursApart(t *testing.T) {
	a := newAuthor(t)
	a.save("acme", `{"app": "acme"}`)
	check := func(out, errs *os.File) {
		t.Helper()
		cmd := exec.Command("vitrine", "check", "--content", a.dir)
		cmd.Env = append(os.Environ(), "NO_COLOR=", "FORCE_COLOR=", "CLICOLOR=", "CLICOLOR_FORCE=", "TERM=xterm")
		cmd.Stdout, cmd.Stderr = out, errs
		if err := cmd.Run(); cmd.ProcessState.ExitCode() != exitFindings {
			t.Fatal(err)
		}
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	terminal, seen := openTerminal(t, 80)
	check(terminal, file)
	fmt.Fprintln(terminal, "the end")
	shows(t, seen, "the end")
	if got := seen(); !strings.Contains(got, "\x1b[31merror:\x1b[0m") {
		t.Errorf("on the terminal: %q", got)
	}
	check(file, terminal)
	text, err := os.ReadFile(file.Name())
	if err != nil || strings.Contains(string(text), "\x1b") || !strings.Contains(string(text), "error:") {
		t.Errorf("%v, in the file: %q", err, text)
	}
}
