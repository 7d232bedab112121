package baseline

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// versionKey is the key by which a baseline is told from other JSON; its value is the
// version of the format.
const versionKey = "vitrine-baseline"

// valuesMost is how many values a baseline may have; an entry has six.
const valuesMost = 6_000_000

// ErrVersion is of a baseline of another version.
var ErrVersion = errors.New("the baseline is of another version of Vitrine")

// Fault is what is wrong with the text of a baseline, and where.
type Fault struct {
	Line, Column int // as people count them
	Message      string
	Hint         string // how to mend it; may be empty
}

// Error says the place and what is wrong there.
func (f *Fault) Error() string { return fmt.Sprintf("%d:%d: %s", f.Line, f.Column, f.Message) }

// Is tells whether a text is meant to be a baseline, however broken: of any version, or
// with the marks of a merge in it.
func Is(text []byte) bool {
	root, _ := jsontree.Parse(text, jsontree.Limits{Values: valuesMost})
	return root.Get(versionKey) != nil
}

// Read reads a baseline. An error is a *Fault; with another version it is ErrVersion.
func Read(text []byte) (*Baseline, error) {
	r := reader{src: diag.NewSource("", text)}
	root, faults := jsontree.Parse(text, jsontree.Limits{Values: valuesMost})
	if of := root.Get(versionKey); of != nil && of.Kind == jsontree.Number && of.Text != strconv.Itoa(version) {
		return nil, ErrVersion
	}
	if len(faults) > 0 {
		return nil, r.fault(faults[0].Span, faults[0].Message, faults[0].Hint)
	}
	b := &Baseline{}
	list := r.members(root, "a baseline", versionKey, "findings")
	if r.err == nil && list[0].Kind != jsontree.Number {
		r.wrong(list[0], versionKey, "a number")
	}
	if r.err == nil && list[1].Kind != jsontree.Array {
		r.wrong(list[1], "findings", "an array")
	}
	if r.err != nil {
		return nil, r.err
	}
	for _, item := range list[1].Items {
		b.entries = append(b.entries, r.entry(item))
	}
	if r.err != nil {
		return nil, r.err
	}
	b.join()
	return b, nil
}

// join sorts the entries, and makes one of equal ones, which a merge may leave.
func (b *Baseline) join() {
	b.sort()
	out := b.entries[:0]
	for _, e := range b.entries {
		if n := len(out); n > 0 && out[n-1].id() == e.id() {
			out[n-1].Count = max(out[n-1].Count, e.Count)
			continue
		}
		out = append(out, e)
	}
	b.entries = out
}

// reader keeps the first fault.
type reader struct {
	src *diag.Source
	err error
}

func (r *reader) fault(at diag.Span, message, hint string) error {
	p := r.src.Position(at.Start)
	return &Fault{p.Line, p.Column, message, hint}
}

func (r *reader) wrong(n *jsontree.Node, key, want string) {
	if r.err == nil {
		r.err = r.fault(n.Span, fmt.Sprintf("%q should be %s, found %s", key, want, n.Kind), "")
	}
}

// members returns the values of the keys, which are all that an object has; where one is
// missing that is the fault.
func (r *reader) members(n *jsontree.Node, what string, keys ...string) []*jsontree.Node {
	list := make([]*jsontree.Node, len(keys))
	if n.Kind != jsontree.Object {
		if r.err == nil {
			r.err = r.fault(n.Span, fmt.Sprintf("expected %s, which is an object, found %s", what, n.Kind), "")
		}
		return list
	}
	for _, m := range n.Members {
		i := slices.Index(keys, m.Name.Text)
		if i < 0 {
			if r.err == nil {
				r.err = r.fault(m.Name.Span, fmt.Sprintf("unknown key %q of %s; expected %q", m.Name.Text, what, keys), "")
			}
			return list
		}
		list[i] = m.Value
	}
	for i, v := range list {
		if v == nil && r.err == nil {
			r.err = r.fault(diag.Span{Start: n.Span.Start}, fmt.Sprintf("%s lacks the key %q", what, keys[i]), "")
		}
	}
	return list
}

func (r *reader) entry(n *jsontree.Node) (e Entry) {
	keys := []string{"file", "rule", "path", "says", "count"}
	list := r.members(n, "an entry", keys...)
	if r.err != nil {
		return e
	}
	for i, to := range []*string{&e.File, &e.Rule, &e.Path, &e.Says} {
		if *to = list[i].Text; list[i].Kind != jsontree.String {
			r.wrong(list[i], keys[i], "a string")
		}
	}
	n = list[len(keys)-1]
	count, err := strconv.Atoi(n.Text)
	if e.Count = count; n.Kind != jsontree.Number || err != nil || count < 1 {
		r.wrong(n, "count", "a whole number from 1 on")
	}
	return e
}
