package main

import (
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var updateScripts = flag.Bool("update-scripts", false, "rewrite what the scripts compare with")

// TestMain lets the scripts run this test's binary as the program, and as one that does not end.
func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"vitrine": main, "stubborn": stubborn})
}

// stubborn says which signal it was to end for, and goes on.
func stubborn() {
	ctx, _ := signalled(context.Background())
	fmt.Println("waiting")
	<-ctx.Done()
	fmt.Println(context.Cause(ctx))
	select {}
}

type tests struct{ *testing.M }

// Run runs all tests, closes the browser and removes the sites that they share.
func (t tests) Run() int {
	defer removeBuilt()
	defer removeReleased()
	if cache, err := exec.Command("go", "env", "GOCACHE").Output(); err == nil {
		os.Setenv("GOCACHE", strings.TrimSpace(string(cache))) // Go's stays the user's own
	}
	os.Setenv("XDG_CACHE_HOME", filepath.Join(os.TempDir(), "vitrine-test-cache")) // not the user's own
	defer os.RemoveAll(os.Getenv("XDG_CACHE_HOME"))
	defer closeChromium()
	return t.M.Run()
}

// TestScripts runs the scripts of testdata/script over the real program. A
// script says what it does in its first line.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *updateScripts, RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ESC", "\x1b")
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			return serveLocal(env)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": exitCode, "harmless": harmless, "mode": fileMode, "asked": asked, "fillin": fillIn, "unpack": unpackFile},
	})
}

// exitCode is "code N args…": it runs vitrine and compares its exit code.
func exitCode(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("vitrine", args[1:]...)
	got := "0"
	if exit, ok := err.(interface{ ExitCode() int }); ok {
		got = string(rune('0' + exit.ExitCode()))
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// unpackFile is "unpack DIR/FILE.gz": it writes FILE.
func unpackFile(ts *testscript.TestScript, _ bool, args []string) {
	r, err := gzip.NewReader(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	data, err := io.ReadAll(r)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(strings.TrimSuffix(path.Base(args[0]), ".gz")), data, 0o644))
}

// harmless is "harmless FILE": no control character but LF stands in it.
func harmless(ts *testscript.TestScript, _ bool, args []string) {
	for _, r := range ts.ReadFile(args[0]) {
		if r < 0x20 && r != '\n' || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E {
			ts.Fatalf("%s holds %U", args[0], r)
		}
	}
}

// fileMode is "mode FILE 0644".
func fileMode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if got := info.Mode().Perm().String(); got != args[1] {
		ts.Fatalf("%s has mode %s, want %s", args[0], got, args[1])
	}
}
