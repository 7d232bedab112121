//go:build linux

package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What the whole program asks of the system about files, and what may come of it.
var (
	fileCalls = []string{"openat", "read", "pread64", "write", "pwrite64", "close", "newfstatat", "fstat", "getdents64", "mkdirat", "unlinkat", "renameat",
		"renameat2", "linkat", "fchmodat", "utimensat", "flock", "fsync"}
	fileFaults = map[string]string{
		"error=EIO": "input/output error", "error=ENOSPC": "no space left on device", "error=EACCES": "permission denied",
		"error=EMFILE": "too many open files", "signal=KILL": "",
	}
)

// TestBuildInjected fails or kills the whole program, over an earlier site, at
// calls to the system; each thread counts its own. The site is the old one or the
// new one, as the exit code says, and the next build makes the new one. With
// VITRINE_LONG=1 it tries every call, which takes an hour: name one by -run
// 'BuildInjected/openat'.
func TestBuildInjected(t *testing.T) {
	t.Parallel()
	strace, err := exec.LookPath("strace")
	if err != nil && atLength() {
		t.Fatal("it takes strace: install the package of that name")
	}
	if err != nil {
		t.Skip("it takes strace, of the package of that name; the tests of output and TestBuildFaults do without")
	}
	program := newSomeone(t)
	two := newTwoSites(t, program)
	try := func(t *testing.T, call, fault string, n int) (happened bool) {
		dir, log := two.copyOf(t), filepath.Join(openDir(t), "log")
		cmd := program.asSomeone(exec.Command(strace, append([]string{"-f", "-qq", "-o", log, "-e", "trace=" + call,
			"-e", fmt.Sprintf("inject=%s:%s:when=%d", call, fault, n), program.program}, two.build(dir)...)...))
		code, said := ends(t, cmd)
		traced, err := os.ReadFile(log)
		must(t, err)
		at := fmt.Sprintf("%s %d, %s", call, n, fault)
		now := withoutCache(digests(t, dir))
		switch {
		case strings.Contains(said, "this is a bug"):
			t.Errorf("%s: %s", at, said)
		case fault == "signal=KILL" && code != 0:
			maps.DeleteFunc(now, func(p, _ string) bool {
				return strings.HasPrefix(p, ".public.vitrine-stage-") || strings.HasPrefix(p, "cache/.new")
			})
			if !maps.Equal(now, two.before) && !maps.Equal(now, two.after) {
				t.Errorf("%s: killed, %s", at, two.differ(now))
			}
		case code == 1 && strings.Contains(said, "cannot be read: "):
			for p := range two.before {
				if two.after[p] != "" && now[p] == "" {
					t.Errorf("%s: %s is gone", at, p)
				}
			}
		case code == 0 || code == 2 && strings.Contains(said, "vitrine: error: "):
			two.judge(t, at, dir, code, said, fileFaults[fault], "cleaning up")
		case !maps.Equal(now, two.before): // else the runtime could not even begin
			t.Errorf("%s: exit code %d, %s and said %s", at, code, two.differ(now), said)
		}
		code, said = ends(t, program.command(two.build(dir)...))
		two.judge(t, at+"; then", dir, code, said)
		return bytes.Contains(traced, []byte("INJECTED")) || fault == "signal=KILL" && bytes.Contains(traced, []byte("killed by SIGKILL"))
	}
	if !atLength() {
		for call, fault := range map[string]string{"openat": "error=EMFILE", "write": "error=ENOSPC", "linkat": "signal=KILL", "renameat2": "error=EIO"} {
			try(t, call, fault, 1+3*len(call)%7)
		}
		return
	}
	for _, call := range fileCalls {
		t.Run(call, func(t *testing.T) {
			for fault := range fileFaults {
				t.Run(fault, func(t *testing.T) {
					for n := 1; n < 2000 && try(t, call, fault, n); n++ {
					}
				})
			}
		})
	}
}
