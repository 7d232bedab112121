// Package growth holds functions to linear time in tests. It compares what
// more of the same input costs, so that it says the same on any machine,
// however busy: it never asks how long something took.
package growth

import (
	"fmt"
	"runtime"
	"testing"
	"time"
)

const (
	step  = 64                   // how much longer the next input is
	limit = 640                  // how much dearer it may be: 64 is linear, 4096 quadratic; memory that is slow to come lies between
	floor = 4 * time.Millisecond // what costs less is not measured well, and does no harm
	tries = 9                    // a suspicion is measured again, and the least counts
)

// Linear fails the test if f costs more than linear time in the size of its
// input, with room for sorting and for memory. f makes the input itself; it is
// called with a part of size (in whatever unit the caller counts), then with
// 64 times as much, up to all of it; a cost that grows too fast is told before
// the largest input is tried. What is compared is the CPU time of the calling
// thread where the system tells it, so neither other tests nor goroutines of f
// count.
func Linear(t testing.TB, name string, size int, f func(size int)) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if fault := check(size, f, now); fault != "" {
		t.Errorf("%s: %s", name, fault)
	}
}

// check returns what is wrong, or "".
func check(size int, f func(int), clock func() time.Duration) string {
	for n := max(1, size/step/step); n*step <= size; n *= step {
		short := min(cost(n, f, clock), cost(n, f, clock)) // the first call may find everything cold
		long := cost(n*step, f, clock)
		for try := 1; try < tries && dear(short, long); try++ {
			short, long = min(short, cost(n, f, clock)), min(long, cost(n*step, f, clock))
		}
		if dear(short, long) {
			return fmt.Sprintf("%d cost %v and %d cost %v: more than linear", n, short, n*step, long)
		}
	}
	return ""
}

func dear(short, long time.Duration) bool {
	return long > floor && long > limit*max(short, floor/limit)
}

func cost(n int, f func(int), clock func() time.Duration) time.Duration {
	start := clock()
	f(n)
	return clock() - start
}
