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
	Answers  []string // the marketplace's requirements that it tells about
	Missing  string   // the property that is missing; "" for other findings
	// Elsewhere is the list that the finding stands in, if that is on another page.
	Elsewhere string
}

// RelatedPlace is a second place of a finding.
type RelatedPlace struct {
	Message string
	Line    int
	Href    string
}

// findings prepares diagnostics for a page. link leads to a line of the
// definition, or nowhere: "".
func findings(src *diag.Source, list []*diag.Diagnostic, link func(line int) string, root string) []Finding {
	list = severest(list)
	out := make([]Finding, len(list))
	for i, d := range list {
		p := src.Position(d.Span.Start)
		f := Finding{
			Rule: d.Rule, Severity: d.Severity.String(),
			Message: diag.Shorten(d.Message, lineMost), Hint: diag.Shorten(d.Hint, lineMost), Line: p.Line, Column: p.Column,
			Place: "line " + strconv.Itoa(p.Line) + ", column " + strconv.Itoa(p.Column),
			Href:  link(p.Line), RuleHref: root + "rules/" + d.Rule + ".html",
			Pointer: d.Path, Fix: fixFlags(d), Answers: d.Answers, Missing: d.Missing,
		}
		f.Before, f.Marked, f.After = diag.Excerpt(src, d.Span)
		f.Before = trimIndent(f.Before)
		for _, r := range d.Related {
			q := src.Position(r.Span.Start)
			f.Related = append(f.Related, RelatedPlace{diag.Shorten(r.Message, lineMost), q.Line, link(q.Line)})
		}
		out[i] = f
	}
	listed, _ := fit(out, findingRoom, (*Finding).weight)
	for i := range out {
		out[i].ID = ""
		if i < len(listed) { // the others are counted, not shown
			out[i].ID = "f" + strconv.Itoa(i+1)
		}
	}
	return out
}

// severest returns findings with the most severe first.
func severest(list []*diag.Diagnostic) []*diag.Diagnostic {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *diag.Diagnostic) int { return int(a.Severity) - int(b.Severity) })
	return list
}

// pointers are findings, not copied.
func pointers(list []diag.Diagnostic) []*diag.Diagnostic {
	out := make([]*diag.Diagnostic, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

// here leads to a line of the page's own definition.
func here(line int) string { return "#L" + strconv.Itoa(line) }

// nowhere is for a file that has no page.
func nowhere(int) string { return "" }

func fixFlags(d *diag.Diagnostic) string {
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
	n := 0
	for i := range list {
		if within(list[i].Pointer, path) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := make([]Finding, 0, n)
	for i := range list {
		if within(list[i].Pointer, path) {
			out = append(out, list[i])
		}
	}
	return out
}
