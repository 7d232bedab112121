package diag

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// CSV is the format of WriteCSV.
var CSV = Pieces{
	Head: func() []byte { return []byte("app,path,line,column,severity,rule,message,hint,pointer\n") },
	Files: func(b []byte, files []File, _ bool) []byte {
		text := bytes.NewBuffer(b)
		out := csv.NewWriter(text)
		for i := range files {
			f := &files[i]
			for k := range f.Diagnostics {
				d := &f.Diagnostics[k]
				p := f.Source.Position(d.Span.Start)
				out.Write([]string{
					first(Cut(f.App, textMost)), cell(f.Source.Path), strconv.Itoa(p.Line), strconv.Itoa(p.Column), d.Severity.String(), d.Rule,
					cell(d.Message), cell(d.Hint), cell(d.pointer()),
				})
			}
		}
		out.Flush() // a buffer takes everything
		return text.Bytes()
	},
	Tail: func(*Report) []byte { return nil },
}

// WriteCSV prints a report as a table with a heading, a finding a line, for
// spreadsheets. Lines and columns count from 1; columns are code points.
func WriteCSV(w io.Writer, r *Report) error { return CSV.write(w, r) }

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
