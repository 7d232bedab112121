package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// heapRoom is how many bytes a heap may take before it is collected. At a
// thousand apps half of it takes a fifth longer, and twice of it saves nothing.
const heapRoom = 192 << 20

// checkRoom is the same of a check, which keeps little: memory that was never
// touched is dearer than what the collector does.
const checkRoom = 48 << 20

// heapGrowth is how much a heap may grow at least until it is collected, in
// percent of what is alive.
const heapGrowth = 100

// checkGrowth is the same of a check: nearly all that it keeps are texts and
// packed findings, which the collector need not look into.
const checkGrowth = 30

// roomy guards how much a heap may grow: the collector has one setting for the
// whole process.
var roomy sync.Mutex

// useRoom has the collector wait until a heap takes that many bytes, or has
// grown by that part of what was alive when it ran last, whatever is more. The default, twice of
// little, collects a short run to pieces; three times, which was set here
// before, needs gigabytes at ten thousand apps. It lasts until stop is called,
// after which the default holds.
func useRoom(bytes uint64, growth int) (stop func()) {
	ended := false
	type sentinel struct{ _ *byte }
	var adjust func(*sentinel)
	adjust = func(s *sentinel) { // runs after each collection, as nothing refers to s
		roomy.Lock()
		defer roomy.Unlock()
		if !ended {
			debug.SetGCPercent(percentFor(aliveBytes(), rootBytes(), bytes, growth))
			runtime.SetFinalizer(s, adjust)
		}
	}
	adjust(&sentinel{})
	return func() {
		roomy.Lock()
		defer roomy.Unlock()
		ended = true
		debug.SetGCPercent(100)
	}
}

// What serve lives with for hours, when a large gallery has been read: a heap of
// largeHeap bytes is collected when it has grown by servePercent, and not when it
// has doubled. Most of it is alive and stays so.
const (
	largeHeap    = 128 << 20
	servePercent = 30
)

// settle gives back what the start has taken and left, and keeps a large heap
// from growing that much again until stop is called. A small one is left alone.
func settle() (stop func()) {
	roomy.Lock()
	defer roomy.Unlock()
	if debug.FreeOSMemory(); aliveBytes() < largeHeap {
		return func() {}
	}
	before := debug.SetGCPercent(servePercent)
	return func() {
		roomy.Lock()
		defer roomy.Unlock()
		debug.SetGCPercent(before)
	}
}

// hurryPercent is how much a large heap may grow while many files are read at
// once. With servePercent, half of the time went into collecting.
const hurryPercent = 150

// hurry lets a large heap grow until stop is called, which gives back what was
// taken. A small one may double anyway.
func hurry() (stop func()) {
	roomy.Lock()
	defer roomy.Unlock()
	if aliveBytes() < largeHeap {
		return func() {}
	}
	before := debug.SetGCPercent(hurryPercent)
	return func() {
		roomy.Lock()
		debug.SetGCPercent(before)
		roomy.Unlock()
		go debug.FreeOSMemory() // nobody waits for it
	}
}

// aliveBytes is what the collector found alive when it ran last; 0 before.
func aliveBytes() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// rootBytes is what the collector looks through beside the heap: the stacks and
// the variables of packages. Growth is counted in parts of these, too.
func rootBytes() uint64 {
	samples := []metrics.Sample{{Name: "/gc/scan/globals:bytes"}, {Name: "/gc/scan/stack:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() + samples[1].Value.Uint64()
}

// percentFor is how much a heap may grow until it is collected, in percent of
// what is alive and of the roots. A heap counts as 4 MB at least, as the
// collector has it.
func percentFor(alive, roots, room uint64, growth int) int {
	of := float64(max(alive+roots, 4<<20))
	return int(math.Max(float64(growth), (float64(room)-float64(alive))/of*100))
}
