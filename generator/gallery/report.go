package gallery

import (
	"errors"
	"slices"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/internal/parallel"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

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

// Outline is Report with files whose texts and findings are at hand only while
// somebody looks at them: see diag.Kept. Those of a large directory have no room
// side by side. The files come by the paths of their definitions.
func (s *Snapshot) Outline(dir string) *diag.Report {
	r, j := s.Options.report(dir), s.judge()
	r.Files = make([]diag.File, len(j.list))
	for i := range j.list {
		r.Files[i] = j.list[i].kept()
	}
	r.Others = slices.Clone(j.others)
	return r
}

// Stream is Outline by the paths of the files.
func Stream(s *Snapshot, dir string) *diag.Report {
	r := s.Outline(dir)
	r.Sort()
	return r
}

// reportKey stands for everything that the report shows.
func (s reports) reportKey() memo.Key {
	h := memo.NewHash("report").Key(s.key).Key(s.Baseline.key()).Bool(s.Options.Verbose).Int(s.ledger.others)
	for i := range s.portions() {
		h.Key(s.portions()[i].key)
	}
	return h.Sum()
}

// reportFiles lists the files of the report: its page, its data in chunks and
// the exports.
func (s reports) reportFiles() []Output {
	key := s.reportKey()
	list := []Output{rendered(s.Setup, "report.html", memo.NewHash("report.html").Key(key), s.reportPage)}
	for _, x := range []struct {
		path string
		make func() ([]byte, error)
	}{{"report.json.gz", exporter(s).json}, {"report.csv.gz", exporter(s).csv}, {"report.sarif.gz", exporter(s).sarif}} {
		list = append(list, file(x.path, memo.NewHash(x.path).Key(key), x.make))
	}
	for n, p := range s.portions() {
		list = append(list, file(site.ReportPath(n), memo.NewHash("report chunk").Int(n).Key(p.key), func() ([]byte, error) {
			inputs, err := inputs(exporter(s), p)
			return site.ReportChunk(inputs, n), err
		}))
	}
	return list
}

func (s reports) reportPage() (*site.Page, error) {
	list := s.judge().list
	inputs := make([]site.ReportInput, len(list))
	var failed error
	for i := range list {
		inputs[i] = list[i].input()
		inputs[i].Source = func() *diag.Source {
			f, err := list[i].read()
			failed = errors.Join(failed, err)
			return f.Source
		}
	}
	page := site.ReportPage(inputs, len(s.portions()), aboutRule, &s.Options.Site)
	if body, ok := page.Body.(*site.Report); ok {
		body.Others = len(s.judge().others)
	}
	return s.compared(page), failed
}

// input is the file as the report shows it, without its text.
func (v *verdict) input() site.ReportInput {
	in := site.ReportInput{Path: appdef.ConcealName(v.path), Findings: v.found}
	if v.entry != nil && v.entry.Summary != nil {
		in.Page, in.Text, in.Title = v.entry.Page, v.entry.TextPage, v.entry.Summary.Title
	}
	return in
}

// inputs returns the files of a portion with their texts.
func inputs(s exporter, p portion) ([]site.ReportInput, error) {
	files, err := s.read(p)
	list := make([]site.ReportInput, len(files))
	for i, v := range s.verdicts(p) {
		list[i] = v.input()
		list[i].Source = func() *diag.Source { return files[i].Source }
	}
	return list, err
}
