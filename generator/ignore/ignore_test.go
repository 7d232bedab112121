package ignore

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// walk lists what is not ignored, as discovery walks.
func walk(t *testing.T, root string) []string {
	t.Helper()
	var list []string
	var visit func(dir string, m *Matcher)
	visit = func(dir string, m *Matcher) {
		if text, err := os.ReadFile(filepath.Join(root, dir, Name)); err == nil {
			m = m.With(dir, text)
		}
		entries, err := os.ReadDir(filepath.Join(root, dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			name := filepath.ToSlash(filepath.Join(dir, e.Name()))
			switch {
			case e.Name() == ".git" || m.Ignored(name, e.IsDir()):
			case e.IsDir():
				visit(name, m)
			default:
				list = append(list, name)
			}
		}
	}
	visit(".", nil)
	slices.Sort(list)
	return list
}

// asGit asks git for the same list.
func asGit(t *testing.T, root string) []string {
	t.Helper()
	cmd := exec.Command("git", "-c", "core.excludesFile=", "-c", "core.ignoreCase=false", "ls-files", "-z", "--others", "--exclude-per-directory="+Name)
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	list := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	slices.Sort(list)
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

func repository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	root := t.TempDir()
	if out, err := exec.Command("git", "init", "-q", root).CombinedOutput(); err != nil {
		t.Fatalf("git init: %s", out)
	}
	return root
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

var tree = []string{
	"a.json", "b.json", "a b.json", "abc", "a/a.json", "a/b/a.json", "a/b/c/a.json", "a/b/c/d.json", "b/a/x.json", "b/c/a.json", "c/#x", "c/!x",
	"c/x ", "x-y/[a]", "x-y/a", "x-y/1", "build/out.json", "a/build/out.json", "d/e/f/g/h.json", "é.json", `c/back\slash`, "foo/bar/baz", "bar",
}

var lines = []string{
	"*.json", "!a.json", "/a.json", "a/", "/a/", "a", "b/*.json", "**/a.json", "a/**", "a/**/a.json", "!a/b/", "!/a/b/c/d.json", "build/", "/build",
	`\#x`, `\!x`, "#x", "x ", `x\ `, "[a-c].json", "[!a]*.json", "[[:digit:]]", "[]]", `\[a\]`, "[a", "?.json", "a b.json", "**", "**/", "/**", "a**", "**b",
	"d/**/h.json", "d/*/h.json", "*/", "!*/", "", "  ", "/", "//", "a//b", "a/b", "a/b/", "foo/**/", "**/bar", "bar/", "??.json", `back\\slash`, `a\`, "!",
	"[z-a]", "[a-]", "[^/]", "x-y/[a]", "x-y/[[]a]", "***", "a/***/a.json", "**/c/**", "\t", "a.json\r", "!**/a.json", "*", "!*.json", "[[:nope:]]",
}

// TestAsGit: what is ignored is what git ignores, for random files of odd and
// ordinary patterns at several depths.
func TestAsGit(t *testing.T) {
	root := repository(t)
	for _, name := range tree {
		write(t, root, name, "x")
	}
	r := rand.New(rand.NewPCG(4, 2))
	rounds := 80
	if testing.Short() {
		rounds = 30
	}
	for round := range rounds {
		for _, dir := range []string{".", "a", "a/b", "c"} {
			os.Remove(filepath.Join(root, dir, Name))
			if dir == "." || r.IntN(3) == 0 {
				var text strings.Builder
				for range 1 + r.IntN(4) {
					text.WriteString(lines[r.IntN(len(lines))] + "\n")
				}
				write(t, root, filepath.ToSlash(filepath.Join(dir, Name)), text.String())
			}
		}
		if got, want := walk(t, root), asGit(t, root); !slices.Equal(got, want) {
			t.Fatalf("round %d:\n%sgot  %q\nwant %q", round, files(root), minus(got, want), minus(want, got))
		}
	}
	for _, line := range lines { // each by itself
		for _, dir := range []string{"a", "a/b", "c"} {
			os.Remove(filepath.Join(root, dir, Name))
		}
		write(t, root, Name, line+"\n")
		if got, want := walk(t, root), asGit(t, root); !slices.Equal(got, want) {
			t.Errorf("%q:\ngot  %q\nwant %q", line, minus(got, want), minus(want, got))
		}
	}
}

// minus is what is in a and not in b.
func minus(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

func files(root string) string {
	var b bytes.Buffer
	filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == Name {
			text, _ := os.ReadFile(file)
			fmt.Fprintf(&b, "%s: %q\n", strings.TrimPrefix(file, root), text)
		}
		return nil
	})
	return b.String()
}

// TestAboveTheTop: a pattern of a folder above holds for paths as seen from
// there.
func TestAboveTheTop(t *testing.T) {
	var m *Matcher
	m = m.Above("repo/content", []byte("/repo/content/a.json\n*.tmp\n/b.json\n"))
	m = m.With(".", []byte("!keep.tmp\n"))
	for name, want := range map[string]bool{"a.json": true, "x/a.json": false, "b.json": false, "x/y.tmp": true, "keep.tmp": false} {
		if got := m.Ignored(name, false); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestNoPatternTakesLong: the time that a pattern takes does not multiply with
// its stars. Backtracking would not end.
func TestNoPatternTakesLong(t *testing.T) {
	var m *Matcher
	m = m.With(".", []byte(strings.Repeat("a*", 2000)+"b\n/"+strings.Repeat("**/", 2000)+"b\n"))
	if m.Ignored(strings.Repeat("a", 250)+"/"+strings.Repeat("a/", 250)+"c", false) {
		t.Error("it matches")
	}
}
