// Package persist has collections that are never changed: an edit makes another
// one, which shares with the one before all but what differs. A snapshot of ten
// thousand definitions after one save costs what the save changed.
package persist

import (
	"hash/maphash"
	"iter"
	"slices"
)

// Map is a map from texts to values. The nil Map is empty. It may be read by
// several goroutines.
type Map[V any] struct {
	shards []*shard[V] // by hash; as many as a power of two
	len    int
}

// shard is the part of a map with the keys of some hashes, in no order.
type shard[V any] []pair[V]

type pair[V any] struct {
	key   string
	value V
}

// shardSize is how many keys stand in a shard on average, at most twice of it:
// few enough to be looked through, and to be copied for one that differs.
const shardSize = 8

var seed = maphash.MakeSeed()

func (m *Map[V]) place(key string) int {
	return int(maphash.String(seed, key) & uint64(len(m.shards)-1))
}

// Len is how many keys there are.
func (m *Map[V]) Len() int {
	if m == nil {
		return 0
	}
	return m.len
}

// Get returns the value of a key.
func (m *Map[V]) Get(key string) (v V, ok bool) {
	if m.Len() == 0 {
		return v, false
	}
	if s := m.shards[m.place(key)]; s != nil {
		if at := s.find(key); at >= 0 {
			return (*s)[at].value, true
		}
	}
	return v, false
}

func (s *shard[V]) find(key string) int {
	return slices.IndexFunc(*s, func(p pair[V]) bool { return p.key == key })
}

// All visits everything in no particular order.
func (m *Map[V]) All() iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		if m == nil {
			return
		}
		for _, s := range m.shards {
			if s != nil && !s.each(yield) {
				return
			}
		}
	}
}

func (s *shard[V]) each(yield func(string, V) bool) bool {
	for _, p := range *s {
		if !yield(p.key, p.value) {
			return false
		}
	}
	return true
}

// Apart visits the keys whose values may differ in two maps, and no more than
// those beside them, if one came from the other by a few edits.
func Apart[V any](a, b *Map[V]) iter.Seq[string] {
	return func(yield func(string) bool) {
		shared := a.Len() > 0 && b.Len() > 0 && len(a.shards) == len(b.shards)
		for _, m := range []*Map[V]{a, b} {
			if m == nil {
				continue
			}
			for i, s := range m.shards {
				if s == nil || shared && a.shards[i] == b.shards[i] {
					continue
				}
				for _, p := range *s {
					if _, also := a.Get(p.key); m == b && also {
						continue // it was visited
					}
					if !yield(p.key) {
						return
					}
				}
			}
		}
	}
}

// Edit is a map on the way from one to the next.
type Edit[V any] struct {
	m   Map[V]
	own []bool // which shards are no other map's
}

// Edit begins another map. The receiver stays as it is.
func (m *Map[V]) Edit() *Edit[V] {
	if m.Len() == 0 {
		return &Edit[V]{}
	}
	return &Edit[V]{m: Map[V]{slices.Clone(m.shards), m.len}, own: make([]bool, len(m.shards))}
}

// Map ends the edit.
func (e *Edit[V]) Map() *Map[V] {
	m := e.m
	e.m, e.own = Map[V]{}, nil
	return &m
}

// Get returns the value of a key as it is by now.
func (e *Edit[V]) Get(key string) (V, bool) { return e.m.Get(key) }

// All visits everything as it is by now in no particular order.
func (e *Edit[V]) All() iter.Seq2[string, V] { return e.m.All() }

// Set gives a key a value.
func (e *Edit[V]) Set(key string, value V) {
	if e.m.len >= 2*shardSize*len(e.m.shards) {
		e.grow()
	}
	s := e.shard(e.m.place(key))
	if at := s.find(key); at >= 0 {
		(*s)[at].value = value
		return
	}
	*s = append(*s, pair[V]{key, value})
	e.m.len++
}

// Delete removes a key, if it is there.
func (e *Edit[V]) Delete(key string) {
	if _, ok := e.m.Get(key); !ok {
		return
	}
	s := e.shard(e.m.place(key))
	at := s.find(key)
	*s = slices.Delete(*s, at, at+1)
	e.m.len--
}

// shard returns a shard that may be changed.
func (e *Edit[V]) shard(i int) *shard[V] {
	if !e.own[i] {
		fresh := shard[V]{}
		if was := e.m.shards[i]; was != nil {
			fresh = append(make(shard[V], 0, len(*was)+1), *was...)
		}
		e.m.shards[i], e.own[i] = &fresh, true
	}
	return e.m.shards[i]
}

// grow makes room for more keys, so that each of many costs the same.
func (e *Edit[V]) grow() {
	old := e.m
	n := max(1, 2*len(old.shards))
	e.m = Map[V]{make([]*shard[V], n), old.len}
	e.own = make([]bool, n)
	for key, value := range old.All() {
		s := e.shard(e.m.place(key))
		*s = append(*s, pair[V]{key, value})
	}
}
