package diag

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// WriteCSV prints a report as a table with a heading, a finding a line, for
// spreadsheets. Lines and columns count from 1; columns are code points.
func WriteCSV(w io.Writer, r *Report) error {
	out := csv.NewWriter(w)
	out.Write([]string{"app", "path", "line", "column", "severity", "rule", "message", "hint", "pointer"})
	for _, f := range r.Files {
		for _, d := range f.Diagnostics {
			p := f.Source.Position(d.Span.Start)
			out.Write([]string{
				first(Cut(f.App, textMost)), cell(f.Source.Path), strconv.Itoa(p.Line), strconv.Itoa(p.Column), d.Severity.String(), d.Rule,
				cell(d.Message), cell(d.Hint), cell(d.pointer()),
			})
		}
	}
	out.Flush()
	return out.Error()
}

// first is cell for what begins a line, which must be no command on CI.
func first(s string) string {
	if s = cell(s); beginning(s) != s {
		return "'" + s
	}
	return s
}

// cell keeps a spreadsheet from taking a text for a formula: it would compute
// what a definition says. Such a text gets a ' in front, as is usual.
func cell(s string) string {
	s = Visible(s)
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
