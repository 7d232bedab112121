package check

import (
	"bytes"
	"slices"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// Mended is a definition with its fixes applied.
type Mended struct {
	Path          string // relative to the content directory
	Before, After []byte
	Applied       int // findings that were mended
	hidden        [][]byte
	secrets       [2][]diag.Span // in Before and After
}

// Bounds of mending: fixes that overlap wait for another round, and the bound
// on findings that people read would only make more rounds.
const (
	mendRounds   = 10
	mendFindings = 10_000
	mendTries    = 100 // fixes of a round that are tried one by one: each costs a whole examination
)

// Mend applies the fixes of a definition until none is left; those that guess
// only if unsafe is allowed. What the configuration hides is not mended.
// Nothing is written. ok is false where there is nothing to mend.
func (c *Checker) Mend(s *Subject, levels *rules.Levels, unsafe bool) (m Mended, ok bool) {
	w, m, f := c.begin(s, levels, unsafe)
	if f == nil {
		return Mended{}, false
	}
	for range mendRounds {
		next, after, applied := w.step(m.After, f)
		if applied == 0 {
			break
		}
		m.After, m.Applied, f = next, m.Applied+applied, after
		m.hide(f.Secrets)
	}
	m.secrets[1] = f.Secrets
	return m, !bytes.Equal(m.Before, m.After)
}

// MendOne applies the fix of one finding, also one that guesses. ok is false
// where there is no such finding, and where less JSON would come of it.
func (c *Checker) MendOne(s *Subject, levels *rules.Levels, rule string, at diag.Span) (m Mended, ok bool) {
	w, m, f := c.begin(s, levels, true)
	if f == nil {
		return Mended{}, false
	}
	list := w.findings(f)
	i := slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Rule == rule && d.Span == at && d.Fixable(true) })
	if i < 0 {
		return Mended{}, false
	}
	next, after, applied := w.try(m.After, f, list[i:i+1])
	if applied == 0 {
		return Mended{}, false
	}
	m.After, m.Applied = next, applied
	m.hide(after.Secrets)
	m.secrets[1] = after.Secrets
	return m, !bytes.Equal(m.Before, m.After)
}

// Edited is a definition with a new text, which somebody else made of it. ok is
// false where it is too large to be read.
func (c *Checker) Edited(s *Subject, after []byte) (m Mended, ok bool) {
	w, m, f := c.begin(s, &rules.Levels{}, false)
	if f == nil {
		return Mended{}, false
	}
	m.After = after
	f = w.check(after)
	m.hide(f.Secrets)
	m.secrets[1] = f.Secrets
	return m, true
}

// begin looks at a definition that is to be mended. There are no facts of one
// that is too large.
func (c *Checker) begin(s *Subject, levels *rules.Levels, unsafe bool) (w mender, m Mended, f *Facts) {
	limits := c.limits
	if int64(len(s.Text)) > limits.FileSize {
		return mender{}, Mended{}, nil
	}
	limits.Findings = mendFindings
	w = mender{checker: c, subject: s, levels: levels, limits: limits, unsafe: unsafe}
	m = Mended{Path: s.Path, Before: s.Text, After: s.Text}
	f = w.check(m.After)
	m.hide(f.Secrets)
	m.secrets[0] = f.Secrets
	return w, m, f
}

// mender mends one definition.
type mender struct {
	checker *Checker
	subject *Subject
	levels  *rules.Levels
	limits  Limits
	unsafe  bool
}

func (w *mender) check(text []byte) *Facts {
	f, _ := run(w.subject, text, w.limits, w.checker.around(newQuestions(w.subject).stands))
	return f
}

// findings are those that the configuration shows.
func (w *mender) findings(f *Facts) []diag.Diagnostic {
	return w.levels.Apply(f.AsSubject(w.subject.Path), f.Findings.List(), nil)
}

// try applies fixes, unless the new text is less JSON than before.
func (w *mender) try(text []byte, f *Facts, list []diag.Diagnostic) ([]byte, *Facts, int) {
	next, applied := diag.Fix(text, list, w.unsafe)
	if applied == 0 {
		return text, nil, 0
	}
	after := w.check(next)
	if after.NotJSON > f.NotJSON {
		return text, nil, 0
	}
	return next, after, applied
}

// step applies fixes that go together. Two that are right by themselves may
// not be so together: if the new text is less JSON than before, they are made
// one by one, and those that do harm are left out.
func (w *mender) step(text []byte, f *Facts) ([]byte, *Facts, int) {
	list := w.findings(f)
	if next, after, applied := w.try(text, f, list); applied > 0 {
		return next, after, applied
	}
	tries := 0
	for i := 0; i < len(list) && tries < mendTries; i++ {
		if !list[i].Fixable(w.unsafe) {
			continue
		}
		tries++
		if next, after, applied := w.try(text, f, list[i:i+1]); applied > 0 {
			return next, after, 1 // the rest waits: its places have moved
		}
	}
	return text, nil, 0
}

// hide remembers secrets. They may be known only after the text around them
// was mended, so that they are looked for by what they say.
func (m *Mended) hide(secrets []diag.Span) {
	for _, s := range secrets {
		if s.End-s.Start < 6 { // would be found in ordinary words
			s.Start, s.End = max(0, s.Start-1), min(s.End+1, len(m.After))
		}
		value := m.After[s.Start:s.End]
		if !slices.ContainsFunc(m.hidden, func(h []byte) bool { return bytes.Equal(h, value) }) {
			m.hidden = append(m.hidden, value)
		}
	}
}

// Diff shows what was mended, without secrets. name is what to call the file.
func (m *Mended) Diff(name string) string {
	return diag.Diff(appdef.ConcealName(name), m.shown(m.Before, m.secrets[0]), m.shown(m.After, m.secrets[1]))
}

func (m *Mended) shown(text []byte, secrets []diag.Span) string {
	src := diag.Source{Text: text, Secret: secrets}
	text = src.Masked(diag.Span{End: len(text)})
	for _, h := range m.hidden {
		text = bytes.ReplaceAll(text, h, bytes.Repeat([]byte("*"), len(h)))
	}
	return string(text)
}
