// Package format lays an app definition out as the platform's examples are:
// the keys in their order, two spaces a level. It changes nothing else: every
// name and value stays as it is written, byte for byte.
package format

import (
	"bytes"
	"unicode/utf8"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// width is how many characters a line has at most on which an array stands
// whole, with the comma behind it.
const width = 100

// Definition returns a text laid out. It leaves alone, and returns as it is, what is no app
// definition: JSON that holds no object. A text that is not JSON, in which a name
// stands twice, or that is beyond the limits, is refused: out is nil, and faults say
// why, with places in text; a byte order mark is no fault, and dropped.
//
// The keys that documents name come first, in the order of appdef.DefinitionOrder, then
// all others as they stood; elements of arrays keep their order. A line ends as the
// first of the text does. An object has a line for each member, an array one for each
// element; one of plain values that begins on the line of its bracket is put on one
// line where that has room.
func Definition(text []byte, limits jsontree.Limits) (out []byte, faults []diag.Diagnostic) {
	root, faults := jsontree.Parse(text, limits)
	for _, f := range faults {
		if f.Rule != "json-bom" {
			return nil, faults
		}
	}
	app, _ := appdef.Decode(root)
	if app.Root == nil {
		return text, nil
	}
	w := &writer{text: text, out: make([]byte, 0, len(text)+len(text)/8), end: lineEnd(text), app: app.Root}
	w.value(root, 0, nil)
	w.out = append(w.out, w.end...)
	return w.out, nil
}

// lineEnd is how the lines of a text end: as the first of them.
func lineEnd(text []byte) string {
	if i := bytes.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

type writer struct {
	text, out []byte
	end       string         // of a line
	line      int            // where the last line of out begins
	app       *jsontree.Node // the object that is the definition; nil where the order stays as it is
	comments  []diag.Span    // that are not written yet
}

// value writes a value that stands so deep. Its order may be nil.
func (w *writer) value(n *jsontree.Node, depth int, order *appdef.Order) {
	if n == w.app && w.app != nil {
		order = appdef.DefinitionOrder
	}
	switch n.Kind {
	case jsontree.Object:
		if order != nil && order.Item != nil {
			order = order.Item
		}
		w.object(n, depth, order)
	case jsontree.Array:
		w.array(n, depth, order)
	default:
		w.written(n.Span)
	}
}

// written writes what stands in the text.
func (w *writer) written(s diag.Span) { w.out = append(w.out, w.text[s.Start:s.End]...) }

func (w *writer) object(n *jsontree.Node, depth int, order *appdef.Order) {
	w.out = append(w.out, '{')
	end := n.Span.Start + 1
	for i, m := range sorted(n.Members, order) {
		w.next(i, end, m.Name.Span.Start, depth+1)
		w.written(m.Name.Span)
		w.out = append(w.out, ": "...)
		w.value(m.Value, depth+1, order.Of(m.Name.Text))
		end = m.Value.Span.End
	}
	w.last(len(n.Members), end, n.Span.End-1, depth, '}')
}

func (w *writer) array(n *jsontree.Node, depth int, order *appdef.Order) {
	if w.fits(n) {
		w.out = append(w.out, '[')
		for i, item := range n.Items {
			if i > 0 {
				w.out = append(w.out, ", "...)
			}
			w.written(item.Span)
		}
		w.out = append(w.out, ']')
		return
	}
	var of *appdef.Order
	if order != nil {
		of = order.Item
	}
	w.out = append(w.out, '[')
	end := n.Span.Start + 1
	for i, item := range n.Items {
		w.next(i, end, item.Span.Start, depth+1)
		w.value(item, depth+1, of)
		end = item.Span.End
	}
	w.last(len(n.Items), end, n.Span.End-1, depth, ']')
}

// next begins the line of the i-th thing in a bracket, which is written at to, behind
// what ends at from.
func (w *writer) next(i, from, to, depth int) {
	if i > 0 {
		w.out = append(w.out, ',')
	}
	w.beside(from, to)
	w.begin(depth)
	w.above(from, to, depth)
}

// last closes a bracket that so many things stand in, and stands at to itself.
func (w *writer) last(things, from, to, depth int, bracket byte) {
	written := len(w.out)
	w.beside(from, to)
	for w.between(from, to) {
		w.begin(depth + 1)
		w.comment()
	}
	if things > 0 || len(w.out) > written {
		w.begin(depth)
	}
	w.out = append(w.out, bracket)
}

// begin begins a line.
func (w *writer) begin(depth int) {
	w.out = append(w.out, w.end...)
	w.line = len(w.out)
	for range depth {
		w.out = append(w.out, "  "...)
	}
}

// fits tells whether an array is written on one line: one of plain values that
// begins on the line of its bracket, and has room behind what stands there.
func (w *writer) fits(n *jsontree.Node) bool {
	if len(n.Items) == 0 || w.between(n.Span.Start, n.Span.End) || bytes.ContainsAny(w.text[n.Span.Start:n.Items[0].Span.Start], "\r\n") {
		return false
	}
	columns := utf8.RuneCount(w.out[w.line:]) + len("[],") - len(", ")
	for _, item := range n.Items {
		if item.Kind == jsontree.Object || item.Kind == jsontree.Array {
			return false
		}
		if columns += utf8.RuneCount(w.text[item.Span.Start:item.Span.End]) + len(", "); columns > width {
			return false
		}
	}
	return true
}

// sorted returns the members with those first that the order names. No name
// stands twice.
func sorted(list []jsontree.Member, order *appdef.Order) []jsontree.Member {
	if order == nil || len(order.Keys) == 0 {
		return list
	}
	byName := make(map[string]jsontree.Member, len(order.Keys))
	for _, key := range order.Keys {
		byName[key] = jsontree.Member{}
	}
	var others []jsontree.Member
	for _, m := range list {
		if _, known := byName[m.Name.Text]; known {
			byName[m.Name.Text] = m
		} else {
			others = append(others, m)
		}
	}
	out := make([]jsontree.Member, 0, len(list))
	for _, key := range order.Keys {
		if m := byName[key]; m.Name != nil {
			out = append(out, m)
		}
	}
	return append(out, others...)
}
