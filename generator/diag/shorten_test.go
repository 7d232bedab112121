package diag

import (
	"strings"
	"testing"
)

func TestShorten(t *testing.T) {
	family := "👩‍👩‍👧"
	for _, tt := range []struct {
		text string
		n    int
		want string
	}{
		{"", 1, ""}, {"acme", 4, "acme"}, {"acme", 3, "acm…"}, {"aé", 2, "a…"}, {"ae\u0301b", 3, "a…"}, {"ae\u0301b", 4, "ae\u0301…"}, {"a\r\nb", 2, "a…"},
		{"a" + family + "b", 5, "a…"}, {"a" + family + "b", 1 + len(family), "a" + family + "…"}, {family, 5, "👩…"}, {"日本語", 4, "日…"},
		{"e" + strings.Repeat("\u0301", 5000), 100, "e" + strings.Repeat("\u0301", 49) + "…"}, {"\xff\xff\xff", 2, "\xff\xff…"},
	} {
		if got := Shorten(tt.text, tt.n); got != tt.want {
			t.Errorf("Shorten(%q, %d) = %q, want %q", tt.text, tt.n, got, tt.want)
		}
	}
}
