package jsontree

import (
	"fmt"
	"strings"

	"vitrine/generator/diag"
)

// trailingComma reports the comma that waits for a value when the bracket is
// closed; closed tells whether it is the bracket of the same frame. Where it is
// not, brackets are missing, and what is behind the comma is a guess.
func (p *parser) trailingComma(f *frame, closed bool) {
	span := diag.Span{Start: f.comma, End: f.comma + 1}
	d := p.slip("json-trailing-comma", span, fmt.Sprintf("trailing comma before %q", c2s(p.text[p.pos])),
		"JSON allows no trailing comma: remove it")
	d.Fix, d.Unsafe = []diag.Edit{{Span: span}}, !closed || !p.apart(f) || p.sure < p.pos
}

// apart tells whether the last value stays what it is without the comma behind
// it. A word without quotes might go on with what stands there, and an address
// without them with the bracket itself.
func (p *parser) apart(f *frame) bool {
	var last *Node
	if f.node.Kind == Array && len(p.items) > f.items {
		last = p.items[len(p.items)-1]
	} else if f.node.Kind == Object && len(p.members) > f.members {
		last = p.members[len(p.members)-1].Value
	}
	switch {
	case last == nil:
		return false
	case last.Kind == String:
		return p.text[f.end-1] == '"'
	case last.Kind >= Array:
		return true
	}
	return p.behindSpace(f.comma+1) == p.pos
}

// extraComma reads commas where a name or value should stand.
func (p *parser) extraComma(f *frame) {
	switch {
	case f.node == nil:
		p.unexpected("a value")
		return
	case f.node.Kind == Object && f.state == wantValue:
		p.noValue(f)
		return
	}
	want := "a value"
	if f.node.Kind == Object {
		want = "a name"
	}
	span := diag.Span{Start: p.pos}
	for i := p.pos; i < len(p.text) && (p.text[i] == ',' || class[p.text[i]]&space != 0); i++ {
		if p.text[i] == ',' {
			p.pos = i + 1
		}
	}
	span.End = p.pos
	f.comma = -1
	d := p.problem("json-value", span, "expected "+want+", found a comma", "only one comma stands between two values")
	d.Fix, d.Unsafe = []diag.Edit{{Span: span}}, true
}

// noValue reports a member that has no value.
func (p *parser) noValue(f *frame) {
	if f.name == nil { // after a colon without a name, which was reported
		f.state = wantComma
		return
	}
	if !p.cascade() {
		p.valueProblem("json-value", p.here(), fmt.Sprintf("expected a value for %s, found %s", shown(f.name.Text), p.found()),
			"after a name stand a colon and a value")
	}
	p.attach(p.node(Invalid, f.end, f.end))
}

// noColon reads what stands after a name and is no colon.
func (p *parser) noColon(f *frame) {
	if p.text[p.pos] == '"' && p.followed(p.tokenSpan().End, ":") {
		p.noValue(f) // the next member begins here
		f.state = wantName
		return
	}
	d := p.valueProblem("json-value", p.here(), fmt.Sprintf("expected a colon after the name %s", shown(f.name.Text)),
		"after a name stand a colon and a value")
	d.Fix, d.Unsafe = []diag.Edit{insert(f.end, ":")}, true
	f.state = wantValue
}

// lateColon reads a colon after a value: then the value was a name.
func (p *parser) lateColon(f *frame) {
	array := f.node.Kind == Array
	var last *Node
	if array && len(p.items) > f.items {
		last = p.items[len(p.items)-1]
	} else if !array && len(p.members) > f.members {
		last = p.members[len(p.members)-1].Value
	}
	switch {
	case last == nil || last.Kind != String || last.Span.End != f.end: // a value without a name is not kept
		p.unexpected(fmt.Sprintf("a comma or %q", c2s(bracket(f.node.Kind))))
	case array:
		p.nameInArray(f)
	default:
		p.valueWasName(f)
	}
}

// endsBefore tells whether an array can end before a name: so many brackets
// are missing that the name may belong to the next object further out.
func (p *parser) endsBefore(f *frame) bool {
	return p.guided && f.other > 0 && p.depth()-f.other <= p.missing()
}

// nameInArray takes back the last element of an array: either the array
// should have ended before it, or somebody took an array for an object.
func (p *parser) nameInArray(f *frame) {
	last := len(p.items) - 1
	name := p.items[last]
	if p.broken = true; p.endsBefore(f) {
		p.items = p.items[:last]
		f.end, f.comma = f.endBefore, f.commaBefore
		colon := p.pos
		p.pos = name.Span.Start
		p.unclosedBefore(f.other)
		p.pos = colon
		p.named(p.top(), name)
		return
	}
	p.items = p.items[:last]
	p.pos++
	f.state, f.end = wantValue, p.pos
	if f.named {
		return // one report says it for all elements
	}
	f.named = true
	d := p.problem("json-value", diag.Span{Start: p.pos - 1, End: p.pos},
		fmt.Sprintf("expected a comma or \"]\", found a colon after %s",
			shown(name.Text)), "an array has no names: use { and } for names with values")
	d.Related = []diag.Related{{Span: diag.Span{Start: f.node.Span.Start, End: f.node.Span.Start + 1}, Message: "the array is opened here"}}
}

// valueWasName takes back the value of the last member: it is the name of the
// next one.
func (p *parser) valueWasName(f *frame) {
	m := &p.members[len(p.members)-1]
	name := m.Value
	f.name = m.Name
	d := p.valueProblem("json-value", name.Span, fmt.Sprintf("expected a value for %s, found the name %s", shown(m.Name.Text),
		shown(name.Text)), "after a name stand a colon and a value")
	d.Related = []diag.Related{{Span: m.Name.Span, Message: "this name has no value"}}
	m.Value = p.node(Invalid, f.endBefore, f.endBefore)
	p.named(f, name)
}

// noComma reads something after a value that is neither comma nor bracket.
func (p *parser) noComma(f *frame) {
	object := f.node.Kind == Object
	if p.guided && p.dedented(f) {
		return
	}
	c := p.text[p.pos]
	switch {
	case object && (c == '{' || c == '['):
		p.nameless(f)
		return
	case c == ';':
		d := p.problem("json-missing-comma", p.here(), `expected a comma, found ";"`, "values are separated by commas")
		d.Fix, d.Unsafe = []diag.Edit{{Span: p.here(), New: ","}}, true
		p.pos++
	case !p.begins(object):
		p.garbage(fmt.Sprintf("expected a comma or %q", c2s(bracket(f.node.Kind))))
		return
	case !object && c == '"' && p.endsBefore(f) && p.followed(p.tokenSpan().End, ":"):
		// nameInArray reports the bracket that is missing as well
	case !p.cascade():
		p.missingComma(f)
	}
	if f.state = wantValue; object {
		f.state = wantName
	}
}

// begins tells whether a value, or in an object a name, begins here.
func (p *parser) begins(object bool) bool {
	c := p.text[p.pos]
	if object && c == '"' { // a text without a colon is no name, unless its end is in doubt
		end := p.tokenSpan().End
		return p.text[end-1] != '"' || end == p.pos+1 || p.followed(end, ":") || end < len(p.text) && class[p.text[end]]&wordy != 0
	}
	if class[c]&delim != 0 {
		return true
	}
	if _, _, ok := p.opensText(); ok {
		return true
	}
	end := p.wordEnd(p.pos)
	if object {
		return class[c]&wordy != 0 && (p.follows(end, ":", false) || p.text[min(end, len(p.text)-1)] == '"' && p.follows(end+1, ":", false))
	}
	return literal(p.text[p.pos:end]) != Invalid
}

// tokenSpan is the span of what begins here: a string, or one character.
func (p *parser) tokenSpan() diag.Span {
	span := p.here()
	if p.text[p.pos] == '"' {
		if span.End = p.bodyEnd(p.pos + 1); span.End < len(p.text) && p.text[span.End] == '"' {
			span.End++
		}
	}
	return span
}

// found shows the token for a message.
func (p *parser) found() string {
	span := p.tokenSpan()
	if s := strings.Trim(p.text[span.Start:span.End], `"`); s != "" {
		return shown(s)
	}
	return "an empty text"
}

// followed tells whether white space and then one of the characters follow.
func (p *parser) followed(i int, chars string) bool {
	i = p.behindSpace(i)
	return i < len(p.text) && strings.IndexByte(chars, p.text[i]) >= 0
}

// missingComma reports at the second value, where a reader stumbles.
func (p *parser) missingComma(f *frame) {
	hint := "put one between the two"
	if n := p.lineOf(f.end); n != p.lineOf(p.pos) {
		hint = fmt.Sprintf("put one at the end of line %d", n)
	}
	certain := p.separate(f)
	report := p.problem
	if certain {
		report = p.slip
	}
	d := report("json-missing-comma", p.tokenSpan(), "expected a comma before "+p.found(), hint)
	d.Fix, d.Unsafe = []diag.Edit{insert(f.end, ",")}, !certain
}

// separate tells whether what begins here can only be another member or
// element: a name with its colon, what stands in brackets of its own, or what
// stands on a line of its own. Other languages make one text of "a" "b", and
// compute 1 -2.
func (p *parser) separate(f *frame) bool {
	c := p.text[p.pos]
	if f.node.Kind == Object {
		if c == '"' {
			return p.nameEnds(p.pos + 1)
		}
		return p.follows(p.wordEnd(p.pos), ":", false)
	}
	bracketed := c == '{' || c == '['
	if n := len(p.items); n > f.items {
		bracketed = bracketed || p.items[n-1].Kind >= Array
	}
	return bracketed || p.lineOf(f.end) != p.lineOf(p.pos) && (c == '"' || literal(p.text[p.pos:p.wordEnd(p.pos)]) != Invalid)
}

// garbage reports and steps over words that make no sense.
func (p *parser) garbage(want string) {
	end := max(p.runEnd(p.wordEnd(p.pos)), p.tokenSpan().End)
	if !p.cascade() {
		p.problem("json-value", diag.Span{Start: p.pos, End: end}, want+", found "+shown(p.text[p.pos:end]), "")
	}
	p.pos, p.skipped = end, end
}

// nameless reads an array or object that stands where a name is expected:
// either the object before it is not closed, or a name is missing.
func (p *parser) nameless(f *frame) {
	outer := p.depth() - 1
	if p.broken = true; p.guided && p.missing() > 0 && outer > 0 && p.stack[outer].node.Kind == Array {
		p.unclosedBefore(outer)
		return
	}
	if !p.cascade() {
		p.problem("json-value", p.here(), fmt.Sprintf("expected a name, found %q", p.text[p.pos:p.pos+1]), "every member of an object has a name")
	}
	f.name, f.comma = nil, -1
	p.open()
}

// trailing reads what follows the definition.
func (p *parser) trailing(f *frame) {
	c := p.text[p.pos]
	if c == ':' && p.root.Kind == String {
		p.headless(f)
		return
	}
	p.broken = true
	message := "this stands after the end of the definition"
	switch c {
	case '}', ']':
		message = fmt.Sprintf("the %q on line %d closes nothing", c2s(c), p.lineOf(p.pos))
	case '{', '[':
		message = "a second value begins here"
	}
	d := p.problem("json-trailing-data", p.here(), message, "a file holds one definition and nothing after it")
	d.Related = []diag.Related{{Span: diag.Span{Start: f.end - 1, End: f.end}, Message: "the definition ends here"}}
	p.overleap(false)
}

// headless reads members although no bracket opened an object.
func (p *parser) headless(f *frame) {
	name := p.root
	d := p.problem("json-value", name.Span, fmt.Sprintf("expected \"{\", found the name %s", shown(name.Text)), "a definition is one object")
	d.Fix, d.Unsafe = []diag.Edit{insert(name.Span.Start, "{")}, true
	p.root, f.state = nil, wantValue
	p.push(p.node(Object, name.Span.Start, name.Span.End), 0)
	p.named(p.top(), name)
}
