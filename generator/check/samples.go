package check

import (
	"bytes"

	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/memo"
	"vitrine/generator/rules"
)

// Samples is the samples.yaml of a definition's home, as far as it concerns
// the definition. nil stands for none.
type Samples struct {
	Text     *content.Text
	Secret   []string          // settings whose values are hidden
	Findings []diag.Diagnostic // only at the definition that answers for the file
	Secrets  []diag.Span       // in the text
	Key      memo.Key
}

// sampleFacts is what a text of samples comes to beside its sets.
type sampleFacts struct {
	Findings []diag.Diagnostic
	Secrets  []diag.Span
}

// Samples judges a samples.yaml. secret lists what is a secret in any
// definition of its home: samples go with all versions, and a setting may be
// one in an older version only. judge is the key of the definition by which
// they are judged, and tree returns its tree; the zero Key where that is
// another than the one that asks. text returns the file's bytes. An error is
// one of these two.
func (c *Checker) Samples(
	file *content.Text, secret []string, judge memo.Key, tree func() (*appdef.App, error), text func() ([]byte, error),
) (*Samples, error) {
	s := &Samples{Text: file, Secret: secret}
	s.Key = memo.NewHash("samples").Key(file.Digest).Strings(secret...).Key(judge).Sum()
	facts, ok := c.samples.Get(s.Key)
	if !ok {
		data, err := text()
		if err != nil {
			return s, err
		}
		sets, findings, hidden := appdef.Samples(data, secret)
		facts = &sampleFacts{Secrets: hidden}
		if judge.Known() {
			app, err := tree()
			if err != nil {
				return s, err
			}
			facts.Findings = diag.Sort(append(findings, rules.CheckSamples(app, sets)...))
			rules.Label(facts.Findings)
		}
		c.samples.Put(s.Key, facts)
	}
	s.Findings, s.Secrets = facts.Findings, facts.Secrets
	return s, nil
}

// SampleSets returns the sets of a samples.yaml. text returns its bytes; an
// error is its.
func (c *Checker) SampleSets(s *Samples, text func() ([]byte, error)) ([]appdef.SampleSet, error) {
	if s == nil {
		return nil, nil
	}
	key := memo.NewHash("sets").Key(s.Text.Digest).Strings(s.Secret...).Sum()
	if sets, ok := c.sets.Find(key); ok {
		return sets, nil
	}
	data, err := text()
	if err != nil {
		return nil, err
	}
	sets, _, _ := appdef.Samples(data, s.Secret)
	c.sets.Keep(key, sets)
	return sets, nil
}

// UnreadableSamples stands for a samples.yaml that cannot be read.
func UnreadableSamples(path string, err error) *Samples {
	why := content.Reason(err)
	return &Samples{
		Text: content.TextOf(path, nil), Key: memo.NewHash("unreadable samples").String(why).Sum(),
		Findings: []diag.Diagnostic{rules.Finding("sample-syntax", "the file cannot be read: "+why, "")},
	}
}

// LargeSamples stands for a samples.yaml that is too large to be read: it is
// judged by its size alone.
func LargeSamples(path string) *content.Text {
	return content.TextOf(path, bytes.Repeat([]byte("\n"), appdef.MaxSamples+1))
}

// Is tells whether two samples come to the same.
func (s *Samples) Is(other *Samples) bool {
	if s == nil || other == nil {
		return s == other
	}
	return s.Key == other.Key && s.Text.Path == other.Text.Path
}
