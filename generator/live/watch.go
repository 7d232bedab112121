// Package live is what exists only while someone edits: a watcher that tells
// which files changed, a server that shows the pages to the browsers of this
// machine, and a reload that tells those browsers.
//
// The walk: Watch takes a snapshot of some folders and keeps comparing
// (watch.go, batch.go, scan.go). Server answers a request from a function
// that knows the pages by exact name (server.go, guard.go, headers.go); there
// is no file system behind its URLs. On the way out a page gets the reload
// script (inject.go), which listens to a stream of events (reload.go, client).
//
// The package knows nothing of definitions, pages or themes.
package live

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Change says what may have changed since the last one. Paths are files, each
// the watched folder as it was given to Watch plus the path below it. All
// says that the events did not tell everything, so that only a look at all
// files is sure to find it; Paths then has what the scan noticed. A folder that
// went away is in Gone, once; when it is back, or another one is in its place,
// All is set and the folder itself is among the Paths.
type Change struct {
	Paths []string
	All   bool
	Gone  []string
}

// WatchOptions is what Watch takes besides folders. All of it may be empty.
type WatchOptions struct {
	Files   []string // single files, watched through their folders; they need not exist
	Perhaps []string // folders that need not exist: while one is missing, so are its files
	Exclude []string // folders that are not looked at, such as the output
	Poll    bool     // do without events
	// Ignore tells of a path in a watched folder whether it is not looked at. It
	// is asked again at each scan, and from several goroutines.
	Ignore func(path string, dir bool) bool
	Log    func(string) // told once if events do not work, and when a folder is gone

	every time.Duration             // tests: between two scans
	drop  func(fsnotify.Event) bool // tests: events that get lost
	fail  func(folders int) error   // tests: why one more folder cannot be watched; nil if it can
}

// Watcher reports changes on C until Close, which closes C. What happens
// while nobody receives is put together into one Change.
type Watcher struct {
	C <-chan Change

	c        chan Change
	dirs     []string
	opts     WatchOptions
	perhaps  map[string]bool // folders that need not exist
	files    map[string]bool // single files, clean
	events   *fsnotify.Watcher
	inbox    inbox
	watched  map[string]uint64      // folder -> inode when the watch was added
	roots    map[string]fs.FileInfo // what was told of the folders; nil for one that is gone
	polling  bool
	trouble  error // why file events are not to be relied upon, until it was told
	scans    chan snapshot
	scanning bool
	stale    bool // the scan that is under way has been overtaken
	done     chan struct{}
	finished chan struct{}
	closing  sync.Once

	batch
}

// Watch begins to watch folders, with all that is below them. Whatever
// changes after it has returned is reported. It does not fail: where the
// system has no events to give, all files are looked at every second.
func Watch(dirs []string, opts WatchOptions) *Watcher {
	c := make(chan Change)
	w := &Watcher{
		C: c, c: c, opts: opts, perhaps: map[string]bool{}, files: map[string]bool{}, watched: map[string]uint64{}, polling: opts.Poll,
		inbox: inbox{bell: make(chan struct{}, 1), closed: make(chan struct{}), paths: map[string]fsnotify.Op{}},
		scans: make(chan snapshot, 1), done: make(chan struct{}), finished: make(chan struct{}), batch: newBatch(),
	}
	if w.opts.Ignore == nil {
		w.opts.Ignore = func(string, bool) bool { return false }
	}
	for _, dir := range dirs {
		w.dirs = append(w.dirs, filepath.Clean(dir))
	}
	for _, dir := range opts.Perhaps {
		w.dirs = append(w.dirs, filepath.Clean(dir))
		w.perhaps[filepath.Clean(dir)] = true
	}
	for _, file := range opts.Files {
		w.files[filepath.Clean(file)] = true
	}
	w.subscribe()
	w.adopt(w.look(w.polling))
	for i := 0; i < settleRounds && w.follow(); i++ {
		w.adopt(w.look(w.polling)) // what was made before its folder was watched
	}
	w.roots = w.snap.roots
	w.announce()
	go w.run()
	return w
}

// Close ends the watch and waits until all of it has ended.
func (w *Watcher) Close() {
	w.closing.Do(func() { close(w.done) })
	<-w.finished
}

// subscribe asks the system for events.
func (w *Watcher) subscribe() {
	if w.polling {
		return
	}
	events, err := fsnotify.NewWatcher()
	if err != nil {
		w.degrade(err)
		return
	}
	w.events = events
	go w.gather() // before anything is added, since adding may wait for a reader
	for _, dir := range w.dirs {
		if name := remote(dir); name != "" {
			w.degrade(fmt.Errorf("%q is on a %s file system", dir, name))
		}
	}
}

// follow watches each folder of the snapshot that is not watched yet, or that
// is another one now, and reports whether there was any. A folder above a
// root, or one with a single file, is watched for the sake of one name.
func (w *Watcher) follow() (added bool) {
	if w.events == nil {
		return false
	}
	for dir := range w.watched {
		if _, ok := w.snap.dirs[dir]; !ok {
			w.events.Remove(dir)
			delete(w.watched, dir)
		}
	}
	for dir, f := range w.snap.dirs {
		was, ok := w.watched[dir]
		if ok && was == f.inode {
			continue
		}
		if ok {
			w.events.Remove(dir)
		}
		err := w.add(dir)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			continue // gone again
		}
		if err != nil {
			w.degrade(err)
		}
		w.watched[dir] = f.inode
		added = true
	}
	return added
}

// add asks for the events of a folder.
func (w *Watcher) add(dir string) error {
	if w.opts.fail != nil {
		if err := w.opts.fail(len(w.watched)); err != nil {
			return err
		}
	}
	return w.events.Add(dir)
}

// degrade takes note that events are not to be relied upon, and has all files
// looked at more often. The events that do come are still used.
func (w *Watcher) degrade(err error) {
	if !w.polling {
		w.polling, w.trouble = true, err
	}
}

// announce says once why events are not relied upon, when it is known how long
// a look takes here.
func (w *Watcher) announce() {
	err := w.trouble
	if err == nil {
		return
	}
	w.trouble = nil
	hint := ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		hint = " (to mend it: sysctl fs.inotify.max_user_watches=524288)"
	case errors.Is(err, syscall.EMFILE):
		hint = " (to mend it: sysctl fs.inotify.max_user_instances=512, or close some programs)"
	}
	often := "second"
	if n := w.interval().Round(time.Second); n > time.Second {
		often = n.String()
	}
	w.log("file events do not work everywhere: %v%s; looking at all files every %s instead", err, hint, often)
}

func (w *Watcher) log(format string, args ...any) {
	if w.opts.Log != nil {
		w.opts.Log(fmt.Sprintf(format, args...))
	}
}

// run is the one goroutine that owns everything but C's receiving end.
func (w *Watcher) run() {
	defer close(w.finished)
	defer close(w.c)
	defer w.wait()
	if w.events != nil {
		defer func() { w.events.Close(); <-w.inbox.closed }()
	}
	w.rescan.Reset(w.interval())
	defer w.stop()
	for {
		var out chan<- Change
		if (len(w.ready.Paths)+len(w.ready.Gone) > 0 || w.ready.All) && w.rounds == 0 {
			out = w.c
		}
		select {
		case <-w.inbox.bell:
			w.read()
		case <-w.flush.C:
			w.promote()
		case <-w.rescan.C:
			w.scan()
		case now := <-w.scans:
			w.compare(now)
			w.announce()
		case out <- w.ready:
			if w.ready.All {
				w.ahead = scansAhead
			}
			w.ready = Change{}
		case <-w.done:
			return
		}
	}
}

// inbox holds what events have told until it is read.
type inbox struct {
	bell   chan struct{} // rung when there is something
	closed chan struct{} // closed when nothing will come any more
	mu     sync.Mutex
	paths  map[string]fsnotify.Op
	failed error
	lost   bool // events were lost: a scan is needed
}

// gather reads events as they come, so that the source never has to wait: to
// add a folder it needs a lock that it holds while it waits for a reader.
func (w *Watcher) gather() {
	defer close(w.inbox.closed)
	for {
		select {
		case e, ok := <-w.events.Events:
			if !ok {
				return
			}
			if e.Op != fsnotify.Chmod && e.Name != "" && (w.opts.drop == nil || !w.opts.drop(e)) {
				w.inbox.put(func(in *inbox) { in.paths[filepath.Clean(e.Name)] |= e.Op })
			}
		case err, ok := <-w.events.Errors:
			if !ok {
				return
			}
			w.inbox.put(func(in *inbox) {
				in.lost = true
				if err != nil && !errors.Is(err, fsnotify.ErrEventOverflow) {
					in.failed = err
				}
			})
		}
	}
}

func (in *inbox) put(what func(*inbox)) {
	in.mu.Lock()
	what(in)
	in.mu.Unlock()
	select {
	case in.bell <- struct{}{}:
	default: // it was rung already
	}
}

// read takes note of what is in the inbox. Lost events are no trouble: a scan
// finds what they would have told.
func (w *Watcher) read() {
	w.inbox.mu.Lock()
	paths, failed, lost := w.inbox.paths, w.inbox.failed, w.inbox.lost
	w.inbox.paths, w.inbox.failed, w.inbox.lost = map[string]fsnotify.Op{}, nil, false
	w.inbox.mu.Unlock()
	if failed != nil {
		w.degrade(failed)
	}
	if lost {
		w.rescan.Reset(0)
	}
	now := time.Now()
	for path, op := range paths {
		if op.Has(fsnotify.Remove) || op.Has(fsnotify.Rename) {
			delete(w.watched, path) // a new folder may get the old one's inode
		}
		if w.concerns(path) {
			w.hear(path, now)
		}
	}
}
