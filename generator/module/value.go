package module

import (
	"slices"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// value is what an expression comes to. It is never changed: a statement that
// changes one makes another.
type value struct {
	kind      jsontree.Kind // Invalid where it cannot be known
	undefined bool          // JSON leaves it out
	why       string        // it cannot be known; "" where the expression says it
	told      bool          // a finding says so already
	file      *file         // where it is written
	span      diag.Span
	text      string
	written   []jsontree.Written
	literal   bool    // one token, which stands for itself
	pieces    []place // of a text that was put together
	items     []item
	members   []member
	gaps      []gap // not all of it is known
	frozen    bool  // statements cannot change its members
}

// place is a place in a file.
type place struct {
	file *file
	span diag.Span
}

// item is a value in another one, and the expression that stands for it there.
type item struct {
	value *value
	at    diag.Span
}

// member is an item with its name.
type member struct {
	name *value
	item
}

// gap is what may add anything to an object or list.
type gap struct {
	place
	why   string
	loose bool // other code gets hold of it; nothing that is written is in doubt
	told  bool
}

// world is all files that a module is made of.
type world struct {
	opts   Options
	main   *file
	files  map[string]*file
	data   map[string]*value // of files that are no modules
	bytes  int
	text   int
	work   int
	deep   int
	inside []*file // whose values are being worked out, innermost last
	at     diag.Span
	closed bool // no more files are read
	faults []diag.Diagnostic
}

func newWorld(opts Options) *world {
	if opts.Limits.Depth <= 0 {
		opts.Limits.Depth = 200
	}
	if opts.Limits.Values <= 0 {
		opts.Limits.Values = 100_000
	}
	if opts.Limits.Errors <= 0 {
		opts.Limits.Errors = 100
	}
	return &world{opts: opts, files: map[string]*file{}, data: map[string]*value{}}
}

func (w *world) parse(name string, text []byte) *file {
	p := newParser(name, text, w.opts.Limits.Depth, w.opts.Limits.Errors)
	p.statements()
	w.files[name] = p.file
	return p.file
}

// report notes a fault of the module that lies in what it brings in.
func (w *world) report(rule string, severity diag.Severity, message, hint string) {
	if len(w.faults) <= w.opts.Limits.Errors {
		w.faults = append(w.faults, diag.Diagnostic{Rule: rule, Severity: severity, Span: w.at, Message: message, Hint: hint})
	}
}

// not is a value that is not known because another is not.
func not(f *file, span diag.Span, of *value) *value {
	return &value{file: f, span: span, why: of.why, told: of.told}
}

// told is a value that is not known, of which another finding says why.
func told(f *file, span diag.Span) *value { return &value{file: f, span: span, told: true} }

func unknown(f *file, span diag.Span, why string) *value {
	return &value{file: f, span: span, why: why}
}

// known tells whether a value is known itself, if not all in it.
func (v *value) known() bool { return v.kind != jsontree.Invalid }

// eval works out an expression of a file.
func (w *world) eval(f *file, x *expr) *value {
	if x.value != nil {
		return x.value
	}
	if x.busy {
		return w.circle(f, x)
	}
	if w.deep++; w.deep > deepestCall {
		w.deep--
		return unknown(f, x.span, "too many names lead from one to the next")
	}
	x.busy = true
	outer := w.at
	if f == w.main {
		w.at = x.span
	}
	v := w.work1(f, x)
	w.at = outer
	x.busy = false
	x.value = v
	w.deep--
	return v
}

// circle is a value that leads back to itself.
func (w *world) circle(f *file, x *expr) *value {
	v := unknown(f, x.span, "it leads back to itself")
	for _, other := range w.inside {
		if other != f {
			v.told = true
			w.report("module-import", diag.Error, "the files import each other in a circle, and this value leads back to itself",
				"let one of the two have the value, and the other import it")
			break
		}
	}
	return v
}

// spend notes work on n values; not ok when it is enough.
func (w *world) spend(n int) bool {
	w.work += n
	return w.work <= mostWork*w.opts.Limits.Values
}

func (w *world) work1(f *file, x *expr) *value {
	v := &value{file: f, span: x.span}
	switch x.op {
	case opUndefined:
		v.kind, v.undefined = jsontree.Null, true
	case opNull:
		v.kind, v.literal = jsontree.Null, true
	case opBool:
		v.kind, v.text, v.literal = jsontree.Bool, x.text, true
	case opNumber:
		if n, ok := readNumber(x.text); ok {
			v.kind, v.text, v.literal = jsontree.Number, asWritten(x.text, n), true
			if numberText(n) == "+Inf" {
				v.kind, v.text = jsontree.Null, ""
			}
		} else {
			v.why = "JSON has no such number"
		}
	case opString:
		v.kind, v.text, v.written, v.literal = jsontree.String, x.text, x.written, true
	case opTemplate:
		return w.template(f, x)
	case opArray:
		return w.array(f, x)
	case opObject:
		return w.object(f, x)
	case opName:
		return w.name(f, x)
	case opMember:
		return w.memberOf(f, x)
	case opCall:
		return w.call(f, x)
	case opChain:
		return w.chain(f, x)
	case opPrefix:
		return w.prefix(f, x)
	case opChoice:
		return w.choice(f, x)
	case opAssign:
		return w.eval(f, x.args[1])
	case opFunction:
		v.why = "a function"
	case opFault:
		v.told = true
	default:
		v.why = x.text
	}
	return v
}

func (w *world) array(f *file, x *expr) *value {
	v := &value{kind: jsontree.Array, file: f, span: x.span}
	for _, a := range x.args {
		if a.op != opSpread {
			v.items = append(v.items, item{w.eval(f, a), a.span})
			continue
		}
		of := w.eval(f, a.args[0])
		switch {
		case of.kind != jsontree.Array || !w.spend(len(of.items)) || w.later(f, a.args[0]):
			v.gaps = append(v.gaps, gap{place: place{f, a.span}, why: of.why})
		default:
			for _, i := range of.items {
				v.items = append(v.items, item{i.value, a.span})
			}
			v.gaps = append(v.gaps, of.gaps...)
		}
	}
	return v
}

func (w *world) object(f *file, x *expr) *value {
	v := &value{kind: jsontree.Object, file: f, span: x.span}
	m := members{value: v}
	for _, prop := range x.props {
		if prop.name == nil {
			w.spread(f, &m, prop.value, !prop.short && w.later(f, prop.value))
			continue
		}
		name := w.eval(f, prop.name)
		if prop.name.op == opString && prop.name.text == "__proto__" && !prop.short {
			continue // is no member
		}
		if name.kind == jsontree.Number {
			name = &value{kind: jsontree.String, file: f, span: name.span, text: name.text, written: at(name.span.Start)}
		}
		if name.kind != jsontree.String {
			v.gaps = append(v.gaps, gap{place: place{f, prop.name.span}, why: name.why}) // none of those that are written out, for all we know
			continue
		}
		if prop.short {
			name = &value{kind: jsontree.String, file: f, span: name.span, text: name.text, written: name.written}
		}
		m.set(member{name, item{w.eval(f, prop.value), prop.value.span}})
	}
	return v
}

// spread puts the members of a value into an object.
func (w *world) spread(f *file, m *members, x *expr, later bool) {
	of := w.eval(f, x)
	switch {
	case later:
		m.doubt(gap{place: place{f, x.span}, why: "statements that follow change it"})
	case of.undefined, of.kind == jsontree.Null:
	case of.kind != jsontree.Object || !w.spend(len(of.members)):
		m.doubt(gap{place: place{f, x.span}, why: of.why})
	default:
		for _, g := range of.gaps {
			if g.loose {
				m.value.gaps = append(m.value.gaps, g)
			} else {
				m.doubt(g)
			}
		}
		for _, each := range of.members {
			m.set(member{each.name, item{each.value, x.span}})
		}
	}
}

// members fills an object. The last one of a name counts.
type members struct {
	value *value
	names map[string]int
}

func (m *members) find(name string) int {
	const few = 16
	if len(m.value.members) <= few {
		return slices.IndexFunc(m.value.members, func(o member) bool { return o.name.text == name })
	}
	if m.names == nil {
		m.names = map[string]int{}
		for i, o := range m.value.members {
			m.names[o.name.text] = i
		}
	}
	if i, ok := m.names[name]; ok {
		return i
	}
	return -1
}

func (m *members) set(n member) {
	if at := m.find(n.name.text); at >= 0 {
		m.value.members[at] = n
		return
	}
	m.value.members = append(m.value.members, n)
	if m.names != nil {
		m.names[n.name.text] = len(m.value.members) - 1
	}
}

// doubt notes that anything may be added, and what is there be replaced.
func (m *members) doubt(g gap) {
	v := m.value
	v.gaps = append(v.gaps, g)
	for i, n := range v.members {
		if n.value.known() {
			v.members[i].value = unknown(n.value.file, n.value.span, "what follows may replace it")
		}
	}
}
