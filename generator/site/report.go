package site

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/diag"
)

// Report is the body of the page with what is wrong in the whole gallery.
type Report struct {
	Counts diag.Counts
	Rules  []RuleCount // the most severe first, then the most frequent
	Files  []ReportFile
	Cut    int         // files with findings that are not shown
	CutOff diag.Counts // the findings in these
	Others int         // files that are no definitions and are not listed
	Chunks int         // files of data that hold all findings; see ReportChunk
}

// RuleCount is how often a rule is broken.
type RuleCount struct {
	Rule     string
	Severity string // the worst that it was reported with
	Findings int
	Files    int
}

// ReportFile is a file with findings.
type ReportFile struct {
	Path     string
	Page     string // "" for a file that is no definition
	Title    string
	Counts   diag.Counts
	Status   string
	Findings []Finding   // the most severe first
	More     diag.Counts // findings that are not shown
}

// The report shows at most this many files, and findings of each; its data
// holds all, in chunks of about so many findings.
const (
	reportFiles    = 200
	reportFindings = 10
	reportChunk    = 4000
	reportRoom     = 200 << 10 // bytes of HTML, about
)

// ReportInput is one file of the report.
type ReportInput struct {
	Source      *diag.Source
	Diagnostics []diag.Diagnostic
	Page, Title string
}

// ReportPage sums up the findings of the gallery. Files without findings are
// left out.
func ReportPage(files []ReportInput, s *Settings) *Page {
	body := &Report{Rules: ruleCounts(files), Chunks: ReportChunks(files)}
	shown, room := worstFiles(files, reportFiles), reportRoom
	for i, f := range files {
		counts := diag.Count(f.Diagnostics)
		body.Counts = body.Counts.Plus(counts)
		if len(f.Diagnostics) == 0 {
			continue
		}
		if !shown[i] || room < 0 {
			body.Cut++
			body.CutOff = body.CutOff.Plus(counts)
			continue
		}
		link := nowhere
		if f.Page != "" {
			link = definitionLink(f.Page, f.Source)
		}
		list := findings(f.Source, f.Diagnostics, link, "")
		rf := ReportFile{Path: f.Source.Path, Page: f.Page, Title: f.Title, Counts: counts, Status: counts.Status(), Findings: list}
		for i := range list {
			list[i].ID = "" // their page has the anchor
		}
		if len(list) > reportFindings {
			rf.Findings, rf.More = list[:reportFindings], counts.Beyond(reportFindings)
		}
		for i := range rf.Findings {
			room -= rf.Findings[i].weight()
		}
		body.Files = append(body.Files, rf)
	}
	return &Page{
		Path: "report.html", Kind: "report", Title: "Report", Description: "Every finding in the gallery.", Site: s, Body: body,
		Crumbs: []Link{{"Gallery", "index.html"}, {"Report", ""}},
	}
}

// worstFiles picks so many files to show: those with the worst findings, of
// equal ones those that come first.
func worstFiles(files []ReportInput, most int) map[int]bool {
	var order []int
	counts := make([]diag.Counts, len(files))
	for i, f := range files {
		if counts[i] = diag.Count(f.Diagnostics); len(f.Diagnostics) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, k int) int {
		a, b := counts[i], counts[k]
		return cmp.Or(cmp.Compare(b.Error, a.Error), cmp.Compare(b.Warning, a.Warning), cmp.Compare(b.Info, a.Info))
	})
	shown := map[int]bool{}
	for _, i := range order[:min(most, len(order))] {
		shown[i] = true
	}
	return shown
}

// ruleCounts counts the findings of each rule.
func ruleCounts(files []ReportInput) []RuleCount {
	byRule := map[string]*RuleCount{}
	last := map[string]int{} // the file that a rule was counted for last
	for i, f := range files {
		for _, d := range f.Diagnostics {
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

// reportParts divides files into the chunks of the report's data.
func reportParts(files []ReportInput) [][]ReportInput {
	var parts [][]ReportInput
	n := reportChunk // of findings in the last part
	for _, f := range files {
		if len(f.Diagnostics) == 0 {
			continue
		}
		if n >= reportChunk {
			parts, n = append(parts, nil), 0
		}
		last := len(parts) - 1
		parts[last] = append(parts[last], f)
		n += len(f.Diagnostics)
	}
	return parts
}

// ReportChunks is how many chunks the report's data has.
func ReportChunks(files []ReportInput) int { return len(reportParts(files)) }

// ReportPath names the n-th chunk of the report's data, from 0.
func ReportPath(n int) string { return "report/" + strconv.Itoa(n) + ".js" }

// reportData is a chunk of the report's data. Texts that repeat are numbers
// of a list.
type reportData struct {
	Chunk int         `json:"chunk"`
	Files [][3]string `json:"files"` // path, page, title
	Rules []string    `json:"rules"`
	Texts []string    `json:"texts"` // messages
	Rows  [][7]int    `json:"rows"`  // file, rule, severity (0 error, 1 warning, 2 info), text, line, column, number of its anchor on the page
}

// ReportChunk is the n-th chunk of the report's data: a classic script, as a
// page that is opened from disk can load nothing else.
func ReportChunk(files []ReportInput, n int) ([]byte, bool) {
	parts := reportParts(files)
	if n < 0 || n >= len(parts) {
		return nil, false
	}
	data := reportData{Chunk: n}
	rules, texts := index{list: &data.Rules}, index{list: &data.Texts}
	for i, f := range parts[n] {
		data.Files = append(data.Files, [3]string{diag.Visible(f.Source.Path), f.Page, diag.Visible(f.Title)})
		for _, x := range findings(f.Source, f.Diagnostics, nowhere, "") {
			anchor, _ := strconv.Atoi(strings.TrimPrefix(x.ID, "finding-"))
			data.Rows = append(data.Rows, [7]int{i, rules.of(x.Rule), rank(x.Severity), texts.of(diag.Visible(x.Message)), x.Line, x.Column, anchor})
		}
	}
	return script("vitrineReport", data), true
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
