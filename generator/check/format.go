package check

import (
	"bytes"
	"slices"

	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/format"
	"vitrine/generator/jsontree"
	"vitrine/generator/rules"
)

// Format lays a definition out; see format.Definition, and format.Layout where its names
// are to keep their order. refused says why it is left as it
// is, in the words of a check; what is no definition is left so without a word. ok is
// false where nothing changes; then the path alone is told of a definition.
func (c *Checker) Format(s *Subject, keepOrder bool) (m Mended, refused []diag.Diagnostic, ok bool) {
	if int64(len(s.Text)) > c.limits.FileSize {
		return Mended{}, TooLarge(s.Path, c.limits).Findings.List(), false
	}
	if content.Module(s.Path) { // its layout is its author's, and other tools'
		return Mended{}, nil, false
	}
	limits := c.limits.parse()
	if root, faults := jsontree.Parse(s.Text, limits); rules.Foreign(root, len(faults)) {
		return Mended{}, nil, false // an app.json of another tool as well
	}
	lay := format.Definition
	if keepOrder {
		lay = format.Layout
	}
	after, faults := lay(s.Text, limits)
	if len(faults) > 0 {
		refused = c.whyNot(s, faults[0])
		if keepOrder && faults[0].Rule != "json-comment" {
			refused = slices.DeleteFunc(refused, func(d diag.Diagnostic) bool { return d.Rule == "json-comment" })
		}
		return Mended{}, refused, false
	}
	if bytes.Equal(after, s.Text) {
		return Mended{Path: s.Path}, nil, false
	}
	m = Mended{Path: s.Path, Before: s.Text, After: after}
	for i, text := range [][]byte{m.Before, m.After} {
		m.secrets[i] = read(s, text, c.limits).hidden
	}
	return m, nil, true
}

// whyNot returns what a check says of a text that is not laid out. The fault was found
// in the text with its secrets: where a check knows of none, it lies within one of them.
func (c *Checker) whyNot(s *Subject, fault diag.Diagnostic) (list []diag.Diagnostic) {
	for _, d := range c.Run(s).Findings.List() {
		if d.Syntax || d.Rule == "json-limits" {
			list = append(list, d)
		}
	}
	if len(list) == 0 {
		list = append(list, rules.Finding("json-string", "a secret is not written as JSON allows", "a backslash begins one of eight escapes"))
		list[0].Span = fault.Span
	}
	return list
}
