package diag

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// Fix applies what the findings of a text propose and returns the new text
// and how many findings were mended. Everything else stays as it is, byte for
// byte. Fixes that guess are applied only if unsafe is allowed. Where two
// fixes overlap the later one waits: the caller checks the new text and asks
// again until nothing is left to do.
func Fix(text []byte, list []Diagnostic, unsafe bool) (fixed []byte, applied int) {
	var edits []Edit // sorted
	for i := range list {
		d := &list[i]
		if !d.Fixable(unsafe) || !fits(text, d.Fix) || slices.ContainsFunc(d.Fix, func(e Edit) bool { return clashes(e, edits) }) {
			continue
		}
		for _, e := range d.Fix {
			at, _ := slices.BinarySearchFunc(edits, e, func(o, e Edit) int { return cmp.Or(byPlace(o, e), -1) }) // behind its equals
			edits = slices.Insert(edits, at, e)
		}
		applied++
	}
	return Apply(text, edits), applied
}

// byPlace orders edits by where they begin and end.
func byPlace(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
}

// Fixable tells whether the finding can be mended without a person.
func (d *Diagnostic) Fixable(unsafe bool) bool {
	return len(d.Fix) > 0 && (unsafe || !d.Unsafe)
}

// Doubt turns fixes into guesses where the finding, or something that its fix
// changes, lies behind the offset up to which the text was read with certainty:
// an edit of what was taken for something that it is not does harm.
func Doubt(list []Diagnostic, sure int) {
	for i := range list {
		d := &list[i]
		if len(d.Fix) > 0 && (d.Span.Start > sure || slices.ContainsFunc(d.Fix, func(e Edit) bool { return e.Span.End > sure })) {
			d.Unsafe = true
		}
	}
}

// Apply makes edits that do not overlap. Of several insertions at one place
// the first comes first.
func Apply(text []byte, edits []Edit) []byte {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, byPlace)
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(append(out, text[at:e.Span.Start]...), e.New...)
		at = e.Span.End
	}
	return append(out, text[at:]...)
}

// fits tells whether edits are of this text, change it and do not overlap
// each other.
func fits(text []byte, edits []Edit) bool {
	changes := false
	for _, e := range edits {
		if e.Span.Start < 0 || e.Span.Start > e.Span.End || e.Span.End > len(text) {
			return false
		}
		changes = changes || string(text[e.Span.Start:e.Span.End]) != e.New
	}
	if !slices.IsSortedFunc(edits, byPlace) {
		edits = slices.Clone(edits)
		slices.SortFunc(edits, byPlace)
	}
	end := 0
	for _, e := range edits {
		if e.Span.Start < end {
			return false
		}
		end = e.Span.End
	}
	return changes
}

func overlap(a, b Span) bool { return a.Start < b.End && b.Start < a.End }

// clashes tells whether an edit cannot be made together with others, which are
// sorted and do not overlap. Two that touch may mean each other (both add the
// same comma), so that the second one waits, unless both only remove.
func clashes(e Edit, others []Edit) bool {
	k := sort.Search(len(others), func(i int) bool { return others[i].Span.Start > e.Span.End })
	for k--; k >= 0 && others[k].Span.End >= e.Span.Start; k-- {
		if o := others[k]; e.New != "" || o.New != "" || overlap(e.Span, o.Span) {
			return true
		}
	}
	return false
}

// Withhold takes the fixes from findings that would print a secret, or write
// what hides it into the file: those that touch the inside of one, and those
// made of hidden text. A person has to make them.
func Withhold(list []Diagnostic, secrets []Span) []Diagnostic {
	if len(secrets) == 0 {
		return list
	}
	for i := range list {
		d := &list[i]
		if slices.ContainsFunc(d.Fix, func(e Edit) bool { return writesHidden(e, secrets) }) {
			d.Fix, d.Unsafe = nil, false
		}
	}
	return list
}

// writesHidden tells whether an edit may have been made from a secret.
func writesHidden(e Edit, secrets []Span) bool {
	return e.New != "" && (strings.Contains(e.New, "**") || slices.ContainsFunc(secrets, func(s Span) bool { return overlap(e.Span, s) }))
}
