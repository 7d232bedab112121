package output

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestDangerousPlaces(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("makes links")
	}
	root := t.TempDir()
	put(t, root, tree{
		"project/content/apps/a/app.json": "{}", "project/theme/site.html": "x", "project/config.yaml": "x", "project/sub/empty/.gitkeep": "",
		"home/notes.txt": "x", "repo/.git/HEAD": "x", "repo/main.go": "x", "file": "x",
	})
	project := filepath.Join(root, "project")
	links := map[string]string{
		"to-content": project + "/content", "to-project": project, "to-apps": "project/content/apps", "to-home": "home",
		"nowhere": "gone", "loop": "loop", "to-root": "/", "project/content/out": root + "/elsewhere", "chain": "to-content",
	}
	for name, to := range links {
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(root, "elsewhere"), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", filepath.Join(root, "home"))
	t.Chdir(project)
	protected := []string{"content", "theme", "config.yaml", "missing"}
	for dir, want := range map[string]string{
		"": "no directory", ".": "current directory", "./": "current directory", "..": "contains", "../..": "contains", "/": "root",
		"../project": "current directory", "sub/..": "current directory", "content": "it is", "./content/": "it is", "content/apps": "inside", "content/new": "inside",
		"content/apps/a/deep/er": "inside", "content/..": "current directory", "theme": "it is", "theme/out": "inside", "config.yaml": "not a directory",
		"../to-content": "it is", "../to-content/new": "inside", "../to-project": "current directory", "../to-apps": "inside", "../to-apps/new": "inside",
		"../chain": "it is", "../chain/x": "inside", "../to-home": "home", "../home": "home", "../nowhere": "leads nowhere", "../nowhere/x": "leads nowhere",
		"../loop": "too many links", "../to-root": "root", "content/out": "inside", "content/out/x": "inside", "../file": "not a directory",
		"../file/x": "not a directory", "../repo": "git work tree", root: "contains", "../../../../../../../../../..": "root", "sub/../../project/content": "it is",
		"../elsewhere/../project/theme": "it is", "\x00": "invalid",
	} {
		_, err := Open(dir, Options{Protected: protected})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want …%s…", dir, err, want)
		}
	}
	for _, dir := range []string{"public", "sub/empty", "sub/new/er", "../elsewhere", "../elsewhere/x", "../home/site", "~"} {
		w, err := Open(dir, Options{Protected: protected})
		if err != nil {
			t.Errorf("%q: %v", dir, err)
			continue
		}
		if err := w.Abort(); err != nil {
			t.Error(err)
		}
	}
}

func TestOutputThroughALink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("makes links")
	}
	root := t.TempDir()
	put(t, root, tree{"real/.gitkeep": ""})
	link := filepath.Join(root, "public")
	if err := os.Symlink("real", link); err != nil {
		t.Fatal(err)
	}
	build(t, link, siteA)
	build(t, link, siteB)
	wantTree(t, filepath.Join(root, "real"), siteB, tree{".gitkeep": ""})
	if to, err := os.Readlink(link); err != nil || to != "real" {
		t.Errorf("the link is gone: %q %v", to, err)
	}
	noLitter(t, link)
}

func TestLinksInTheOutputAreForeign(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("makes links")
	}
	root := t.TempDir()
	put(t, root, tree{"elsewhere/one.html": "precious"})
	dir := filepath.Join(root, "public")
	build(t, dir, siteA)
	if err := os.RemoveAll(filepath.Join(dir, "apps")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(root, "elsewhere"), filepath.Join(dir, "apps")); err != nil {
		t.Fatal(err)
	}
	if _, err := tryBuild(dir, siteB, Options{}); err == nil {
		t.Error("a link was followed")
	}
	wantTree(t, filepath.Join(root, "elsewhere"), tree{"one.html": "precious"})
}
