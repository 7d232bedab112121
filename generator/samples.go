package generator

import (
	"bytes"
	"errors"
	"path"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// samplesOf reads the samples of a definition's home. They count only where
// all definitions of the home are of one app; findings about them are
// reported once, at the home's app.json or its first definition.
func (c *Catalogue) samplesOf(f *file) sampleFile {
	p := path.Join(f.home, "samples.yaml")
	if _, ok := c.beside[p]; !ok || !f.definition() || !c.ownHome(f) {
		return sampleFile{}
	}
	text, err := readFile(c.content, p, appdef.MaxSamples+1)
	if errors.Is(err, errTooLarge) {
		text, err = bytes.Repeat([]byte("\n"), appdef.MaxSamples+1), nil
	}
	s := sampleFile{path: p, text: text}
	if err != nil {
		s.findings = []diag.Diagnostic{{Rule: "sample-syntax", Message: "the file cannot be read: " + reason(err)}}
		return s
	}
	sets, findings, hidden := appdef.Samples(text, c.secretSettings(f))
	s.sets, s.secrets = sets, hidden
	if c.answersFor(f) {
		s.findings = diag.Sort(append(findings, rules.CheckSamples(c.open(f), sets)...))
	}
	return s
}

// secretSettings lists what is a secret in any definition of a home: samples go
// with all versions, and a setting may be one in an older version only.
func (c *Catalogue) secretSettings(f *file) []string {
	var list []string
	for g := range c.homes[f.home] {
		if g.definition() {
			list = append(list, g.head.secret...)
		}
	}
	return list
}

// ownHome tells whether README and samples of its home are the definition's:
// all definitions of the home must be of one app.
func (c *Catalogue) ownHome(f *file) bool {
	if f.home == "." && c.files["app.json"] == nil {
		return false
	}
	for g := range c.homes[f.home] {
		if g.definition() && g.head.id != f.head.id {
			return false
		}
	}
	return true
}

// answersFor tells whether a definition is the one of its home by which
// README and samples are judged: app.json, else the first by path.
func (c *Catalogue) answersFor(f *file) bool {
	if main := c.files[path.Join(f.home, "app.json")]; main != nil {
		return main == f
	}
	for g := range c.homes[f.home] {
		if g.path < f.path && g.definition() {
			return false
		}
	}
	return true
}
