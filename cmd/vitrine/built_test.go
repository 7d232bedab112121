package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// built are the sites that several tests read and none writes to: each is
// built by the first that asks for it, and removed after all tests.
var built struct {
	mu    sync.Mutex
	dir   string
	sites map[string]*builtSite
}

type builtSite struct {
	once sync.Once
	dir  string // "" where the build failed
}

// builtOnce returns the directory of a shared site; build makes one for
// whoever comes first. A test that changes files takes a copyOf it.
func builtOnce(t *testing.T, name string, build func() string) string {
	t.Helper()
	site := sharedSite(t, name)
	site.once.Do(func() {
		at := filepath.Join(built.dir, name)
		if err := os.Rename(build(), at); err != nil {
			t.Fatal(err)
		}
		site.dir = at
	})
	if site.dir == "" {
		t.Fatalf("the site %q could not be built", name)
	}
	return site.dir
}

func sharedSite(t *testing.T, name string) *builtSite {
	t.Helper()
	built.mu.Lock()
	defer built.mu.Unlock()
	if built.dir == "" {
		dir, err := os.MkdirTemp("", "vitrine-test-")
		if err != nil {
			t.Fatal(err)
		}
		built.dir, built.sites = dir, map[string]*builtSite{}
	}
	if built.sites[name] == nil {
		built.sites[name] = &builtSite{}
	}
	return built.sites[name]
}

// removeBuilt runs after all tests; see TestMain.
func removeBuilt() {
	if built.dir != "" {
		os.RemoveAll(built.dir)
	}
}

// copyOf is a site of its own for a test that writes into it.
func copyOf(t *testing.T, site string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	copyDir(t, site, dir)
	return dir
}

// buildSite runs the real command and returns the directory of the site.
func buildSite(t *testing.T, content string, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "site")
	var stderr bytes.Buffer
	args = append([]string{"build", "--content", content, "--output", out}, args...)
	if code := run(args, strings.NewReader(""), &bytes.Buffer{}, &stderr); code != exitClean {
		t.Fatalf("vitrine %s: exit %d\n%s", strings.Join(args, " "), code, stderr.String())
	}
	return out
}

// buildDemo builds the demo as it is published, with other arguments.
func buildDemo(t *testing.T, args ...string) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return buildSite(t, filepath.Join(root, "content"), append([]string{"--config", filepath.Join(root, "config.yaml")}, args...)...)
}

// demo is the demo as it is published; it is shared.
func demo(t *testing.T) string {
	t.Helper()
	return builtOnce(t, "demo", func() string { return buildDemo(t) })
}

// searchedSite is the gallery of searched; it is shared.
func searchedSite(t *testing.T) string {
	t.Helper()
	return builtOnce(t, "searched", func() string { return buildSite(t, searched(t)) })
}

// stageDir is the gallery of testdata/stage; it is shared.
func stageDir(t *testing.T) string {
	t.Helper()
	return builtOnce(t, "stage", func() string {
		content, _ := filepath.Abs("testdata/stage/content")
		config, _ := filepath.Abs("testdata/stage/config.yaml")
		return buildSite(t, content, "--config", config)
	})
}
