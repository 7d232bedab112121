package jsontree

import (
	"fmt"
	"unsafe"

	"vitrine/generator/diag"
)

// Parse reads a JSON text. The tree and the diagnostics always come both:
// there are no diagnostics if and only if src is one RFC 8259 text in valid
// UTF-8, without byte order mark and duplicate names, and within the limits.
// They refer to src, which must not be changed afterwards.
func Parse(src []byte, limits Limits) (*Node, []diag.Diagnostic) {
	r := Read(src, limits)
	if r.Hidden > 0 {
		r.Faults = append(r.Faults, diag.Diagnostic{Rule: "json-limits", Span: r.Faults[len(r.Faults)-1].Span,
			Message: fmt.Sprintf("%s in this text; only the first %d are shown", plural(r.Hidden, "more fault"), len(r.Faults)),
			Hint:    "mend the faults above first"})
	}
	return r.Root, r.Faults
}

// Reading is what Read makes of a text.
type Reading struct {
	Text   []byte // that was read; strings of the tree are parts of it
	Root   *Node
	Faults []diag.Diagnostic // in order, the first Limits.Errors of them
	Hidden int               // faults beyond those
	Sure   int               // up to this offset nothing was guessed: what is text and what is not is certain
}

// Read is Parse, and tells from where on the reading rests on a guess. Behind
// that place the fixes of Faults are guesses, too, and marked so; and if there
// is such a place, any fix is that rests on what belongs to what.
//
// A text whose brackets do not fit is read twice: only when it is known how
// many are missing in all can the indentation tell which.
//
// The text is not copied, as the tree and the findings refer to it: the bytes
// must not be changed afterwards.
func Read(src []byte, limits Limits) Reading {
	p := newParser(unsafe.String(unsafe.SliceData(src), len(src)), limits)
	if p.readable() {
		p.run()
		if p.broken && !p.stopped {
			q := newParser(p.text, limits)
			q.guided, q.surplus = true, p.balance
			q.readable()
			q.run()
			p = q
		}
	}
	if p.root == nil {
		p.root = p.node(Invalid, 0, len(p.text))
	}
	diag.Doubt(p.diags, p.sure)
	return Reading{src, p.root, diag.Sort(p.diags), p.hidden, p.sure}
}
