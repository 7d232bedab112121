package live

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vitrine/generator/ignore"
)

const (
	quiet        = 25 * time.Millisecond  // without an event, before paths are told
	patience     = 150 * time.Millisecond // after the first event, if there is no quiet
	breath       = 100 * time.Millisecond // after paths were told, before the scan: the rebuild goes first
	settleRounds = 3
	scansAhead   = 2 // the one under way when everything was told, and the next

	// Of many paths at once more are to be expected: one rebuild is better than five.
	many         = 50
	manyQuiet    = 75 * time.Millisecond
	manyPatience = time.Second
)

// batch gathers what is to be told.
type batch struct {
	heard   map[string]bool // paths that events named
	first   time.Time       // of the events in heard
	ready   Change          // waits for the receiver
	snap    snapshot        // what was told so far, or is in ready
	missing map[string]bool // roots that are gone; announced
	took    time.Duration   // of the last scan
	ahead   int             // scans that have yet to ask what the receiver may have seen
	rounds  int             // scans in a row that found folders to watch; nothing is told before the last of them
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
	pause, most := quiet, patience
	if len(b.heard) > many {
		pause, most = manyQuiet, manyPatience
	}
	b.flush.Reset(min(pause, max(0, most-now.Sub(b.first))))
}

// tell adds paths to what waits for the receiver.
func (b *batch) tell(paths []string, all bool) {
	b.ready.All = b.ready.All || all
	b.ready.Paths = append(b.ready.Paths, paths...)
	slices.Sort(b.ready.Paths)
	b.ready.Paths = slices.Compact(b.ready.Paths)
}

// promote tells the paths that events named. The snapshot learns of them first:
// the scan that follows when it is due then finds only what nobody named.
func (w *Watcher) promote() {
	var paths, came []string
	left := map[string]bool{}
	wait := max(breath, w.interval())
	for _, path := range slices.Sorted(maps.Keys(w.heard)) {
		info, err := w.stat(path)
		_, known := w.snap.files[path]
		_, folder := w.snap.dirs[path]
		switch {
		case w.missing[w.rootOf(path)] || !w.rootThere(path):
			wait = 0
		case err == nil && !info.IsDir() && !folder:
			w.snap.files[path] = stampOf(info, w.polling)
			if paths = append(paths, path); filepath.Base(path) == ".gitignore" {
				wait = breath // what is looked at may be something else by now
			}
		case err != nil && known:
			delete(w.snap.files, path)
			paths = append(paths, path)
		case err != nil && folder && !w.isRoot(path):
			left[path] = true
		case err == nil && !folder && !known:
			came = append(came, path)
		case err != nil && !folder: // it came and went, and whoever looked at everything meanwhile may have seen it
			paths = append(paths, path)
		default:
			wait = 0 // something in the place of something else: only the scan can tell what is in it
		}
	}
	clear(w.heard)
	w.stale = w.stale || w.scanning && len(paths)+len(came)+len(left) > 0
	w.tell(append(append(paths, w.leave(left)...), w.enter(came)...), false)
	w.rescan.Reset(wait)
}

// enter looks into folders that are new, and has them watched. It returns the
// files in them.
func (w *Watcher) enter(folders []string) []string {
	if len(folders) == 0 {
		return nil
	}
	k := walker{w: w, polling: w.polling, skip: w.skipped(), into: newSnapshot()}
	for range settleRounds {
		for _, dir := range folders {
			if info, err := os.Lstat(dir); err == nil && info.IsDir() {
				k.folder(dir, info)
			}
		}
		maps.Copy(w.snap.dirs, k.into.dirs)
		if !w.follow() {
			break // else files may have come before their folder was watched
		}
	}
	maps.Copy(w.snap.files, k.into.files)
	return slices.Collect(maps.Keys(k.into.files))
}

// leave forgets folders that are gone, and returns the files that were in them.
func (w *Watcher) leave(folders map[string]bool) []string {
	if len(folders) == 0 {
		return nil
	}
	below := func(path string) bool {
		for dir := path; ; dir = filepath.Dir(dir) {
			if folders[dir] {
				return true
			}
			if dir == filepath.Dir(dir) {
				return false
			}
		}
	}
	var files []string
	for path := range w.snap.files {
		if below(path) {
			files = append(files, path)
			delete(w.snap.files, path)
		}
	}
	maps.DeleteFunc(w.snap.dirs, func(dir string, _ folder) bool { return below(dir) })
	w.follow()
	return files
}

// isRoot tells whether a path is a watched folder, or one that leads to it.
func (w *Watcher) isRoot(path string) bool {
	return slices.ContainsFunc(w.dirs, func(dir string) bool { return dir == path || filepath.Dir(dir) == path })
}

// scan begins a look at the disk, on a goroutine of its own: it may take a while,
// and what is saved meanwhile does not wait.
func (w *Watcher) scan() {
	if w.scanning {
		w.stale = true
		return
	}
	w.scanning, w.stale = true, false
	polling := w.polling
	go func() { w.scans <- w.look(polling) }()
}

// wait waits for the scan that is under way.
func (w *Watcher) wait() {
	if w.scanning {
		<-w.scans
	}
}

// compare tells what differs between a scan and the snapshot, which no event
// named. A scan that events have overtaken is worth nothing.
func (w *Watcher) compare(now snapshot) {
	w.scanning = false
	w.read()
	if w.stale {
		w.rounds = 0
		w.rescan.Reset(min(breath+10*now.took, w.interval()))
		return
	}
	before := w.snap
	w.adopt(now)
	named, noticed := before.differences(w.snap, w.heard)
	w.tell(named, false)
	w.tell(noticed, len(noticed) > 0 && !w.polling) // without events a scan is all there is: it has missed nothing
	w.tellRoots()
	w.overtaken(before)
	for _, path := range named {
		delete(w.heard, path)
	}
	if w.rounds++; w.follow() && w.rounds < settleRounds {
		w.scan() // files may have come before their folder was watched
		return
	}
	w.rounds = 0
	w.rescan.Reset(w.interval())
}

// overtaken has the receiver look at everything once more where it may have seen
// what no scan did: it was told to, later than the last scan looked, and since
// then something came or went, and left nothing behind but the time of its
// folder.
func (w *Watcher) overtaken(before snapshot) {
	if w.ahead > 0 && len(w.missing) == 0 {
		w.ahead--
		w.tell(nil, !maps.Equal(before.dirs, w.snap.dirs))
	}
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

// interval is the time until the next scan: longer where scans are dear. Where
// events tell what happens, they take a two hundredth of one processor's time,
// and as much again for what they leave behind; where nothing else tells, a quarter.
func (w *Watcher) interval() time.Duration {
	switch {
	case w.opts.every > 0:
		return max(w.opts.every, 20*w.took)
	case w.polling:
		return max(time.Second, 3*w.took)
	}
	return max(2*time.Second, 200*w.took)
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
	case ".git", ".hg", ".svn", "node_modules", ".DS_Store":
		return true
	}
	return ignore.Editors(name) || strings.HasPrefix(name, ".") && strings.Contains(name, ".vitrine-stage-")
}

// stampOf is what a file is known by. Without events, a file that was written
// a moment ago counts as fresh, and so as changed once more when it is no
// longer: another write may fall into the same tick of the clock.
func stampOf(info fs.FileInfo, polling bool) stamp {
	s := stamp{size: info.Size(), mtime: info.ModTime().UnixNano(), mode: info.Mode()}
	s.inode, s.ctime = identity(info)
	s.fresh = polling && time.Since(info.ModTime()).Abs() < 20*time.Millisecond
	return s
}
