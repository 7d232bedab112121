package editing

import (
	"slices"
	"strconv"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// spot is a name or a value of the tree, and the way to it from the definition's
// object.
type spot struct {
	path   []string         // of the value
	member *jsontree.Member // that names the value; nil in an array
	node   *jsontree.Node   // the name or the value
}

// isName tells whether the spot is the name and not the value.
func (s *spot) isName() bool { return s.member != nil && s.node == s.member.Name }

// holds tells whether a span holds an offset, also right behind its last byte:
// there the cursor stands when something was written or clicked.
func holds(s diag.Span, offset int) bool { return s.Start <= offset && offset <= s.End }

// walk visits the values of the definition, parents first, with the way to each;
// the slice is only good during the visit. Where visit returns false, what is
// inside the value is left out.
func (d *Document) walk(visit func(path []string, m *jsontree.Member, n *jsontree.Node) bool) {
	if d.App.Root != nil {
		walk(nil, nil, d.App.Root, visit)
	}
}

func walk(path []string, m *jsontree.Member, n *jsontree.Node, visit func([]string, *jsontree.Member, *jsontree.Node) bool) {
	if !visit(path, m, n) {
		return
	}
	for i, item := range n.Items {
		walk(append(path, strconv.Itoa(i)), nil, item, visit)
	}
	for i := range n.Members {
		m := &n.Members[i]
		walk(append(path, m.Name.Text), m, m.Value, visit)
	}
}

// at finds the name or the innermost value that stands at an offset. In a module
// a value may stand elsewhere than what it belongs to.
func (d *Document) at(offset int) (found spot, ok bool) {
	d.walk(func(path []string, m *jsontree.Member, n *jsontree.Node) bool {
		switch {
		case m != nil && holds(m.Name.Span, offset):
			found, ok = spot{slices.Clone(path), m, m.Name}, true
		case holds(n.Span, offset) && (!ok || length(n.Span) <= length(found.node.Span)):
			found, ok = spot{slices.Clone(path), m, n}, true
		}
		return d.Module || holds(n.Span, offset)
	})
	return found, ok
}

// container finds the object or array that begins at an offset.
func (d *Document) container(open int) (found *jsontree.Node) {
	d.walk(func(_ []string, _ *jsontree.Member, n *jsontree.Node) bool {
		if n.Kind >= jsontree.Array && n.Span.Start == open && found == nil {
			found = n
		}
		return found == nil && (d.Module || holds(n.Span, open))
	})
	return found
}

// written tells whether an object or array is written where its span says: in a
// module one may come from another file.
func (d *Document) written(n *jsontree.Node) bool {
	return n.Kind >= jsontree.Array && n.Span.End <= len(d.Text) && n.Span.Start < n.Span.End &&
		(d.Text[n.Span.Start] == '{' || d.Text[n.Span.Start] == '[')
}

func length(s diag.Span) int { return s.End - s.Start }

// inner is where the text of a string stands, without its quotes.
func inner(n *jsontree.Node) diag.Span { return n.At(0, len(n.Text)) }
