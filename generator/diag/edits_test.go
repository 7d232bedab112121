package diag_test

import (
	"testing"

	"vitrine/generator/diag"
)

// TestEdits: edits make the other text, and leave what is the same alone.
func TestEdits(t *testing.T) {
	for _, c := range []struct {
		before, after string
		most          int // bytes that are replaced
	}{
		{"", "", 0},
		{"a", "a", 0},
		{"{\"a\":1}", "{\n  \"a\": 1\n}\n", 0},
		{"één 👍 twee", "één 👍\r\ntwee", 1},
		{"a\xff", "b\xff", 2}, // which is no text
		{"b, a", "a, b", 4},
	} {
		list := diag.Edits([]byte(c.before), []byte(c.after))
		if got := string(diag.Apply([]byte(c.before), list)); got != c.after {
			t.Errorf("%q becomes %q, want %q", c.before, got, c.after)
		}
		replaced := 0
		for _, e := range list {
			replaced += e.Span.End - e.Span.Start
		}
		if replaced > c.most {
			t.Errorf("%q: %v replaces %d bytes, want at most %d", c.before, list, replaced, c.most)
		}
	}
}
