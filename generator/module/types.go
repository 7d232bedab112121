package module

import (
	"slices"
	"unsafe"

	"vitrine/generator/diag"
)

// Texts are the spans of all texts in a part of a module, without their quotes.
func Texts(text []byte, within diag.Span) (list []diag.Span) {
	part := text[:within.End] // not copied: there may be many
	s := scanner{src: unsafe.String(unsafe.SliceData(part), len(part)), pos: within.Start, open: func(diag.Span, string, string) {}}
	for s.next(); s.tok.class != end; s.next() {
		switch {
		case s.tok.class == quoted:
			list = append(list, diag.Span{Start: s.tok.span.Start + 1, End: max(s.tok.span.Start+1, s.tok.span.End-1)})
		case s.is("`"): // with what is filled in
			from := s.pos
			for !s.raw() && s.pos < len(s.src) {
			}
			list = append(list, diag.Span{Start: from, End: max(from, s.pos-1)})
		}
	}
	return list
}

// ignore is for looks ahead, which report nothing.
func (p *parser) ignore(diag.Span, string, string) {}

// mostAhead is how many tokens are looked at to tell the types in angle
// brackets from a comparison.
const mostAhead = 100

// typeArguments steps over types in angle brackets, if these are what begins
// here.
func (p *parser) typeArguments() bool {
	ahead := scanner{src: p.src, pos: p.pos, open: p.ignore}
	for open, n := 1, 0; n < mostAhead; n++ {
		ahead.next()
		switch t := ahead.tok; {
		case t.class == end, t.class == mark && slices.Contains([]string{";", "&&", "||", "`"}, t.text):
			return false
		case t.class != mark:
		case t.text == "<":
			open++
		case t.text == ">", t.text == ">>", t.text == ">>>":
			if open -= len(t.text); open <= 0 {
				p.pos = ahead.pos
				p.next()
				return true
			}
		}
	}
	return false
}

// beforeType are words behind which a type goes on.
var beforeType = []string{"keyof", "typeof", "readonly", "unique", "infer", "new", "asserts", "abstract"}

// skipType steps over a type.
func (p *parser) skipType() {
	depth := 0 // of angle brackets
	operand := true
	for p.tok.class != end {
		t := p.tok
		switch {
		case t.class == mark && (t.text == "(" || t.text == "[" || t.text == "{"):
			if t.text == "{" && !operand {
				return // the body of a function
			}
			if t.broken && !operand && depth == 0 {
				return
			}
			p.skipBracket()
			operand = false
			continue
		case t.class == mark && t.text == "<":
			depth, operand = depth+1, true
		case t.class == mark && depth > 0 && (t.text == ">" || t.text == ">>" || t.text == ">>>"):
			depth, operand = max(0, depth-len(t.text)), false
		case t.class == mark && (t.text == "|" || t.text == "&" || t.text == "."):
			operand = true
		case t.class == mark && t.text == "=>":
			operand = true
		case t.class == mark && t.text == "-" && operand: // a literal type
		case depth > 0 && t.class == mark && (t.text == "," || t.text == "=" || t.text == "?" || t.text == ":"):
			operand = true
		case t.class == mark && t.text == "`":
			p.template()
			operand = false
			continue
		case t.class == mark:
			return
		case !operand && t.class == word && slices.Contains([]string{"is", "extends"}, t.text) && !t.broken:
			operand = true
		case !operand && depth == 0:
			return
		default:
			operand = t.class == word && slices.Contains(beforeType, t.text)
		}
		p.next()
	}
}

// skipBracket steps over a bracket of a type, which mentions nothing that could
// be changed.
func (p *parser) skipBracket() {
	before := p.changes
	p.changes = map[string][]change{}
	p.balanced()
	p.changes = before
}
