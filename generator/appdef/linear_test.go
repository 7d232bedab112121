package appdef

import (
	"testing"
	"time"
)

// linear holds a function to linear time: eight times the input may take
// eight times as long, with room for a busy machine, but not the 64 times of
// a quadratic one. It looks again before it complains.
func linear(t *testing.T, name string, f func(size int)) {
	t.Helper()
	took := func(size int) time.Duration {
		start := time.Now()
		f(size)
		return time.Since(start)
	}
	const small = 1 << 16
	var ratio float64
	for range 4 {
		base := max(min(took(small), took(small)), time.Millisecond/2)
		if ratio = float64(took(8*small)) / float64(base); ratio < 32 {
			return
		}
	}
	t.Errorf("%s: eight times the input takes %.0f times as long", name, ratio)
}
