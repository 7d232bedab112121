package memo

import (
	"bytes"
	"encoding/gob"
	"slices"
	"sync"
)

// Table remembers results of one type. They are never changed.
type Table[V any] struct {
	store *Store
	mu    sync.Mutex
	slots map[Key]*slot[V]
	file  map[Key]*saved // what the store's file has and was not read yet
	added bool           // something was put in that the store's file does not have
}

type slot[V any] struct {
	value V
	used  int64  // the last turn in which it was asked for; -1 for what only an earlier run has seen
	in    *saved // where the store's file has it; nil for what is new
}

// saved is a segment of the store's file on its way into a table.
type saved struct {
	segment
	read sync.Once
}

// NewTable returns the table of a name, with what the store's file has of it.
func NewTable[V any](s *Store, name string) *Table[V] {
	t := &Table[V]{store: s, slots: map[Key]*slot[V]{}, file: map[Key]*saved{}}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, seg := range s.kept[name] {
		from := &saved{segment: seg}
		for _, k := range seg.keys {
			t.file[k] = from
		}
	}
	delete(s.kept, name)
	s.tables[name] = t
	return t
}

// Get returns what is remembered under a key.
func (t *Table[V]) Get(k Key) (v V, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if from := t.file[k]; from != nil {
		t.mu.Unlock()
		from.read.Do(func() { t.take(from) })
		t.mu.Lock()
	}
	s := t.slots[k]
	if s == nil {
		return v, false
	}
	s.used = t.store.turn.Load()
	return s.value, true
}

// take reads a segment of the store's file. One that cannot be read holds
// nothing.
func (t *Table[V]) take(from *saved) {
	var values []V
	data, err := from.bytes()
	if err == nil {
		err = gob.NewDecoder(bytes.NewReader(data)).Decode(&values)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, k := range from.keys {
		delete(t.file, k)
		if t.slots[k] == nil && err == nil && i < len(values) {
			t.slots[k] = &slot[V]{values[i], -1, from}
		}
	}
}

// Put remembers a result.
func (t *Table[V]) Put(k Key, v V) {
	if !k.Known() {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.slots[k] = &slot[V]{v, t.store.turn.Load(), nil}
	t.added = true
}

// changed tells whether something was added, or is there that nobody asked for.
func (t *Table[V]) changed() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.added || len(t.file) > 0 {
		return true
	}
	for _, s := range t.slots {
		if s.used < 0 {
			return true
		}
	}
	return false
}

// segmentMost is how many results stand in a segment. One result that is no
// more has all of its segment written anew.
const segmentMost = 64

// segments returns what was asked for. A segment of the store's file is taken
// over as it is if all of it was.
func (t *Table[V]) segments() ([]segment, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	wanted := map[*saved]int{}
	for _, s := range t.slots {
		if s.used >= 0 && s.in != nil {
			wanted[s.in]++
		}
	}
	var list []segment
	for from, n := range wanted {
		if n == len(from.keys) {
			list = append(list, from.segment)
		}
	}
	var keys []Key
	for k, s := range t.slots {
		if s.used >= 0 && (s.in == nil || wanted[s.in] < len(s.in.keys)) {
			keys = append(keys, k)
		}
	}
	for part := range slices.Chunk(keys, segmentMost) {
		values := make([]V, len(part))
		for i, k := range part {
			values[i] = t.slots[k].value
		}
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(values); err != nil {
			return nil, err
		}
		list = append(list, segment{keys: part, data: b.Bytes()})
	}
	return list, nil
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
