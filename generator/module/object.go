package module

import (
	"fmt"
	"slices"

	"vitrine/generator/diag"
)

// object reads an object literal.
func (p *parser) object() *expr {
	open := p.tok.span
	x := &expr{op: opObject, span: open}
	p.next()
	for !p.is("}") {
		if p.unclosed(open, "}") {
			break
		}
		p.property(x)
		if p.is("}") || p.take(",") {
			continue
		}
		if p.resumed {
			p.resumed = false
			continue
		}
		p.separate(p.tok.class == word || p.tok.class == quoted || p.is("..."), "}")
	}
	if p.is("}") {
		p.next()
	}
	x.span.End = max(open.End, p.last.span.End)
	return x
}

// elements reads values with commas between them, up to the bracket that closes
// the current one.
func (p *parser) elements(x *expr, shut string) {
	open := p.tok.span
	p.next()
	for !p.is(shut) {
		if p.unclosed(open, shut) {
			return
		}
		switch start := p.tok.span; {
		case p.is(","):
			x.args = append(x.args, &expr{op: opUndefined, span: diag.Span{Start: start.Start, End: start.Start}})
		case p.take("..."):
			value := p.assign()
			x.args = append(x.args, p.made(opSpread, start.Start, value))
		default:
			before := p.scanner
			x.args = append(x.args, p.assign())
			if shut == "]" && p.is(":") && p.last.span == start && p.nameBefore(before, open) {
				x.args = x.args[:len(x.args)-1]
				return
			}
		}
		if p.is(shut) || p.take(",") {
			continue
		}
		p.separate(p.tok.class == quoted || p.tok.class == number || p.is("{"), shut)
	}
	p.next()
}

// nameBefore takes what was read as an element for the name of a member: the
// list should have ended before it. before is the state in front of it.
func (p *parser) nameBefore(before scanner, open diag.Span) bool {
	if before.tok.class != word && before.tok.class != quoted {
		return false
	}
	p.scanner = before
	p.resumed = true
	d := p.fault(p.here(), fmt.Sprintf("expected \"]\" before %s", p.found()), "every bracket is closed by one of its kind")
	d.Related = []diag.Related{{Span: open, Message: "the bracket that is open"}}
	return true
}

// unclosed tells whether a bracket is not closed: the text ends, or another
// bracket closes one further out.
func (p *parser) unclosed(open diag.Span, shut string) bool {
	if p.tok.class != end && !(p.tok.class == mark && slices.Contains([]string{")", "]", "}"}, p.tok.text)) {
		return false
	}
	if p.tok.class == end {
		p.fault(open, fmt.Sprintf("the bracket %q is never closed", p.src[open.Start:open.End]), "put "+shut+" where it ends")
		return true
	}
	d := p.fault(p.here(), fmt.Sprintf("expected %q, found %q", shut, p.tok.text), "every bracket is closed by one of its kind")
	d.Related = []diag.Related{{Span: open, Message: "the bracket that is open"}}
	return true
}

// separate reports what stands in place of a comma. Where a member or element
// seems to begin, only the comma is missing (true); else everything up to the
// next one is stepped over.
func (p *parser) separate(begins bool, shut string) bool {
	if p.tok.class == end || p.is(")") || p.is("]") || p.is("}") {
		return false // the bracket is told
	}
	at := p.last.span.End
	d := p.fault(p.here(), fmt.Sprintf("expected a comma or %q, found %s", shut, p.found()), "values are separated by commas")
	if begins {
		d.Fix, d.Unsafe = []diag.Edit{{Span: diag.Span{Start: at, End: at}, New: ","}}, true
		return true
	}
	p.skipPast()
	p.take(",")
	return false
}

// property reads a member of an object, or what is spread into it.
func (p *parser) property(x *expr) {
	start := p.tok.span.Start
	if p.take("...") {
		x.props = append(x.props, property{value: p.assign()})
		return
	}
	name, plain := p.name()
	if name == nil {
		p.expected("a name")
		p.skipPast()
		return
	}
	prop := property{name: name}
	switch {
	case p.take(":"):
		prop.value = p.assign()
	case p.is("("), p.types && p.is("<"):
		prop.value = p.method(start)
	case plain && (p.is(",") || p.is("}")):
		prop.short, prop.value = true, &expr{op: opName, span: name.span, text: name.text}
	case plain && p.is("="): // of a pattern
		p.next()
		p.leak(p.assign())
		prop.value = p.made(opUnknown, start)
	case plain && p.modifies(name.text):
		if method, _ := p.name(); method != nil {
			prop.name = method
		}
		prop.value = p.method(start)
	default:
		p.expected("a colon after the name " + shown(name.text))
		prop.value = &expr{span: diag.Span{Start: p.last.span.End, End: p.last.span.End}, op: opFault}
		if p.tok.class == quoted || p.tok.class == number || p.is("{") || p.is("[") {
			p.assign()
		}
	}
	if name.op == opString {
		p.file.keys[name.text] = true
	}
	x.props = append(x.props, prop)
}

// modifies tells whether a word is no name, but says of which kind the method
// is whose name follows.
func (p *parser) modifies(name string) bool {
	return slices.Contains([]string{"get", "set", "async"}, name) &&
		(p.tok.class == word || p.tok.class == quoted || p.tok.class == number || p.is("[") || p.is("*"))
}

// name reads the name of a member; plain tells whether it may stand for a value
// as well. nil if there is none.
func (p *parser) name() (x *expr, plain bool) {
	p.take("*")
	t := p.tok
	switch {
	case t.class == word:
		p.next()
		x = &expr{op: opString, span: t.span, text: t.text, bare: true}
		x.written = at(t.span.Start)
		return x, !reserved[t.text]
	case t.class == quoted:
		return p.str(), false
	case t.class == number:
		p.next()
		v, ok := readNumber(p.src[t.span.Start:t.span.End])
		if !ok {
			return &expr{span: t.span}, false
		}
		return &expr{op: opString, span: t.span, text: numberText(v), bare: true, written: at(t.span.Start)}, false
	case p.take("["):
		x = p.assign()
		if !p.take("]") {
			p.expected("]")
		}
		return x, false
	}
	return nil, false
}
