//go:build linux

package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"vitrine/generator/output"
)

// atLength has tests of what may go wrong try every point, with VITRINE_LONG=1.
func atLength() bool { return os.Getenv("VITRINE_LONG") != "" }

// digests is what stands in a directory, by path; what stands beside the output
// is among it.
func digests(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, fs.WalkDir(os.DirFS(dir), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, p))
		files[p] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	}))
	return files
}

// twoSites is a content directory that was edited after it was built, and what
// stands in the directory of the output before and after another build.
type twoSites struct {
	content       string
	was           string // a directory that holds the output "public" of the first build, and its "cache"
	before, after map[string]string
}

func newTwoSites(t *testing.T, program someone) twoSites {
	t.Helper()
	two := twoSites{content: filepath.Join(openDir(t), "content"), was: openDir(t)}
	next := openDir(t)
	a := author{t, two.content}
	a.save("acme", definitionOf("acme", "Orders"))
	a.save("other", definitionOf("other", "Returns"))
	build := func(dir string) map[string]string {
		if code, said := ends(t, program.command(two.build(dir)...)); code != 0 {
			t.Fatal(code, said)
		}
		return withoutCache(digests(t, dir))
	}
	two.before = build(two.was)
	a.save("acme", definitionOf("acme", "Deliveries"))
	a.save("new", definitionOf("new", "Exchanges"))
	must(t, os.RemoveAll(filepath.Join(two.content, "apps", "other")))
	two.after = build(next)
	return two
}

// build is the command line for an output in a directory.
func (two *twoSites) build(dir string) []string {
	return []string{"build", "--content", two.content, "--output", filepath.Join(dir, "public"), "--cache", filepath.Join(dir, "cache")}
}

// withoutCache leaves out what is kept for the next build, but what is on the
// way there.
func withoutCache(files map[string]string) map[string]string {
	maps.DeleteFunc(files, func(p, _ string) bool {
		return strings.HasPrefix(p, "cache/") && !strings.HasPrefix(p, "cache/.new") || p == "public/"+output.ManifestName
	})
	return files
}

// judge holds a build to what is promised: the old site or the new one, and the
// exit code and what is said tell which.
func (two *twoSites) judge(t *testing.T, at, dir string, code int, said string, because ...string) {
	t.Helper()
	now := withoutCache(digests(t, dir))
	if strings.Contains(said, "something was left behind") { // which the next build removes
		maps.DeleteFunc(now, func(p, _ string) bool { return strings.HasPrefix(p, ".public.vitrine-stage-") })
	}
	told := slices.ContainsFunc(because, func(s string) bool { return strings.Contains(said, s) })
	switch {
	case code == 0 && maps.Equal(now, two.after):
	case code == 2 && maps.Equal(now, two.before) && told:
	default:
		t.Errorf("%s: exit code %d, %s and said %s", at, code, two.differ(now), said)
	}
}

// differ tells what a directory has that neither site has.
func (two *twoSites) differ(now map[string]string) string {
	tell := func(want map[string]string) (list []string) {
		for p := range want {
			if now[p] != want[p] {
				list = append(list, p)
			}
		}
		for p := range now {
			if want[p] == "" {
				list = append(list, "+"+p)
			}
		}
		slices.Sort(list)
		return list
	}
	return fmt.Sprintf("apart from the old site %.300q, from the new one %.300q,", tell(two.before), tell(two.after))
}

// onDisk runs the build on a file system of its own, which nobody else sees, with
// room for so many KiB beside what is copied there first. Then it gives it room
// and builds again. It returns what both said, and copies of what stood there.
func (two *twoSites) onDisk(t *testing.T, program someone, kib int, was, output string) (said [2]string, codes [2]int, left [2]string) {
	t.Helper()
	disk, cache := openDir(t), ""
	if output == "" {
		cache = openDir(t)
	}
	left = [2]string{openDir(t), openDir(t)}
	cmd := exec.Command("sh", "-c", `
mount --make-rprivate / && mount -t tmpfs -o size=64m none "$DISK" || exit 99
cp -a "$WAS/." "$DISK"
used=$(df -k "$DISK" | awk 'NR == 2 { print $3 }')
mount -o remount,size=$((used + ROOM))k "$DISK" || exit 99
for left in "$LEFT0" "$LEFT1"; do
  "$@"; echo "ended with $?"
  cp -a "$DISK/." "$left"
  mount -o remount,size=64m "$DISK"
done`, "sh", program.program, "build", "--content", two.content, "--output", filepath.Join(disk, output), "--cache", filepath.Join(cmp.Or(cache, disk), "cache"))
	cmd.Env = append(os.Environ(), "DISK="+disk, "WAS="+was, "LEFT0="+left[0], "LEFT1="+left[1], fmt.Sprint("ROOM=", kib))
	cmd.Dir = program.cache
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Skipf("no file system can be mounted here, which takes root or a user namespace: %v: %s", err, out)
	}
	at := 0
	for line := range strings.Lines(string(out)) {
		if _, err := fmt.Sscanf(line, "ended with %d", &codes[at]); err == nil {
			at = min(at+1, 1)
			continue
		}
		said[at] += line
	}
	return said, codes, left
}

// TestFullDisk builds over an earlier site on disks of many sizes, from one that
// has no room for a page to one that has enough: the site is the old one or the
// new one, and once there is room the next build makes the new one.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	program := newSomeone(t)
	two := newTwoSites(t, program)
	seen := map[int]bool{}
	for _, room := range rooms(400, 4) {
		said, codes, left := two.onDisk(t, program, room, two.was, "public")
		at := fmt.Sprintf("with room for %d KiB", room)
		two.judge(t, at, left[0], codes[0], said[0], "no space left on device")
		if two.judge(t, at+", and then for all", left[1], codes[1], said[1]); codes[1] != 0 {
			t.Errorf("%s: there is room, and it ended with %d", at, codes[1])
		}
		seen[codes[0]] = true
	}
	if !seen[0] || !seen[2] {
		t.Errorf("of all sizes none is too small or none is large enough: %v", seen)
	}
}

// TestFullMount is TestFullDisk where the output is a disk of its own, as a
// volume of a container is: its files are replaced one by one, and each is the
// old one or the new one.
func TestFullMount(t *testing.T) {
	t.Parallel()
	program := newSomeone(t)
	two := newTwoSites(t, program)
	for _, room := range rooms(400, 2) {
		said, codes, left := two.onDisk(t, program, room, filepath.Join(two.was, "public"), "")
		at := fmt.Sprintf("with room for %d KiB", room)
		for p, sum := range digests(t, left[0]) {
			p = "public/" + p
			if ours := two.before[p] != "" || two.after[p] != ""; ours && sum != two.before[p] && sum != two.after[p] {
				t.Errorf("%s: %s is neither the old nor the new one", at, p)
			}
		}
		if codes[0] != 0 && (codes[0] != 2 || !strings.Contains(said[0], "no space left on device")) {
			t.Errorf("%s: exit code %d and said %s", at, codes[0], said[0])
		}
		now := map[string]string{}
		for p, sum := range digests(t, left[1]) {
			now["public/"+p] = sum
		}
		if now = withoutCache(now); codes[1] != 0 || !maps.Equal(now, two.after) {
			t.Errorf("%s, and then for all: exit code %d, %s and said %s", at, codes[1], two.differ(now), said[1])
		}
	}
}

// rooms are sizes of a disk, in KiB, up to the largest; at length, all of some
// KiB apart. Zero would be no limit.
func rooms(largest, some int) (list []int) {
	step := largest / some
	if atLength() {
		step = 4
	}
	for kib := 4; kib <= largest+step; kib += step {
		list = append(list, kib)
	}
	return list
}
