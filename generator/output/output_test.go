package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestBuildTwoSites(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "er", "public")
	if got := build(t, dir, siteA); got != (Stats{Written: 6}) {
		t.Errorf("first build: %+v", got)
	}
	wantTree(t, dir, siteA)
	if got := build(t, dir, siteB); got != (Stats{Written: 4, Unchanged: 2, Removed: 3}) {
		t.Errorf("second build: %+v", got)
	}
	wantTree(t, dir, siteB)
	if got := build(t, dir, siteA); got != (Stats{Written: 4, Unchanged: 2, Removed: 3}) {
		t.Errorf("third build: %+v", got)
	}
	wantTree(t, dir, siteA)
	noLitter(t, dir)
}

func TestKeptEntriesStay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, dir, kept)
	before := inodes(t, dir)
	for _, site := range []tree{siteA, siteB, siteA, siteA} {
		build(t, dir, site)
		wantTree(t, dir, site, kept)
		after := inodes(t, dir)
		for path := range kept {
			if !os.SameFile(before[path], after[path]) || !before[path].ModTime().Equal(after[path].ModTime()) {
				t.Errorf("%s is another file now", path)
			}
		}
	}
	noLitter(t, dir)
}

func TestWritingAKeptFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, dir, tree{".nojekyll": ""})
	build(t, dir, tree{"index.html": "x", ".nojekyll": ""})
	build(t, dir, tree{"index.html": "y"})
	wantTree(t, dir, tree{"index.html": "y", ".nojekyll": ""}) // it was not ours, so it is still there
	if _, err := tryBuild(dir, tree{".nojekyll": "other"}, Options{}); err == nil {
		t.Error("a file that is not ours was overwritten")
	}
	wantTree(t, dir, tree{"index.html": "y", ".nojekyll": ""})
}

func TestUnchangedTouchesNothing(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	put(t, dir, kept)
	build(t, dir, siteA)
	before, above := inodes(t, dir), inodes(t, parent)["."]
	beforeOp = func(op, file string) error { t.Errorf("%s %s", op, file); return nil }
	defer func() { beforeOp = nil }()
	if got := build(t, dir, siteA); got != (Stats{Unchanged: 6}) {
		t.Errorf("got %+v", got)
	}
	for path, info := range inodes(t, dir) {
		if was := before[path]; was == nil || !os.SameFile(was, info) || !was.ModTime().Equal(info.ModTime()) {
			t.Errorf("%s was touched", path)
		}
	}
	if now := inodes(t, parent)["."]; !now.ModTime().Equal(above.ModTime()) {
		t.Error("the parent directory was touched")
	}
}

func TestUnchangedFilesKeepTheirTimes(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "public")
		build(t, dir, siteA)
		old := time.Now().Add(-time.Hour).Truncate(time.Second)
		for path := range siteA {
			if err := os.Chtimes(filepath.Join(dir, path), old, old); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := tryBuild(dir, siteB, Options{Tool: "test", InPlace: inPlace}); err != nil {
			t.Fatal(err)
		}
		for path, text := range siteB {
			info, err := os.Stat(filepath.Join(dir, path))
			if err != nil {
				t.Fatal(err)
			}
			if same := siteA[path] == text; same != info.ModTime().Equal(old) {
				t.Errorf("in place %v: %s has time %v", inPlace, path, info.ModTime())
			}
		}
	}
}

func TestEditedAndDeletedFilesAreRepaired(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, siteA)
	put(t, dir, tree{"index.html": "edited"})
	if err := os.RemoveAll(filepath.Join(dir, "apps")); err != nil {
		t.Fatal(err)
	}
	if got := build(t, dir, siteA); got != (Stats{Written: 4, Unchanged: 2}) {
		t.Errorf("got %+v", got)
	}
	wantTree(t, dir, siteA)
}

func TestForeignFilesAreRefused(t *testing.T) {
	for _, ours := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "public")
		if ours {
			build(t, dir, siteA)
		}
		put(t, dir, tree{"thesis.doc": "years of work", "apps/mine.html": "mine"})
		was := read(t, dir)
		_, err := tryBuild(dir, siteB, Options{})
		if err == nil || !strings.Contains(err.Error(), `"apps/mine.html", "thesis.doc"`) {
			t.Errorf("got %v", err)
		}
		wantTree(t, dir, was)
		noLitter(t, dir)
	}
}

func TestDamagedManifestIsRefused(t *testing.T) {
	for _, text := range []string{"", "{", `{"schema":2}`, `{"schema":1,"files":[{"path":"../../etc/passwd"}]}`, `{"schema":1,"files":[{"path":""}]}`} {
		dir := filepath.Join(t.TempDir(), "public")
		put(t, dir, tree{ManifestName: text})
		if _, err := tryBuild(dir, siteA, Options{}); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}

func TestPaths(t *testing.T) {
	for _, paths := range [][]string{
		{""}, {"."}, {"/a"}, {"a/"}, {"a//b"}, {"../a"}, {"a/../b"}, {`a\b`}, {"c:a"}, {"a\x00b"},
		{ManifestName}, {".vitrine-stage-1/x"}, {".git/config"}, {".GIT/config"},
		{"a", "a"}, {"a", "A"}, {"caf\u00e9", "cafe\u0301"}, {"a", "a/b"}, {"a/b", "a"}, {"A/b", "a/c"}, {"a/b", "A"},
	} {
		dir := filepath.Join(t.TempDir(), "public")
		w, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, path := range paths {
			if err := w.Write(path, []byte("x")); (err != nil) != (i == len(paths)-1) {
				t.Errorf("%q: Write(%q) = %v", paths, path, err)
			}
		}
		if _, err := w.Commit(); err == nil {
			t.Errorf("%q: Commit went on", paths)
		}
		if exists(dir) {
			t.Errorf("%q: the directory is still there", paths)
		}
		noLitter2(t, filepath.Dir(dir))
	}
}

func noLitter2(t *testing.T, dir string) {
	t.Helper()
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "public")
	w, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write("deep/index.html", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Abort(), w.Abort()); err != nil {
		t.Error(err)
	}
	noLitter2(t, filepath.Dir(filepath.Dir(dir)))
	if _, err := w.Commit(); err == nil {
		t.Error("Commit after Abort went on")
	}
}

func TestTwoBuildsAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	w, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v, want ErrLocked", err)
	}
	if err := w.Write("index.html", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	build(t, dir, siteA)
	wantTree(t, dir, siteA)
}

func TestManyBuildersEndInOneSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for done := 0; done < 5; {
				site := tree{"index.html": fmt.Sprint(i), "apps/a.html": fmt.Sprint(i), fmt.Sprintf("apps/%d.html", i): "x"}
				_, err := tryBuild(dir, site, Options{})
				if err == nil {
					done++
				} else if !errors.Is(err, ErrLocked) {
					t.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	got := read(t, dir)
	if len(got) != 3 || got["index.html"] != got["apps/a.html"] {
		t.Errorf("mixed: %v", got)
	}
	noLitter(t, dir)
}

func TestConcurrentWrites(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for round := range 2 {
		w, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for part := range 4 {
			group.Go(func() {
				for i := range 50 {
					text := fmt.Sprint(i, round*(i%2))
					if err := w.Write(fmt.Sprintf("a%d/b%d/c.html", i%7, part*50+i), []byte(text)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		stats, err := w.Commit()
		if err != nil || stats.Written+stats.Unchanged != 200 || round == 1 && stats.Written != 100 {
			t.Fatalf("%+v %v", stats, err)
		}
	}
}

func TestOutputRemovedOrReplacedMeanwhile(t *testing.T) {
	for _, replaced := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "public")
		build(t, dir, siteA)
		w, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(w.Write("a.html", []byte("a")), w.Write("b.html", []byte("b"))); err != nil {
			t.Fatal(err)
		}
		os.RemoveAll(dir)
		if replaced {
			put(t, dir, tree{"mine": "x"})
		}
		_, err = w.Commit()
		if (err != nil) != replaced {
			t.Errorf("replaced %v: %v", replaced, err)
		}
		if replaced {
			wantTree(t, dir, tree{"mine": "x"})
		} else {
			wantTree(t, dir, tree{"a.html": "a", "b.html": "b"})
		}
		noLitter(t, dir)
	}
}

func TestFilesThatAppearDuringTheExchange(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	build(t, dir, siteA)
	beforeOp = func(op, _ string) error {
		if op == "exchange" {
			put(t, dir, tree{"late.txt": "mine", "apps/one.html/../late.txt": "too"})
		}
		return nil
	}
	defer func() { beforeOp = nil }()
	build(t, dir, siteB)
	wantTree(t, dir, siteB, tree{"late.txt": "mine", "apps/late.txt": "too"})
	noLitter(t, dir)
}

// TestExternalDir builds into a directory given from outside, for trying
// mounts and network file systems by hand: VT_DIR=/mnt/x go test -run ExternalDir.
func TestExternalDir(t *testing.T) {
	dir := os.Getenv("VT_DIR")
	if dir == "" {
		t.Skip("VT_DIR is not set")
	}
	for _, site := range []tree{siteA, siteB, siteB, siteA} {
		t.Logf("%+v", build(t, dir, site))
		wantTree(t, dir, site)
		noLitter(t, dir)
	}
}
