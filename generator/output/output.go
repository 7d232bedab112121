// Package output writes a finished site into a directory that it owns.
//
// The walk: Open looks whether the place is safe to write to (place.go) and
// whether everything in it is ours (survey.go, manifest.go), takes the lock
// and clears away what a killed run left behind (stage.go). Write compares
// each file with the one in place; what is new or different goes into a
// stage, a directory beside the output. Commit completes the stage with hard
// links to the unchanged files and exchanges the two directories in one step
// (commit.go), so that a reader, a kill or a full disk meets the complete old
// site or the complete new one. If nothing would change, nothing is touched.
//
// Where directories cannot be exchanged (a mount point, a parent that is not
// ours to write) each file is replaced by itself (inplace.go), which is safe
// for files but not atomic for the site; Options.Log is told.
//
// Files are never removed unless a manifest of ours names them.
package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// File is one file of a site: a slash-separated relative path and its bytes.
type File struct {
	Path string
	Data []byte
}

// Options is what a Writer has to know besides the directory.
type Options struct {
	Protected []string     // content, theme, …: the output may not be one of them, lie in one or hold one
	Tool      string       // name and version, for the manifest
	InPlace   bool         // replace file by file; for servers that hold on to the directory itself
	Log       func(string) // told once about each fallback and each leftover; may be nil
}

// Stats counts what Commit did. The manifest does not count.
type Stats struct{ Written, Unchanged, Removed int }

// ErrLocked is wrapped by Open while another process writes to the directory.
var ErrLocked = errors.New("another build is writing there; wait until it has ended, or choose another output directory")

// ErrUnwritable says that nothing may be written into the output directory.
var ErrUnwritable = errors.New("nothing may be written into the output directory")

// Writer takes a site, one file after another. Write may be called by several
// goroutines at once; the other methods may not.
type Writer struct {
	dir     string // absolute, links resolved
	opts    Options
	made    []string // directories that Open had to make, outermost first
	home    os.FileInfo
	locks   []io.Closer
	noLocks bool // the file system cannot lock; announced
	before  survey

	mu     sync.Mutex
	names  map[string]name // lower-cased path -> who has it
	files  map[string]entry
	stage  *stage // nil until the first difference
	failed error  // the first failure; Commit refuses after it
	done   bool
}

// entry is a file of the new site.
type entry struct {
	sum     [sha256.Size]byte
	changed bool // its bytes are in the stage
	kept    bool // equal to a file that is not ours, which stays that way
}

// Open prepares dir to receive a site. It refuses dangerous places and
// directories that hold anything that an earlier build did not write, and
// makes dir if it is missing. The caller ends with Commit or Abort.
func Open(dir string, opts Options) (*Writer, error) {
	place, err := resolve(dir)
	if err == nil {
		err = checkPlace(dir, place, opts.Protected)
	}
	if err != nil {
		return nil, fmt.Errorf("output directory %q: %w", dir, err)
	}
	w := &Writer{dir: place, opts: opts, names: map[string]name{}, files: map[string]entry{}}
	if err := w.begin(); err != nil {
		w.unmake()
		w.release()
		return nil, fmt.Errorf("output directory %q: %w", dir, err)
	}
	return w, nil
}

func (w *Writer) begin() (err error) {
	if err := w.reinstate(); err != nil {
		return err
	}
	if err := w.lockOutput(); err != nil {
		return err
	}
	if err := w.sweepStale(); err != nil {
		return err
	}
	w.before, err = look(w.dir)
	return err
}

// lockOutput makes the directory, if need be, and locks it; that needs no file
// that could be left lying about. Until the lock is ours the directory may be
// exchanged or removed, so what was locked must be what the path names.
func (w *Writer) lockOutput() error {
	for range 100 {
		made, err := makeDirs(w.dir)
		w.made = append(w.made, made...)
		if err != nil {
			return err
		}
		lock, err := lockDir(w.dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case errors.Is(err, errNoLocks):
			w.noLocks = true
			w.log("the file system of %q has no locks; do not run two builds at once", w.dir)
		case err != nil:
			return err
		default:
			w.locks = append(w.locks, lock)
		}
		w.home, err = os.Stat(w.dir)
		if err == nil && (lock.info == nil || os.SameFile(lock.info, w.home)) {
			return nil
		}
		w.release()
	}
	return ErrLocked
}

// Write adds one file to the site. A path that could not be a file of a
// portable site, or that differs from an earlier one only in case, is an error.
func (w *Writer) Write(path string, data []byte) error {
	err := w.write(path, data)
	if err == nil {
		return nil
	}
	err = fmt.Errorf("write %q: %w", path, err)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failed == nil {
		w.failed = err
	}
	return err
}

func (w *Writer) write(path string, data []byte) error {
	if err := w.claim(path); err != nil {
		return err
	}
	e := entry{sum: sha256.Sum256(data), kept: w.before.kept[path]}
	e.changed = !(w.before.ours[path] || e.kept) || !holds(w.local(path), data)
	if e.changed && e.kept {
		return errors.New("the output holds a file of that name that Vitrine did not write, with other contents; remove it or leave the " +
			"file out of the site")
	}
	w.mu.Lock()
	w.files[path] = e
	w.mu.Unlock()
	if !e.changed {
		return nil
	}
	s, err := w.staged()
	if err != nil {
		return err
	}
	if err := s.makeParents(path); err != nil {
		return err
	}
	return writeFile(s.local(path), data)
}

// holds reports whether the file has exactly these bytes. Whatever goes wrong
// is a no: the file is then written anew.
func holds(file string, data []byte) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.Size() != int64(len(data)) {
		return false
	}
	buf := chunks.Get().(*[]byte)
	defer chunks.Put(buf)
	for len(data) > 0 {
		n, err := f.Read(*buf)
		if err != nil || n > len(data) || !bytes.Equal((*buf)[:n], data[:n]) {
			return false
		}
		data = data[n:]
	}
	return true
}

var chunks = sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}

// Abort gives up: the output stays as it was. After Commit it does nothing,
// so it may be deferred.
func (w *Writer) Abort() error {
	if w.done {
		return nil
	}
	w.done = true
	var err error
	if w.stage != nil {
		err = w.sweep(w.stage.dir)
	}
	w.unmake()
	w.release()
	if err != nil {
		return fmt.Errorf("output directory %q: remove the stage: %w", w.dir, err)
	}
	return nil
}

func (w *Writer) release() {
	for _, l := range w.locks {
		l.Close()
	}
	w.locks = nil
}

// unmake removes the directories that Open made, as far as they are empty.
// Without the lock they may be somebody else's output by now.
func (w *Writer) unmake() {
	if len(w.locks) == 0 && !w.noLocks {
		return
	}
	for i := len(w.made) - 1; i >= 0; i-- {
		if remove(w.made[i]) != nil {
			return
		}
	}
}

func (w *Writer) local(path string) string { return filepath.Join(w.dir, filepath.FromSlash(path)) }

func (w *Writer) log(format string, args ...any) {
	if w.opts.Log != nil {
		w.opts.Log(fmt.Sprintf(format, args...))
	}
}
