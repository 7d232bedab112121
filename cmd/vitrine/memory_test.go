package main

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// TestPercentFor: a small heap grows to the room, a large one to twice itself,
// the roots included, as the collector counts them.
func TestPercentFor(t *testing.T) {
	for _, c := range []struct {
		alive, roots uint64 // MB
		want         int    // MB, when the collector runs next
	}{{0, 4, 400}, {4, 0, 400}, {4, 16, 400}, {100, 0, 400}, {100, 100, 400}, {200, 0, 400}, {300, 0, 600}, {300, 20, 620}, {1000, 0, 2000}} {
		percent := percentFor(c.alive<<20, c.roots<<20, 400<<20, heapGrowth)
		if got := int(c.alive) + int(c.alive+c.roots)*percent/100; got != c.want {
			t.Errorf("%d MB alive and %d MB of roots: collected at %d MB, want %d", c.alive, c.roots, got, c.want)
		}
	}
}

// TestUseRoom: several at once leave nothing behind, whatever order they end in.
func TestUseRoom(t *testing.T) {
	first, second := useRoom(heapRoom, heapGrowth), useRoom(checkRoom, checkGrowth)
	runtime.GC()
	first()
	second()
	if got := debug.SetGCPercent(100); got != 100 {
		t.Errorf("the collector waits for %d %%", got)
	}
}

// TestHurry: a large heap may grow more for a while, a small one is left alone.
func TestHurry(t *testing.T) {
	percent := func() int {
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	runtime.GC()
	before := percent()
	stop := hurry()
	if got := percent(); got != before {
		t.Errorf("a small heap may grow by %d %%, and by %d %% before", got, before)
	}
	stop()
	large := make([]byte, largeHeap)
	runtime.GC()
	stop = hurry()
	if got := percent(); got != hurryPercent {
		t.Errorf("a large heap may grow by %d %%", got)
	}
	stop()
	if got := percent(); got != before {
		t.Errorf("afterwards it may grow by %d %%, and by %d %% before", got, before)
	}
	runtime.KeepAlive(large)
}
