package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// heapRoom is how many bytes of memory may be used before any is collected: a
// gallery of a thousand apps is built within it, and one that is larger takes
// twice what it needs.
const heapRoom = 384 << 20

// checkRoom is the same of a check, which keeps less.
const checkRoom = 128 << 20

// useRoom has the collector wait until a heap takes that many bytes, or twice
// what was alive when it ran last, whatever is more. The default, twice of
// little, collects a short run to pieces; three times, which was set here
// before, needs gigabytes at ten thousand apps. It lasts until stop is called.
func useRoom(bytes uint64) (stop func()) {
	var ended atomic.Bool
	type sentinel struct{ _ *byte }
	alive := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	var adjust func(*sentinel)
	adjust = func(s *sentinel) { // runs after each collection, as nothing refers to s
		if ended.Load() {
			return
		}
		metrics.Read(alive)
		debug.SetGCPercent(percentFor(alive[0].Value.Uint64(), bytes))
		runtime.SetFinalizer(s, adjust)
	}
	before := debug.SetGCPercent(percentFor(4<<20, bytes))
	runtime.SetFinalizer(&sentinel{}, adjust)
	return func() {
		ended.Store(true)
		debug.SetGCPercent(before)
	}
}

// percentFor is how much a heap may grow until it is collected, in percent of
// what is alive.
func percentFor(alive, room uint64) int {
	percent := float64(room)/float64(max(alive, 1<<20))*100 - 100
	return int(math.Max(100, percent))
}
