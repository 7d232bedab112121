package memo

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
	kept   map[string][]byte // tables of the file that nobody has asked for yet
	tables map[string]table
}

// table is a Table of any type.
type table interface {
	encode() ([]byte, error)
	changed() bool
	forget(before int64)
}

// New returns a store in memory.
func New() *Store { return &Store{tables: map[string]table{}} }

// magic begins the file of a store. After it come a digest of everything that
// follows, the salt and the tables.
const magic = "vitrine kept results 1\n"

// Open returns a store that begins with what an earlier run saved in a file
// with the same salt: the build of the program, so that another program's
// results are never taken for its own. A file that is missing, damaged or
// foreign gives an empty store: the results are computed again.
func Open(file, salt string) *Store {
	s := New()
	s.file, s.salt = file, salt
	data, err := os.ReadFile(file)
	if err != nil {
		return s
	}
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(rest) < sha256.Size {
		return s
	}
	sum, body := rest[:sha256.Size], rest[sha256.Size:]
	if have := sha256.Sum256(body); !bytes.Equal(have[:], sum) {
		return s
	}
	var doc savedStore
	if err := gob.NewDecoder(bytes.NewReader(body)).Decode(&doc); err == nil && doc.Salt == salt {
		s.kept = doc.Tables
	}
	return s
}

// savedStore is the body of a store's file.
type savedStore struct {
	Salt   string
	Tables map[string][]byte
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
	doc := savedStore{s.salt, map[string][]byte{}}
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, t := range s.tables {
		data, err := t.encode()
		if err != nil {
			return fmt.Errorf("keep %s: %w", name, err)
		}
		doc.Tables[name] = data
	}
	var body bytes.Buffer
	if err := gob.NewEncoder(&body).Encode(doc); err != nil {
		return fmt.Errorf("keep results: %w", err)
	}
	sum := sha256.Sum256(body.Bytes())
	return replace(s.file, []byte(magic), sum[:], body.Bytes())
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
// more: every directory that is built leaves one.
func (s *Store) sweep() {
	list, _ := os.ReadDir(filepath.Dir(s.file))
	for _, e := range list {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || time.Since(info.ModTime()) < unused || e.Name() == filepath.Base(s.file) {
			continue
		}
		if file := filepath.Join(filepath.Dir(s.file), e.Name()); isStore(file) {
			os.Remove(file) // if that fails it stays, and nobody is worse off
		}
	}
}

// isStore tells whether a file is one of ours.
func isStore(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	begin := make([]byte, len(magic))
	_, err = io.ReadFull(f, begin)
	return err == nil && string(begin) == magic
}

// replace writes a file that only its owner can read: it holds what
// definitions say.
func replace(file string, parts ...[]byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	for _, p := range parts {
		if err == nil {
			_, err = f.Write(p)
		}
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}

// Table remembers results of one type. They are never changed.
type Table[V any] struct {
	store *Store
	mu    sync.Mutex
	slots map[Key]*slot[V]
	added bool // something was put in that the store's file does not have
}

type slot[V any] struct {
	value V
	used  int64 // the last turn in which it was asked for; -1 for what only an earlier run has seen
}

// NewTable returns the table of a name, with what the store's file has of it.
func NewTable[V any](s *Store, name string) *Table[V] {
	t := &Table[V]{store: s, slots: map[Key]*slot[V]{}}
	s.mu.Lock()
	defer s.mu.Unlock()
	if data, ok := s.kept[name]; ok {
		var old map[Key]V
		if gob.NewDecoder(bytes.NewReader(data)).Decode(&old) == nil {
			for k, v := range old {
				t.slots[k] = &slot[V]{v, -1}
			}
		}
		delete(s.kept, name)
	}
	s.tables[name] = t
	return t
}

// Get returns what is remembered under a key.
func (t *Table[V]) Get(k Key) (v V, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.slots[k]
	if s == nil {
		return v, false
	}
	s.used = t.store.turn.Load()
	return s.value, true
}

// Put remembers a result.
func (t *Table[V]) Put(k Key, v V) {
	if !k.Known() {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.slots[k] = &slot[V]{v, t.store.turn.Load()}
	t.added = true
}

// changed tells whether something was added, or is there that nobody asked for.
func (t *Table[V]) changed() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.added {
		return true
	}
	for _, s := range t.slots {
		if s.used < 0 {
			return true
		}
	}
	return false
}

// encode writes what was asked for.
func (t *Table[V]) encode() ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	used := make(map[Key]V, len(t.slots))
	for k, s := range t.slots {
		if s.used >= 0 {
			used[k] = s.value
		}
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(used)
	return b.Bytes(), err
}

func (t *Table[V]) forget(before int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for k, s := range t.slots {
		if s.used < before && s.used >= 0 {
			delete(t.slots, k)
		}
	}
}
