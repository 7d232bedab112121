package module

import (
	"fmt"
	"slices"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// builder makes a tree of values. Each place of the tree has nodes of its own,
// even if one constant stands at several.
type builder struct {
	world   *world
	reading *Reading
	values  int
	full    bool
	quiet   bool // what is made is no part of the definition
}

// root makes the tree of what a module exports.
func (t *builder) root(x *expr, size int) *jsontree.Node {
	if x == nil {
		return &jsontree.Node{Span: diag.Span{End: size}}
	}
	v := t.world.eval(t.world.main, x)
	span := x.span
	if v.file == t.world.main {
		span = v.span
	}
	return t.node(v, span, false, 0)
}

// names makes the trees of the constants of a module.
func (t *builder) names(f *file) (list []jsontree.Member) {
	t.quiet, t.world.closed = true, true
	for _, name := range f.order {
		b := f.names[name]
		if !b.named || b.init == nil || b.init.op == opFunction {
			continue
		}
		v := t.world.eval(f, b.init)
		if v.file == f && !t.full {
			key := jsontree.NewText(b.at, name, at(b.at.Start))
			list = append(list, jsontree.Member{Name: key, Value: t.node(v, v.span, false, 0)})
		}
	}
	return list
}

// node makes the node of a value. at is the expression that stands for it in
// the module; moved tells that it is not written there itself.
func (t *builder) node(v *value, at diag.Span, moved bool, depth int) *jsontree.Node {
	home := v.file == t.world.main
	n := &jsontree.Node{Kind: v.kind, Span: at}
	if home {
		n.Span = v.span
		moved = moved || v.span != at
	} else {
		moved = true
		t.reading.foreign[n] = Origin{File: t.world.fromMain(v.file.path), Text: v.file.text, Span: v.span}
	}
	if moved && !t.quiet {
		t.reading.moved[n.Span.Start], t.reading.moved[n.Span.End] = true, true
	}
	switch {
	case !t.room(n, depth):
		n.Kind = jsontree.Invalid
		return n
	case v.kind == jsontree.Invalid:
		n.Open = true
		t.reading.unknown[n] = v
		return n
	case v.kind == jsontree.String:
		return t.text(n, v, home)
	}
	n.Text = v.text
	if home && v.literal && !t.quiet {
		t.reading.tokens[n.Span]++
	}
	t.children(n, v, depth)
	return n
}

// text makes the node of a text.
func (t *builder) text(n *jsontree.Node, v *value, home bool) *jsontree.Node {
	written := v.written
	if !home {
		written = whole(v.text, n.Span)
	}
	text := jsontree.NewText(n.Span, v.text, written)
	if o, ok := t.reading.foreign[n]; ok {
		delete(t.reading.foreign, n)
		t.reading.foreign[text] = o
	}
	if home && v.literal && !t.quiet {
		t.reading.tokens[n.Span]++
	}
	for _, p := range v.pieces {
		if p.file == t.world.main {
			t.reading.pieces[text] = append(t.reading.pieces[text], p.span)
		}
	}
	return text
}

// children makes the nodes of what a value holds.
func (t *builder) children(n *jsontree.Node, v *value, depth int) {
	n.Open = len(v.gaps) > 0
	if n.Open {
		t.reading.unknown[n] = v
	}
	below := func(i item) *jsontree.Node {
		at := i.at
		if v.file != t.world.main {
			at = n.Span // of the expression that brought it all in
		}
		return t.node(i.value, at, i.value.span != i.at, depth+1)
	}
	for _, i := range v.items {
		if t.full {
			return
		}
		child := below(i)
		if child.Kind == jsontree.Null && i.value.undefined {
			child.Text = ""
		}
		n.Items = append(n.Items, child)
	}
	for _, m := range v.members {
		if t.full {
			return
		}
		if m.value.undefined {
			continue
		}
		name := jsontree.NewText(n.Span, m.name.text, whole(m.name.text, n.Span))
		if m.name.file == t.world.main {
			name = jsontree.NewText(m.name.span, m.name.text, m.name.written)
			if m.name.literal && !t.quiet {
				t.reading.tokens[name.Span]++
			}
		}
		n.Members = append(n.Members, jsontree.Member{Name: name, Value: below(m.item)})
	}
}

// room counts a value, and tells whether it is still within the limits.
func (t *builder) room(n *jsontree.Node, depth int) bool {
	limits := t.world.opts.Limits
	if t.values++; t.values > limits.Values || t.world.work > mostWork*limits.Values {
		if !t.full && !t.quiet {
			t.tell(n, fmt.Sprintf("there are more than %d values; the rest is not read", limits.Values),
				"a definition is far smaller: split the file or raise the limit")
		}
		t.full = true
		return false
	}
	if depth > limits.Depth {
		if !t.quiet {
			t.tell(n, fmt.Sprintf("arrays and objects are nested more than %d levels deep; what lies deeper is not read", limits.Depth),
				"flatten the definition or raise the limit")
		}
		return false
	}
	return true
}

func (t *builder) tell(n *jsontree.Node, message, hint string) {
	t.world.at = n.Span
	t.world.report("json-limits", diag.Error, message, hint)
}

// notKnown are the findings about what only running the module could tell.
func (r *Reading) notKnown() (list []diag.Diagnostic) {
	const hint = "what is literal is read; write the value itself, or let it be: nothing is guessed about it"
	add := func(span diag.Span, path, what, why string) {
		d := diag.Diagnostic{Rule: "module-unknown-value", Severity: diag.Info, Span: span, Path: path, Hint: hint}
		d.Message = what + " is not known here"
		if why != "" {
			d.Message += ": " + why
		}
		list = append(list, d)
	}
	r.Root.Walk(func(n *jsontree.Node, at *jsontree.Trail) bool {
		v := r.unknown[n]
		if v == nil || len(list) > 2*r.limit() {
			return v == nil || len(list) <= 2*r.limit()
		}
		if v.told {
			return true
		}
		if o, ok := r.foreign[n]; ok && (len(v.gaps) == 0 || !v.gaps[0].loose) {
			add(n.Span, at.Pointer(), fmt.Sprintf("something in %s", shown(o.File)), v.why)
			return true
		}
		if v.kind == jsontree.Invalid {
			add(n.Span, at.Pointer(), r.excerpt(n.Span), v.why)
		}
		for _, g := range v.gaps {
			if g.told {
				continue
			}
			if g.loose {
				add(diag.Span{Start: n.Span.Start, End: n.Span.Start + 1}, at.Pointer(), "", "")
				list[len(list)-1].Message = "other code gets hold of this, and may add to it: what is written here is taken as it is"
				continue
			}
			if g.file == v.file {
				add(g.span, at.Pointer(), r.excerpt(g.span), g.why)
			} else {
				add(n.Span, at.Pointer(), fmt.Sprintf("something in %s", shown(r.fromMain(g.file.path))), g.why)
			}
		}
		return true
	})
	return list
}

func (r *Reading) limit() int {
	if r.opts.Limits.Errors > 0 {
		return r.opts.Limits.Errors
	}
	return 100
}

// excerpt quotes the module for a message.
func (r *Reading) excerpt(s diag.Span) string {
	if s.Start == s.End {
		return "this"
	}
	return shown(string(r.Text[s.Start:s.End]))
}

// Mentions tells whether all of these stand in the module as names of members.
func (r *Reading) Mentions(names ...string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !r.keys[name] })
}
