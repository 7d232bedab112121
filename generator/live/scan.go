package live

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// snapshot is the watched part of the disk at one moment.
type snapshot struct {
	files map[string]stamp
	dirs  map[string]uint64      // folders to watch -> inode
	roots map[string]fs.FileInfo // the watched folders themselves, if they are there
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
	return named, noticed
}

// look walks over everything that is watched.
func (w *Watcher) look() snapshot {
	now := snapshot{make(map[string]stamp, len(w.snap.files)), make(map[string]uint64, len(w.snap.dirs)), map[string]fs.FileInfo{}}
	k := walker{w: w, into: now}
	for _, dir := range w.opts.Exclude {
		if info, err := os.Stat(dir); err == nil {
			k.skip = append(k.skip, info)
		}
	}
	for _, dir := range w.dirs {
		k.root(dir)
	}
	for file := range w.files {
		k.watch(filepath.Dir(file))
		if info, err := w.stat(file); err == nil && !info.IsDir() {
			now.files[file] = w.stamp(info)
		}
	}
	return now
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
	w    *Watcher
	into snapshot
	skip []fs.FileInfo
}

// root walks one watched folder. If it is gone or cannot be read, what was in
// it stays in the snapshot until it is back: nobody wants a gallery without
// apps because somebody else is exchanging two folders.
func (k *walker) root(dir string) {
	if parent := filepath.Dir(dir); parent != dir {
		k.watch(parent) // tells when the root is made again or replaced
	}
	info, err := os.Stat(dir)
	if err == nil && info.IsDir() && k.folder(dir, info) {
		delete(k.w.missing, dir)
		k.into.roots[dir] = info
		return
	}
	if k.w.perhaps[dir] {
		return
	}
	if !k.w.missing[dir] {
		k.w.missing[dir] = true
		k.w.log("%q is not there; waiting for it", dir)
	}
	for path, st := range k.w.snap.files {
		if k.w.rootOf(path) == dir {
			k.into.files[path] = st
		}
	}
}

// watch has a folder watched without looking into it.
func (k *walker) watch(dir string) {
	if _, ok := k.into.dirs[dir]; ok {
		return
	}
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		k.into.dirs[dir], _ = identity(info)
	}
}

// folder walks a folder, and tells whether that could be read.
func (k *walker) folder(dir string, info fs.FileInfo) bool {
	for _, skip := range k.skip {
		if os.SameFile(skip, info) {
			return true
		}
	}
	k.into.dirs[dir], _ = identity(info)
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
			k.into.files[path] = k.w.stamp(info)
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
