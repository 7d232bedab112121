package diag_test

import (
	"testing"

	"vitrine/generator/diag"
)

// TestBeyond: the most severe findings are shown, and what is left is told by
// severity.
func TestBeyond(t *testing.T) {
	c := diag.Counts{Error: 3, Warning: 2, Info: 40}
	for _, x := range []struct {
		shown int
		want  string
	}{
		{0, "3 more errors, 2 warnings and 40 notes"},
		{2, "1 more error, 2 warnings and 40 notes"},
		{4, "1 more warning and 40 notes"},
		{44, "1 more note"},
		{45, ""},
		{100, ""},
	} {
		if got := c.Beyond(x.shown).More(); got != x.want {
			t.Errorf("with %d shown: %q, want %q", x.shown, got, x.want)
		}
	}
}
