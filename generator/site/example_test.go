package site

import (
	"strings"
	"testing"
)

func TestCompareExamples(t *testing.T) {
	for _, c := range []struct{ bad, good, want string }{
		{"a\nb\nc\n", "a\nB\nc\n", " a\n-b\n c\n| a\n+B\n c\n"},
		{"a\nc", "a\nb\nc", " a\n c| a\n+b\n c"},
		{"a\na\nb\n", "a\nb\n", " a\n-a\n b\n| a\n b\n"},
		{"a\n", "b\n", " a\n| b\n"},
		{"a\n", "a\n", " a\n| a\n"},
		{"a\n", "", " a\n|"},
		{"", "", "|"},
	} {
		bad, good := compareExamples(c.bad, c.good)
		if got := marks(bad, "-") + "|" + marks(good, "+"); got != c.want {
			t.Errorf("%q and %q:\n%s\nwant\n%s", c.bad, c.good, got, c.want)
		}
	}
}

func marks(list []ExampleLine, sign string) string {
	var b strings.Builder
	for _, l := range list {
		if l.Differs {
			b.WriteString(sign + l.Text)
		} else {
			b.WriteString(" " + l.Text)
		}
	}
	return b.String()
}
