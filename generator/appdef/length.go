package appdef

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// Length is a width or height as CSS understands it: a length, a percentage,
// a calculation, or a keyword such as auto. The zero Length is none.
type Length struct{ root *lengthNode }

// Limits of what is read as a length.
const (
	maxLength = 1000 // bytes
	maxNested = 32   // parentheses within each other
)

const lengthHint = `write a CSS length such as "20vw", "480px" or "calc(100vh - 20px)"`

// ParseLength reads the value of width or height after CSS Values 4. With a
// problem of severity Warning, or one of size-negative-or-zero, the length
// can be used all the same.
func ParseLength(s string) (Length, *Problem) {
	p := lengthParser{lex: cssLexer{s: s}}
	switch {
	case len(s) > maxLength:
		return Length{}, p.fail(diag.Span{End: len(s)}, fmt.Sprintf("a size of %d bytes; at most %d are read", len(s), maxLength), lengthHint)
	case strings.TrimSpace(s) == "":
		return Length{}, p.fail(diag.Span{End: len(s)}, "the size is empty", lengthHint)
	}
	p.advance()
	root := p.value()
	if p.problem == nil {
		p.end()
	}
	if p.problem == nil {
		p.check(root)
	}
	if p.problem != nil && p.problem.Severity == diag.Error && p.problem.Code != "size-negative-or-zero" {
		return Length{}, p.problem
	}
	return Length{root}, p.problem
}

// lengthParser descends through a value; tok is the token ahead. The first
// problem ends the parse. Missing spaces around + and - do not: they are
// gathered, so that one fix mends them all.
type lengthParser struct {
	lex      cssLexer
	tok      cssToken
	depth    int
	unclosed int
	spaces   []diag.Edit
	problem  *Problem
}

func (p *lengthParser) advance() { p.tok = p.lex.next() }

// fail notes the first problem.
func (p *lengthParser) fail(span diag.Span, message, hint string) *Problem {
	if p.problem == nil {
		p.problem = &Problem{Span: span, Code: "size-invalid", Message: message, Hint: hint}
	}
	return p.problem
}

// unexpected reports the token ahead.
func (p *lengthParser) unexpected(wanted string) {
	if p.tok.kind == cssEnd {
		n := len(p.lex.s)
		p.fail(diag.Span{Start: n - 1, End: n}, "the size ends where "+wanted+" should follow", lengthHint)
		return
	}
	p.fail(p.tok.span, fmt.Sprintf("unexpected %q in a size", p.source(p.tok.span)), "expected "+wanted)
}

func (p *lengthParser) source(s diag.Span) string { return p.lex.s[s.Start:s.End] }

// value reads what stands outside of any function.
func (p *lengthParser) value() *lengthNode {
	t := p.tok
	switch t.kind {
	case cssNumber:
		p.advance()
		if t.unit == "" && t.value != 0 {
			return p.unitless(t)
		}
		n := p.dimension(t)
		if n != nil && t.unit == "" {
			n.typ = lengthType // a bare 0 is a length
		}
		return n
	case cssIdent:
		if slices.Contains(sizeKeywords, t.text) {
			p.advance()
			return &lengthNode{op: opaqueOp, typ: lengthType}
		}
		hint := lengthHint
		if best, _, ok := Closest(t.text, sizeKeywords); ok {
			hint = either([]string{best})
		}
		p.fail(t.span, fmt.Sprintf("%q is no CSS length", p.source(t.span)), hint)
		return nil
	case cssFunction:
		return p.function()
	}
	p.unexpected("a length")
	return nil
}

// sizeKeywords are the words that browsers take for a width or height.
var sizeKeywords = []string{
	"auto", "min-content", "max-content", "fit-content", "stretch", "-webkit-fill-available",
	"inherit", "initial", "unset", "revert", "revert-layer",
}

// unitless explains a number without a unit: one that stands apart from its
// unit, or one that has none.
func (p *lengthParser) unitless(t cssToken) *lengthNode {
	number := p.source(t.span)
	u := p.tok
	name := u.text
	p.advance()
	_, known := units[name]
	switch {
	case u.kind == cssEnd && t.value < 0:
		p.fail(t.span, fmt.Sprintf("the size %q is negative", number), lengthHint).Code = "size-negative-or-zero"
	case u.kind == cssEnd:
		x := p.fail(t.span, fmt.Sprintf("%q has no unit", number), fmt.Sprintf("write %q", number+"px"))
		x.Code = "size-unitless"
		x.Fix = []diag.Edit{{Span: diag.Span{Start: t.span.End, End: t.span.End}, New: "px"}}
	case known && (u.kind == cssIdent || u.kind == cssDelim) && p.tok.kind == cssEnd:
		gap := diag.Span{Start: t.span.End, End: u.span.Start}
		x := p.fail(diag.Span{Start: t.span.Start, End: u.span.End}, fmt.Sprintf("the number and its unit %q stand apart", name),
			fmt.Sprintf("write %q", number+name))
		x.Fix = []diag.Edit{{Span: gap}}
	case name == "," && p.tok.kind == cssNumber && p.lex.at == len(p.lex.s):
		x := p.fail(u.span, "a comma in a number", "CSS writes a decimal point")
		x.Fix, x.Unsafe = []diag.Edit{{Span: u.span, New: "."}}, true
	default:
		p.fail(t.span, fmt.Sprintf("%q has no unit", number), lengthHint)
	}
	return nil
}

// dimension makes a leaf of a number, or reports its unit.
func (p *lengthParser) dimension(t cssToken) *lengthNode {
	u, known := units[t.unit]
	if t.unit != "" && (!known || u.kind == angleUnit && p.depth == 0) {
		p.unknownUnit(t)
		return nil
	}
	n := &lengthNode{number: t.value, digits: t.text, unit: t.unit, typ: lengthType}
	switch {
	case t.unit == "":
		n.typ = numberType
	case u.kind == angleUnit:
		n.typ = angleType
	}
	return n
}

func (p *lengthParser) unknownUnit(t cssToken) {
	span := diag.Span{Start: t.span.End - len(t.unit), End: t.span.End}
	if name, _, found := strings.Cut(t.unit, "-"); found && units[name] != (unit{}) {
		p.fail(t.span, fmt.Sprintf("%q calculates outside of calc()", p.source(t.span)), `write "calc(100vh - 20px)", with spaces around - and +`)
		return
	}
	near := nearestUnits(t.unit)
	x := p.fail(span, fmt.Sprintf("unknown unit %q", p.source(span)), either(near))
	if x.Hint == "" {
		x.Hint = lengthHint
	}
	if len(near) == 1 {
		x.Fix = []diag.Edit{{Span: span, New: near[0]}}
	}
}

// nearestUnits returns the units one edit away. Rare units are only meant
// when no common one is.
func nearestUnits(name string) []string {
	for _, list := range [][]string{
		{"vw", "vh", "px", "em", "rem", "vmin", "vmax", "pt", "cm", "mm", "in"},
		{"svw", "svh", "lvw", "lvh", "dvw", "dvh", "cqw", "cqh", "vi", "vb", "pc", "ch", "ex"},
	} {
		var near []string
		for _, u := range list {
			if editDistance(name, u) <= 1 {
				near = append(near, u)
			}
		}
		if near != nil {
			return near
		}
	}
	return nil
}

// end wants nothing more to follow, and reports what does.
func (p *lengthParser) end() {
	t := p.tok
	if t.kind == cssEnd {
		return
	}
	rest := diag.Span{Start: t.span.Start, End: len(p.lex.s)}
	switch tail := strings.ToLower(strings.Join(strings.Fields(p.source(rest)), "")); tail {
	case ";", "!important", "!important;":
		x := p.fail(rest, fmt.Sprintf("%q after the size", tail), "only the length is expected, without the rest of a declaration")
		for rest.Start > 0 && p.lex.s[rest.Start-1] == ' ' {
			rest.Start--
		}
		x.Fix = []diag.Edit{{Span: rest}}
	default:
		p.fail(t.span, fmt.Sprintf("unexpected %q after the size", p.source(t.span)), "one length is expected; calculations need calc()")
	}
}

// check judges a value that was read to its end.
func (p *lengthParser) check(root *lengthNode) {
	whole := diag.Span{End: len(p.lex.s)}
	switch {
	case !root.typ.is(lengthType):
		p.fail(whole, fmt.Sprintf("the calculation comes to %s where a length is expected", root.typ),
			`multiply a number by a length: "calc(20 * 1vw)"`)
	case len(p.spaces) > 0:
		x := p.fail(p.spaces[0].Span, fmt.Sprintf("no space around %q", strings.TrimSpace(p.spaces[0].New)),
			"CSS needs white space on both sides of + and -")
		x.Code, x.Fix = "size-calc-space", p.spaces
	case p.unclosed > 0:
		missing := strings.Repeat(")", p.unclosed)
		if p.lex.comment {
			missing = "*/" + missing
		}
		p.problem = &Problem{
			Span: whole, Severity: diag.Warning, Code: "size-unclosed-function",
			Message: "a parenthesis is not closed", Hint: "browsers close it at the end of the value; write it out",
			Fix: []diag.Edit{{Span: diag.Span{Start: len(p.lex.s), End: len(p.lex.s)}, New: missing}},
		}
	}
	if v := most(root); p.problem == nil && v <= 0 {
		p.fail(whole, fmt.Sprintf("the size comes to %g px", v),
			"nothing of the widget would show; a size has to be larger than 0").Code = "size-negative-or-zero"
	}
}

// most is the larger outcome for a width and for a height on the reference
// screen, or an infinity where it cannot be computed.
func most(root *lengthNode) float64 {
	w, ok := Length{root}.raw(Reference1440, float64(Reference1440.Width))
	h, _ := Length{root}.raw(Reference1440, float64(Reference1440.Height))
	if !ok {
		return math.Inf(1)
	}
	return max(w, h)
}
