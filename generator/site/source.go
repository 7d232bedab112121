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
	Cut    bool   // only the part that concerns the page is shown
	Short  bool   // a line that is shown is cut itself
	Total  int    // lines of the whole file
	Full   string // the page with the whole definition, when Cut
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
	sourceLimit  = 400      // lines, before a widget's page shows only those that concern the widget
	fullLimit    = 5000     // lines on an app's page
	lineLimit    = 4096     // bytes of a line on an app's page
	lineBrief    = 1024     // bytes of a line on a widget's page
	sourceBudget = 64 << 10 // bytes of all lines as HTML, about
)

// source prepares a definition with the findings as notes. keep tells which
// lines matter when the definition is long; nil means the first.
func source(src *diag.Source, list []Finding, diags []diag.Diagnostic, limit int, keep func(line int) bool) Source {
	s := Source{File: src.Path, Total: src.Lines(), Masked: len(src.Secret) > 0}
	marks := map[int][]Mark{}
	for _, d := range diags {
		addMarks(marks, src, d)
	}
	notes := map[int][]*Finding{}
	for i := range list {
		notes[list[i].Line] = append(notes[list[i].Line], &list[i])
	}
	most := lineLimit
	if keep != nil {
		most = lineBrief
	}
	long := s.Total > limit || len(src.Text)*5/4+lineWeight*s.Total > sourceBudget
	gap, spent := false, 0
	for n := 1; n <= s.Total; n++ {
		if long && keep != nil && !keep(n) && notes[n] == nil || keep == nil && n > limit {
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
			return page + "#definition"
		}
		return page + here(line)
	}
}

// settle makes findings lead to the definition where their line is not shown.
func (s *Source) settle(list []Finding) {
	if !s.Cut {
		return
	}
	for i := range list {
		list[i].Href = s.link(list[i].Line)
		for k := range list[i].Related {
			r := &list[i].Related[k]
			r.Href = s.link(r.Line)
		}
	}
}

// link leads to a line if it is shown, else to the definition.
func (s *Source) link(line int) string {
	if s.shows(line) {
		return here(line)
	}
	return "#definition"
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
func addMarks(marks map[int][]Mark, src *diag.Source, d diag.Diagnostic) {
	first, last := src.Position(d.Span.Start).Line, src.Position(max(d.Span.Start, d.Span.End-1)).Line
	for n := first; n <= min(last, first+50); n++ {
		line := src.LineSpan(n)
		start, end := max(d.Span.Start, line.Start)-line.Start, min(d.Span.End, line.End)-line.Start
		if end > start && end <= lineLimit {
			marks[n] = append(marks[n], Mark{start, end, d.Severity.String()})
		}
	}
}
