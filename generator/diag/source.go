package diag

import (
	"slices"
	"sort"
	"unicode/utf8"
)

// Position is a place as people count it.
type Position struct {
	Line   int `json:"line"`   // 1-based; LF, CRLF and a lone CR end a line
	Column int `json:"column"` // 1-based, in Unicode code points
	Offset int `json:"offset"` // 0-based, in bytes
}

// Source is a text with a table of its lines. A byte order mark at the start
// takes no column.
type Source struct {
	Path   string // relative to the content directory, with slashes
	Text   []byte
	Secret []Span // what must never be printed, sorted, without overlaps; see Masked
	starts []int  // offset of the first byte of each line
	marks  []mark // of long lines, sorted
}

// mark knows the column of an offset. Long lines have one every kilobyte, or
// to look at each place in a file of one line would take quadratic time.
type mark struct{ offset, column int }

// stride is how many bytes lie between two marks, and how long a line is at
// most that has none.
const stride = 1 << 10

// NewSource indexes the lines of text.
func NewSource(path string, text []byte) *Source {
	s := &Source{Path: path, Text: text, starts: make([]int, 1, 2+len(text)/24)}
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\n':
			s.starts = append(s.starts, i+1)
		case text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			s.starts = append(s.starts, i+1)
		}
	}
	for i := range s.starts {
		s.mark(s.LineSpan(i + 1))
	}
	return s
}

// mark makes the marks of a line, if it is long.
func (s *Source) mark(line Span) {
	m := mark{line.Start, 1}
	for line.End-m.offset > stride {
		next := m.offset + stride
		for k := 1; k < utf8.UTFMax && !utf8.RuneStart(s.Text[next]) && next+1 < line.End; k++ {
			next++
		}
		m = mark{next, m.column + utf8.RuneCount(s.Text[m.offset:next])}
		s.marks = append(s.marks, m)
	}
}

// known returns the last place from the start of a line up to an offset whose
// column is known.
func (s *Source) known(start, offset int) mark {
	k := sort.Search(len(s.marks), func(i int) bool { return s.marks[i].offset > offset })
	if k > 0 && s.marks[k-1].offset >= start {
		return s.marks[k-1]
	}
	return mark{start, 1}
}

// Lines returns the number of lines; a final line break does not begin
// another line unless something follows it.
func (s *Source) Lines() int {
	n := len(s.starts)
	if n > 1 && s.starts[n-1] == len(s.Text) {
		n--
	}
	return n
}

// Position converts a byte offset. Offsets outside the text are clamped.
func (s *Source) Position(offset int) Position {
	offset = max(0, min(offset, len(s.Text)))
	line := sort.Search(len(s.starts), func(i int) bool { return s.starts[i] > offset }) // 1-based by construction
	start := s.starts[line-1]
	if line == 1 && hasBOM(s.Text) {
		start = min(3, offset)
	}
	m := s.known(start, offset)
	return Position{Line: line, Column: m.column + utf8.RuneCount(s.Text[m.offset:offset]), Offset: offset}
}

// LineSpan returns the bytes of a 1-based line without its line break and
// without a byte order mark.
func (s *Source) LineSpan(line int) Span {
	if line < 1 || line > len(s.starts) {
		return Span{len(s.Text), len(s.Text)}
	}
	start, end := s.starts[line-1], len(s.Text)
	if line < len(s.starts) {
		end = s.starts[line]
	}
	for end > start && (s.Text[end-1] == '\n' || s.Text[end-1] == '\r') {
		end--
	}
	if line == 1 && hasBOM(s.Text) {
		start = min(3, end)
	}
	return Span{start, end}
}

// Masked returns the bytes of the span with everything secret in it replaced
// by one asterisk a byte, so that offsets stay true.
func (s *Source) Masked(sp Span) []byte {
	sp.Start, sp.End = max(0, sp.Start), min(sp.End, len(s.Text))
	if sp.Start >= sp.End {
		return nil
	}
	text := s.Text[sp.Start:sp.End]
	if len(s.Secret) == 0 {
		return text
	}
	out := append([]byte(nil), text...)
	first := sort.Search(len(s.Secret), func(i int) bool { return s.Secret[i].End > sp.Start })
	for _, x := range s.Secret[first:] {
		if x.Start >= sp.End {
			break
		}
		for i := max(x.Start, sp.Start); i < min(x.End, sp.End); i++ {
			out[i-sp.Start] = '*'
		}
	}
	return out
}

// Disjoint sorts spans and joins those that overlap.
func Disjoint(list []Span) []Span {
	slices.SortFunc(list, func(a, b Span) int { return a.Start - b.Start })
	out := list[:0]
	for _, s := range list {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

func hasBOM(b []byte) bool {
	return len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF
}
