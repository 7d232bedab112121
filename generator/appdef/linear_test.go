package appdef

import (
	"testing"
	"time"
)

// linear holds a function to linear time: half a MiB is read in some
// milliseconds, and in many seconds by a reader that looks at every byte again
// for every byte. The line is drawn far from both, so that no busy machine
// trips over it, and a suspicion is measured again. ./test runs these tests
// without the race detector, which would move the line.
func linear(t *testing.T, name string, f func(size int)) {
	t.Helper()
	const size, limit = 512 << 10, 5 * time.Second
	var took time.Duration
	for range 5 {
		start := time.Now()
		f(size)
		if took = time.Since(start); took < limit {
			return
		}
	}
	t.Errorf("%s: %d bytes take %v", name, size, took)
}
