package check

import (
	"sync"

	"vitrine/generator/memo"
)

// recent holds what was worked out last and is too large to be kept for all:
// the tree of a definition takes about 40 KB. Pages of one app are asked for
// one after another, by browsers and by builds.
type recent[V any] struct {
	mu    sync.Mutex
	known map[memo.Key]V
	ring  []memo.Key // in the order in which they came
	next  int
}

func newRecent[V any](most int) *recent[V] {
	return &recent[V]{known: map[memo.Key]V{}, ring: make([]memo.Key, most)}
}

// find returns what is known under a key.
func (r *recent[V]) find(k memo.Key) (v V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok = r.known[k]
	return v, ok
}

func (r *recent[V]) keep(k memo.Key, v V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.known[k]; ok {
		return
	}
	delete(r.known, r.ring[r.next])
	r.ring[r.next], r.known[k] = k, v
	r.next = (r.next + 1) % len(r.ring)
}
