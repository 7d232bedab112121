package gallery

import (
	"vitrine/generator/appdef"
	"vitrine/generator/check"
	"vitrine/generator/diag"
	"vitrine/generator/layout"
	"vitrine/generator/rules"
)

// verdict is one file of the content directory, or beside it, with its
// findings. entry is nil where there is no definition.
type verdict struct {
	entry *layout.Entry
	diag.File
	text func() ([]byte, error) // of the file, whose lines nobody has counted yet
}

// judgement is every file with its findings.
type judgement struct {
	list   []verdict
	others []string // files that are no definitions, if they are not in the list
}

// judgeAll gathers the findings of every file. Only here the unused entries of
// ignore: are known, as only here everything is seen. Files that are no
// definitions are told apart, unless they are to be listed: beside a widget's
// source there may be hundreds.
func (s reports) judgeAll() judgement {
	j := judgement{list: []verdict{}}
	used := make([]bool, len(s.Options.Levels.Ignores))
	for _, e := range s.Layout.Entries() {
		for i, u := range e.Used {
			used[i] = used[i] || u
		}
		v := verdict{entry: e, text: func() ([]byte, error) { return s.text(e) }}
		v.File = diag.File{Source: source(e, nil), Diagnostics: e.Findings, App: e.Subject().App}
		if e.Definition() {
			v.Name, v.AppVersion, v.Widgets = e.Name, e.Head().Version, len(e.Head().Widgets)
		}
		if !s.Options.Verbose && check.NoDefinition(v.Diagnostics) {
			j.others = append(j.others, e.Path)
			continue
		}
		j.list = append(j.list, v)
		if e.Samples != nil && len(e.Samples.Findings) > 0 {
			j.list = append(j.list, s.samplesVerdict(e, used))
		}
	}
	if config := s.Options.Config; config != nil {
		of := rules.Subject{Path: config.Path}
		if unused := s.Options.Levels.Apply(of, s.Options.Levels.Unused(used), nil); len(unused) > 0 {
			src := *config
			src.Secret = appdef.CredentialSpans(src.Text)
			j.list = append(j.list, verdict{File: diag.File{Source: &src, Diagnostics: unused}})
		}
	}
	return j
}

func (s reports) samplesVerdict(e *layout.Entry, used []bool) verdict {
	of := rules.Subject{Path: e.Samples.Text.Path, App: e.Subject().App}
	return verdict{
		File: diag.File{
			Source:      check.Source(of.Path, nil, e.Samples.Secrets),
			Diagnostics: s.Options.Levels.Apply(of, e.Samples.Findings, used),
		},
		text: func() ([]byte, error) { return s.samplesText(e.Samples.Text) },
	}
}

// source indexes the text of a file.
func source(e *layout.Entry, text []byte) *diag.Source {
	return check.Source(e.Path, text, e.Facts.Secrets)
}

// read returns the file with its text.
func (v *verdict) read() (diag.File, error) {
	f := v.File
	if v.text == nil {
		return f, nil
	}
	text, err := v.text()
	src := diag.NewSource(f.Source.Path, text)
	src.Secret = f.Source.Secret
	f.Source = src
	return f, err
}
