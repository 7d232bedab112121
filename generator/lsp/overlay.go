package lsp

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"vitrine/generator/content"
	"vitrine/generator/ignore"
)

// overlay is a content directory in which files have the texts of an editor, saved
// or not. The rest is the directory's, as are its links, the .gitignore files above
// it, and whether its path leads to another one by now.
type overlay struct {
	dir *content.DirFS // nil for none: then there is what the editor holds alone

	mu    sync.RWMutex
	files map[string]*overlaid // by path
}

func newOverlay(dir *content.DirFS) *overlay {
	return &overlay{dir: dir, files: map[string]*overlaid{}}
}

// overlaid is one such file. Its time is no other's, so that each version has a
// stamp of its own.
type overlaid struct {
	name  string
	text  *text
	mtime int64
}

var lastTime atomic.Int64

// tick is the time, and later than any that was told.
func tick() int64 {
	for {
		last := lastTime.Load()
		if next := max(last+1, time.Now().UnixNano()); lastTime.CompareAndSwap(last, next) {
			return next
		}
	}
}

// set lays a text over a file; nil takes it away.
func (o *overlay) set(name string, t *text) {
	o.mu.Lock()
	defer o.mu.Unlock()
	was := o.files[name]
	switch {
	case t == nil:
		delete(o.files, name)
	case was == nil || was.text != t:
		o.files[name] = &overlaid{path.Base(name), t, tick()}
	}
}

// names lists the files that have a text laid over them.
func (o *overlay) names() []string {
	o.mu.RLock()
	defer o.mu.RUnlock()
	return slices.Collect(maps.Keys(o.files))
}

func (o *overlay) file(name string) *overlaid {
	o.mu.RLock()
	defer o.mu.RUnlock()
	return o.files[path.Clean(name)]
}

// Open opens a file or directory.
func (o *overlay) Open(name string) (fs.File, error) {
	if f := o.file(name); f != nil {
		return &opened{f, bytes.NewReader(f.text.data)}, nil
	}
	if o.dir == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return o.dir.Open(name)
}

// ReadDir lists a directory by name, and what the editor has there beside it, which
// may be all there is.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	var list []fs.DirEntry
	var err error
	if o.dir != nil {
		list, err = o.dir.ReadDir(name)
	}
	o.mu.RLock()
	defer o.mu.RUnlock()
	for p, f := range o.files {
		below, ok := within(path.Clean(name), p)
		if !ok {
			continue
		}
		var info fs.FileInfo = f
		if first, _, deeper := strings.Cut(below, "/"); deeper {
			info = folder{&overlaid{name: first}}
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		at, there := slices.BinarySearchFunc(list, info.Name(), func(e fs.DirEntry, name string) int { return strings.Compare(e.Name(), name) })
		switch entry := fs.FileInfoToDirEntry(info); {
		case !there:
			list = slices.Insert(list, at, entry)
		case !info.IsDir():
			list[at] = entry
		}
	}
	return list, err
}

// Stat describes a file, following links.
func (o *overlay) Stat(name string) (fs.FileInfo, error) {
	if f := o.file(name); f != nil {
		return f, nil
	}
	if o.dir == nil {
		return o.none(name)
	}
	return o.dir.Stat(name)
}

// Lstat describes a file itself.
func (o *overlay) Lstat(name string) (fs.FileInfo, error) {
	if f := o.file(name); f != nil {
		return f, nil
	}
	if o.dir == nil {
		return o.none(name)
	}
	return o.dir.Lstat(name)
}

func (o *overlay) none(name string) (fs.FileInfo, error) {
	if path.Clean(name) == "." {
		return folder{&overlaid{name: "."}}, nil
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

// ReadLink returns where a link leads.
func (o *overlay) ReadLink(name string) (string, error) {
	if o.dir == nil || o.file(name) != nil {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return o.dir.ReadLink(name)
}

// Reopen opens the directory again if its path leads to another one by now.
func (o *overlay) Reopen() (bool, error) {
	if o.dir == nil {
		return false, nil
	}
	return o.dir.Reopen()
}

// IgnoreFilesAbove lists the .gitignore files above the directory.
func (o *overlay) IgnoreFilesAbove() []string {
	if o.dir == nil {
		return nil
	}
	return o.dir.IgnoreFilesAbove()
}

// IgnoresAbove reads them.
func (o *overlay) IgnoresAbove() (*ignore.Matcher, error) {
	if o.dir == nil {
		return nil, nil
	}
	return o.dir.IgnoresAbove()
}

// Close gives the directory back.
func (o *overlay) Close() error {
	if o.dir == nil {
		return nil
	}
	return o.dir.Close()
}

// Name is that of the file in its folder.
func (f *overlaid) Name() string { return f.name }

// Size is in bytes.
func (f *overlaid) Size() int64 { return int64(len(f.text.data)) }

// Mode is that of a regular file.
func (f *overlaid) Mode() fs.FileMode { return 0o644 }

// ModTime is when this version was written.
func (f *overlaid) ModTime() time.Time { return time.Unix(0, f.mtime) }

// IsDir is false.
func (f *overlaid) IsDir() bool { return false }

// Sys is nil: no system knows of the file.
func (f *overlaid) Sys() any { return nil }

// opened is such a file while it is read.
type opened struct {
	*overlaid
	from *bytes.Reader
}

// Read reads on.
func (f *opened) Read(b []byte) (int, error) { return f.from.Read(b) }

// Stat describes the file.
func (f *opened) Stat() (fs.FileInfo, error) { return f.overlaid, nil }

// Close does nothing.
func (f *opened) Close() error { return nil }

// folder describes the directory of an editor that has none.
type folder struct{ *overlaid }

// Mode is that of a directory.
func (folder) Mode() fs.FileMode { return fs.ModeDir | 0o755 }

// IsDir is true.
func (folder) IsDir() bool { return true }

// Size is none.
func (folder) Size() int64 { return 0 }
