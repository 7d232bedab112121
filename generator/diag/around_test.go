package diag_test

import (
	"reflect"
	"strings"
	"testing"

	"vitrine/generator/diag"
)

// TestAround: lines before and after come with their numbers, cut where they are long, without secrets.
func TestAround(t *testing.T) {
	text := "one\r\ntwo\nkey=hush\n" + strings.Repeat("é", 100) + "\nfive\n"
	src := diag.NewSource("a", []byte(text))
	at := strings.Index(text, "hush")
	src.Secret = []diag.Span{{Start: at, End: at + 4}}
	long := diag.Line{Number: 4, Text: strings.Repeat("é", 60) + "…"}
	for _, c := range []struct {
		at           int
		above, below []diag.Line
	}{
		{0, nil, []diag.Line{{Number: 2, Text: "two"}, {Number: 3, Text: "key=****"}}},
		{at, []diag.Line{{Number: 1, Text: "one"}, {Number: 2, Text: "two"}}, []diag.Line{long, {Number: 5, Text: "five"}}},
		{len(text) - 2, []diag.Line{{Number: 3, Text: "key=****"}, long}, nil},
	} {
		above, below := diag.Around(src, diag.Span{Start: c.at, End: c.at}, 2)
		if !reflect.DeepEqual(above, c.above) || !reflect.DeepEqual(below, c.below) {
			t.Errorf("at %d: %v and %v", c.at, above, below)
		}
	}
}

// TestCaret: the caret stands under what is meant.
func TestCaret(t *testing.T) {
	for _, c := range [][3]string{{"ab", "", "  ^"}, {"\ta", "xyz", "\t ^^^"}, {"日", "本", "  ^^"}} {
		if got := diag.Caret(c[0], c[1]); got != c[2] {
			t.Errorf("under %q: %q, want %q", c[0]+c[1], got, c[2])
		}
	}
}

// TestPlace: a comma is missing where it goes, not where a reader stumbles.
func TestPlace(t *testing.T) {
	span, at := diag.Span{Start: 9, End: 12}, diag.Span{Start: 5, End: 5}
	for want, d := range map[diag.Span]diag.Diagnostic{
		at:   {Span: span, Syntax: true, Fix: []diag.Edit{{Span: at, New: ","}}},
		span: {Span: span, Fix: []diag.Edit{{Span: at, New: ","}}},
	} {
		if got := d.Place(); got != want {
			t.Errorf("%+v: %v", d, got)
		}
	}
}
