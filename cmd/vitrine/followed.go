package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/live"
)

// follower is what files are followed for: serve, or a check that goes on.
type follower interface {
	watch() *live.Watcher
	settings() *config             // that were read last
	setUp(change live.Change) bool // everything is to be set up again
	restart() bool                 // does that; what is broken is told, and all stays as it was
	refresh(change live.Change)    // looks at the files that may have changed, or at all
	retry() <-chan time.Time       // fires when what could not be read is tried again
	moved() bool                   // tells whether other files are to be watched by now
}

// keepUp tells a follower what changes until the context ends.
func keepUp(ctx context.Context, f follower) {
	watcher := upToDate(f, beginWatch(f))
	defer func() { watcher.Close() }()
	defer settle()()
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.retry():
			f.refresh(live.Change{All: true})
		case change := <-watcher.C:
			if f.setUp(change) && f.restart() {
				watcher.Close()
				watcher = upToDate(f, beginWatch(f))
				continue
			}
			f.refresh(change)
		}
		if f.moved() {
			watcher.Close()
			watcher = upToDate(f, beginWatch(f))
		}
	}
}

// beginWatch begins to watch. What happened since the files were looked at, and
// before they were watched, is found by one more look.
func beginWatch(f follower) *live.Watcher {
	w := f.watch()
	f.refresh(live.Change{All: true})
	return w
}

// upToDate begins again while the configuration that is watched now is not the
// one that was read before: half of a file may have been.
func upToDate(f follower, w *live.Watcher) *live.Watcher {
	for {
		c := f.settings()
		text, err := os.ReadFile(c.path())
		if err != nil && c.file == "" || bytes.Equal(text, c.text) || !f.restart() {
			return w
		}
		w.Close()
		w = beginWatch(f)
	}
}

// path is where the configuration stands, or would stand.
func (c *config) path() string { return cmp.Or(c.file, "config.yaml") }

// among tells whether the configuration is one of some files.
func (c *config) among(paths []string) bool {
	return slices.ContainsFunc(paths, func(name string) bool { return filepath.Clean(name) == filepath.Clean(c.path()) })
}

// followed is a directory of definitions, and the session that follows it.
type followed struct {
	dir     string // as it was given
	session *generator.Session
	only    string // the one file that counts, and what stands beside it; "" for all
}

// ignoreFiles are the .gitignore files above the directory, written as its path
// is: the system tells of a folder under one name only.
func (f followed) ignoreFiles() []string {
	files := f.session.Outside()
	here, err := os.Getwd()
	if err != nil || filepath.IsAbs(f.dir) {
		return files
	}
	for i, file := range files {
		if rel, err := filepath.Rel(here, file); err == nil {
			files[i] = rel
		}
	}
	return files
}

// ignores tells which paths the watcher need not look at: those in the directory
// that no walk looks at.
func (f followed) ignores() func(path string, dir bool) bool {
	session, name := f.session, below(f.dir)
	return func(path string, dir bool) bool {
		name, ok := name(path)
		if ok && f.only != "" {
			return dir || !beside(name, f.only)
		}
		return ok && session.Snapshot().Tree.Ignored(filepath.ToSlash(name), dir)
	}
}

// below names the paths that the watcher finds in a directory. It asks the
// system for nothing: it is used for every file.
func below(dir string) func(path string) (name string, ok bool) {
	if dir = filepath.Clean(dir); dir == "." {
		return func(path string) (string, bool) { return path, filepath.IsLocal(path) }
	}
	root := dir + string(filepath.Separator)
	return func(path string) (string, bool) { return strings.CutPrefix(path, root) }
}

// beside tells whether a file is seen by whoever looks at one file of a folder.
func beside(name, only string) bool {
	return !strings.ContainsRune(name, filepath.Separator) && content.Beside(name, only)
}

// named are the files that a file names which is looked at by itself: a module
// is made of others, wherever they stand.
func (f followed) named() (files []string) {
	if f.only == "" {
		return nil
	}
	for _, e := range f.session.Snapshot().Layout.Entries() {
		for _, p := range e.Places {
			files = append(files, filepath.Join(f.dir, filepath.FromSlash(p)))
		}
	}
	return files
}

// look looks at the files of a change; at everything where a walk is wanted, or
// where the paths say too little.
func (f followed) look(change live.Change, walk bool) (generator.Changes, error) {
	changes, err := f.refresh(change, walk)
	return changes, f.unless(err)
}

// unless is the error of a look, or that there is no directory.
func (f followed) unless(err error) error {
	if _, gone := os.Stat(f.dir); err != nil && errors.Is(gone, fs.ErrNotExist) {
		return errors.New(notThere(f.dir))
	}
	return err
}

func (f followed) refresh(change live.Change, walk bool) (generator.Changes, error) {
	if walk || change.All {
		return f.session.Refresh()
	}
	var names []string
	for _, path := range change.Paths {
		name, ok := inside(f.dir, path)
		switch {
		case ok:
			names = append(names, name)
		case filepath.Base(path) == ".gitignore": // above the directory
			return f.session.Refresh()
		}
	}
	if len(names) == 0 {
		return f.session.Refresh()
	}
	return f.session.RefreshFiles(names)
}

func notThere(dir string) string { return fmt.Sprintf("the directory %q is not there", dir) }

// storm is how many files that change at once are many: a checkout, say.
const storm = 256

// What could not be read is tried again after a pause that grows from the
// first to the second of these: there may be no event when it can.
const (
	firstPause = time.Second
	lastPause  = 30 * time.Second
)

// retries tells when what could not be read is tried again.
type retries struct {
	C     <-chan time.Time // nil while there is nothing to be tried
	pause time.Duration
}

// next has it tried again, if there is anything.
func (r *retries) next(any bool) {
	if !any {
		*r = retries{}
		return
	}
	r.pause = min(max(firstPause, 2*r.pause), lastPause)
	r.C = time.After(r.pause)
}
