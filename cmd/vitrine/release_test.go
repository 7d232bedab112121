package main

import (
	"debug/buildinfo"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"
)

// root is the repository, seen from this package.
const root = "../.."

// goreleaser is what the tests read of .goreleaser.yaml.
type goreleaser struct {
	Before struct {
		Hooks []string `yaml:"hooks"`
	} `yaml:"before"`
	Builds []struct {
		Main    string   `yaml:"main"`
		Env     []string `yaml:"env"`
		Flags   []string `yaml:"flags"`
		Ldflags []string `yaml:"ldflags"`
		Goos    []string `yaml:"goos"`
		Goarch  []string `yaml:"goarch"`
	} `yaml:"builds"`
	Archives []struct {
		Files []struct {
			Src string `yaml:"src"`
		} `yaml:"files"`
	} `yaml:"archives"`
	Checksum struct {
		Name string `yaml:"name_template"`
	} `yaml:"checksum"`
	SBOMs []struct {
		Artifacts string `yaml:"artifacts"`
	} `yaml:"sboms"`
}

// readYAML reads a file of the repository.
func readYAML(t *testing.T, name string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(textOf(t, name)), into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func textOf(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// writeText writes a file, and the directories that it stands in.
func writeText(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// filled are the templates of .goreleaser.yaml, as for a release 1.2.3.
var filled = strings.NewReplacer("{{ .Version }}", "1.2.3", "{{ .FullCommit }}", "5894df557fed2ee4fda0b1dbcda81774aaaaaaaa",
	"{{ .CommitDate }}", "2026-04-01T09:30:00Z",
	`{{ if index .Env "GITHUB_REPOSITORY" }}{{ .Env.GITHUB_REPOSITORY }}{{ end }}`, "acme/vitrine")

// linked is the one argument of -ldflags in a line of .goreleaser.yaml.
var linked = regexp.MustCompile(`-ldflags "([^"]*)"`)

// releasedIn is where they are built, "" as long as no test asked for them.
var releasedIn string

// releasePrograms are the programs of a release 1.2.3, built once as
// .goreleaser.yaml says: what people run, and what writes manuals.
var releasePrograms = sync.OnceValues(func() (string, error) {
	text, err := os.ReadFile(filepath.Join(root, ".goreleaser.yaml"))
	if err != nil {
		return "", err
	}
	var g goreleaser
	if err := yaml.Unmarshal(text, &g); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "vitrine-release-")
	if err != nil {
		return "", err
	}
	releasedIn = dir
	b := g.Builds[0]
	writer := linked.FindStringSubmatch(g.Before.Hooks[1])[1]
	for name, more := range map[string][]string{
		"vitrine":   {"-ldflags", filled.Replace(b.Ldflags[0])},
		"documents": {"-ldflags", filled.Replace(writer), "-tags", "documents"},
	} {
		args := slices.Concat([]string{"build"}, b.Flags, more, []string{"-o", filepath.Join(dir, name+exeSuffix()), b.Main})
		cmd := exec.Command("go", args...)
		cmd.Dir, cmd.Env = root, append(os.Environ(), b.Env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			os.Stderr.Write(out)
			return "", err
		}
	}
	return dir, os.Chmod(dir, 0o755)
})

func exeSuffix() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}

// releaseProgram returns one of them.
func releaseProgram(t *testing.T, name string) string {
	t.Helper()
	dir, err := releasePrograms()
	if err != nil {
		t.Fatalf("build the programs of a release: %v", err)
	}
	return filepath.Join(dir, name+exeSuffix())
}

// removeReleased runs after all tests; see TestMain.
func removeReleased() {
	if releasedIn != "" {
		os.RemoveAll(releasedIn)
	}
}

// TestReleaseProgram: the program of a release says which one it is, holds no path of the machine that built it, and nothing
// that only manuals need.
func TestReleaseProgram(t *testing.T) {
	t.Parallel()
	program := releaseProgram(t, "vitrine")
	out, err := exec.Command(program, "version", "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var got identity
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	want := identity{Version: "v1.2.3", Commit: "5894df557fed2ee4fda0b1dbcda81774aaaaaaaa", Date: "2026-04-01T09:30:00Z",
		Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if got != want {
		t.Errorf("version --json is %+v\nwant %+v", got, want)
	}
	// What it begins runs itself.
	out, err = exec.Command(program, "init", "--dry-run", filepath.Join(t.TempDir(), "new")).Output()
	if err != nil || !strings.Contains(string(out), "VITRINE_REPOSITORY: acme/vitrine\n+  VITRINE_COMMIT: \""+want.Commit+"\"\n") {
		t.Errorf("init: %v\n%s", err, out)
	}
	data, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), here) {
		t.Errorf("the program holds %q", here)
	}
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	for _, dep := range info.Deps {
		if strings.Contains(dep.Path, "md2man") {
			t.Errorf("the program holds %s", dep.Path)
		}
	}
}

// TestGoreleaser: a release has every system that is promised, checksums, a list of what is in each archive, and only files
// that there are.
func TestGoreleaser(t *testing.T) {
	t.Parallel()
	var g goreleaser
	readYAML(t, ".goreleaser.yaml", &g)
	b := g.Builds[0]
	for _, c := range []struct{ what, got, want string }{
		{"systems", strings.Join(b.Goos, " "), "linux darwin windows"},
		{"processors", strings.Join(b.Goarch, " "), "amd64 arm64"},
		{"environment", strings.Join(b.Env, " "), "CGO_ENABLED=0"},
		{"flags", strings.Join(b.Flags, " "), "-trimpath -buildvcs=false"},
		{"checksums", g.Checksum.Name, "SHA256SUMS"},
		{"lists of what is in it", g.SBOMs[0].Artifacts, "archive"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
	made := filepath.Join(t.TempDir(), ".documents")
	if out, err := exec.Command(releaseProgram(t, "documents"), "documents", made).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, f := range g.Archives[0].Files {
		at := filepath.Join(root, f.Src)
		if rest, ok := strings.CutPrefix(f.Src, ".documents/"); ok {
			at = filepath.Join(made, rest)
		}
		if found, err := filepath.Glob(at); err != nil || len(found) == 0 {
			t.Errorf("nothing is called %q", f.Src)
		}
	}
	if w := textOf(t, ".github/workflows/release.yml"); !strings.Contains(w, "subject-checksums: dist/"+g.Checksum.Name+"\n") {
		t.Errorf("release.yml does not attest what stands in %s", g.Checksum.Name)
	}
}

// TestReleasePermissions: in a workflow that writes releases, a job may write only what it is there for, and nothing by default.
func TestReleasePermissions(t *testing.T) {
	t.Parallel()
	var w struct {
		Permissions map[string]string `yaml:"permissions"`
		Jobs        map[string]struct {
			Permissions map[string]string `yaml:"permissions"`
		} `yaml:"jobs"`
	}
	readYAML(t, ".github/workflows/release.yml", &w)
	got := map[string]string{"": list(w.Permissions)}
	for name, job := range w.Jobs {
		got[name] = list(job.Permissions)
	}
	want := map[string]string{"": "", "test": "contents: read", "release": "attestations: write, contents: write, id-token: write"}
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("job %q may %q, want %q", name, got[name], want[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("the jobs are %v", got)
	}
}

func list(permissions map[string]string) string {
	var all []string
	for what, how := range permissions {
		all = append(all, what+": "+how)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// TestManual: every command has a man page with all its flags, which man reads without a warning, and shells can complete.
func TestManual(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if out, err := exec.Command(releaseProgram(t, "documents"), "documents", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	checkManual(t, os.DirFS(filepath.Join(dir, "man")))
	if man, err := exec.LookPath("man"); err == nil {
		pages, _ := filepath.Glob(filepath.Join(dir, "man", "*.1"))
		cmd := exec.Command(man, append([]string{"-l", "--warnings"}, pages...)...)
		cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "MANPAGER=cat")
		var said strings.Builder
		cmd.Stderr = &said
		if err := cmd.Run(); err != nil || said.Len() > 0 {
			t.Errorf("man: %v\n%s", err, said.String())
		}
	}
	for name, word := range map[string]string{
		"vitrine.bash": "__start_vitrine", "_vitrine": "#compdef vitrine",
		"vitrine.fish": "complete -c vitrine", "vitrine.ps1": "-CommandName 'vitrine'",
	} {
		text, err := fs.ReadFile(os.DirFS(filepath.Join(dir, "completions")), name)
		if err != nil || !strings.Contains(string(text), word) {
			t.Errorf("%s: no %q in it (%v)", name, word, err)
		}
	}
}
