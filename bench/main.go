// Command bench measures Vitrine against what no generator can do without (the
// floor) and against Hugo, in turns, and tells which targets are met:
//
//	go run ./bench -n 1000,10000
//
// It writes into a folder of its own in the temporary directory, which it
// removes, and builds sites in memory where /dev/shm is there. Hugo is installed
// into the user's cache directory once. Times depend on the machine and on what
// else it does: ratios are what counts.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"vitrine/bench/made"
)

// hugoVersion is what Vitrine is compared with.
const hugoVersion = "v0.165.0"

// bench is one run of the benchmarks.
type bench struct {
	work, memory         string // folders for corpora, and for what is built
	vitrine, floor, hugo string // programs; no hugo where it cannot be had
	runs, saves          int
	perApp               map[int]float64 // seconds of a cold build, by the number of apps
}

func main() {
	sizes := flag.String("n", "1000,10000", "how many apps, separated by commas")
	runs := flag.Int("runs", 5, "how often each build is measured")
	saves := flag.Int("saves", 15, "how many saves are measured under serve")
	large := flag.Bool("large", false, "also build 100,000 apps once, which takes minutes and gigabytes of memory")
	noHugo := flag.Bool("no-hugo", false, "do without Hugo")
	flag.Parse()
	b := &bench{runs: max(1, *runs), saves: max(1, *saves), perApp: map[int]float64{}}
	if err := b.all(*sizes, *large, *noHugo); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
}

func (b *bench) all(sizes string, large, noHugo bool) (err error) {
	var list []int
	for _, s := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 100 {
			return fmt.Errorf("-n: %q is no number of apps that is 100 or more", s)
		}
		list = append(list, n)
	}
	if b.work, err = os.MkdirTemp("", "vitrine-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.work)
	b.memory = filepath.Join(b.work, "built")
	if dir, err := os.MkdirTemp("/dev/shm", "vitrine-bench-"); err == nil {
		b.memory = dir
		defer os.RemoveAll(dir)
	}
	if err := b.programs(noHugo); err != nil {
		return err
	}
	fmt.Printf("%s/%s, %d processors, %s, %s\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), b.against())
	for _, n := range list {
		if err := b.size(n); err != nil {
			return fmt.Errorf("%d apps: %w", n, err)
		}
	}
	if large {
		return b.large(list)
	}
	return nil
}

func (b *bench) against() string {
	if b.hugo == "" {
		return "without Hugo"
	}
	return "Hugo " + hugoVersion
}

// programs builds Vitrine and the floor, and installs Hugo where it is missing.
func (b *bench) programs(noHugo bool) error {
	b.vitrine, b.floor = filepath.Join(b.work, "vitrine.exe"), filepath.Join(b.work, "floor.exe")
	for path, pkg := range map[string]string{b.vitrine: "vitrine/cmd/vitrine", b.floor: "vitrine/bench/floor"} {
		if out, err := exec.Command("go", "build", "-o", path, pkg).CombinedOutput(); err != nil {
			return fmt.Errorf("build %s: %w\n%s", pkg, err, out)
		}
	}
	if noHugo {
		return nil
	}
	path, err := installHugo()
	if err != nil {
		say("Hugo is left out: %v", err)
	}
	b.hugo = path
	return nil
}

func installHugo() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "vitrine-bench", "hugo-"+hugoVersion)
	for _, name := range []string{"hugo", "hugo.exe"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return filepath.Join(dir, name), nil
		}
	}
	say("installing Hugo %s into %s, which takes some minutes", hugoVersion, dir)
	cmd := exec.Command("go", "install", "github.com/gohugoio/hugo@"+hugoVersion)
	cmd.Env = append(os.Environ(), "GOBIN="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		return "", fmt.Errorf("%w: %s", err, lines[len(lines)-1])
	}
	return exec.LookPath(filepath.Join(dir, "hugo"))
}

// corpus writes a corpus of n apps, once.
func (b *bench) corpus(n int) (string, error) {
	dir := filepath.Join(b.work, fmt.Sprintf("corpus-%d", n))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	say("writing %d apps", n)
	_, err := made.Write(dir, n)
	return dir, err
}

// size measures everything with n apps and prints the tables.
func (b *bench) size(n int) error {
	corpus, err := b.corpus(n)
	if err != nil {
		return err
	}
	t := &table{n: n}
	if err := b.builds(t, corpus); err != nil {
		return err
	}
	b.perApp[n] = t.measured["cold"].wall() / float64(n)
	small, err := b.corpus(100)
	if err != nil {
		return err
	}
	if err := b.serves(t, small, corpus); err != nil {
		return err
	}
	t.print(os.Stdout)
	return nil
}

// large builds 100,000 apps once and compares with the size nearest to 10,000.
func (b *bench) large(sizes []int) error {
	const n = 100_000
	corpus, err := b.corpus(n)
	if err != nil {
		return err
	}
	t := &table{n: n, measured: map[string]*figures{}}
	out := filepath.Join(b.memory, "large")
	defer os.RemoveAll(out)
	say("building %d apps", n)
	if err := t.measure("cold", b.command(b.vitrine, "build", "--no-cache", "--content", corpus, "--output", out)); err != nil {
		return err
	}
	before := sizes[len(sizes)-1]
	cold := t.measured["cold"]
	t.row("peak memory", cold.peak(), "MB", 4000)
	t.row(fmt.Sprintf("time per app, to that at %d", before), cold.wall()/n/b.perApp[before], "times", 1.3)
	t.print(os.Stdout)
	return nil
}

// say tells how far the run is.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }

var errNone = errors.New("not measured on this system")
