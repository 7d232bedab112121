package main

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// TestPercentFor: a small heap grows to the room, a large one to twice itself.
func TestPercentFor(t *testing.T) {
	for _, c := range []struct {
		alive uint64 // MB
		want  int    // MB, when the collector runs next
	}{{0, 400}, {4, 400}, {100, 400}, {200, 400}, {300, 600}, {1000, 2000}} {
		percent := percentFor(c.alive<<20, 400<<20, heapGrowth)
		if got := int(max(c.alive, 4)) * (100 + percent) / 100; got != c.want {
			t.Errorf("%d MB alive: collected at %d MB, want %d", c.alive, got, c.want)
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
