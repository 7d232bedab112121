package growth

import (
	"math"
	"testing"
	"time"
)

// TestCheck judges functions on a clock that they move themselves.
func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name string
		cost func(n, call int) float64 // nanoseconds of one call
		good bool
	}{
		{"linear", func(n, _ int) float64 { return 100 * float64(n) }, true},
		{"sorting", func(n, _ int) float64 { return 10 * float64(n) * math.Log2(float64(n)) }, true},
		{"linear, with something to set up", func(n, _ int) float64 { return 1e7 + 100*float64(n) }, true},
		{"linear, often disturbed", func(n, call int) float64 { return 100 * float64(n) * float64(1+call/2%4*10) }, true},
		{"nothing that can be measured", func(n, _ int) float64 { return float64(n) * float64(n) / 1e6 }, true},
		{"quadratic", func(n, _ int) float64 { return float64(n) * float64(n) / 1e3 }, false},
		{"quadratic in the end", func(n, _ int) float64 { return 10*float64(n) + float64(n)*float64(n)/1e3 }, false},
		{"cubic", func(n, _ int) float64 { return math.Pow(float64(n), 3) / 1e3 }, false},
	} {
		var clock float64
		calls, largest := 0, 0
		f := func(n int) {
			clock += c.cost(n, calls)
			calls++
			largest = max(largest, n)
		}
		fault := check(1<<18, f, func() time.Duration { return time.Duration(clock) })
		if (fault == "") != c.good {
			t.Errorf("%s: %q", c.name, fault)
		}
		if c.name == "cubic" && largest == 1<<18 {
			t.Errorf("%s: the largest input was tried all the same", c.name)
		}
	}
}

// TestLinearReal: the real clock moves with work, and tells a quadratic loop
// from a linear one.
func TestLinearReal(t *testing.T) {
	var sink int
	work := func(n int) {
		for i := range n {
			sink += i & 3
		}
	}
	Linear(t, "a loop", 1<<22, work)
	var quiet fake
	Linear(&quiet, "a loop in a loop", 1<<12, func(n int) {
		for range n {
			work(n)
		}
	})
	if quiet.failed == 0 {
		t.Error("a quadratic loop passed")
	}
}

// fake is a test that fails without telling.
type fake struct {
	testing.TB
	failed int
}

func (f *fake) Helper()               {}
func (f *fake) Errorf(string, ...any) { f.failed++ }
