package generator

import (
	"bytes"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
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
func (c *Catalogue) Mend(name string, unsafe bool) (m Mended, ok bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	f := c.files[name]
	if f == nil || f.trouble != nil || f.text == nil {
		return Mended{}, false
	}
	t := &Text{Name: f.path, Data: f.text, Content: c.content, Options: c.opts}
	return t.Mend(unsafe)
}

// Mend is Catalogue.Mend for a definition by itself.
func (t *Text) Mend(unsafe bool) (m Mended, ok bool) {
	limits := t.Options.Limits.withDefaults()
	if int64(len(t.Data)) > limits.FileSize {
		return Mended{}, false
	}
	limits.Findings = mendFindings
	m = Mended{Path: t.Name, Before: t.Data, After: t.Data}
	e := t.examine(m.After, limits)
	m.hide(e.secrets)
	m.secrets[0] = e.secrets
	for range mendRounds {
		list := t.Options.Levels.Apply(t.subject(e), e.findings, nil)
		next, after, applied := t.step(m.After, list, unsafe, limits, unreadable(e.findings))
		if applied == 0 {
			break
		}
		m.After, m.Applied, e = next, m.Applied+applied, after
		m.hide(e.secrets)
	}
	m.secrets[1] = e.secrets
	return m, !bytes.Equal(m.Before, m.After)
}

// step applies fixes that go together. Two that are right by themselves may
// not be so together: if the new text is less JSON than before, they are made
// one by one, and those that do harm are left out.
func (t *Text) step(text []byte, list []diag.Diagnostic, unsafe bool, limits Limits, faults int) ([]byte, examined, int) {
	next, applied := diag.Fix(text, list, unsafe)
	if applied == 0 {
		return text, examined{}, 0
	}
	e := t.examine(next, limits)
	if unreadable(e.findings) <= faults {
		return next, e, applied
	}
	tries := 0
	for i := 0; i < len(list) && tries < mendTries; i++ {
		if next, applied = diag.Fix(text, list[i:i+1], unsafe); applied == 0 {
			continue
		}
		tries++
		if e = t.examine(next, limits); unreadable(e.findings) <= faults {
			return next, e, 1 // the rest waits: its places have moved
		}
	}
	return text, examined{}, 0
}

// unreadable counts the places where a text is not JSON.
func unreadable(list []diag.Diagnostic) int {
	n := 0
	for _, d := range list {
		if d.Severity == diag.Error && strings.HasPrefix(d.Rule, "json-") {
			n++
		}
	}
	return n
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
