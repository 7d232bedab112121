package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// A stage is a directory with this content; at every moment of a run it says
// by itself what a later run may do with it:
//
//	.vitrine-stage   the marker: the stage is ours
//	new/             the new site; after the exchange, the old one
//	ready            new/ is complete, or is the old site already: from now on
//	                 only what a manifest lists is removed from it
//	old/             the old site, where directories cannot be exchanged
//	list             a manifest on its way into the output
const (
	markerName = ".vitrine-stage"
	newName    = "new"
	readyName  = "ready"
	oldName    = "old"
	listName   = "list"
	stagePart  = ".vitrine-stage-"
)

type stage struct {
	dir    string
	inside bool // in the output itself: files are replaced one by one

	mu   sync.Mutex
	made map[string]bool // directories under new/
}

// owner is the marker's text. It matters only where there are no locks.
type owner struct {
	Host string `json:"host"`
	PID  int    `json:"pid"`
}

// staged returns the stage and makes it when it is first needed.
func (w *Writer) staged() (*stage, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stage != nil {
		return w.stage, nil
	}
	parent, pattern := filepath.Dir(w.dir), "."+filepath.Base(w.dir)+stagePart+"*"
	inside := w.opts.InPlace
	if !inside && !sameMount(parent, w.dir) {
		w.log("%q is a mount point: its files are replaced one by one, not all at once", w.dir)
		inside = true
	}
	if !inside {
		s, err := newStage(parent, pattern)
		if err == nil || !forbidden(err) {
			return w.adopt(s), err
		}
		w.log("%q may not be written to: the files in %q are replaced one by one, not all at once", parent, w.dir)
	}
	s, err := newStage(w.dir, stagePart+"*")
	if err == nil {
		s.inside = true
	} else if forbidden(err) {
		err = fmt.Errorf("%w: %w", ErrUnwritable, err)
	}
	return w.adopt(s), err
}

// forbidden tells errors that stay until somebody changes modes or mounts.
func forbidden(err error) bool { return errors.Is(err, fs.ErrPermission) || isReadOnly(err) }

// adopt remembers the stage and locks it, so that reinstate leaves it alone
// while we live.
func (w *Writer) adopt(s *stage) *stage {
	w.stage = s
	if s != nil {
		if lock, err := lockDir(s.dir); err == nil {
			w.locks = append(w.locks, lock)
		}
	}
	return s
}

func newStage(parent, pattern string) (*stage, error) {
	if err := before("mkdir", filepath.Join(parent, pattern)); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(parent, pattern)
	if err != nil {
		return nil, err
	}
	s := &stage{dir: dir, made: map[string]bool{".": true}}
	if err := s.furnish(); err != nil {
		remove(s.inner(markerName))
		remove(dir)
		return nil, err
	}
	return s, nil
}

func (s *stage) furnish() error {
	host, _ := os.Hostname()
	mark, err := json.Marshal(owner{host, os.Getpid()})
	if err != nil {
		return err
	}
	if err := writeFile(s.inner(markerName), mark); err != nil {
		return err
	}
	return makeDir(s.inner(newName))
}

func (s *stage) inner(name string) string { return filepath.Join(s.dir, name) }

// local is where a file of the new site stands.
func (s *stage) local(path string) string {
	return filepath.Join(s.dir, newName, filepath.FromSlash(path))
}

// makeParents makes the directories that a path needs.
func (s *stage) makeParents(path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.makeParent(path)
}

func (s *stage) makeParent(path string) error {
	parent := "."
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		parent = path[:i]
	}
	if s.made[parent] {
		return nil
	}
	if err := s.makeParent(parent); err != nil {
		return err
	}
	if err := makeDir(s.local(parent)); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	s.made[parent] = true
	return nil
}
