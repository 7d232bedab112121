package generator

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/site"
)

// exports are the files beside the report, for other tools.
var exports = map[string]func(io.Writer, *diag.Report) error{
	"report.json": diag.WriteJSON, "report.csv": diag.WriteCSV, "report.sarif": diag.WriteSARIF,
}

// Report gathers the findings of every file that was looked at. dir is what
// stands in front of paths where people click on them.
func (c *Catalogue) Report(dir string) *diag.Report {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.report(dir)
}

// report is Report for callers that hold the lock.
func (c *Catalogue) report(dir string) *diag.Report {
	r := c.opts.report(dir)
	for _, v := range c.verdicts() {
		r.Files = append(r.Files, v.File)
	}
	r.Others = c.verdict.others
	r.Sort()
	return r
}

// reported is every file with its findings, as the report shows it.
func (c *Catalogue) reported() []site.ReportInput {
	var list []site.ReportInput
	for _, v := range c.verdicts() {
		in := site.ReportInput{Source: v.Source, Diagnostics: v.Diagnostics}
		if v.file != nil && v.file.summary != nil {
			in.Page, in.Title = v.file.page, v.file.summary.Title
		}
		list = append(list, in)
	}
	return list
}

// reportFile returns a file of the report: its page, its data or an export.
func (c *Catalogue) reportFile(name string) (data []byte, ok bool, err error) {
	if name == "report.html" {
		page := site.ReportPage(c.reported(), &c.opts.Site)
		if body, ok := page.Body.(*site.Report); ok {
			body.Others = len(c.verdict.others)
		}
		return c.render(c.compared(page))
	}
	if write := exports[name]; write != nil {
		var b bytes.Buffer
		err := write(&b, c.report(""))
		return b.Bytes(), err == nil, err
	}
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(name, "report/"), ".js"))
	if err != nil || site.ReportPath(n) != name {
		return nil, false, nil
	}
	data, ok = site.ReportChunk(c.reported(), n)
	return data, ok, nil
}

// reportPaths lists the files of the report.
func (c *Catalogue) reportPaths() []string {
	list := append(sortedKeys(exports), "report.html")
	for n := range site.ReportChunks(c.reported()) {
		list = append(list, site.ReportPath(n))
	}
	return list
}

// reviewPages is how many pages the review queue has.
func (c *Catalogue) reviewPages() int {
	return max(1, (len(c.order)+site.ReviewSize-1)/site.ReviewSize)
}

// reviewPage returns a page of the review queue: the newest version of each
// app by title.
func (c *Catalogue) reviewPage(name string) (data []byte, ok bool, err error) {
	n := 1
	if name != site.ReviewPath(1) {
		if n, err = strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(name, "review-"), ".html")); err != nil || site.ReviewPath(n) != name {
			return nil, false, nil
		}
	}
	pages := c.reviewPages()
	if n < 1 || n > pages {
		return nil, false, nil
	}
	var apps []*site.Summary
	for _, f := range c.order[(n-1)*site.ReviewSize : min(n*site.ReviewSize, len(c.order))] {
		apps = append(apps, f.summary)
	}
	return c.render(site.ReviewPage(apps, n, pages, len(c.order), &c.opts.Site))
}
