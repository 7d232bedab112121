package lsp

import (
	"fmt"
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

const (
	utf8s  = protocol.PositionEncodingKindUTF8
	utf16s = protocol.PositionEncodingKindUTF16
	utf32s = protocol.PositionEncodingKindUTF32
)

// TestPositions: each row is a text in which | is the place.
func TestPositions(t *testing.T) {
	long := strings.Repeat("é", 3000)
	for _, c := range []struct {
		units protocol.PositionEncodingKind
		text  string
		want  string
	}{
		{utf16s, "|", "0:0"},
		{utf16s, "ab|c", "0:2"},
		{utf16s, "abc\n|", "1:0"},
		{utf16s, "a\r\nb|", "1:1"},
		{utf16s, "a\rb|", "1:1"},
		{utf16s, "a\r\n\r\n|b", "2:0"},
		{utf16s, "é|", "0:1"},
		{utf8s, "é|", "0:2"},
		{utf16s, "a👍|b", "0:3"},
		{utf32s, "a👍|b", "0:2"},
		{utf8s, "a👍|b", "0:5"},
		{utf16s, "\uFEFF|{", "0:1"}, // a mark is a character to an editor that shows it
		{utf16s, "\u2028|x", "0:1"}, // and this no line break
		{utf16s, long + "|", "0:3000"},
		{utf16s, "\n" + long + "👍|", "1:3002"},
		{utf8s, long + "|\nx", "0:6000"},
		{utf16s, "a\xffb|", "0:3"}, // which is no text
	} {
		before, after, _ := strings.Cut(c.text, "|")
		x := newText([]byte(before+after), c.units)
		p := x.position(len(before))
		if got := fmt.Sprintf("%d:%d", p.Line, p.Character); got != c.want {
			t.Errorf("%.20q in %s is at %s, want %s", c.text, c.units, got, c.want)
		}
		if got := x.offset(p); got != len(before) {
			t.Errorf("%.20q in %s: the offset is %d, want %d", c.text, c.units, got, len(before))
		}
	}
}

// TestPositionsBeyond: what an editor says of no place stands for the nearest before it.
func TestPositionsBeyond(t *testing.T) {
	x := newText([]byte("ab👍\r\ncd"), utf16s)
	for _, c := range []struct{ line, character, want uint32 }{
		{0, 99, 6}, {0, 4, 6}, {0, 3, 2}, {1, 99, 10}, {7, 0, 10}, {1 << 31, 1 << 31, 10}, {0, 1<<32 - 1, 6},
	} {
		if got := x.offset(protocol.Position{Line: c.line, Character: c.character}); got != int(c.want) {
			t.Errorf("%d:%d is at %d, want %d", c.line, c.character, got, c.want)
		}
	}
	for offset, want := range map[int]string{-1: "0:0", 3: "0:2", 7: "0:4", 99: "1:2"} {
		p := x.position(offset)
		if got := fmt.Sprintf("%d:%d", p.Line, p.Character); got != want {
			t.Errorf("%d is at %s, want %s", offset, got, want)
		}
	}
	if s := x.span(protocol.Range{Start: protocol.Position{Line: 1}, End: protocol.Position{}}); s != (diag.Span{Start: 8, End: 8}) {
		t.Errorf("a range that ends before it begins is %v", s)
	}
}

// TestEditsInLineBreaks: what an edit does is what the editor makes of it, though no
// position lies within a CRLF.
func TestEditsInLineBreaks(t *testing.T) {
	for _, c := range []struct {
		text string
		edit diag.Edit
		want string
	}{
		{"a\r\nb", diag.Edit{Span: diag.Span{Start: 1, End: 2}}, "a\nb"},
		{"a\r\nb", diag.Edit{Span: diag.Span{Start: 2, End: 3}}, "a\rb"},
		{"a\r\nb", diag.Edit{Span: diag.Span{Start: 2, End: 2}, New: "x"}, "a\rx\nb"},
		{"a\r\nb", diag.Edit{Span: diag.Span{Start: 1, End: 3}, New: " "}, "a b"},
	} {
		x := newText([]byte(c.text), utf16s)
		e := x.edits([]diag.Edit{c.edit})[0]
		got := x.changed(&protocol.TextDocumentContentChangePartial{Range: e.Range, Text: e.NewText})
		if string(got.data) != c.want {
			t.Errorf("%q: %v makes %q, want %q", c.text, c.edit, got.data, c.want)
		}
	}
}

// FuzzPositions: a boundary of characters and its position stand for each other, and
// no position is out of bounds.
func FuzzPositions(f *testing.F) {
	f.Add("a👍\r\né\n", 4, uint32(1), uint32(2))
	f.Add(strings.Repeat("x👍", 900), 3000, uint32(0), uint32(2500))
	f.Add("\uFEFF{}\r\r\n", 6, uint32(3), uint32(0))
	f.Fuzz(func(t *testing.T, s string, offset int, line, character uint32) {
		for _, units := range []protocol.PositionEncodingKind{utf8s, utf16s, utf32s} {
			x := newText([]byte(s), units)
			p := x.position(offset)
			if at := x.offset(p); x.position(at) != p {
				t.Errorf("%q in %s: %d is at %v, which is %d, which is at %v", s, units, offset, p, at, x.position(at))
			}
			if at := x.offset(protocol.Position{Line: line, Character: character}); at < 0 || at > len(s) {
				t.Errorf("%q in %s: %d:%d is %d", s, units, line, character, at)
			}
		}
	})
}

// TestTags: they are of rules that there are.
func TestTags(t *testing.T) {
	for name := range tags {
		if _, ok := rules.Find(name); !ok {
			t.Errorf("there is no rule %q", name)
		}
	}
}
