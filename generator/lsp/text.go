package lsp

import (
	"sort"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"vitrine/generator/diag"
)

// text is what an editor holds of a file, with a table of its lines. It is never
// changed. Editors count lines from 0, and columns in units of an encoding: a byte
// order mark is a character to them, and what stands beyond the basic plane two.
type text struct {
	data   []byte
	units  protocol.PositionEncodingKind
	starts []int  // offset of the first byte of each line
	marks  []mark // of long lines, sorted
}

// mark knows the column of an offset. Long lines have one every kilobyte, or each
// place in a file of one line would be counted from its beginning.
type mark struct{ offset, column int }

const stride = 1 << 10

func newText(data []byte, units protocol.PositionEncodingKind) *text {
	t := &text{data: data, units: units, starts: make([]int, 1, 2+len(data)/24)}
	for i := 0; i < len(data); i++ {
		if data[i] == '\n' || data[i] == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			t.starts = append(t.starts, i+1)
		}
	}
	for line := range t.starts {
		m, end := (mark{t.starts[line], 0}), t.end(line)
		for end-m.offset > stride {
			next := t.boundary(m.offset + stride)
			m = mark{next, m.column + t.count(data[m.offset:next])}
			t.marks = append(t.marks, m)
		}
	}
	return t
}

// boundary is the beginning of the character that an offset lies in.
func (t *text) boundary(offset int) int {
	for k := 1; k < utf8.UTFMax && offset > 0 && offset < len(t.data) && !utf8.RuneStart(t.data[offset]); k++ {
		offset--
	}
	return offset
}

// end is where a line ends, before its line break.
func (t *text) end(line int) int {
	end := len(t.data)
	if line+1 < len(t.starts) {
		end = t.starts[line+1]
	}
	for end > t.starts[line] && (t.data[end-1] == '\n' || t.data[end-1] == '\r') {
		end--
	}
	return end
}

// count is how many units some bytes have.
func (t *text) count(b []byte) int {
	if t.units == protocol.PositionEncodingKindUTF8 {
		return len(b)
	}
	n := 0
	for i := 0; i < len(b); {
		r, size := rune(b[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(b[i:])
		}
		n += t.width(r, size)
		i += size
	}
	return n
}

func (t *text) width(r rune, size int) int {
	switch {
	case t.units == protocol.PositionEncodingKindUTF8:
		return size
	case t.units == protocol.PositionEncodingKindUTF32 || r <= 0xFFFF:
		return 1
	}
	return 2
}

// position converts an offset; one outside of the text is clamped, and one within a
// character or a line break stands for its beginning.
func (t *text) position(offset int) protocol.Position {
	offset = t.boundary(max(0, min(offset, len(t.data))))
	line := sort.Search(len(t.starts), func(i int) bool { return t.starts[i] > offset }) - 1
	offset = min(offset, t.end(line))
	m := mark{t.starts[line], 0}
	k := sort.Search(len(t.marks), func(i int) bool { return t.marks[i].offset > offset })
	if k > 0 && t.marks[k-1].offset > m.offset {
		m = t.marks[k-1]
	}
	return protocol.Position{Line: uint32(line), Character: uint32(m.column + t.count(t.data[m.offset:offset]))}
}

// offset converts a position. Beyond the end of a line it is that end, and beyond
// the last line the end of the text, as the protocol has it.
func (t *text) offset(p protocol.Position) int {
	if int64(p.Line) >= int64(len(t.starts)) {
		return len(t.data)
	}
	line, want := int(p.Line), int64(p.Character)
	m, end := (mark{t.starts[line], 0}), t.end(line)
	first := sort.Search(len(t.marks), func(i int) bool { return t.marks[i].offset > m.offset })
	last := sort.Search(len(t.marks), func(i int) bool { return t.marks[i].offset > end })
	k := first + sort.Search(last-first, func(i int) bool { return int64(t.marks[first+i].column) > want })
	if k > first {
		m = t.marks[k-1]
	}
	at, column := m.offset, int64(m.column)
	for at < end {
		r, size := utf8.DecodeRune(t.data[at:end])
		if column += int64(t.width(r, size)); column > want {
			break
		}
		at += size
	}
	return at
}

// span converts a range; one that ends before it begins is empty.
func (t *text) span(r protocol.Range) diag.Span {
	start := t.offset(r.Start)
	return diag.Span{Start: start, End: max(start, t.offset(r.End))}
}

func (t *text) rang(s diag.Span) protocol.Range {
	return protocol.Range{Start: t.position(s.Start), End: t.position(max(s.Start, s.End))}
}

// edits converts edits of this text. No position lies within a CRLF: an edit that
// begins or ends there takes in the whole of it.
func (t *text) edits(list []diag.Edit) []protocol.TextEdit {
	out := make([]protocol.TextEdit, len(list))
	for i, e := range list {
		if t.splits(e.Span.Start) {
			e.Span.Start, e.New = e.Span.Start-1, "\r"+e.New
		}
		if t.splits(e.Span.End) {
			e.Span.End, e.New = e.Span.End+1, e.New+"\n"
		}
		out[i] = protocol.TextEdit{Range: t.rang(e.Span), NewText: e.New}
	}
	return out
}

func (t *text) splits(at int) bool {
	return at > 0 && at < len(t.data) && t.data[at-1] == '\r' && t.data[at] == '\n'
}

// changed is the text after a change of an editor.
func (t *text) changed(c protocol.TextDocumentContentChangeEvent) *text {
	switch c := c.(type) {
	case *protocol.TextDocumentContentChangePartial:
		s := t.span(c.Range)
		data := make([]byte, 0, len(t.data)-(s.End-s.Start)+len(c.Text))
		data = append(append(append(data, t.data[:s.Start]...), c.Text...), t.data[s.End:]...)
		return newText(data, t.units)
	case *protocol.TextDocumentContentChangeWholeDocument:
		return newText([]byte(c.Text), t.units)
	}
	return t
}
