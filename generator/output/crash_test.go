package output

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// The ways in which a site can get into place. The errors that choose them
// are injected, since no file system at hand would give them.
var ways = map[string]error{
	"exchange": nil,
	"renames":  errNoExchange,
	"busy":     &os.LinkError{Op: "exchange", Err: syscall.EBUSY},
	"in place": nil,
}

// hook makes operation n end the run by fail, and the exchange fail as the
// way wants it. n < 0 never happens.
func hook(way string, n int, fail func() error) func(op, file string) error {
	var count atomic.Int64
	return func(op, file string) error {
		if count.Add(1)-1 == int64(n) {
			return fail()
		}
		if op == "exchange" {
			return ways[way]
		}
		return nil
	}
}

// TestMain turns the test binary into a builder that kills itself, if asked.
func TestMain(m *testing.M) {
	dir := os.Getenv("VITRINE_TEST_DIR")
	if dir == "" {
		os.Exit(m.Run())
	}
	way := os.Getenv("VITRINE_TEST_WAY")
	n, _ := strconv.Atoi(os.Getenv("VITRINE_TEST_OP"))
	beforeOp = hook(way, n, func() error {
		p, _ := os.FindProcess(os.Getpid())
		p.Kill()
		select {}
	})
	if _, err := tryBuild(dir, siteB, Options{Tool: "test", InPlace: way == "in place"}); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// prepare makes an output with the old site and things that are not ours.
func prepare(t *testing.T) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "public")
	put(t, dir, kept)
	build(t, dir, siteA)
	return dir
}

// repaired runs another build, and looks whether all is well after it.
func repaired(t *testing.T, dir string, site tree) {
	t.Helper()
	beforeOp = nil
	build(t, dir, site)
	wantTree(t, dir, site, kept)
	noLitter(t, dir)
	if entries, err := os.ReadDir(filepath.Dir(dir)); err != nil || len(entries) != 1 {
		t.Fatalf("beside the output: %v %v", entries, err)
	}
}

// isWhole reports whether the directory holds one complete site of the list,
// not counting .git, which follows a moment later.
func isWhole(t *testing.T, dir string, sites ...tree) bool {
	t.Helper()
	got := read(t, dir)
	for path := range got {
		if strings.HasPrefix(path, ".git/") {
			delete(got, path)
		}
	}
	for _, site := range sites {
		want := maps.Clone(site)
		maps.Copy(want, tree{".gitkeep": "", "CNAME": kept["CNAME"], "apps/.DS_Store": "finder"})
		if maps.Equal(got, want) {
			return true
		}
	}
	return false
}

// isMixed reports whether each file belongs to one of two sites.
func isMixed(t *testing.T, dir string) bool {
	t.Helper()
	for path, text := range read(t, dir) {
		if a, ok := siteA[path]; ok && a == text {
			continue
		}
		if b, ok := siteB[path]; ok && b == text {
			continue
		}
		if k, ok := kept[path]; ok && k == text {
			continue
		}
		return false
	}
	return true
}

func TestKillAtEveryOperation(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process for every operation")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for way := range ways {
		t.Run(way, func(t *testing.T) {
			for n := 0; ; n++ {
				dir := prepare(t)
				cmd := exec.Command(self)
				cmd.Env = append(os.Environ(), "VITRINE_TEST_DIR="+dir, "VITRINE_TEST_WAY="+way, "VITRINE_TEST_OP="+strconv.Itoa(n))
				out, err := cmd.CombinedOutput()
				var exit *exec.ExitError
				if err != nil && (!errors.As(err, &exit) || exit.Exited()) {
					t.Fatalf("operation %d: %v: %s", n, err, out)
				}
				checkAfterKill(t, way, n, dir)
				repaired(t, dir, []tree{siteA, siteB}[n%2])
				if err == nil {
					t.Logf("%d operations", n)
					return
				}
			}
		})
	}
}

func checkAfterKill(t *testing.T, way string, n int, dir string) {
	t.Helper()
	switch {
	case isWhole(t, dir, siteA, siteB):
	case way == "renames" && !exists(dir):
	case (way == "in place" || way == "busy") && isMixed(t, dir):
	default:
		t.Fatalf("killed at operation %d: neither site: %v", n, read(t, dir))
	}
}

func TestErrorAtEveryOperation(t *testing.T) {
	for way := range ways {
		for _, cause := range []error{syscall.ENOSPC, syscall.EACCES} {
			t.Run(way+" "+cause.Error(), func(t *testing.T) {
				for n := 0; ; n++ {
					dir, happened := prepare(t), false
					beforeOp = hook(way, n, func() error { happened = true; return cause })
					_, err := tryBuild(dir, siteB, Options{Tool: "test", InPlace: way == "in place"})
					beforeOp = nil
					checkAfterError(t, way, n, dir, err)
					repaired(t, dir, []tree{siteB, siteA}[n%2])
					if !happened {
						t.Logf("%d operations", n)
						return
					}
				}
			})
		}
	}
}

func checkAfterError(t *testing.T, way string, n int, dir string, err error) {
	t.Helper()
	switch {
	case err == nil && isWhole(t, dir, siteB):
	case err != nil && isWhole(t, dir, siteA):
	case err != nil && (way == "in place" || way == "busy") && isMixed(t, dir):
	default:
		t.Fatalf("operation %d failed: Commit says %v and the output holds %v", n, err, read(t, dir))
	}
}

// TestForeignFilesSurvive builds into directories with random files that are
// not ours, with random failures, and compares what is not ours before and after.
func TestForeignFilesSurvive(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		root := t.TempDir()
		dir := filepath.Join(root, "public")
		if r.IntN(2) == 0 {
			build(t, dir, siteA)
		}
		foreign := tree{}
		places := []string{"", "public/", "public/apps/", "public/.git/", ".public.vitrine-stage-1/", "public/.vitrine-stage-2/", ".public.vitrine-stage-1/new/", "public/assets/1/"}
		names := []string{"x.txt", "CNAME", ".gitkeep", ".nojekyll", "mine.html", "manifest", "a/b/c", ".DS_Store", ".vitrine-stagex", "ready/x"}
		for range r.IntN(5) {
			path := places[r.IntN(len(places))] + names[r.IntN(len(names))]
			foreign[path] = fmt.Sprint("foreign ", r.Int())
		}
		put(t, root, foreign)
		was := inodes(t, root)
		for range 3 {
			beforeOp = hook("exchange", r.IntN(60), func() error { return syscall.EIO })
			_, err := tryBuild(dir, []tree{siteA, siteB}[r.IntN(2)], Options{InPlace: r.IntN(3) == 0})
			beforeOp = nil
			_ = err // refusing is as good as building: only the foreign files count
		}
		now := inodes(t, root)
		for path, text := range foreign {
			data, err := os.ReadFile(filepath.Join(root, path))
			if err != nil || string(data) != text || !os.SameFile(was[path], now[path]) {
				t.Fatalf("seed %d: %s was touched: %q %v", seed, path, data, err)
			}
		}
	}
}
