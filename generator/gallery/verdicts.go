package gallery

import (
	"vitrine/generator/appdef"
	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/rules"
)

// verdict is one file of the content directory, or beside it, with its
// findings. entry is nil where there is no definition.
type verdict struct {
	entry     *layout.Entry
	diag.File // without its source, as its lines take time to count, and without its findings
	found     diag.Packed
	path      string
	text      func() ([]byte, error)
	secrets   []diag.Span
}

// judgement is every file with its findings.
type judgement struct {
	list   []verdict
	others []string // files that are no definitions, if they are not in the list
}

// judgeAll gathers the findings of every file. Files that are no definitions are
// told apart, unless they are to be listed: beside a widget's source there may
// be hundreds.
func (s reports) judgeAll() judgement {
	j := judgement{list: []verdict{}}
	used := make([]bool, len(s.Options.Levels.Ignores))
	for _, e := range s.Layout.Entries() {
		list := s.verdicts(e, used)
		if len(list) == 0 && !content.Module(e.Path) {
			j.others = append(j.others, e.Path)
		}
		j.list = append(j.list, list...)
	}
	j.list = append(j.list, restOf(s, used).list...)
	return j
}

// verdicts are the file of an entry, and those with findings that are told
// beside it; none for what is no definition and is not to be listed. used notes
// which ignores of the configuration hid something.
func (s reports) verdicts(e *layout.Entry, used []bool) []verdict {
	for i, u := range e.Used {
		used[i] = used[i] || u
	}
	v := verdict{
		entry: e, File: diag.File{App: e.Subject().App}, found: e.Findings, path: e.Path, secrets: e.Facts.Secrets,
		text: func() ([]byte, error) { return s.text(e) },
	}
	if e.Definition() {
		v.Name, v.AppVersion, v.Widgets = e.Name, e.Head().Version, len(e.Head().Widgets)
	}
	if (!s.Options.Verbose || content.Module(e.Path)) && check.NoDefinition(e.Findings) {
		return nil // scripts of all kinds are called as modules are
	}
	list := []verdict{v}
	if e.Samples != nil && len(e.Samples.Findings) > 0 {
		list = append(list, s.samplesVerdict(e, used))
	}
	if answersForReview(e) {
		list = append(list, s.reviewVerdict(e, used))
	}
	return list
}

// rest is what is told of files that belong to no definition.
type rest struct {
	list []verdict
	key  memo.Key // of all that is told of them
}

// restOf judges what belongs to no definition, given which ignores of the
// configuration hid something in a file of one: those that hid nothing anywhere
// are told.
func restOf(s reports, used []bool) rest {
	var r rest
	h := memo.NewHash("rest").Key(s.levels)
	for _, f := range s.strayReviews() {
		text, _ := f.text() // if it is gone, so is the finding, soon
		found := f.found.List()
		h.String(f.path).Value(found).Bytes(text)
		if found = s.Options.Levels.Apply(rules.Subject{Path: f.path}, found, used); len(found) > 0 {
			f.found = diag.Pack(found)
			r.list = append(r.list, f)
		}
	}
	if config := s.Options.Config; config != nil {
		of := rules.Subject{Path: config.Path}
		if unused := s.Options.Levels.Apply(of, s.Options.Levels.Unused(used), nil); len(unused) > 0 {
			h.String(config.Path).Bytes(config.Text).Value(unused)
			r.list = append(r.list, verdict{
				found: diag.Pack(unused), path: config.Path, secrets: appdef.CredentialSpans(config.Text),
				text: func() ([]byte, error) { return config.Text, nil },
			})
		}
	}
	r.key = h.Sum()
	return r
}

func (s reports) samplesVerdict(e *layout.Entry, used []bool) verdict {
	of := rules.Subject{Path: e.Samples.Text.Path, App: e.Subject().App}
	return verdict{
		found: diag.Pack(s.Options.Levels.Apply(of, e.Samples.Findings, used)), path: of.Path, secrets: e.Samples.Secrets,
		text: func() ([]byte, error) { return s.samplesText(e.Samples.Text) },
	}
}

// FilesOf returns the file of a definition and that of its samples, with their findings. There is none for a file that
// is gone, or no definition.
func FilesOf(s *Snapshot, path string) []diag.File {
	list := s.of(path)
	files := make([]diag.File, len(list))
	for i := range list {
		files[i], _ = list[i].read() // one that is gone by now has no lines to show
	}
	return files
}

// OutlinesOf is FilesOf without the texts, which may be others by now.
func OutlinesOf(s *Snapshot, path string) []diag.File {
	list := s.of(path)
	files := make([]diag.File, len(list))
	for i := range list {
		files[i] = list[i].kept()
		files[i].Diagnostics, files[i].Kept = list[i].found.List(), nil
	}
	return files
}

// StraysOf returns the files of decisions on no app, with their findings; not ok while nobody knows which apps there are.
func StraysOf(s *Snapshot) (files []diag.File, ok bool) {
	for _, f := range (reports{s}).strayReviews() {
		f.found = diag.Pack(s.Options.Levels.Apply(rules.Subject{Path: f.path}, f.found.List(), nil))
		whole, _ := f.read() // nothing is read: it is its name that is wrong
		files = append(files, whole)
	}
	return files, len(ListUnreadable(s)) == 0
}

func (s *Snapshot) of(path string) []verdict {
	e := s.Layout.Entry(path)
	if e == nil || check.NoDefinition(e.Findings) {
		return nil
	}
	list := []verdict{{found: e.Findings, path: e.Path, secrets: e.Facts.Secrets, text: func() ([]byte, error) { return s.text(e) }}}
	if e.Samples != nil && len(e.Samples.Findings) > 0 {
		list = append(list, reports{s}.samplesVerdict(e, nil))
	}
	if answersForReview(e) {
		list = append(list, reports{s}.reviewVerdict(e, nil))
	}
	return list
}

// source indexes the text of a file.
func source(e *layout.Entry, text []byte) *diag.Source {
	return check.Source(e.Path, text, e.Facts.Secrets)
}

// read returns the file with its text.
func (v *verdict) read() (diag.File, error) {
	text, err := v.text()
	f := v.File
	f.Source, f.Diagnostics = check.Source(v.path, text, v.secrets), v.found.List()
	return f, err
}

// kept returns the file with what its findings and its text are got from.
func (v *verdict) kept() diag.File {
	f := v.File
	f.Source, f.Kept = &diag.Source{Path: appdef.ConcealName(v.path)}, &diag.Kept{Findings: v.found, Secret: v.secrets, Text: v.text}
	return f
}
