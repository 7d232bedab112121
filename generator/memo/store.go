package memo

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Store is what is remembered: in memory, and in a file between two runs if it
// was opened with one. It may be used by several goroutines.
type Store struct {
	file string // "" for memory alone
	salt string

	mu     sync.Mutex
	turn   atomic.Int64
	kept   map[string][]segment // of the tables of the file that nobody has asked for yet
	tables map[string]table
}

// table is a Table of any type.
type table interface {
	segments() ([]segment, error)
	changed() bool
	forget(before int64)
}

// New returns a store in memory.
func New() *Store { return &Store{tables: map[string]table{}} }

// Open returns a store that begins with what an earlier run saved in a file
// with the same salt: the build of the program, so that another program's
// results are never taken for its own. A file that is missing, damaged or
// foreign gives an empty store: the results are computed again.
func Open(file, salt string) *Store {
	s := New()
	s.file, s.salt = file, salt
	s.kept = load(file, salt)
	return s
}

// Kept tells whether results are kept between runs.
func (s *Store) Kept() bool { return s.file != "" }

// Turn begins another round of work. What was not asked for in the last few
// rounds is forgotten, now and then: to go through everything costs more than
// what follows one saved file.
func (s *Store) Turn() {
	now := s.turn.Add(1)
	if now%turnsKept != 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.tables {
		t.forget(now - turnsKept)
	}
}

// Forget forgets everything, unless it is to be kept in a file: whoever holds on
// to all results of the first round need not have them twice.
func (s *Store) Forget() {
	if s.Kept() {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.tables {
		t.forget(s.turn.Load() + 1)
	}
}

// turnsKept is how many rounds a result is kept that nobody asks for: so many
// steps an author may take back without waiting.
const turnsKept = 8

// Save writes what was asked for since the store was opened, so that it does
// not grow with what is no more. A store in memory has nothing to save. The
// file is replaced in one step.
func (s *Store) Save() error {
	if s.file == "" {
		return nil
	}
	s.sweep()
	if !s.changed() {
		now := time.Now()
		return os.Chtimes(s.file, now, now) // it is in use
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	all := map[string][]segment{}
	for name, t := range s.tables {
		list, err := t.segments()
		if err != nil {
			return fmt.Errorf("keep %s: %w", name, err)
		}
		all[name] = list
	}
	return save(s.file, s.salt, all)
}

// changed tells whether what would be saved is not what was read.
func (s *Store) changed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.tables {
		if t.changed() {
			return true
		}
	}
	return len(s.tables) == 0
}

// unused is how long a file stays that no run has used.
const unused = 30 * 24 * time.Hour

// sweep removes the files of other stores in the folder that nobody uses any
// more: every directory that is built leaves one. What a run of this store that
// was killed while it saved has left goes at once: if another is saving it fails
// to, which costs time only.
func (s *Store) sweep() {
	list, _ := os.ReadDir(filepath.Dir(s.file))
	for _, e := range list {
		if strings.HasPrefix(e.Name(), newPrefix(s.file)) {
			os.Remove(filepath.Join(filepath.Dir(s.file), e.Name()))
		}
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || time.Since(info.ModTime()) < unused || e.Name() == filepath.Base(s.file) {
			continue
		}
		if file := filepath.Join(filepath.Dir(s.file), e.Name()); isStore(file) {
			os.Remove(file) // if that fails it stays, and nobody is worse off
		}
	}
}
