package live

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	quiet        = 25 * time.Millisecond  // without an event, before paths are told
	patience     = 150 * time.Millisecond // after the first event, if there is no quiet
	breath       = 100 * time.Millisecond // after paths were told, before the scan: the rebuild goes first
	settleRounds = 3
)

// batch gathers what is to be told.
type batch struct {
	heard   map[string]bool // paths that events named
	first   time.Time       // of the events in heard
	ready   Change          // waits for the receiver
	snap    snapshot        // what was told so far, or is in ready
	missing map[string]bool // roots that are gone; announced
	took    time.Duration   // of the last scan
	flush   *time.Timer
	rescan  *time.Timer
}

func newBatch() batch {
	b := batch{heard: map[string]bool{}, missing: map[string]bool{}, flush: time.NewTimer(time.Hour), rescan: time.NewTimer(time.Hour)}
	b.flush.Stop()
	return b
}

func (b *batch) stop() {
	b.flush.Stop()
	b.rescan.Stop()
}

// hear keeps a path until there is quiet, or patience is at its end.
func (b *batch) hear(path string, now time.Time) {
	if len(b.heard) == 0 {
		b.first = now
	}
	b.heard[path] = true
	b.flush.Reset(min(quiet, max(0, patience-now.Sub(b.first))))
}

// tell adds paths to what waits for the receiver.
func (b *batch) tell(paths []string, all bool) {
	b.ready.All = b.ready.All || all
	b.ready.Paths = append(b.ready.Paths, paths...)
	slices.Sort(b.ready.Paths)
	b.ready.Paths = slices.Compact(b.ready.Paths)
}

// promote tells the paths that events named, and has a scan follow. The
// snapshot learns of them first: the scan then finds only what nobody named.
func (w *Watcher) promote() {
	var paths []string
	wait := breath
	for _, path := range slices.Sorted(maps.Keys(w.heard)) {
		info, err := w.stat(path)
		_, known := w.snap.files[path]
		switch {
		case w.missing[w.rootOf(path)] || !w.rootThere(path):
			wait = 0
		case err == nil && !info.IsDir():
			w.snap.files[path] = w.stamp(info)
			paths = append(paths, path)
		case err != nil && known:
			delete(w.snap.files, path)
			paths = append(paths, path)
		default:
			wait = 0 // a folder: only the scan can tell what is in it
		}
	}
	clear(w.heard)
	w.tell(paths, false)
	w.rescan.Reset(wait)
}

// scan compares the disk with the snapshot and tells what no event named.
func (w *Watcher) scan() {
	start := time.Now()
	for range settleRounds {
		now := w.look()
		w.read()
		named, noticed := w.snap.differences(now, w.heard)
		w.snap = now
		w.tell(named, false)
		w.tell(noticed, len(noticed) > 0)
		w.tellRoots()
		for _, path := range named {
			delete(w.heard, path)
		}
		if !w.follow() {
			break // else files may have come before their folder was watched
		}
	}
	w.took = time.Since(start)
	w.rescan.Reset(w.interval())
}

// tellRoots tells which watched folders went away, came back or were replaced
// since it was asked last. A folder that is back may hold files that look the
// same and are not, and whoever holds it open holds the old one.
func (w *Watcher) tellRoots() {
	for _, dir := range w.dirs {
		was, now := w.roots[dir], w.snap.roots[dir]
		w.roots[dir] = now
		switch {
		case was == nil && now == nil || was != nil && now != nil && os.SameFile(was, now):
		case now != nil:
			w.ready.Gone = slices.DeleteFunc(w.ready.Gone, func(gone string) bool { return gone == dir })
			w.tell([]string{dir}, true)
		case !w.perhaps[dir]:
			w.ready.Gone = append(w.ready.Gone, dir)
		}
	}
}

// interval is the time until the next scan: longer where scans are dear, so
// that they never take more than a twentieth of the time.
func (w *Watcher) interval() time.Duration {
	every := w.opts.every
	switch {
	case every > 0:
	case w.polling:
		every = time.Second
	default:
		every = 2 * time.Second
	}
	return max(every, 20*w.took)
}

// concerns reports whether a path is one that somebody asked for. Folders
// above the roots are watched too, and tell of everything in them.
func (w *Watcher) concerns(path string) bool {
	if w.files[path] {
		return true
	}
	root := w.rootOf(path)
	return root != "" && !ignored(filepath.Base(path)) && (path == root || !w.opts.Ignore(path, false))
}

// rootOf returns the watched folder that a path is in, or is.
func (w *Watcher) rootOf(path string) string {
	for _, dir := range w.dirs {
		if path == dir || dir == "." && filepath.IsLocal(path) || strings.HasPrefix(path, dir+string(filepath.Separator)) ||
			dir == string(filepath.Separator) {
			return dir
		}
	}
	return ""
}

// rootThere reports whether the watched folder of a path is in place. While
// it is not (a checkout, a swap), its files count as unchanged.
func (w *Watcher) rootThere(path string) bool {
	root := w.rootOf(path)
	if root == "" {
		return true // a single file
	}
	info, err := os.Stat(root)
	return err == nil && info.IsDir()
}

// ignored reports whether a name is an editor's or a tool's own business.
func ignored(name string) bool {
	switch name {
	case "4913", ".git", ".hg", ".svn", "node_modules", ".DS_Store":
		return true
	}
	if strings.HasSuffix(name, "~") || strings.HasPrefix(name, ".#") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") {
		return true
	}
	if strings.HasPrefix(name, ".") {
		ext := filepath.Ext(name)
		return len(ext) == 4 && strings.HasPrefix(ext, ".sw") || strings.Contains(name, ".vitrine-stage-")
	}
	return strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___")
}

// stamp is what a file is known by. Without events, a file that was written
// a moment ago counts as fresh, and so as changed once more when it is no
// longer: another write may fall into the same tick of the clock.
func (w *Watcher) stamp(info fs.FileInfo) stamp {
	s := stamp{size: info.Size(), mtime: info.ModTime().UnixNano(), mode: info.Mode()}
	s.inode, s.ctime = identity(info)
	s.fresh = w.polling && time.Since(info.ModTime()).Abs() < 20*time.Millisecond
	return s
}
