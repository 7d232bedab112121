package jsontree

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"vitrine/generator/diag"
)

// state is what a frame waits for.
type state uint8

const (
	wantValue state = iota // at the start, after "[", after a comma in an array, after a colon
	wantName               // after "{", after a comma in an object
	wantColon              // after a name
	wantComma              // after a value
)

// frame is an open bracket. The first frame is the file itself and has no
// node. The children of all open brackets lie in two stacks of the parser,
// so that each list is copied once, in its final size.
type frame struct {
	node           *Node
	state          state
	name           *Node          // the name whose value is being read; nil for a value that nothing names
	items, members int            // where its children begin in the stacks
	names          map[string]int // only for objects with many members
	other          int            // the nearest frame further out whose bracket is of the other kind; 0 if none
	inner          int            // how far its children are indented; -1 if not known
	end            int            // end of its last token but for commas: where something missing is inserted
	comma          int            // the comma that waits for a value; -1 if none
	endBefore      int            // end and comma before the last value, should that turn out to be a name
	commaBefore    int
	path           string // see pathOf
	adrift         bool   // its path is not known
	named          bool   // an array in which names were found and reported
}

type parser struct {
	text    string
	pos     int
	valid   bool // the text is valid UTF-8
	limits  Limits
	root    *Node
	stack   []frame
	items   []*Node
	members []Member
	slab    []Node
	values  int
	diags   []diag.Diagnostic
	hidden  int    // faults that are not kept, beyond the limit
	lines   []line // see table
	recovery
}

func newParser(text string, limits Limits) *parser {
	p := &parser{text: text, valid: utf8.ValidString(text), limits: limits.orDefault(), stack: make([]frame, 0, 8)}
	p.skipped, p.lost, p.eol, p.sure, p.textEnd = -1, -1, -1, len(text), len(strings.TrimRight(text, " \t\r\n"))
	p.push(nil, 0)
	return p
}

// readable looks at the first bytes and tells whether this is a text that is
// worth reading.
func (p *parser) readable() bool {
	if uint64(len(p.text)) > math.MaxUint32 {
		p.problem("json-limits", diag.Span{}, "the text is larger than 4 GiB", "")
		return false
	}
	if name := foreign(p.text); name != "" {
		p.problem("json-encoding", diag.Span{Start: 0, End: 1}, "this seems to be "+name+", not UTF-8 text", "save the definition as UTF-8 text")
		return false
	}
	if nearlyForeign(p.text) {
		p.sure = 0
	}
	if n := bomEnd(p.text); n > 0 {
		rest := p.text[n:]
		if strings.Trim(rest, " \t\r\n") == "" {
			p.empty()
			return false
		}
		mark := diag.Span{Start: 0, End: n}
		d := p.slip("json-bom", mark, "the text begins with a byte order mark", "save it as UTF-8 without BOM")
		d.Severity, d.Fix = diag.Warning, []diag.Edit{{Span: mark}}
		d.Unsafe = foreign(rest) != "" // the mark alone says that it is text
		p.pos = n
	}
	return true
}

func (p *parser) empty() {
	p.problem("json-empty", diag.Span{}, "the file is empty", "expected an app definition: an object with app, version and title")
}

// run is the state machine. Each turn consumes something or changes the state
// so that the next turn does.
func (p *parser) run() {
	for p.skip() {
		switch f := p.top(); f.state {
		case wantValue:
			p.value(f)
		case wantName:
			p.member(f)
		case wantColon:
			p.colon(f)
		default:
			p.comma(f)
		}
	}
	p.finish()
}

func (p *parser) top() *frame { return &p.stack[len(p.stack)-1] }

// depth is the number of open brackets.
func (p *parser) depth() int { return len(p.stack) - 1 }

// node takes a node from a slab: thousands of small allocations are slow.
func (p *parser) node(kind Kind, start, end int) *Node {
	if len(p.slab) == 0 {
		p.slab = make([]Node, max(4, min(256, (len(p.text)-p.pos)/24)))
	}
	n := &p.slab[0]
	p.slab = p.slab[1:]
	n.Kind, n.Span = kind, diag.Span{Start: start, End: end}
	return n
}

func (p *parser) push(n *Node, other int) {
	f := frame{node: n, items: len(p.items), members: len(p.members), other: other, inner: -1, comma: -1, end: p.pos}
	if n != nil && n.Kind == Object {
		f.state = wantName
	}
	p.stack = append(p.stack, f)
}

// open begins an array or object.
func (p *parser) open() {
	if p.depth() >= p.limits.Depth {
		p.tooDeep()
		return
	}
	if !p.count() {
		return
	}
	kind := Array
	if p.text[p.pos] == '{' {
		kind = Object
	}
	n := p.node(kind, p.pos, p.pos+1)
	other := 0
	if f := p.top(); f.node != nil {
		if other = f.other; f.node.Kind != kind {
			other = p.depth()
		}
	}
	p.pos++
	p.balance++
	p.push(n, other)
}

// count notes one more value. Beyond the limit nothing more is read.
func (p *parser) count() bool {
	if p.values++; p.values <= p.limits.Values {
		return true
	}
	p.problem("json-limits", diag.Span{Start: p.pos, End: p.pos + 1},
		fmt.Sprintf("there are more than %d values; the rest is not read",
			p.limits.Values), "a definition is far smaller: split the file or raise the limit")
	p.pos, p.stopped = len(p.text), true
	return false
}

// tooDeep steps over a value that is nested too deeply.
func (p *parser) tooDeep() {
	start := p.pos
	if !p.deep {
		p.deep = true
		p.valueProblem("json-limits", diag.Span{Start: start, End: start + 1},
			fmt.Sprintf("arrays and objects are nested more than %d levels deep; what lies deeper is not read",
				p.limits.Depth), "flatten the definition or raise the limit")
	}
	if !p.overleap(true) {
		p.stopped = true
	}
	p.attach(p.node(Invalid, start, p.pos))
}

// close ends the innermost bracket at the given offset.
func (p *parser) close(end int) {
	f := p.top()
	n := f.node
	n.Span.End = end
	if n.Kind == Array {
		n.Items = slices.Clone(p.items[f.items:])
	} else {
		n.Members = slices.Clone(p.members[f.members:])
	}
	p.items, p.members = p.items[:f.items], p.members[:f.members]
	p.stack = p.stack[:len(p.stack)-1]
	p.attach(n)
}

// attach hands a finished value to the innermost frame.
func (p *parser) attach(n *Node) {
	f := p.top()
	f.endBefore, f.commaBefore = f.end, f.comma
	f.end, f.comma, f.state = n.Span.End, -1, wantComma
	switch {
	case f.node == nil:
		p.root = n
	case f.node.Kind == Array:
		p.items = append(p.items, n)
	case f.name != nil:
		p.members = append(p.members, Member{f.name, n})
		p.unique(f)
		f.name = nil
	}
}

// unique reports the newest member if its name stands in the object already.
func (p *parser) unique(f *frame) {
	own := p.members[f.members:]
	last := len(own) - 1
	first := f.find(own, own[last].Name.Text)
	if first < 0 {
		return
	}
	name := own[last].Name
	d := p.slip("json-duplicate-name", name.Span,
		fmt.Sprintf("the name %s stands in this object already, on line %d", shown(name.Text), p.lineOf(own[first].Name.Span.Start)),
		"keep one of them; the last one counts here, but other readers take the first")
	d.Related = []diag.Related{{Span: own[first].Name.Span, Message: "first written here"}}
}

// find returns the member before the last that has the name of the last, or
// -1. Small objects are searched, large ones get a map.
func (f *frame) find(own []Member, name string) int {
	const few = 16
	last := len(own) - 1
	if last < few {
		return slices.IndexFunc(own[:last], func(m Member) bool { return m.Name.Text == name })
	}
	if f.names == nil {
		f.names = make(map[string]int, 4*few)
		for i := last - 1; i >= 0; i-- {
			f.names[own[i].Name.Text] = i
		}
	}
	if i, ok := f.names[name]; ok {
		return i
	}
	f.names[name] = last
	return -1
}

// value reads a value.
func (p *parser) value(f *frame) {
	if p.guided {
		p.noteIndent(f)
	}
	switch p.text[p.pos] {
	case '{', '[':
		p.open()
	case '"':
		if start := p.pos; p.count() {
			p.attach(p.str(start, false))
		}
	case '}', ']':
		p.closer(f)
	case ',':
		p.extraComma(f)
	case ':':
		p.unexpected("a value")
	default:
		p.scalar(f)
	}
}

// member reads the name of a member, or the end of the object.
func (p *parser) member(f *frame) {
	if p.guided && p.dedented(f) {
		return
	}
	switch p.text[p.pos] {
	case '"':
		p.named(f, p.str(p.pos, true))
	case '}', ']':
		p.closer(f)
	case '{', '[':
		p.nameless(f)
	case ',':
		p.extraComma(f)
	case ':':
		p.problem("json-value", p.here(), "expected a name in front of this colon", "every member of an object has a name")
		p.pos++
		f.state, f.name = wantValue, nil
	default:
		if n := p.oddName(); n != nil {
			p.named(f, n)
		}
	}
}

func (p *parser) named(f *frame, n *Node) {
	f.name, f.state, f.comma, f.end = n, wantColon, -1, n.Span.End
}

// colon reads what stands between a name and its value.
func (p *parser) colon(f *frame) {
	switch c := p.text[p.pos]; c {
	case ':':
		p.pos++
		f.state, f.end = wantValue, p.pos
	case ',', '}', ']':
		p.noValue(f)
	case '=':
		end := p.pos + 1
		if strings.HasPrefix(p.text[end:], ">") {
			end++
		}
		span := diag.Span{Start: p.pos, End: end}
		d := p.valueProblem("json-value", span, fmt.Sprintf("expected a colon after the name %s, found %s", shown(f.name.Text),
			shown(p.text[p.pos:end])), "JSON writes name: value")
		d.Fix, d.Unsafe = []diag.Edit{{Span: span, New: ":"}}, true
		p.pos = end
		f.state, f.end = wantValue, end
	default:
		p.noColon(f)
	}
}

// comma reads what stands between two values.
func (p *parser) comma(f *frame) {
	c := p.text[p.pos]
	switch {
	case f.node == nil:
		p.trailing(f)
	case c == ',':
		f.comma, f.state = p.pos, wantName
		if f.node.Kind == Array {
			f.state = wantValue
		}
		p.pos++
	case c == '}' || c == ']':
		p.closer(f)
	case c == ':':
		p.lateColon(f)
	default:
		p.noComma(f)
	}
}

// here is the span of the character at the current position.
func (p *parser) here() diag.Span {
	_, n := utf8.DecodeRuneInString(p.text[p.pos:])
	return diag.Span{Start: p.pos, End: p.pos + n}
}
