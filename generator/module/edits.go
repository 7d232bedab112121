package module

import (
	"bytes"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// mostTries bounds for how many fixes a module is read again.
const mostTries = 50

// Admit takes the fixes from findings that a module cannot bear: rules write
// them for JSON. A literal may get another value, and what is in its quotes
// other letters, wherever it is used; all else is tried, and is right only
// where the module stays a module that says as much as before. A fix of what
// stands at several places of the definition is a guess.
func (r *Reading) Admit(list []diag.Diagnostic) {
	tries := 0
	for i := range list {
		d := &list[i]
		if len(d.Fix) == 0 || d.Rule == "module-syntax" {
			continue
		}
		edits, sure := r.translate(d.Fix)
		switch {
		case edits == nil && tries < mostTries && r.inPlace(d.Fix):
			if tries++; !r.bears(d.Fix) {
				d.Fix, d.Unsafe = nil, false
			}
		case edits == nil:
			d.Fix, d.Unsafe = nil, false
		default:
			d.Fix, d.Unsafe = edits, d.Unsafe || !sure
		}
	}
}

// translate writes edits of literals as their quotes want it; nil where one
// edit is of something else. sure tells that each stands at one place only.
func (r *Reading) translate(edits []diag.Edit) (out []diag.Edit, sure bool) {
	sure = true
	for _, e := range edits {
		if n := r.tokens[e.Span]; n > 0 {
			out = append(out, e) // JSON has no literal that JavaScript has not
			sure = sure && n == 1
			continue
		}
		token, n, ok := r.tokenAround(e.Span)
		if !ok {
			return nil, false
		}
		quote := r.Text[token.Start]
		switch {
		case quote == '"':
		case quote == '\'':
			e.New = strings.ReplaceAll(e.New, "'", `\'`)
		case quote == '`':
			e.New = strings.NewReplacer("`", "\\`", "${", `\${`).Replace(e.New)
		default:
			return nil, false
		}
		out = append(out, e)
		sure = sure && n == 1
	}
	return out, sure
}

// tokenAround finds the text within whose quotes a span lies.
func (r *Reading) tokenAround(s diag.Span) (token diag.Span, uses int, ok bool) {
	if r.sorted == nil {
		for t := range r.tokens {
			r.sorted = append(r.sorted, t)
		}
		slices.SortFunc(r.sorted, func(a, b diag.Span) int { return a.Start - b.Start })
	}
	i, _ := slices.BinarySearchFunc(r.sorted, s.Start, func(t diag.Span, at int) int {
		if t.Start < at {
			return -1
		}
		return 1
	})
	if i == 0 {
		return diag.Span{}, 0, false
	}
	t := r.sorted[i-1]
	return t, r.tokens[t], t.Start < s.Start && s.End < t.End
}

// inPlace tells whether edits touch nothing that is used elsewhere than where
// it is written: what is put in front of it or behind would come to stand
// somewhere else.
func (r *Reading) inPlace(edits []diag.Edit) bool {
	return !slices.ContainsFunc(edits, func(e diag.Edit) bool { return r.moved[e.Span.Start] || r.moved[e.Span.End] })
}

// bears tells whether edits leave a module that says as much as before.
func (r *Reading) bears(edits []diag.Edit) bool {
	after := Read(diag.Apply(r.Text, edits), r.opts)
	return len(after.Faults) <= len(r.Faults) && after.Sure >= r.Sure && len(after.unknown) <= len(r.unknown) &&
		after.Root.Kind == r.Root.Kind && !bytes.Equal(after.Text, r.Text)
}
