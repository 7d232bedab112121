package site

import (
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/diag"
)

// Finding is one diagnostic as a page shows it.
type Finding struct {
	ID       string // the anchor of the finding on its page; "" for none
	Rule     string
	Severity string
	Message  string
	Hint     string
	Line     int
	Column   int
	Place    string // "line 22, column 1"
	Href     string // the line in the definition
	RuleHref string
	Pointer  string
	Before   string // the source line in three parts
	Marked   string
	After    string
	Fix      string // the flags of check that mend it: "--fix", "--fix --unsafe" or ""
	Related  []RelatedPlace
}

// RelatedPlace is a second place of a finding.
type RelatedPlace struct {
	Message string
	Line    int
	Href    string
}

// findings prepares diagnostics for a page whose definition stands at href
// ("" for the same page).
func findings(src *diag.Source, list []diag.Diagnostic, href, root string) []Finding {
	out := make([]Finding, len(list))
	for i, d := range list {
		p := src.Position(d.Span.Start)
		f := Finding{
			ID: "finding-" + strconv.Itoa(i+1), Rule: d.Rule, Severity: d.Severity.String(),
			Message: d.Message, Hint: d.Hint, Line: p.Line, Column: p.Column,
			Place: "line " + strconv.Itoa(p.Line) + ", column " + strconv.Itoa(p.Column),
			Href:  href + "#L" + strconv.Itoa(p.Line), RuleHref: root + "rules/" + d.Rule + ".html",
			Pointer: d.Path, Fix: fixFlags(d),
		}
		f.Before, f.Marked, f.After = diag.Excerpt(src, d.Span)
		f.Before = trimIndent(f.Before)
		for _, r := range d.Related {
			q := src.Position(r.Span.Start)
			f.Related = append(f.Related, RelatedPlace{r.Message, q.Line, href + "#L" + strconv.Itoa(q.Line)})
		}
		out[i] = f
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return rank(a.Severity) - rank(b.Severity) })
	for i := range out {
		out[i].ID = "finding-" + strconv.Itoa(i+1)
	}
	return out
}

func fixFlags(d diag.Diagnostic) string {
	switch {
	case len(d.Fix) == 0:
		return ""
	case d.Unsafe:
		return "--fix --unsafe"
	}
	return "--fix"
}

// trimIndent drops the indentation of a line, also behind the "…" of a line
// that was cut.
func trimIndent(s string) string {
	if rest, cut := strings.CutPrefix(s, "…"); cut && strings.HasPrefix(rest, " ") {
		return "… " + strings.TrimLeft(rest, " \t")
	}
	return strings.TrimLeft(s, " \t")
}

func rank(severity string) int {
	return slices.Index([]string{"error", "warning", "info"}, severity)
}

// at returns the findings whose pointer lies at or below a path.
func at(list []Finding, path string) []Finding {
	var out []Finding
	for _, f := range list {
		if within(f.Pointer, path) {
			out = append(out, f)
		}
	}
	return out
}

// Source is a definition as text.
type Source struct {
	File   string
	Lines  []SourceLine
	Cut    bool   // only the part that concerns the page is shown
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

// sourceLimit is how many lines of a definition a widget's page shows before
// it shows only those that concern the widget.
const sourceLimit = 400

// fullLimit bounds what an app's page shows of its definition, in lines.
const fullLimit = 5000

// source prepares a definition with the findings as notes. keep tells which
// lines matter when the definition is long; nil means all.
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
	gap := false
	for n := 1; n <= s.Total; n++ {
		if s.Total > limit && (keep == nil && n > limit || keep != nil && !keep(n) && notes[n] == nil) {
			s.Cut, gap = true, true
			continue
		}
		text := src.Masked(src.LineSpan(n))
		if len(text) > lineLimit {
			text = append(text[:lineLimit:lineLimit], "…"...)
		}
		s.Lines = append(s.Lines, SourceLine{Number: n, Text: strings.ToValidUTF8(string(text), "\uFFFD"), Marks: marks[n], Notes: notes[n], Gap: gap})
		gap = false
	}
	return s
}

// lineLimit bounds the length of a line that is shown, in bytes.
const lineLimit = 4096

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
