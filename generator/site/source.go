package site

import (
	"bytes"
	"strings"

	"vitrine/generator/diag"
)

// Source is a definition as text.
type Source struct {
	File   string
	Lines  []SourceLine
	Cut    bool   // lines are left out
	Brief  bool   // only the lines that concern a widget; notes stand among its findings
	Short  bool   // a line that is shown is cut itself
	Total  int    // lines of the whole file
	Full   string // the page with the whole definition; "" on that page itself
	Masked bool   // secrets were blanked
}

// SourceLine is one line of a definition.
type SourceLine struct {
	Number int
	Text   string
	Marks  []Mark
	Notes  []*Finding // findings that begin on this line
	Gap    bool       // lines were left out before this one
}

// Mark is a part of a line that a finding is about, in bytes of Text.
type Mark struct {
	Start, End int
	Severity   string
}

// What a page shows of a definition.
const (
	fullLimit    = 5000     // lines on a definition's page
	briefLimit   = 200      // lines on a widget's page
	lineLimit    = 4096     // bytes of a line on a definition's page
	lineBrief    = 1024     // bytes of a line on a widget's page
	sourceBudget = 64 << 10 // bytes of all lines as HTML, about
)

// source prepares a definition with the findings as notes. keep tells which
// lines matter when the definition is long; nil means the first.
func source(src *diag.Source, list []Finding, diags []*diag.Diagnostic, keep func(line int) bool) Source {
	s := Source{File: src.Path, Total: src.Lines(), Masked: len(src.Secret) > 0, Brief: keep != nil}
	marks := map[int][]Mark{}
	for _, d := range diags {
		addMarks(marks, src, d)
	}
	notes := map[int][]*Finding{}
	for i := range list {
		notes[list[i].Line] = append(notes[list[i].Line], &list[i])
	}
	most, limit := lineLimit, fullLimit
	if keep != nil {
		most, limit = lineBrief, briefLimit
	}
	gap, spent := false, 0
	s.Lines = make([]SourceLine, 0, shownLines(min(s.Total, limit), keep))
	for n := 1; n <= s.Total; n++ {
		if keep != nil && !keep(n) || len(s.Lines) == limit {
			s.Cut, gap = true, true
			continue
		}
		text, short := shownLine(src, n, most)
		if spent += weight(text); spent > sourceBudget {
			s.Cut = true
			break
		}
		s.Short = s.Short || short
		s.Lines = append(s.Lines, SourceLine{Number: n, Text: strings.ToValidUTF8(text, "\uFFFD"), Marks: marks[n], Notes: notes[n], Gap: gap})
		gap = false
	}
	s.settle(list)
	return s
}

// shownLines counts the lines that are kept, of the first.
func shownLines(total int, keep func(line int) bool) int {
	if keep == nil {
		return total
	}
	n := 0
	for line := 1; line <= total; line++ {
		if keep(line) {
			n++
		}
	}
	return n
}

// shownLine is a line as far as it is shown, masked.
func shownLine(src *diag.Source, n, most int) (text string, short bool) {
	line := src.Masked(src.LineSpan(n))
	return diag.Shorten(string(line), most), len(line) > most
}

// lineWeight is what a line weighs by itself, in bytes of HTML.
const lineWeight = 80

// weight estimates what a line takes as HTML, in bytes: quotes are escaped and
// what is between them is coloured.
func weight(text string) int {
	return lineWeight + markup(text) + 4*strings.Count(text, `"`)
}

// listed is how many lines of a definition its own page shows: the first.
func listed(src *diag.Source) int {
	total := min(src.Lines(), fullLimit)
	if len(src.Text)+8*bytes.Count(src.Text, []byte{'"'})+lineWeight*total < sourceBudget/4 {
		return total
	}
	spent := 0
	for n := 1; n <= total; n++ {
		text, _ := shownLine(src, n, lineLimit)
		if spent += weight(text); spent > sourceBudget {
			return n - 1
		}
	}
	return total
}

// definitionLink leads to the lines of a definition on its own page, as far as
// they are shown there.
func definitionLink(page string, src *diag.Source) func(line int) string {
	last := -1
	return func(line int) string {
		if last < 0 {
			last = listed(src)
		}
		if line > last {
			return page
		}
		return page + here(line)
	}
}

// settle makes findings lead to the lines that the page itself shows.
func (s *Source) settle(list []Finding) {
	for i := range list {
		if s.shows(list[i].Line) {
			list[i].Href = here(list[i].Line)
		}
		for k := range list[i].Related {
			if r := &list[i].Related[k]; s.shows(r.Line) {
				r.Href = here(r.Line)
			}
		}
	}
}

// shows tells whether a line is shown.
func (s *Source) shows(line int) bool {
	lo, hi := 0, len(s.Lines)
	for lo < hi {
		if mid := (lo + hi) / 2; s.Lines[mid].Number < line {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(s.Lines) && s.Lines[lo].Number == line
}

// addMarks marks a span on each of the lines that it covers, at most 50.
func addMarks(marks map[int][]Mark, src *diag.Source, d *diag.Diagnostic) {
	first, last := src.Position(d.Span.Start).Line, src.Position(max(d.Span.Start, d.Span.End-1)).Line
	for n := first; n <= min(last, first+50); n++ {
		line := src.LineSpan(n)
		start, end := max(d.Span.Start, line.Start)-line.Start, min(d.Span.End, line.End)-line.Start
		if end > start && end <= lineLimit {
			marks[n] = append(marks[n], Mark{start, end, d.Severity.String()})
		}
	}
}
