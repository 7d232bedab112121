package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/evanw/esbuild/pkg/api"
)

// TestCurrent: what pages load is what the sources come to.
func TestCurrent(t *testing.T) {
	t.Chdir("../..")
	assets, err := bundle("templates")
	if err != nil {
		t.Fatal(err)
	}
	names, err := stale("templates", assets)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Errorf("templates/assets/%s is not what its source comes to; run: go run ./templates/bundle", name)
	}
	code, err := components("generator/render")
	if err != nil || len(code) == 0 {
		t.Fatal(len(code), err)
	}
	if names, err = staleComponents("generator/render", code); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Errorf("%s is not what its template comes to; run: go run ./templates/bundle", name)
	}
}

// TestShape: a script has at most 400 lines of at most 140 characters.
func TestShape(t *testing.T) {
	names, err := filepath.Glob("../scripts/*/*.ts")
	if err != nil || len(names) < 20 {
		t.Fatalf("found %d scripts, %v", len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		if len(lines) > 400 {
			t.Errorf("%s has %d lines; split it", name, len(lines))
		}
		for i, line := range lines {
			if n := utf8.RuneCountInString(line); n > 140 {
				t.Errorf("%s:%d: the line has %d characters", name, i+1, n)
			}
		}
	}
}

// TestNotLinked: neither Vitrine nor those who build it carry a bundler.
func TestNotLinked(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "vitrine/cmd/vitrine").Output()
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range strings.Lines(string(out)) {
		if strings.Contains(pkg, "esbuild") || strings.Contains(pkg, "templ/parser") || strings.HasPrefix(pkg, "vitrine/templates/bundle") {
			t.Errorf("vitrine is linked with %s", strings.TrimSpace(pkg))
		}
	}
}

// TestTypes: TypeScript's compiler has nothing to say about the scripts.
func TestTypes(t *testing.T) {
	const modules = "../../cmd/vitrine/testdata/browser/node_modules"
	if _, err := os.Stat(filepath.Join(modules, "typescript")); err != nil {
		absent(t, "typescript is not installed; ./test does it")
	}
	node := needNode(t)
	if out, err := exec.Command(node, filepath.Join(modules, "typescript", "bin", "tsc"), "-p", "../scripts", "--pretty", "false").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// needNode finds Node.js.
func needNode(t *testing.T) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		absent(t, "there is no node on this machine")
	}
	return node
}

// absent skips a test on a laptop that lacks something, never where CI runs it.
func absent(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// TestModules runs the tests that stand beside the modules, in Node.js.
func TestModules(t *testing.T) {
	node := needNode(t)
	names, err := filepath.Glob("../scripts/*/*.test.ts")
	if err != nil || len(names) < 5 {
		t.Fatalf("found %d tests, %v", len(names), err)
	}
	dir := t.TempDir()
	made := api.Build(api.BuildOptions{
		EntryPoints: names, Outdir: dir, Outbase: "../scripts", Bundle: true, Write: true, Platform: api.PlatformNode, Format: api.FormatCommonJS,
		Sourcemap: api.SourceMapInline,
	})
	if len(made.Errors) > 0 {
		t.Fatal(made.Errors)
	}
	args := []string{"--enable-source-maps", "--test"}
	for _, f := range made.OutputFiles {
		args = append(args, f.Path)
	}
	if out, err := exec.Command(node, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
