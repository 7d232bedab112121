package live

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// model does what the tool does: it keeps what it last read, and reads again
// only what a Change tells it to.
type model struct {
	t    *testing.T
	w    *Watcher
	dirs []string
	has  map[string]string
	alls int
}

func watchModel(t *testing.T, dirs []string, opts WatchOptions) *model {
	t.Helper()
	if opts.Log == nil {
		opts.Log = func(s string) { t.Log(s) }
	}
	m := &model{t: t, w: Watch(dirs, opts), dirs: dirs}
	t.Cleanup(m.w.Close)
	m.has = m.disk()
	return m
}

// disk reads all that is watched.
func (m *model) disk() map[string]string {
	got := map[string]string{}
	for _, dir := range m.dirs {
		filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !ignored(d.Name()) {
				got[path] = content(path)
			}
			return nil
		})
	}
	return got
}

func content(path string) string {
	if to, err := os.Readlink(path); err == nil {
		return "-> " + to
	}
	data, _ := os.ReadFile(path)
	return string(data)
}

func (m *model) apply(c Change) {
	if c.All {
		m.alls++
		m.has = m.disk()
		return
	}
	for _, path := range c.Paths {
		if info, err := os.Lstat(path); err != nil || info.IsDir() {
			delete(m.has, path)
		} else {
			m.has[path] = content(path)
		}
	}
}

// agrees waits until the model is what the disk holds.
func (m *model) agrees() {
	m.t.Helper()
	deadline := time.After(15 * time.Minute)
	for !maps.Equal(m.has, m.disk()) {
		select {
		case c := <-m.w.C:
			m.apply(c)
		case <-deadline:
			m.t.Fatalf("never told of all changes:\nknown %v\ndisk  %v", slices.Sorted(maps.Keys(m.has)), slices.Sorted(maps.Keys(m.disk())))
		}
	}
}

func (m *model) next() Change {
	m.t.Helper()
	select {
	case c := <-m.w.C:
		m.apply(c)
		return c
	case <-time.After(15 * time.Minute):
		m.t.Fatal("told of nothing")
		return Change{}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestASaveIsToldAtOnceAndOnlyOnce(t *testing.T) {
	root := filepath.Join(t.TempDir(), "content")
	file := filepath.Join(root, "apps", "a", "app.json")
	write(t, file, "1")
	m := watchModel(t, []string{root}, WatchOptions{})
	saves := map[string]func(){
		"write": func() { write(t, file, "2") },
		"atomic": func() {
			write(t, file+".tmp~", "3")
			check(t, os.Rename(file+".tmp~", file))
		},
		"vim": func() {
			write(t, filepath.Join(filepath.Dir(file), "4913"), "")
			write(t, filepath.Join(filepath.Dir(file), ".app.json.swp"), "")
			check(t, os.Rename(file, file+"~"))
			write(t, file, "4")
			check(t, os.Remove(file+"~"))
		},
		"remove": func() { check(t, os.Remove(file)) },
	}
	// A busy machine can let a moment pass between the steps of a save, which
	// then are told one by one: that once in some saves all goes well is enough.
	for _, name := range []string{"write", "atomic", "vim", "remove"} {
		var told []Change
		for range 20 {
			saves[name]()
			told = []Change{m.next()}
			m.agrees()
			for quiet := false; !quiet; {
				select {
				case c := <-m.w.C:
					m.apply(c)
					told = append(told, c)
				case <-time.After(2 * breath):
					quiet = true
				}
			}
			if len(told) == 1 && !told[0].All && slices.Equal(told[0].Paths, []string{file}) {
				told = nil
				break
			}
			if name == "remove" {
				write(t, file, "5")
				m.agrees()
			}
		}
		if told != nil {
			t.Errorf("%s: told %+v", name, told)
		}
	}
}

func TestNothingIsToldOfOtherFiles(t *testing.T) {
	parent := t.TempDir()
	root, out, config := filepath.Join(parent, "content"), filepath.Join(parent, "content", "public"), filepath.Join(parent, "config.yaml")
	write(t, filepath.Join(root, "a.json"), "1")
	write(t, filepath.Join(out, "index.html"), "1")
	m := watchModel(t, []string{root}, WatchOptions{Files: []string{config}, Exclude: []string{out}, every: 50 * time.Millisecond})
	write(t, filepath.Join(parent, "other.yaml"), "x")
	write(t, filepath.Join(out, "index.html"), "2")
	write(t, filepath.Join(root, ".git", "index"), "x")
	write(t, filepath.Join(root, "node_modules", "x", "y.json"), "x")
	for _, name := range []string{"4913", "a.json~", ".a.json.swp", "#a.json#", ".#a.json"} {
		write(t, filepath.Join(root, name), "x")
	}
	select {
	case c := <-m.w.C:
		t.Errorf("told %+v", c)
	case <-time.After(400 * time.Millisecond):
	}
	// Without scans from time to time: on a busy machine one may come before
	// the event, and then All is told, too.
	m.w.Close()
	m = watchModel(t, []string{root}, WatchOptions{Files: []string{config}, Exclude: []string{out}, every: time.Hour})
	for _, text := range []string{"1", "2"} {
		write(t, config, text)
		if c := m.next(); c.All || !slices.Equal(c.Paths, []string{config}) {
			t.Errorf("told %+v", c)
		}
	}
	check(t, os.Remove(config))
	if c := m.next(); c.All || !slices.Equal(c.Paths, []string{config}) {
		t.Errorf("told %+v", c)
	}
}

// TestStorms does what event-trusting code is known to miss.
func TestStorms(t *testing.T) {
	fill := func(dir string, n int) {
		for i := range n {
			for j := range 5 {
				write(t, filepath.Join(dir, fmt.Sprint("d", i), "x", fmt.Sprint("f", j, ".json")), fmt.Sprint(dir, i, j))
			}
		}
	}
	for name, storm := range map[string]func(root, aside string){
		"many folders":    func(root, _ string) { fill(root, 200) },
		"mv a tree in":    func(root, aside string) { check(t, os.Rename(aside, filepath.Join(root, "in"))) },
		"mv a tree out":   func(root, aside string) { check(t, os.Rename(filepath.Join(root, "d1"), aside+"2")) },
		"rename a folder": func(root, _ string) { check(t, os.Rename(filepath.Join(root, "d1"), filepath.Join(root, "e1"))) },
		"make root again": func(root, _ string) { check(t, os.RemoveAll(root)); fill(root, 2) },
		"replace root": func(root, aside string) {
			check(t, os.Rename(root, root+"-old"))
			check(t, os.Rename(aside, root))
		},
		"folder again": func(root, _ string) { check(t, os.RemoveAll(filepath.Join(root, "d1"))); fill(root, 2) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			root, aside := filepath.Join(parent, "content"), filepath.Join(parent, "aside")
			fill(root, 3)
			fill(aside, 4)
			m := watchModel(t, []string{root}, WatchOptions{})
			storm(root, aside)
			m.agrees()
			file := filepath.Join(root, "d0", "x", "after.json")
			write(t, file, "still seen")
			m.agrees()
		})
	}
}

func TestRootIsWaitedFor(t *testing.T) {
	root := filepath.Join(t.TempDir(), "content")
	write(t, filepath.Join(root, "a.json"), "1")
	var said atomic.Int32
	m := watchModel(t, []string{root}, WatchOptions{every: 20 * time.Millisecond, Log: func(s string) {
		if strings.Contains(s, "waiting") {
			said.Add(1)
		}
	}})
	check(t, os.Rename(root, root+"-away"))
	if c := m.next(); c.All || len(c.Paths) > 0 || !slices.Equal(c.Gone, []string{root}) {
		t.Fatalf("told %+v of a folder that is gone", c)
	}
	write(t, filepath.Join(root+"-away", "b.json"), "2")
	check(t, os.Rename(root+"-away", root))
	m.agrees()
	if said.Load() != 1 {
		t.Errorf("said %d times that the folder is gone", said.Load())
	}
}

// TestRandomChanges changes a tree at full speed, and looks at quiescence
// whether everything was told: with events, with lost ones, and without.
func TestRandomChanges(t *testing.T) {
	steps := 1500
	if testing.Short() {
		steps = 200
	}
	for name, opts := range map[string]WatchOptions{
		"events": {},
		"lossy":  {every: 300 * time.Millisecond, drop: func(fsnotify.Event) bool { return rand.IntN(2) == 0 }},
		"deaf":   {every: 100 * time.Millisecond, drop: func(fsnotify.Event) bool { return true }},
		"poll":   {every: 100 * time.Millisecond, Poll: true},
		"few":    {every: 100 * time.Millisecond, fail: fewWatches},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := filepath.Join(t.TempDir(), "content")
			write(t, filepath.Join(root, "a", "b.json"), "1")
			m := watchModel(t, []string{root}, opts)
			r := rand.New(rand.NewPCG(7, 7))
			for i := range steps {
				disturb(r, root, i)
				select {
				case c := <-m.w.C:
					m.apply(c)
				default:
				}
				if i%300 == 299 {
					m.agrees()
				}
			}
			m.agrees()
			t.Logf("%d looks at everything", m.alls)
		})
	}
}

// fewWatches is a system that lets three folders be watched.
func fewWatches(folders int) error {
	if folders < 3 {
		return nil
	}
	return syscall.ENOSPC
}

// TestFewWatches: where the system lets too few folders be watched, it is said
// once, with what mends it, and everything is seen all the same.
func TestFewWatches(t *testing.T) {
	root := t.TempDir()
	for i := range 10 {
		write(t, filepath.Join(root, fmt.Sprint("d", i), "a.json"), "1")
	}
	said := make(chan string, 100)
	m := watchModel(t, []string{root}, WatchOptions{every: 20 * time.Millisecond, fail: fewWatches, Log: func(s string) { said <- s }})
	for i := range 10 {
		write(t, filepath.Join(root, fmt.Sprint("d", i), "new", "b.json"), "2")
		m.agrees()
	}
	m.w.Close()
	if len(said) != 1 || !strings.Contains(<-said, "sysctl fs.inotify.max_user_watches") {
		t.Errorf("that was not said, and %d other things", len(said))
	}
}

// disturb makes one random change. Errors do not matter: what is there is there.
func disturb(r *rand.Rand, root string, i int) {
	pick := func() string {
		path := root
		for range 1 + r.IntN(3) {
			path = filepath.Join(path, string(rune('a'+r.IntN(4))))
		}
		return path
	}
	switch r.IntN(12) {
	case 0:
		os.RemoveAll(pick())
	case 1, 2:
		os.Rename(pick(), pick())
	case 3:
		os.MkdirAll(pick(), 0o777)
	case 4:
		os.Symlink("b.json", pick())
	case 5:
		if r.IntN(10) == 0 {
			os.Rename(root, root+"-old")
			os.MkdirAll(filepath.Join(root, "new"), 0o777)
			os.RemoveAll(root + "-old")
		}
	case 6:
		os.Chmod(pick(), 0o755)
	default:
		path := pick()
		os.MkdirAll(filepath.Dir(path), 0o777)
		os.WriteFile(path, []byte(fmt.Sprint(i)), 0o666)
	}
}

func TestNothingLeaks(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a", "b.json"), "1")
	cycle := func() {
		w := Watch([]string{root}, WatchOptions{})
		write(t, filepath.Join(root, "a", "b.json"), fmt.Sprint(time.Now()))
		<-w.C
		w.Close()
		w.Close()
		if _, ok := <-w.C; ok {
			t.Error("told something after Close")
		}
	}
	cycle()
	goroutines, files := runtime.NumGoroutine(), openFiles()
	for range 20 {
		cycle()
	}
	deadline := time.Now().Add(5 * time.Minute)
	for runtime.NumGoroutine() > goroutines || openFiles() > files {
		if time.Now().After(deadline) {
			t.Fatalf("goroutines %d -> %d, open files %d -> %d", goroutines, runtime.NumGoroutine(), files, openFiles())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func openFiles() int {
	entries, _ := os.ReadDir("/proc/self/fd")
	return len(entries)
}

func TestCloseWhileNobodyReceives(t *testing.T) {
	root := t.TempDir()
	w := Watch([]string{root}, WatchOptions{every: time.Millisecond})
	write(t, filepath.Join(root, "x.json"), "1")
	time.Sleep(3 * quiet)
	w.Close()
}
