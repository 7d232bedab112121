package diag

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestPositionSteps: to find a place never takes more than a stride of the
// text, however long its line is; and the column is the one that counting from
// the start of the line gives.
func TestPositionSteps(t *testing.T) {
	for _, part := range []string{"x", "é", "日本", "😀x", "\xff", "\xf0\x9f", "\x80", "a\r\n", "\xEF\xBB\xBF"} {
		for _, head := range []string{"", "\xEF\xBB\xBF", "short\n", strings.Repeat("long ", 1000) + "\r"} {
			text := []byte(head + strings.Repeat(part, 9000/len(part)) + "\n" + part)
			s := NewSource("", text)
			for at := 0; at <= len(text); at += 1 + at%7 {
				p := s.Position(at)
				start := s.starts[p.Line-1]
				if p.Line == 1 && hasBOM(text) {
					start = min(3, at)
				}
				if want := utf8.RuneCount(text[start:at]) + 1; p.Column != want {
					t.Fatalf("%q: offset %d is in column %d, not %d", part, at, p.Column, want)
				}
				if m := s.known(start, at); at-m.offset > stride+utf8.UTFMax {
					t.Fatalf("%q: %d bytes are looked at for offset %d", part, at-m.offset, at)
				}
			}
		}
	}
}

// TestFixSteps: many fixes with many edits are made in one go, and each edit
// is compared with its neighbours alone.
func TestFixSteps(t *testing.T) {
	const n = 200_000
	text := []byte(strings.Repeat("ab", n))
	var list []Diagnostic
	for i := range 100 {
		d := Diagnostic{Rule: fmt.Sprint(i)}
		for k := i * n / 100; k < (i+1)*n/100; k++ {
			d.Fix = append(d.Fix, Edit{Span{2 * k, 2*k + 1}, "A"})
		}
		list = append(list, d)
	}
	got, applied := Fix(text, list, false)
	if applied != 100 || string(got) != strings.Repeat("Ab", n) {
		t.Errorf("%d fixes were applied", applied)
	}
}
