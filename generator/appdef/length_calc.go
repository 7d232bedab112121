package appdef

import (
	"fmt"
	"math"
	"strings"

	"vitrine/generator/diag"
)

// opaqueFunctions are valid in a size, but what they come to depends on the
// page around the widget. They are passed over and never written out again.
var opaqueFunctions = map[string]bool{
	"var": true, "env": true, "attr": true, "calc-size": true, "anchor-size": true,
	"sibling-index": true, "sibling-count": true,
}

// constants of calculations.
var constants = map[string]float64{
	"e": math.E, "pi": math.Pi, "infinity": math.Inf(1), "-infinity": math.Inf(-1), "nan": math.NaN(),
}

// sum reads products joined by + and -.
func (p *lengthParser) sum() *lengthNode {
	left := p.product()
	for p.problem == nil {
		op, ok := p.sumOperator()
		if !ok {
			break
		}
		left = p.apply(op.text, op.span, left, p.product())
	}
	return left
}

// sumOperator takes a + or - that follows an operand, also one that is
// glued to what comes after it: 20px in 100vh-20px is not a sum for CSS.
func (p *lengthParser) sumOperator() (cssToken, bool) {
	t := p.tok
	glued := t.kind == cssNumber && t.signed || (t.kind == cssIdent || t.kind == cssFunction) && t.text[0] == '-'
	if !glued && (t.kind != cssDelim || t.text != "+" && t.text != "-") {
		return t, false
	}
	t.span.End = t.span.Start + 1
	t.text = p.source(t.span)
	p.lex.at = t.span.End
	p.advance()
	if t.spaceAhead && p.tok.spaceAhead {
		return t, true
	}
	spaced := t.text
	if !t.spaceAhead {
		spaced = " " + spaced
	}
	if !p.tok.spaceAhead {
		spaced += " "
	}
	p.spaces = append(p.spaces, diag.Edit{Span: t.span, New: spaced})
	return t, true
}

// product reads operands joined by * and /.
func (p *lengthParser) product() *lengthNode {
	left := p.operand()
	for p.problem == nil && p.tok.kind == cssDelim && (p.tok.text == "*" || p.tok.text == "/") {
		op := p.tok
		p.advance()
		left = p.apply(op.text, op.span, left, p.operand())
	}
	return left
}

func (p *lengthParser) operand() *lengthNode {
	t := p.tok
	switch {
	case t.kind == cssNumber:
		p.advance()
		return p.dimension(p.split(t))
	case t.kind == cssFunction:
		return p.function()
	case t.kind == cssIdent:
		if v, ok := constants[t.text]; ok {
			p.advance()
			return &lengthNode{number: v}
		}
	case t.kind == cssDelim && t.text == "(":
		if !p.enter(t.span) {
			return nil
		}
		n := p.sum()
		p.leave()
		return n
	}
	p.unexpected("a number, a length or a function")
	return nil
}

// split cuts the unit of 100vh-20px, which to CSS is one word, where the
// known unit ends, so that the missing spaces can be reported as such.
func (p *lengthParser) split(t cssToken) cssToken {
	name, _, found := strings.Cut(t.unit, "-")
	if _, known := units[name]; !found || !known || units[t.unit] != (unit{}) {
		return t
	}
	t.span.End += len(name) - len(t.unit)
	t.unit = name
	p.lex.at = t.span.End
	p.advance()
	return t
}

func (p *lengthParser) enter(span diag.Span) bool {
	if p.depth++; p.depth > maxNested {
		p.fail(span, fmt.Sprintf("more than %d parentheses within each other", maxNested), lengthHint)
		return false
	}
	p.advance()
	return true
}

// leave takes the closing parenthesis. CSS closes what is open at the end.
func (p *lengthParser) leave() {
	p.depth--
	switch {
	case p.problem != nil:
	case p.tok.kind == cssEnd:
		p.unclosed++
	case p.tok.kind == cssDelim && p.tok.text == ")":
		p.advance()
	default:
		p.unexpected("an operator, a comma or a closing parenthesis")
	}
}

// function reads a function and its arguments.
func (p *lengthParser) function() *lengthNode {
	t := p.tok
	name := strings.TrimPrefix(t.text, "-webkit-")
	if opaqueFunctions[name] {
		return p.skipOpaque()
	}
	f, ok := mathFunctions[name]
	if !ok {
		hint := lengthHint
		if best, _, ok := Closest(name, []string{"calc", "min", "max", "clamp", "round"}); ok {
			hint = either([]string{best + "()"})
		}
		p.fail(t.span, fmt.Sprintf("unknown function %q in a size", p.source(t.span)+")"), hint)
		return nil
	}
	if !p.enter(t.span) {
		return nil
	}
	n := &lengthNode{op: name}
	if name == "round" {
		p.strategy(n)
	}
	for p.problem == nil {
		n.args = append(n.args, p.argument(name, len(n.args)))
		if p.problem != nil || p.tok.kind != cssDelim || p.tok.text != "," {
			break
		}
		p.advance()
	}
	p.leave()
	if p.problem == nil && (len(n.args) < f.least || len(n.args) > f.most) {
		p.fail(t.span, fmt.Sprintf("%s() with %d arguments", name, len(n.args)), fmt.Sprintf("%s() takes %s", name, count(f)))
	}
	return p.typed(n, t.span)
}

// argument reads a sum; clamp() also takes the word none for a bound.
func (p *lengthParser) argument(function string, i int) *lengthNode {
	if function != "clamp" || i == 1 || p.tok.kind != cssIdent || p.tok.text != "none" {
		return p.sum()
	}
	p.advance()
	return &lengthNode{word: "none", number: math.Inf(i - 1), typ: unknownType}
}

func count(f mathFunction) string {
	switch {
	case f.most == many:
		return "one argument or more"
	case f.least == f.most && f.most == 1:
		return "one argument"
	case f.least == f.most:
		return fmt.Sprintf("%d arguments", f.most)
	}
	return fmt.Sprintf("%d to %d arguments", f.least, f.most)
}

// strategy reads the word that round() may begin with.
func (p *lengthParser) strategy(n *lengthNode) {
	if p.tok.kind != cssIdent || roundings[p.tok.text] == nil {
		return
	}
	n.word = p.tok.text
	p.advance()
	if p.tok.kind != cssDelim || p.tok.text != "," {
		p.unexpected("a comma")
		return
	}
	p.advance()
}

func (p *lengthParser) apply(op string, span diag.Span, left, right *lengthNode) *lengthNode {
	if p.problem != nil {
		return nil
	}
	return p.typed(&lengthNode{op: op, args: []*lengthNode{left, right}}, span)
}

// typed works out the type of a function's outcome.
func (p *lengthParser) typed(n *lengthNode, span diag.Span) *lengthNode {
	if p.problem != nil {
		return nil
	}
	types := make([]cssType, len(n.args))
	for i, a := range n.args {
		types[i] = a.typ
	}
	var ok bool
	if n.typ, ok = mathFunctions[n.op].typ(types); !ok {
		p.fail(span, fmt.Sprintf("%q cannot take %s", strings.TrimSuffix(p.source(span), "("), list(types)),
			"lengths and plain numbers do not mix, except by * and /")
		return nil
	}
	return n
}

func list(types []cssType) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.String()
	}
	return strings.Join(names, " and ")
}

// skipOpaque passes over a function that is not looked into. Quotes and what
// could end a declaration are refused, for they have no place in a length.
func (p *lengthParser) skipOpaque() *lengthNode {
	start := p.tok
	p.advance()
	open, empty := 1, true
	for ; open > 0; p.advance() {
		switch {
		case p.tok.kind == cssEnd:
			p.unclosed += open
			open = 0
		case p.tok.kind == cssFunction, p.tok.text == "(":
			open++
		case p.tok.text == ")":
			open--
			continue
		case p.tok.kind == cssDelim && strings.Contains("\"'{};!\\", p.tok.text):
			p.unexpected("a plain value")
			return nil
		}
		empty = empty && p.tok.kind == cssEnd
	}
	if empty && !strings.HasPrefix(start.text, "sibling-") {
		p.fail(start.span, fmt.Sprintf("%q without an argument", p.source(start.span)+")"), lengthHint)
		return nil
	}
	return &lengthNode{op: opaqueOp, typ: unknownType}
}
