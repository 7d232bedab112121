package module

import (
	"slices"

	"vitrine/generator/diag"
)

// statements reads a whole module.
func (p *parser) statements() {
	for p.next(); p.tok.class != end; {
		before := p.tok.span
		p.statement()
		if p.tok.span == before { // a bracket that nothing opened
			p.next()
		}
	}
	p.settle()
}

// settle gives names the changes that were noted of them. What is changed under
// another name is changed under its own as well.
func (p *parser) settle() {
	for _, name := range slices.Backward(p.file.order) { // a name that stands for part of another comes later
		b := p.file.names[name]
		b.changes = p.changes[name]
		if b.init == nil {
			continue
		}
		for _, c := range b.changes {
			if _, _, ok := named(b.init); ok {
				c.path = slices.Concat(b.path, c.path)
			}
			p.holds(b.init, c)
		}
	}
	const elsewhere = "other code exports something else"
	for _, c := range slices.Concat(p.changes["module"], within(p.changes["exports"])) {
		if c.value != nil || c.weak || len(c.path) == 0 || c.path[0] != "exports" {
			continue
		}
		span := diag.Span{}
		if p.file.whole != nil {
			span = diag.Span{Start: p.file.whole.span.Start, End: p.file.whole.span.Start}
		}
		switch x := (&expr{span: span, text: elsewhere}); len(c.path) {
		case 1:
			p.file.whole = x
		default:
			p.file.exports[c.path[1]], p.file.own[c.path[1]] = x, true
		}
	}
}

// holds notes what a change of a value may change of what has another name: the
// values that an expression has in it are the same ones.
func (p *parser) holds(x *expr, c change) {
	if name, path, ok := named(x); ok {
		c.value = nil
		if c.path = slices.Concat(path, c.path); !exact(x) {
			c.path = path
		}
		p.note(name, c)
		return
	}
	switch x.op {
	case opChoice, opChain, opCall, opAssign: // it is one of them
		for _, a := range x.args {
			p.holds(a, c)
		}
	case opArray, opSpread:
		for _, a := range x.args {
			p.holds(a, change{weak: true, taken: !c.weak, at: c.at})
		}
	case opObject:
		for _, m := range x.props {
			switch {
			case len(c.path) == 0:
				p.holds(m.value, change{weak: true, taken: !c.weak, at: c.at})
			case m.name == nil && len(c.path) > 1: // what is in it was copied, what is in that was not
				p.holds(m.value, c)
			case m.name != nil && m.name.text == c.path[0] && len(c.path) > 1:
				deeper := c
				deeper.path = c.path[1:]
				p.holds(m.value, deeper)
			}
		}
	}
}

// within are changes of exports as changes of module.exports; exports itself
// may become anything.
func within(list []change) (out []change) {
	for _, c := range list {
		if len(c.path) > 0 {
			c.path = append([]string{"exports"}, c.path...)
			out = append(out, c)
		}
	}
	return out
}

func (p *parser) statement() {
	switch t := p.tok; {
	case p.is(";"):
		p.next()
	case p.is("{"):
		p.balanced()
	case t.class == word && p.keyword(t):
	default:
		p.plain()
	}
}

// keyword reads a statement that a word begins; false if the word is a name.
func (p *parser) keyword(t token) bool {
	switch t.text {
	case "import":
		return p.importing()
	case "export":
		p.export()
	case "const", "let", "var":
		p.declare(t.text == "const")
	case "function", "class":
		p.named()
	case "async":
		if !p.asyncFunction() {
			return false
		}
		p.named()
	case "if", "for", "while", "do", "try", "switch", "with", "throw", "return":
		p.block()
	default:
		return p.types && p.typeStatement(t)
	}
	return true
}

// named notes a function or class by its name.
func (p *parser) named() {
	start := p.tok.span.Start
	isClass := p.isWord("class")
	name := scanner{src: p.src, pos: p.pos, open: p.ignore}
	if name.next(); name.is("*") {
		name.next()
	}
	var x *expr
	if isClass {
		x = p.class(start)
	} else {
		x = p.function(start)
	}
	if name.tok.class == word {
		p.bind(name.tok.text, &binding{at: name.tok.span, init: x})
	}
}

// bind notes what a name stands for. One that is declared twice varies.
func (p *parser) bind(name string, b *binding) {
	if old := p.file.names[name]; old != nil {
		old.varying = true
		return
	}
	p.file.names[name] = b
	p.file.order = append(p.file.order, name)
}

// block steps over a statement with blocks.
func (p *parser) block() {
	first, depth := true, 0
	p.skip(func() bool {
		if first {
			first = false
			return false
		}
		closed := p.last.class == mark && p.last.text == "}"
		if closed {
			depth++
		}
		return p.last.class == mark && p.last.text == ";" || closed &&
			!(p.tok.class == word && slices.Contains([]string{"else", "catch", "finally", "while"}, p.tok.text))
	})
}

// typeStatement steps over what only TypeScript has.
func (p *parser) typeStatement(t token) bool {
	if !slices.Contains([]string{"type", "interface", "enum", "declare", "namespace", "abstract", "module"}, t.text) {
		return false
	}
	ahead := scanner{src: p.src, pos: p.pos, open: p.ignore}
	if ahead.next(); ahead.tok.broken || ahead.tok.class != word && ahead.tok.class != quoted {
		return false
	}
	p.next()
	switch t.text {
	case "type":
		p.next()
		if p.is("<") {
			p.typeArguments()
		}
		if p.take("=") {
			p.skipType()
		}
		p.ended()
	case "declare":
		p.skip(func() bool { return p.is(";") || p.last.class == mark && p.last.text == "}" || p.tok.broken })
	default:
		p.skip(func() bool { return p.is("{") || p.is(";") })
		if p.is("{") {
			p.skipBracket()
		}
	}
	return true
}

// ended steps over what is left of a statement that should end here.
func (p *parser) ended() {
	if p.take(";") || p.tok.broken || p.tok.class == end {
		return
	}
	first := true
	p.skip(func() bool {
		stop := !first && p.tok.broken || p.is(";")
		first = false
		return stop
	})
	p.take(";")
}

// plain reads a statement that is an expression: something is exported, a member
// is given a value, or it does not matter.
func (p *parser) plain() {
	before := len(p.waiting)
	for more := true; more; more = p.take(",") {
		p.quiet++
		p.definite = true
		x := p.assign()
		p.definite = false
		p.quiet--
		if name, path, ok := assigned(x); ok {
			p.note(name, change{path: path})
		}
		if found := p.waiting[before:]; p.exported(x) {
			p.keep(found)
			if !p.tok.broken && p.tok.class != end && !p.is(";") {
				p.expected("the end of the statement")
			}
		}
		p.waiting = p.waiting[:before]
	}
	p.ended()
}

// assigned tells what Object.assign changes that is a statement of its own.
func assigned(x *expr) (name string, path []string, ok bool) {
	if x.op != opCall || len(x.args) < 2 {
		return "", nil, false
	}
	if object, method, ok := named(x.args[0]); !ok || object != "Object" || !slices.Equal(method, []string{"assign"}) {
		return "", nil, false
	}
	return named(x.args[1])
}

// exported takes note of module.exports = x, exports.name = x and the like.
func (p *parser) exported(x *expr) bool {
	var targets [][]string
	for ; x.op == opAssign; x = x.args[1] {
		name, path, ok := named(x.args[0])
		switch {
		case !ok:
			continue
		case name == "module" && len(path) > 0 && path[0] == "exports":
			if targets = append(targets, path[1:]); len(path) == 2 {
				p.file.own[path[1]] = true
			}
		case name == "exports" && p.file.names[name] == nil:
			if len(path) == 0 && len(targets) == 0 {
				continue // exports = module.exports = …
			}
			targets = append(targets, path)
		}
	}
	for _, path := range targets {
		switch len(path) {
		case 0:
			p.file.whole = x
		case 1:
			p.file.exports[path[0]] = x
		}
	}
	return len(targets) > 0
}

// declare reads const, let and var.
func (p *parser) declare(constant bool) {
	p.next()
	if p.types && p.isWord("enum") {
		p.skip(func() bool { return p.is("{") })
		p.skipBracket()
		return
	}
	for {
		p.declarator(constant)
		if !p.take(",") {
			break
		}
	}
	p.ended()
}

// declarator reads one name with its value, or names that take it apart.
func (p *parser) declarator(constant bool) {
	var names []taken
	start := p.tok.span
	whole := p.tok.class == word
	switch {
	case whole:
		names = []taken{{name: p.tok.text, at: p.tok.span}}
		p.next()
	case p.is("{"):
		names = p.pattern()
	case p.is("["):
		p.balanced()
	default:
		return
	}
	if p.types {
		p.take("!")
		if p.take(":") {
			p.skipType()
		}
	}
	var x *expr
	var found []diag.Diagnostic
	if p.take("=") {
		before := len(p.waiting)
		p.quiet++
		x = p.assign()
		p.quiet--
		found = slices.Clone(p.waiting[before:])
		p.waiting = p.waiting[:before]
	}
	for _, n := range names {
		b := &binding{at: n.at, init: x, path: n.path, named: whole, faults: found}
		if x == nil || n.odd {
			b.init = &expr{span: start, text: "a name without a value"}
		}
		p.bind(n.name, b)
	}
}

// taken is a name in a pattern, and the members that lead to its value.
type taken struct {
	name string
	at   diag.Span
	path []string
	odd  bool // it is not known what it gets
}

// pattern reads { a, b: c, ...rest }; patterns in it are stepped over.
func (p *parser) pattern() (names []taken) {
	p.next()
	for p.tok.class != end && !p.is("}") {
		rest := p.take("...")
		key := p.tok
		if key.class != word && key.class != quoted {
			p.skipPast()
			if !p.take(",") {
				break
			}
			continue
		}
		name, _ := p.name()
		n := taken{name: name.text, at: name.span, path: []string{name.text}, odd: rest}
		if p.take(":") {
			if p.tok.class != word {
				p.skipPast()
				p.take(",")
				continue
			}
			n.name, n.at = p.tok.text, p.tok.span
			p.next()
		}
		if p.is("=") {
			n.odd = true
			p.skipPast()
		}
		names = append(names, n)
		if !p.take(",") {
			break
		}
	}
	p.skip(func() bool { return false })
	p.take("}")
	return names
}
