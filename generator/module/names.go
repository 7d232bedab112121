package module

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/jsontree"
)

// loosened is a value that other code gets hold of: what is written in it is
// known, and anything may be added. within is set for what lies in such a value.
func loosened(v *value, within bool) *value {
	if v.kind < jsontree.Array || slices.ContainsFunc(v.gaps, func(g gap) bool { return g.loose }) {
		return v
	}
	next := *v
	next.gaps = append(slices.Clone(v.gaps), gap{place: place{v.file, v.span}, loose: true, told: within})
	next.items = slices.Clone(v.items)
	for i := range next.items {
		next.items[i].value = loosened(next.items[i].value, true)
	}
	next.members = slices.Clone(v.members)
	for i := range next.members {
		next.members[i].value = loosened(next.members[i].value, true)
	}
	return &next
}

// get finds a member of a value; missing tells that it has none of that name.
func (v *value) get(name string) (found *value, missing bool) {
	switch v.kind {
	case jsontree.Object:
		for _, m := range slices.Backward(v.members) {
			if m.name.text == name {
				return m.value, false
			}
		}
		return nil, len(v.gaps) == 0
	case jsontree.Array:
		for i := range v.items {
			if fmt.Sprint(i) == name && len(v.gaps) == 0 {
				return v.items[i].value, false
			}
		}
		if name == "length" && len(v.gaps) == 0 {
			return &value{kind: jsontree.Number, text: fmt.Sprint(len(v.items)), file: v.file, span: v.span}, false
		}
	}
	return nil, false
}

// memberOf works out x.name and x["name"].
func (w *world) memberOf(f *file, x *expr) *value {
	key := x.text
	if len(x.args) > 1 {
		k := w.eval(f, x.args[1])
		if k.kind != jsontree.String && k.kind != jsontree.Number {
			return unknown(f, x.span, "")
		}
		key = k.text
	}
	if x.args[0].op == opName && f.names[x.args[0].text] == nil {
		return unknown(f, x.span, "") // process.env and the like
	}
	of := w.eval(f, x.args[0])
	if !of.known() {
		return not(f, x.span, of)
	}
	if !w.spend(len(of.members) + len(of.items)) {
		return unknown(f, x.span, "too much is worked out")
	}
	found, missing := of.get(key)
	switch {
	case (missing || found != nil && found.kind < jsontree.Array) && w.later(f, x):
		return unknown(f, x.span, "statements that follow change it")
	case found != nil:
		return found
	case missing:
		return &value{kind: jsontree.Null, undefined: true, file: f, span: x.span}
	}
	return unknown(f, x.span, "")
}

// later tells whether statements behind an expression change what it names: it
// is not known what was taken from it.
func (w *world) later(f *file, x *expr) bool {
	name, _, ok := named(x)
	if !ok || f.names[name] == nil {
		return false
	}
	return slices.ContainsFunc(f.names[name].changes, func(c change) bool { return c.at > x.span.End && !c.weak })
}

// name works out what a name stands for.
func (w *world) name(f *file, x *expr) *value {
	b := f.names[x.text]
	switch {
	case b == nil:
		return unknown(f, x.span, "")
	case b.varying:
		return unknown(f, x.span, fmt.Sprintf("%q is declared more than once", strings.TrimPrefix(x.text, "export ")))
	}
	var v *value
	if b.imports != nil {
		if v = w.imported(f, b.imports); !v.known() && v.file == f {
			v = &value{file: f, span: x.span, why: v.why, told: v.told}
		}
	} else {
		w.main.sure = min(w.main.sure, w.take(f, b))
		v = w.eval(f, b.init)
		for _, key := range b.path {
			found, missing := v.get(key)
			switch {
			case found != nil:
				v = found
			case missing:
				return &value{kind: jsontree.Null, undefined: true, file: f, span: x.span}
			default:
				return not(f, x.span, v)
			}
		}
	}
	return w.change(f, v, b.changes)
}

// take has the faults of a constant's value count, and returns where the first
// of them lies in the module itself.
func (w *world) take(f *file, b *binding) int {
	sure := len(w.main.text)
	if len(b.faults) == 0 {
		return sure
	}
	if f == w.main {
		f.faults = append(f.faults, b.faults...)
		sure = b.faults[0].Span.Start
	} else {
		w.unreadable(f, b.faults[0].Span)
	}
	b.faults = nil
	return sure
}

// change makes of a value what statements make of it.
func (w *world) change(f *file, v *value, changes []change) *value {
	for _, c := range changes {
		if !w.spend(1) {
			return unknown(f, v.span, "too much is worked out")
		}
		v = w.changed(f, v, c.path, c)
	}
	return v
}

func (w *world) changed(f *file, v *value, path []string, c change) *value {
	if len(path) == 0 {
		switch {
		case c.weak && (!c.taken || v.kind < jsontree.Array):
			return loosened(v, false)
		case c.value != nil:
			return w.eval(f, c.value)
		}
		return unknown(v.file, v.span, "other statements change it")
	}
	if v.frozen && len(path) == 1 {
		return v
	}
	if v.kind != jsontree.Object {
		if v.kind == jsontree.Array && !c.weak {
			return unknown(v.file, v.span, "other statements change it")
		}
		return v
	}
	old, missing := v.get(path[0])
	if old == nil {
		if c.weak || len(path) > 1 || !missing && c.value == nil {
			return v
		}
		old = unknown(f, v.span, "other statements change it")
	}
	now := w.changed(f, old, path[1:], c)
	if now == old && old.kind != jsontree.Invalid || !w.spend(len(v.members)) {
		return v
	}
	next := *v
	next.members = slices.Clone(v.members)
	m := members{value: &next}
	n := member{&value{kind: jsontree.String, text: path[0], file: now.file, span: now.span}, item{now, now.span}}
	if at := m.find(path[0]); at >= 0 {
		n.name = next.members[at].name
		n.at = next.members[at].at
	}
	m.set(n)
	return &next
}
