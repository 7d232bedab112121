package module

import (
	"slices"

	"vitrine/generator/diag"
)

// expression reads one expression, or several with commas between them, of
// which the last counts.
func (p *parser) expression() *expr {
	x := p.assign()
	for p.take(",") {
		x = p.assign()
	}
	return x
}

// assigning are the marks that give what stands before them a value that
// depends on the one before.
var assigning = []string{"+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??="}

// assign reads an expression without commas.
func (p *parser) assign() *expr {
	definite := p.definite // nothing decides whether it is worked out
	p.definite = false
	start := p.tok.span.Start
	defer p.leave()
	if !p.enter() {
		p.skipPast()
		return &expr{span: diag.Span{Start: start, End: max(start, p.last.span.End)}}
	}
	if p.isWord("async") && p.asyncFunction() {
		return p.function(start)
	}
	x := p.choice()
	switch {
	case p.is("=>"):
		return p.arrow(start)
	case p.is("="):
		p.next()
		p.definite = definite
		value := p.assign()
		if definite {
			p.changed(x, value)
		} else {
			p.changed(x, nil)
		}
		return p.made(opAssign, start, x, value)
	case p.tok.class == mark && slices.Contains(assigning, p.tok.text):
		p.next()
		p.leak(p.assign())
		p.changed(x, nil)
		return p.made(opUnknown, start)
	}
	return x
}

// made is an expression that ends with the token before the current one.
func (p *parser) made(op op, start int, args ...*expr) *expr {
	return &expr{op: op, span: diag.Span{Start: start, End: max(start, p.last.span.End)}, args: args}
}

// arrow steps over the body of a function that is written with an arrow.
func (p *parser) arrow(start int) *expr {
	p.next()
	if p.is("{") {
		p.balanced()
	} else {
		p.leak(p.assign())
	}
	return p.made(opFunction, start)
}

func (p *parser) choice() *expr {
	start := p.tok.span.Start
	x := p.chain(1)
	if !p.is("?") {
		return x
	}
	p.next()
	then := p.assign()
	if !p.take(":") {
		p.expected("a colon")
		return p.made(opUnknown, start)
	}
	return p.made(opChoice, start, x, then, p.assign())
}

// weights are how strongly marks and words bind what stands at their sides.
var weights = map[string]int{
	"??": 1, "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "===": 6, "!==": 6, "<": 7, ">": 7, "<=": 7, ">=": 7,
	"in": 7, "instanceof": 7, "<<": 8, ">>": 8, ">>>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10, "**": 11,
}

func (p *parser) weight() int {
	if p.tok.class == mark || p.isWord("in") || p.isWord("instanceof") {
		return weights[p.tok.text]
	}
	return 0
}

// chain reads values with marks of at least that weight between them. Those of
// one weight are one expression, however many there are.
func (p *parser) chain(least int) *expr {
	start := p.tok.span.Start
	x := p.prefix()
	for {
		if p.types && !p.tok.broken && (p.isWord("as") || p.isWord("satisfies")) && least <= 7 {
			p.next()
			p.skipType()
			continue
		}
		weight := p.weight()
		if weight == 0 || weight < least {
			return x
		}
		op := p.tok.text
		p.next()
		y := p.chain(weight + 1)
		if x.op == opChain && weights[x.ops[0]] == weight && x.span.Start == start {
			x.args, x.ops = append(x.args, y), append(x.ops, op)
			x.span.End = max(x.span.Start, p.last.span.End)
			continue
		}
		x = p.made(opChain, start, x, y)
		x.ops = []string{op}
	}
}

// mostPrefixes is how many of them stand before a value; nobody writes more.
const mostPrefixes = 20

// prefix reads a value with what stands before it.
func (p *parser) prefix() *expr {
	var before []token
	count := 0
	for p.tok.class == mark && slices.Contains([]string{"-", "+", "!", "~", "++", "--"}, p.tok.text) ||
		p.tok.class == word && slices.Contains([]string{"typeof", "void", "delete", "await"}, p.tok.text) {
		if count++; count <= mostPrefixes {
			before = append(before, p.tok)
		}
		p.next()
	}
	x := p.postfix()
	for _, t := range slices.Backward(before) {
		switch t.text {
		case "++", "--", "delete":
			p.changed(x, nil)
		}
		x = p.made(opPrefix, t.span.Start, x)
		x.text = t.text
	}
	if count > mostPrefixes {
		return p.made(opUnknown, x.span.Start)
	}
	return x
}

// mostLinks is how many members and calls may follow each other.
const mostLinks = 200

// postfix reads a value with the members and calls that follow it.
func (p *parser) postfix() *expr {
	start := p.tok.span.Start
	x := p.primary()
	for links := 0; ; links++ {
		switch {
		case p.is("."), p.is("?."):
			if p.next(); p.is("(") || p.is("[") {
				continue
			}
			name := p.tok
			if name.class != word {
				p.expected("a name")
				return p.made(opUnknown, start)
			}
			p.next()
			x = p.made(opMember, start, x)
			x.text = name.text
		case p.is("["):
			p.next()
			key := p.expression()
			if !p.take("]") {
				p.expected("]")
			}
			x = p.made(opMember, start, x, key)
		case p.is("("):
			args := p.arguments()
			p.calls(x, args)
			x = p.made(opCall, start, append([]*expr{x}, args...)...)
		case p.is("`"):
			p.template()
			x = p.made(opUnknown, start)
		case p.is("++") && !p.tok.broken, p.is("--") && !p.tok.broken:
			p.changed(x, nil)
			p.next()
			x = p.made(opUnknown, start)
		case p.types && p.is("!") && !p.tok.broken:
			p.next()
		case p.types && p.is("<") && p.tok.span.Start == p.last.span.End && p.typeArguments():
		default:
			return x
		}
		if links == mostLinks {
			x = p.made(opUnknown, start)
		}
	}
}

// arguments reads what stands in the parentheses of a call.
func (p *parser) arguments() []*expr {
	x := &expr{}
	p.elements(x, ")")
	return x.args
}

// primary reads a value by itself.
func (p *parser) primary() *expr {
	t := p.tok
	switch t.class {
	case quoted:
		return p.str()
	case number:
		x := &expr{op: opNumber, span: t.span, text: p.src[t.span.Start:t.span.End]}
		p.next()
		return x
	case word:
		return p.wordValue()
	case mark:
		switch t.text {
		case "`":
			return p.template()
		case "{":
			return p.object()
		case "[":
			x := &expr{op: opArray, span: t.span}
			p.elements(x, "]")
			x.span.End = max(x.span.End, p.last.span.End)
			return x
		case "(":
			return p.parenthesis()
		case "/", "/=":
			if p.asRegex() {
				p.next()
				return &expr{span: diag.Span{Start: t.span.Start, End: p.last.span.End}}
			}
		case "<":
			if p.types && p.typeArguments() {
				return p.prefix()
			}
		}
	}
	p.expected("a value")
	return &expr{span: diag.Span{Start: t.span.Start, End: t.span.Start}, op: opFault}
}

// reserved are words that begin no value.
var reserved = map[string]bool{
	"case": true, "catch": true, "const": true, "default": true, "do": true, "else": true, "export": true, "extends": true, "finally": true,
	"for": true, "if": true, "return": true, "switch": true, "throw": true, "try": true, "var": true, "while": true, "with": true,
}

// wordValue reads a value that begins with a word.
func (p *parser) wordValue() *expr {
	t := p.tok
	switch t.text {
	case "function":
		return p.function(t.span.Start)
	case "class":
		return p.class(t.span.Start)
	case "new":
		p.next()
		x := p.postfix()
		return p.made(opUnknown, t.span.Start, x) // kept: the address of a file may be made so
	}
	if reserved[t.text] {
		p.expected("a value")
		return &expr{span: diag.Span{Start: t.span.Start, End: t.span.Start}, op: opFault}
	}
	p.next()
	x := &expr{op: opName, span: t.span, text: t.text}
	switch t.text {
	case "true", "false":
		x.op = opBool
	case "null", "NaN", "Infinity": // JSON has null for all three
		x.op = opNull
	case "undefined":
		x.op = opUndefined
	}
	return x
}

// parenthesis reads what stands in parentheses: a value, or the parameters of a
// function.
func (p *parser) parenthesis() *expr {
	start := p.tok.span.Start
	before := len(p.waiting)
	inside := &expr{}
	p.quiet++
	p.elements(inside, ")")
	p.quiet--
	if p.types && p.is(":") && len(inside.args) != 1 {
		p.next()
		p.skipType()
	}
	switch found := p.waiting[before:]; {
	case p.is("=>"): // whatever they were, they were parameters
		p.waiting = p.waiting[:before]
		return p.made(opUnknown, start)
	case p.quiet == 0 && len(found) > 0:
		p.keep(found)
		p.waiting = p.waiting[:before]
	}
	if len(inside.args) == 0 {
		return p.made(opUnknown, start)
	}
	return inside.args[len(inside.args)-1]
}
