package appdef

import (
	"testing"

	"vitrine/generator/internal/growth"
)

// linear holds a function to linear time in the size of a text, up to half a
// MiB. ./test runs these tests without the race detector, which takes its own
// time.
func linear(t *testing.T, name string, f func(size int)) {
	t.Helper()
	growth.Linear(t, name, 512<<10, f)
}
