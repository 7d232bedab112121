package live

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// TestIgnoredFoldersAreNotWatched: no watch is spent on what is ignored, and
// nothing is told of it, until it is no longer ignored.
func TestIgnoredFoldersAreNotWatched(t *testing.T) {
	root := filepath.Join(t.TempDir(), "content")
	dist := filepath.Join(root, "dist")
	write(t, filepath.Join(root, "a.json"), "1")
	write(t, filepath.Join(dist, "deep", "b.json"), "1")
	var off atomic.Bool
	var below atomic.Int32 // how often anything in it was looked at
	m := watchModel(t, []string{root}, WatchOptions{every: 50 * time.Millisecond, Ignore: func(path string, _ bool) bool {
		if strings.HasPrefix(path, dist+string(filepath.Separator)) {
			below.Add(1)
		}
		return !off.Load() && strings.HasPrefix(path, dist)
	}})
	write(t, filepath.Join(dist, "deep", "b.json"), "2")
	write(t, filepath.Join(dist, "c.json"), "2")
	select {
	case c := <-m.w.C:
		t.Errorf("told %+v", c)
	case <-time.After(300 * time.Millisecond):
	}
	if n := below.Load(); n > 0 {
		t.Errorf("the ignored folder was looked into %d times", n)
	}
	off.Store(true)
	for c := m.next(); !slices.Contains(c.Paths, filepath.Join(dist, "deep", "b.json")); c = m.next() {
	}
	m.agrees()
	write(t, filepath.Join(dist, "deep", "b.json"), "3")
	m.agrees()
}

// TestAnotherRoot: whoever holds a watched folder open must be told when its
// path leads to another one, even if the files in it (here: none) look the same; a folder
// that need not be there may come and go without a word.
func TestAnotherRoot(t *testing.T) {
	for name, opts := range map[string]WatchOptions{
		"events": {}, "poll": {every: 20 * time.Millisecond, Poll: true},
		"deaf": {every: 20 * time.Millisecond, drop: func(fsnotify.Event) bool { return true }},
	} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			root, perhaps := filepath.Join(parent, "content"), filepath.Join(parent, "shots")
			check(t, os.Mkdir(root+"-old", 0o777))
			check(t, os.Symlink(root+"-old", root)) // so that the exchange is one step
			opts.Perhaps = []string{perhaps}
			opts.Log = func(s string) { t.Errorf("said %s", s) }
			m := watchModel(t, []string{root}, opts)
			m.dirs = append(m.dirs, perhaps)
			check(t, os.Mkdir(root+"-new", 0o777))
			check(t, os.Symlink(root+"-new", root+"-link"))
			check(t, os.Rename(root+"-link", root))
			for c := m.next(); !c.All; c = m.next() {
				t.Logf("told %+v", c)
			}
			write(t, filepath.Join(perhaps, "shots.json"), "1")
			m.agrees()
			check(t, os.RemoveAll(perhaps))
			m.agrees()
		})
	}
}

// TestFoldersAreNamed: of a folder that comes or goes exactly its files are
// told; nobody has to look at everything for it.
func TestFoldersAreNamed(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a.json"), "1")
	aside := t.TempDir()
	write(t, filepath.Join(aside, "app", "v", "b.json"), "1")
	write(t, filepath.Join(aside, "app", "c.json"), "1")
	m := watchModel(t, []string{root}, WatchOptions{every: time.Hour})
	want := []string{filepath.Join(root, "app", "c.json"), filepath.Join(root, "app", "v", "b.json")}
	for _, step := range []struct{ from, to string }{
		{filepath.Join(aside, "app"), filepath.Join(root, "app")}, {filepath.Join(root, "app"), filepath.Join(aside, "app")},
		{filepath.Join(aside, "app"), filepath.Join(root, "app")},
	} {
		check(t, os.Rename(step.from, step.to))
		if c := m.next(); c.All || !slices.Equal(c.Paths, want) {
			t.Errorf("%s -> %s: told %+v, want %q", step.from, step.to, c, want)
		}
	}
	write(t, filepath.Join(root, "app", "v", "b.json"), "22") // it is watched by now
	if c := m.next(); c.All || !slices.Equal(c.Paths, want[1:]) {
		t.Errorf("told %+v, want %q", c, want[1:])
	}
	m.agrees()
}

// TestInterval: scans are rare where events tell what happens, and often
// enough to wait for where nothing else tells, however long they take.
func TestInterval(t *testing.T) {
	for _, c := range []struct {
		polling    bool
		took, want time.Duration
	}{
		{false, 5 * time.Millisecond, 2 * time.Second},
		{false, 300 * time.Millisecond, time.Minute},
		{true, 5 * time.Millisecond, time.Second},
		{true, 300 * time.Millisecond, time.Second},
		{true, 3 * time.Second, 9 * time.Second},
	} {
		w := &Watcher{polling: c.polling, batch: batch{took: c.took}}
		if got := w.interval(); got != c.want {
			t.Errorf("polling %v, a scan takes %v: the next one is after %v, want %v", c.polling, c.took, got, c.want)
		}
	}
}

// TestScansDoNotDelay: what is saved while a look at everything is under way is
// told without waiting for its end.
func TestScansDoNotDelay(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a.json"), "1")
	write(t, filepath.Join(root, "slow.json"), "1")
	var armed atomic.Bool
	held, release := make(chan struct{}), make(chan struct{})
	m := watchModel(t, []string{root}, WatchOptions{every: 50 * time.Millisecond, Ignore: func(path string, _ bool) bool {
		if filepath.Base(path) == "slow.json" && armed.CompareAndSwap(true, false) {
			close(held)
			<-release
		}
		return false
	}})
	armed.Store(true)
	<-held
	write(t, filepath.Join(root, "a.json"), "22")
	if c := m.next(); !slices.Equal(c.Paths, []string{filepath.Join(root, "a.json")}) {
		t.Errorf("told %+v", c)
	}
	close(release)
	m.agrees()
}

// TestBareFoldersAreTold: without events, a folder that comes or goes is told by
// its name if no file in it tells of it.
func TestBareFoldersAreTold(t *testing.T) {
	root := t.TempDir()
	bare := filepath.Join(root, "b.json")
	m := watchModel(t, []string{root}, WatchOptions{every: 20 * time.Millisecond, Poll: true})
	for _, change := range []func() error{func() error { return os.Mkdir(bare, 0o755) }, func() error { return os.Remove(bare) }} {
		check(t, change())
		if c := m.next(); !slices.Equal(c.Paths, []string{bare}) {
			t.Errorf("told %+v", c)
		}
	}
}
