package live

import (
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// snapshot is the watched part of the disk at one moment.
type snapshot struct {
	files map[string]stamp
	dirs  map[string]folder      // to watch
	roots map[string]fs.FileInfo // the watched folders themselves, if they are there
	away  []string               // watched folders that are gone or cannot be read
	took  time.Duration          // of the look
}

// folder is what a folder is known by. What comes or goes in it gives it another time.
type folder struct {
	inode uint64
	mtime int64
	fresh bool // it was changed a moment ago, and may be once more in the same tick of the clock
}

func folderOf(info fs.FileInfo) folder {
	f := folder{mtime: info.ModTime().UnixNano(), fresh: time.Since(info.ModTime()).Abs() < 20*time.Millisecond}
	f.inode, _ = identity(info)
	return f
}

type stamp struct {
	size, mtime, ctime int64
	inode              uint64
	mode               fs.FileMode
	fresh              bool
}

// differences lists the files that are not the same in two snapshots: those
// that events named, and those that only the scan noticed.
func (s snapshot) differences(now snapshot, heard map[string]bool) (named, noticed []string) {
	differs := func(path string) {
		if heard[path] {
			named = append(named, path)
		} else {
			noticed = append(noticed, path)
		}
	}
	for path, st := range now.files {
		if was, ok := s.files[path]; !ok || was != st {
			differs(path)
		}
	}
	for path := range s.files {
		if _, ok := now.files[path]; !ok {
			differs(path)
		}
	}
	for dir := range bare(now, s) {
		differs(dir)
	}
	for dir := range bare(s, now) {
		differs(dir)
	}
	return named, noticed
}

// bare yields the folders of a snapshot that another does not have, and of which
// no file tells.
func bare(s, other snapshot) iter.Seq[string] {
	return func(yield func(string) bool) {
		var full map[string]bool
		for dir := range s.dirs {
			if _, ok := other.dirs[dir]; ok {
				continue
			}
			if full == nil {
				full = map[string]bool{}
				for file := range s.files {
					full[filepath.Dir(file)] = true
				}
			}
			if !full[dir] && !yield(dir) {
				return
			}
		}
	}
}

// look walks over everything that is watched. It may run beside the watcher's
// goroutine: what that changes is handed to it.
func (w *Watcher) look(polling bool) snapshot {
	start := time.Now()
	k := walker{w: w, polling: polling, skip: w.skipped(), into: newSnapshot()}
	for _, dir := range w.dirs {
		k.root(dir)
	}
	for file := range w.files {
		k.watch(filepath.Dir(file))
		if info, err := w.stat(file); err == nil && !info.IsDir() {
			k.into.files[file] = stampOf(info, polling)
		}
	}
	k.into.took = time.Since(start)
	return k.into
}

func newSnapshot() snapshot {
	return snapshot{files: map[string]stamp{}, dirs: map[string]folder{}, roots: map[string]fs.FileInfo{}}
}

// skipped describes the folders that are not looked at.
func (w *Watcher) skipped() (skip []fs.FileInfo) {
	for _, dir := range w.opts.Exclude {
		if info, err := os.Stat(dir); err == nil {
			skip = append(skip, info)
		}
	}
	return skip
}

// adopt takes a look for what is known now. What was in a root that is gone
// or cannot be read stays until it is back: nobody wants a gallery without apps
// because somebody else is exchanging two folders.
func (w *Watcher) adopt(now snapshot) {
	for dir := range now.roots {
		delete(w.missing, dir)
	}
	for _, dir := range now.away {
		if !w.missing[dir] {
			w.missing[dir] = true
			w.log("%q is not there; waiting for it", dir)
		}
		for path, st := range w.snap.files {
			if w.rootOf(path) == dir {
				now.files[path] = st
			}
		}
	}
	w.snap, w.took = now, now.took
}

// stat describes a file. A link in a watched folder stands for itself; a
// single file may well be one.
func (w *Watcher) stat(path string) (fs.FileInfo, error) {
	if w.files[path] {
		return os.Stat(path)
	}
	return os.Lstat(path)
}

// walker walks the folders of one snapshot.
type walker struct {
	w       *Watcher // what of it never changes
	polling bool
	into    snapshot
	skip    []fs.FileInfo
}

// root walks one watched folder.
func (k *walker) root(dir string) {
	if parent := filepath.Dir(dir); parent != dir {
		k.watch(parent) // tells when the root is made again or replaced
	}
	info, err := os.Stat(dir)
	switch {
	case err == nil && info.IsDir() && k.folder(dir, info):
		k.into.roots[dir] = info
	case !k.w.perhaps[dir]:
		k.into.away = append(k.into.away, dir)
	}
}

// watch has a folder watched without looking into it.
func (k *walker) watch(dir string) {
	if _, ok := k.into.dirs[dir]; ok {
		return
	}
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		k.into.dirs[dir] = folderOf(info)
	}
}

// folder walks a folder, and tells whether that could be read.
func (k *walker) folder(dir string, info fs.FileInfo) bool {
	for _, skip := range k.skip {
		if os.SameFile(skip, info) {
			return true
		}
	}
	k.into.dirs[dir] = folderOf(info)
	entries, err := os.ReadDir(dir)
	if err != nil && len(entries) == 0 {
		return false // gone, or not ours to read: the build will say so
	}
	for _, e := range entries {
		if ignored(e.Name()) {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // gone since
		}
		path := join(dir, e.Name())
		if k.w.opts.Ignore(path, e.IsDir()) {
			continue
		}
		if e.IsDir() {
			k.folder(path, info)
		} else {
			k.into.files[path] = stampOf(info, k.polling)
		}
	}
	return true
}

// join is filepath.Join for a clean folder and a plain name.
func join(dir, name string) string {
	if dir == "." {
		return name
	}
	if strings.HasSuffix(dir, string(filepath.Separator)) {
		return dir + name
	}
	return dir + string(filepath.Separator) + name
}
