package format

import (
	"bytes"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// mostComments bounds how many comments a text may have that is laid out.
const mostComments = 10_000

// Layout is Definition for a text that somebody is writing: names keep their order, and
// comments stay with what they stand beside: behind it on its line, or on lines of their
// own above what follows. A text with other faults than comments is refused, and one
// with a comment between a name and its value.
func Layout(text []byte, limits jsontree.Limits) (out []byte, faults []diag.Diagnostic) {
	limits.Errors = mostComments
	root, faults := jsontree.Parse(text, limits)
	w := &writer{text: text, out: make([]byte, 0, len(text)+len(text)/8), end: lineEnd(text)}
	for _, f := range faults {
		switch {
		case f.Rule == "json-comment" && whole(text[f.Span.Start:f.Span.End]):
			w.comments = append(w.comments, f.Span)
		case f.Rule != "json-bom":
			return nil, []diag.Diagnostic{f}
		}
	}
	if app, _ := appdef.Decode(root); app.Root == nil {
		return text, nil
	}
	w.above(0, root.Span.Start, 0)
	w.value(root, 0, nil)
	if w.beside(root.Span.End, len(text)); len(w.comments) > 0 && w.comments[0].Start < root.Span.End {
		return nil, faults[:1] // one stands between a name and its value
	}
	for len(w.comments) > 0 {
		w.begin(0)
		w.comment()
	}
	w.out = append(w.out, w.end...)
	return w.out, nil
}

// whole tells whether a comment has an end.
func whole(c []byte) bool {
	return !bytes.HasPrefix(c, []byte("/*")) || len(c) > 3 && bytes.HasSuffix(c, []byte("*/"))
}

// comment writes the next comment.
func (w *writer) comment() {
	w.written(w.comments[0])
	w.comments = w.comments[1:]
}

// beside writes the comments that stand behind something, which ends at from, on its
// line: with nothing of what begins at to behind them there.
func (w *writer) beside(from, to int) {
	closes := to == len(w.text) || w.text[to] == '}' || w.text[to] == ']'
	for w.between(from, to) {
		c := w.comments[0]
		if breaks(w.text[from:c.Start]) || !closes && !breaks(w.text[c.End:to]) {
			return
		}
		w.out = append(w.out, ' ')
		w.comment()
		from = c.End
	}
}

// between tells whether the next comment stands there.
func (w *writer) between(from, to int) bool {
	return len(w.comments) > 0 && w.comments[0].Start >= from && w.comments[0].End <= to
}

// above writes the comments before to on lines of their own, each with the line that
// follows begun.
func (w *writer) above(from, to, depth int) {
	for w.between(from, to) {
		w.comment()
		w.begin(depth)
	}
}

func breaks(b []byte) bool { return bytes.ContainsAny(b, "\r\n") }
