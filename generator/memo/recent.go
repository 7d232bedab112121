package memo

import "sync"

// Recent holds what was worked out last and is too large to be kept for all:
// the tree of a definition takes about 40 KB. Pages of one app are asked for
// one after another, by browsers and by builds.
type Recent[V any] struct {
	mu    sync.Mutex
	known map[Key]V
	ring  []Key // in the order in which they came
	next  int
}

// NewRecent keeps so many.
func NewRecent[V any](most int) *Recent[V] {
	return &Recent[V]{known: map[Key]V{}, ring: make([]Key, most)}
}

// Find returns what is known under a key.
func (r *Recent[V]) Find(k Key) (v V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok = r.known[k]
	return v, ok
}

// Keep remembers what is known under a key, and forgets what came first.
func (r *Recent[V]) Keep(k Key, v V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.known[k]; ok {
		return
	}
	delete(r.known, r.ring[r.next])
	r.ring[r.next], r.known[k] = k, v
	r.next = (r.next + 1) % len(r.ring)
}
