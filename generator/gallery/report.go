package gallery

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"slices"

	"vitrine/generator/diag"
	"vitrine/generator/internal/parallel"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

// exports are the files beside the report, for other tools. They are packed:
// at a thousand apps they are thirty times as large as all that pages say of
// findings.
var exports = []struct {
	path  string
	write func(io.Writer, *diag.Report) error
}{{"report.json.gz", diag.WriteJSON}, {"report.csv.gz", diag.WriteCSV}, {"report.sarif.gz", diag.WriteSARIF}}

// Report gathers the findings of every file that was looked at. dir is what
// stands in front of paths where people click on them. A text that cannot be
// read any more is empty.
func (s *Snapshot) Report(dir string) *diag.Report {
	files, _ := s.files()
	r := s.Options.report(dir)
	r.Files, r.Others = slices.Clone(files), slices.Clone(s.judge().others)
	r.Sort()
	return r
}

// reports makes what tells about every file.
type reports struct{ *Snapshot }

// readAll returns every file of the report with its text.
func (s reports) readAll() ([]diag.File, error) {
	list := s.judge().list
	files, errs := make([]diag.File, len(list)), make([]error, len(list))
	parallel.Each(len(list), func(i int) { files[i], errs[i] = list[i].read() })
	for _, err := range errs {
		if err != nil {
			return files, err
		}
	}
	return files, nil
}

// Outline is Report without the texts, for whoever counts only: nothing is
// read for it. The files come by the paths of their definitions.
func (s *Snapshot) Outline(dir string) *diag.Report {
	r, j := s.Options.report(dir), s.judge()
	for i := range j.list {
		r.Files = append(r.Files, j.list[i].outline())
	}
	r.Others = slices.Clone(j.others)
	return r
}

// counted is every file with its findings, without its text.
func (s reports) counted() []site.ReportInput {
	j := s.judge()
	list := make([]site.ReportInput, len(j.list))
	for i := range j.list {
		list[i].Diagnostics = j.list[i].Diagnostics
	}
	return list
}

// broken counts the findings of each rule, and the files with any.
func broken(j judgement) map[string]site.RuleCount {
	counts := map[string]*site.RuleCount{}
	add := func(list []layout.RuleTally) {
		for _, t := range list {
			c := counts[t.Rule]
			if c == nil {
				c = &site.RuleCount{Rule: t.Rule}
				counts[t.Rule] = c
			}
			c.Files++
			c.Findings += t.Findings
		}
	}
	for i := range j.list {
		if e := j.list[i].entry; e != nil {
			add(e.Rules)
		} else {
			add(tally(j.list[i].Diagnostics))
		}
	}
	out := make(map[string]site.RuleCount, len(counts))
	for name, c := range counts {
		out[name] = *c
	}
	return out
}

// reported is every file with its findings, as the report shows it.
func (s reports) reported() ([]site.ReportInput, error) {
	files, err := s.files()
	list := make([]site.ReportInput, len(files))
	for i, v := range s.judge().list {
		list[i] = site.ReportInput{Source: files[i].Source, Diagnostics: files[i].Diagnostics}
		if v.entry != nil && v.entry.Summary != nil {
			list[i].Page, list[i].Text, list[i].Title = v.entry.Page, v.entry.TextPage, v.entry.Summary.Title
		}
	}
	return list, err
}

// reportKey stands for everything that the report shows.
func (s reports) reportKey() memo.Key {
	h := memo.NewHash("report").Key(s.key).Key(s.Baseline.key()).Bool(s.Options.Verbose)
	for _, e := range s.Layout.Entries() {
		h.Key(e.Verdict)
	}
	for _, f := range s.judge().stray {
		h.String(f.path).Value(f.Diagnostics)
	}
	if c := s.Options.Config; c != nil {
		h.String(c.Path).Bytes(c.Text).Value(s.Options.Levels)
	}
	return h.Sum()
}

// reportFiles lists the files of the report: its page, its data in chunks and
// the exports.
func (s reports) reportFiles() []Output {
	key := s.reportKey()
	list := []Output{rendered(s.Setup, "report.html", memo.NewHash("report.html").Key(key), func() (*site.Page, error) {
		inputs, err := s.reported()
		if err != nil {
			return nil, err
		}
		page := site.ReportPage(inputs, aboutRule, &s.Options.Site)
		if body, ok := page.Body.(*site.Report); ok {
			body.Others = len(s.judge().others)
		}
		return s.compared(page), nil
	})}
	for _, x := range exports {
		list = append(list, file(x.path, memo.NewHash(x.path).Key(key), func() ([]byte, error) {
			if _, err := s.files(); err != nil {
				return nil, err
			}
			var b bytes.Buffer
			// Without a time: the same findings are the same bytes. The fastest level takes
			// a third of the time for a third more bytes, and every edit makes them again.
			pack, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
			if err != nil {
				return nil, err
			}
			err = errors.Join(x.write(pack, s.Report("")), pack.Close())
			return b.Bytes(), err
		}))
	}
	for n := range site.ReportChunks(s.counted()) {
		list = append(list, file(site.ReportPath(n), memo.NewHash("report chunk").Int(n).Key(key), func() ([]byte, error) {
			inputs, err := s.reported()
			if err != nil {
				return nil, err
			}
			data, _ := site.ReportChunk(inputs, n)
			return data, nil
		}))
	}
	return list
}
