package generator_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// dependencyRow is a row of the tables in CONTRIBUTING.md: modules or packages, what for, licence.
var dependencyRow = regexp.MustCompile("(?m)^\\| (`[^|]+) \\| ([^|]+) \\| ([^|]+) \\|$")

// dependencyTable returns the rows of the table below a line that begins with title: the licence of each name.
func dependencyTable(t *testing.T, title string) map[string]string {
	t.Helper()
	_, rest, found := strings.Cut(strings.Join(lines(t, "CONTRIBUTING.md"), "\n"), "\n"+title)
	if !found {
		t.Fatalf("CONTRIBUTING.md has no %q", title)
	}
	_, rest, _ = strings.Cut(rest, "\n|---|---|---|\n")
	table, _, _ := strings.Cut(rest, "\n\n")
	rows := map[string]string{}
	for _, row := range dependencyRow.FindAllStringSubmatch(table, -1) {
		for name := range strings.SplitSeq(row[1], ", ") {
			rows[strings.ReplaceAll(name, "`", "")] = row[3]
		}
	}
	if len(rows) == 0 {
		t.Fatalf("CONTRIBUTING.md has no table below %q", title)
	}
	return rows
}

// TestDependencies: CONTRIBUTING.md tells of each module that go.mod asks for, in the table where it belongs, and names the
// licence that its text is.
func TestDependencies(t *testing.T) {
	t.Chdir("..")
	direct := directModules(t)
	linked := map[string]bool{}
	for path := range strings.Lines(goOutput(t, "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "./cmd/vitrine")) {
		linked[strings.TrimSpace(path)] = true
	}
	program, rest := dependencyTable(t, "In the program:"), dependencyTable(t, "At development time and in tests:")
	for name := range direct {
		_, in := program[name]
		_, out := rest[name]
		if in != linked[name] || out == linked[name] {
			t.Errorf("%s: in the table of the program: %v, in the other: %v; it is linked into the program: %v", name, in, out, linked[name])
		}
	}
	for _, table := range []map[string]string{program, rest} {
		for name, licence := range table {
			version, ok := direct[name]
			if !ok {
				t.Errorf("%s stands in CONTRIBUTING.md, and is no direct dependency in go.mod", name)
				continue
			}
			var module struct{ Dir string }
			decode(t, goOutput(t, "mod", "download", "-json", name+"@"+version), &module)
			if got := licences(t, os.DirFS(module.Dir)); got != licence {
				t.Errorf("%s: the licence is %q in CONTRIBUTING.md, its text says %q", name, licence, got)
			}
		}
	}
}

// directModules are what go.mod asks for by itself, and the modules of its tools, with their versions.
func directModules(t *testing.T) map[string]string {
	t.Helper()
	var mod struct {
		Require []struct {
			Path, Version string
			Indirect      bool
		}
		Tool []struct{ Path string }
	}
	decode(t, goOutput(t, "mod", "edit", "-json"), &mod)
	direct := map[string]string{}
	for _, r := range mod.Require {
		tool := false
		for _, x := range mod.Tool {
			tool = tool || strings.HasPrefix(x.Path, r.Path+"/")
		}
		if !r.Indirect || tool {
			direct[r.Path] = r.Version
		}
	}
	if len(direct) < 10 || len(mod.Tool) == 0 {
		t.Fatalf("go.mod asks for %v", direct)
	}
	return direct
}

func goOutput(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(err)
	}
}

// licences recognizes the licences of a module by their own words.
func licences(t *testing.T, module fs.FS) string {
	t.Helper()
	names, err := fs.Glob(module, "LICENSE*")
	if err != nil {
		t.Fatal(err)
	}
	var text string
	for _, name := range names {
		data, err := fs.ReadFile(module, name)
		if err != nil {
			t.Fatal(err)
		}
		text += strings.Join(strings.Fields(string(data)), " ") + "\n"
	}
	var found []string
	for name, words := range map[string]string{
		"MIT":          "Permission is hereby granted, free of charge, to any person obtaining a copy",
		"BSD-3-Clause": "Neither the name",
		"Apache-2.0":   "www.apache.org/licenses/",
		"MPL-2.0":      "Mozilla Public License Version 2.0",
		"GPL":          "GNU ",
	} {
		if strings.Contains(text, words) {
			found = append(found, name)
		}
	}
	if strings.Contains(text, "Redistribution and use in source and binary forms") && !slices.Contains(found, "BSD-3-Clause") {
		found = append(found, "BSD-2-Clause")
	}
	slices.Sort(found)
	return strings.Join(found, " AND ")
}

// TestPackages: CONTRIBUTING.md tells of each package of the browser tests and of the extension for VS Code with the version and
// the licence of the lock file, which has a checksum of all that is loaded.
func TestPackages(t *testing.T) {
	t.Chdir("..")
	for dir, title := range map[string]string{
		"cmd/vitrine/testdata/browser/": "From npm, in tests alone",
		"editors/vscode/":               "From npm, for the extension for VS Code",
	} {
		comparePackages(t, dir, dependencyTable(t, title))
	}
}

func comparePackages(t *testing.T, dir string, got map[string]string) {
	t.Helper()
	var asked struct{ DevDependencies, Dependencies map[string]string }
	var lock struct {
		Packages map[string]struct{ Version, License, Integrity string }
	}
	decode(t, strings.Join(lines(t, dir+"package.json"), "\n"), &asked)
	decode(t, strings.Join(lines(t, dir+"package-lock.json"), "\n"), &lock)
	want := map[string]string{}
	for name := range asked.DevDependencies {
		p := lock.Packages["node_modules/"+name]
		want[name+" "+p.Version] = p.License
	}
	for name, licence := range want {
		if got[name] != licence {
			t.Errorf("%s: the licence is %q in CONTRIBUTING.md, %q in the lock file", name, got[name], licence)
		}
	}
	if len(got) != len(want) || len(asked.Dependencies) > 0 {
		t.Errorf("%s: CONTRIBUTING.md tells of %d packages, package.json of %d at development time and %d elsewhere",
			dir, len(got), len(want), len(asked.Dependencies))
	}
	for name, p := range lock.Packages {
		if name != "" && !strings.HasPrefix(p.Integrity, "sha512-") {
			t.Errorf("%s: %s has no checksum in the lock file", dir, name)
		}
	}
}

// foreign is a notice that somebody else wrote a file.
var foreign = regexp.MustCompile(`(?i)@license|copyright|sourceMappingURL|spdx-license`)

// TestOwnFiles: what pages load is made of sources that stand here, and nothing of others lies among them.
func TestOwnFiles(t *testing.T) {
	t.Chdir("..")
	found := 0
	for _, dir := range []string{"templates", "content", "examples", "generator/render", "generator/live"} {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() == "testdata" {
				return fs.SkipDir
			}
			if err != nil || d.IsDir() {
				return err
			}
			found++
			switch path.Ext(name) {
			case ".go", ".ts", ".js", ".css", ".svg", ".templ", ".html", ".json", ".yaml", ".md", ".txt", ".png", ".jpg":
			default:
				t.Errorf("%s: what kind of file is this?", name)
			}
			if text := strings.Join(lines(t, name), "\n"); foreign.MatchString(text) && path.Ext(name) != ".go" {
				t.Errorf("%s: %q: a file of somebody else needs a row in CONTRIBUTING.md", name, foreign.FindString(text))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 100 {
		t.Errorf("found only %d files", found)
	}
}

var (
	namedTest    = regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w*)`")
	declaredTest = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Z]\w*)\(\w+ \*testing\.[TF]\)`)
)

// TestNamedTests: each test that a document names is there: what SECURITY.md promises is held by tests that run.
func TestNamedTests(t *testing.T) {
	t.Chdir("..")
	declared := map[string]bool{}
	for _, dir := range []string{"bench", "cmd", "generator", "templates"} {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() == "node_modules" {
				return fs.SkipDir
			}
			if err != nil || !strings.HasSuffix(name, "_test.go") {
				return err
			}
			for _, m := range declaredTest.FindAllStringSubmatch(strings.Join(lines(t, name), "\n"), -1) {
				declared[m[1]] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, document := range []string{"SECURITY.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"} {
		names := namedTest.FindAllStringSubmatch(strings.Join(lines(t, document), "\n"), -1)
		for _, m := range names {
			if !declared[m[1]] {
				t.Errorf("%s names %s, which is no test", document, m[1])
			}
		}
		if document == "SECURITY.md" && len(names) < 20 {
			t.Errorf("%s names %d tests", document, len(names))
		}
	}
}
