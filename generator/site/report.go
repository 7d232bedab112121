package site

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"vitrine/generator/diag"
)

// Report is the body of the page with what is wrong in the whole gallery.
type Report struct {
	Counts diag.Counts
	Rules  []RuleCount // the most severe first, then the most frequent
	Others int         // files that are no definitions and are not listed
	Chunks int         // files of data that hold all findings; see ReportChunk
}

// RuleCount is how often a rule is broken.
type RuleCount struct {
	Rule     string
	Text     string // what the rule is about
	Severity string // the worst that it was reported with
	Findings int
	Files    int
	Examples []ReportExample // the first ones; the report's data has all
}

// ReportExample is a finding in a line.
type ReportExample struct {
	Message string
	Where   string // the app and the line
	Href    string // "" for a file that is no definition
}

// The report shows so many findings of a rule, by severity; its data holds all.
var reportExamples = map[string]int{"error": 20, "warning": 5, "info": 3}

// reportRoom is for all examples, in bytes of HTML, about.
const reportRoom = 60 << 10

// ReportInput is one file of the report.
type ReportInput struct {
	Path        string
	Source      func() *diag.Source // called only where a place is told
	Findings    diag.Packed
	Page, Title string
	Text        string // the page of its text
}

// ReportPage sums up the findings of the gallery by rule. chunks is how many
// files of data there are; about says what a rule is about.
func ReportPage(files []ReportInput, chunks int, about func(rule string) string, s *Settings) *Page {
	body := &Report{Rules: ruleCounts(files), Chunks: chunks}
	at := make(map[string]*RuleCount, len(body.Rules))
	for i := range body.Rules {
		r := &body.Rules[i]
		r.Text, at[r.Rule] = cmp.Or(about(r.Rule), r.Rule), r
	}
	room := reportRoom
	var list []diag.Diagnostic
	for _, f := range files {
		place := f.places()
		list = f.Findings.Append(list[:0])
		for i := range list {
			d := &list[i]
			body.Counts.Add(d.Severity)
			r := at[d.Rule]
			if len(r.Examples) == reportExamples[r.Severity] || room < 0 && r.Severity != diag.Error.String() && len(r.Examples) > 0 {
				continue
			}
			line, href := place(d)
			x := ReportExample{
				Message: diag.Shorten(d.Message, lineMost), Href: href, Where: fmt.Sprintf("%s, line %d", cmp.Or(f.Title, f.Path), line),
			}
			room -= 160 + markup(x.Message, x.Where, x.Href)
			r.Examples = append(r.Examples, x)
		}
	}
	return &Page{
		Path: "report.html", Kind: "report", Title: "Report", Description: "Every finding in the gallery.", Site: s, Body: body,
		Crumbs: []Link{{"Gallery", "index.html"}, {"Report", ""}},
	}
}

// ruleCounts counts the findings of each rule.
func ruleCounts(files []ReportInput) []RuleCount {
	byRule := map[string]*RuleCount{}
	last := map[string]int{} // the file that a rule was counted for last
	var found []diag.Diagnostic
	for i, f := range files {
		found = f.Findings.Append(found[:0])
		for k := range found {
			d := &found[k]
			r := byRule[d.Rule]
			if r == nil {
				r = &RuleCount{Rule: d.Rule, Severity: d.Severity.String()}
				byRule[d.Rule], last[d.Rule] = r, -1
			}
			if rank(d.Severity.String()) < rank(r.Severity) {
				r.Severity = d.Severity.String()
			}
			r.Findings++
			if last[d.Rule] != i {
				last[d.Rule] = i
				r.Files++
			}
		}
	}
	list := make([]RuleCount, 0, len(byRule))
	for _, r := range byRule {
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b RuleCount) int {
		return cmp.Or(rank(a.Severity)-rank(b.Severity), b.Findings-a.Findings, cmp.Compare(a.Rule, b.Rule))
	})
	return list
}

// places tells the line of a finding, and what leads there. The text is asked
// for once.
func (f *ReportInput) places() func(d *diag.Diagnostic) (line int, href string) {
	var src *diag.Source
	link := nowhere
	return func(d *diag.Diagnostic) (line int, href string) {
		if src == nil {
			if src = f.Source(); f.Page != "" {
				link = definitionLink(f.Text, src)
			}
		}
		line = src.Position(d.Span.Start).Line
		return line, link(line)
	}
}

// ReportPath names the n-th chunk of the report's data, from 0.
func ReportPath(n int) string { return "report/" + strconv.Itoa(n) + ".js" }

// reportData is a chunk of the report's data. Texts that repeat are numbers
// of a list.
type reportData struct {
	Chunk int         `json:"chunk"`
	Files [][3]string `json:"files"` // path, page of the text, title
	Rules []string    `json:"rules"`
	Texts []string    `json:"texts"` // messages
	Rows  [][6]int    `json:"rows"`  // file, rule, severity (0 error, 1 warning, 2 info), text, line, column
}

// ReportChunk is the n-th chunk of the report's data, with some of the files: a
// classic script, as a page that is opened from disk can load nothing else.
func ReportChunk(files []ReportInput, n int) []byte {
	data := reportData{Chunk: n, Files: [][3]string{}, Rules: []string{}, Texts: []string{}, Rows: [][6]int{}}
	rules, texts := index{list: &data.Rules}, index{list: &data.Texts}
	for i := range files {
		f := &files[i]
		found := f.Findings.List()
		if len(found) == 0 {
			continue
		}
		src := f.Source()
		data.Files = append(data.Files, [3]string{diag.Visible(f.Path), f.Text, diag.Visible(f.Title)})
		for k := range found {
			d := &found[k]
			p, text := src.Position(d.Span.Start), diag.Visible(diag.Shorten(d.Message, lineMost))
			row := [6]int{len(data.Files) - 1, rules.of(d.Rule), rank(d.Severity.String()), texts.of(text), p.Line, p.Column}
			data.Rows = append(data.Rows, row)
		}
	}
	return script("vitrineReport", data)
}

// index gives each text a number.
type index struct {
	list *[]string
	at   map[string]int
}

func (x *index) of(text string) int {
	i, ok := x.at[text]
	if !ok {
		if x.at == nil {
			x.at = map[string]int{}
		}
		i = len(*x.list)
		x.at[text] = i
		*x.list = append(*x.list, text)
	}
	return i
}

// script calls a function with a value: data for pages that may fetch nothing.
func script(function string, value any) []byte {
	text, err := json.Marshal(value) // escapes <, >, & and the line ends that only JavaScript knows
	if err != nil {
		panic(err) // plain texts and numbers
	}
	return slices.Concat([]byte(function+"("), text, []byte(");\n"))
}
