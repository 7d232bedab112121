package jsontree

import (
	"fmt"
	"strings"

	"vitrine/generator/diag"
)

// recovery is what the parser knows about the faults so far.
type recovery struct {
	broken  bool // the brackets do not fit: read again, guided
	guided  bool // this is the second reading: indentation decides
	stopped bool // not everything was read
	quiet   bool // one report said it all, as for JavaScript
	deep    bool // too deep nesting was reported
	balance int  // brackets opened minus brackets closed, up to here
	surplus int  // the same at the end of the first reading: how many are missing in all
	skipped int  // where something that could not be read ends; see cascade
	lost    int  // where a text ends that the end of the file cut off
	sure    int  // see Reading.Sure
	textEnd int  // end of the text but for white space

	conflict, unseen int // numbers of reports that grow; see kept

	// What was looked for in vain, so that nothing is looked for twice.
	noCommentEnd, noConflictEnd bool
	noInnerEnd, noContinue      int
	noQuoteEnd                  map[string]int

	eolFrom, eol int // see lineEnd
}

// missing says how many of the open brackets nobody closes in the rest of the
// text; below zero it closes more than are open. Exact in the second reading.
func (p *parser) missing() int { return p.depth() - p.balance + p.surplus }

// cascade tells whether the fault here only follows from what was skipped
// right before it, and was reported already.
func (p *parser) cascade() bool {
	from := p.skipped
	p.skipped = -1
	return from >= 0 && strings.TrimLeft(p.text[from:p.pos], " \t\r\n") == ""
}

// unexpected reports and steps over one character.
func (p *parser) unexpected(want string) {
	if here := p.here(); !p.cascade() {
		p.problem("json-value", here, "expected "+want+", found "+shown(p.text[here.Start:here.End]), "")
	}
	p.pos = p.here().End
	p.skipped = p.pos
}

// closer decides what a closing bracket closes.
func (p *parser) closer(f *frame) {
	if f.node == nil {
		p.broken = true
		p.unexpected("a value")
		p.balance--
		return
	}
	if f.node.Kind == Object && (f.state == wantColon || f.state == wantValue) {
		p.noValue(f)
	}
	c, top := p.text[p.pos], p.depth()
	k := p.closes(f, c)
	if k >= 0 && f.comma >= 0 {
		p.trailingComma(f, k == top && bracket(f.node.Kind) == c)
	}
	switch {
	case k < 0:
		p.problem("json-trailing-data", p.here(), fmt.Sprintf("the %q on line %d closes nothing", c2s(c), p.lineOf(p.pos)),
			"remove it, or open what it should close")
		p.balance--
		p.pos++
		return
	case k < top:
		p.unclosed(k, p.belongs(k, c), "")
	case bracket(f.node.Kind) != c:
		d := p.problem("json-mismatched", p.here(), fmt.Sprintf("expected %q to close %s, found %q", c2s(bracket(f.node.Kind)), p.label(top),
			c2s(c)),
			fmt.Sprintf("%q is closed by %q", p.text[f.node.Span.Start:f.node.Span.Start+1], c2s(bracket(f.node.Kind))))
		d.Related = p.openings(top, top)
		d.Fix, d.Unsafe = []diag.Edit{{Span: p.here(), New: c2s(bracket(f.node.Kind))}}, true
	}
	p.balance--
	p.pos++
	p.close(p.pos)
}

func c2s(c byte) string { return string(rune(c)) }

// bracket returns what closes an array or object.
func bracket(k Kind) byte {
	if k == Array {
		return ']'
	}
	return '}'
}

// closes returns the frame that a closing bracket closes, or -1 if none. That
// is the innermost one, unless brackets are missing (rustc's trick): then a
// bracket that begins its line closes what its line is indented like.
func (p *parser) closes(f *frame, c byte) int {
	top, matches := p.depth(), bracket(f.node.Kind) == c
	if !p.guided {
		p.broken = p.broken || !matches
		if matches || f.other == 0 {
			return top
		}
		return f.other
	}
	missing := p.missing()
	column, first := p.indent(p.pos)
	own, _ := p.indent(f.node.Span.Start)
	aligned := 0
	if first && column != own {
		aligned = p.aligned(column, c)
	}
	if matches {
		switch {
		case aligned > 0 && top-aligned <= missing:
			return aligned
		case missing < 0 && top == 1 && p.goesOn(p.pos+1):
			return -1
		}
		return top
	}
	switch outer := f.other; {
	case aligned > 0:
		return aligned
	case first && column == own && !(outer > 0 && missing >= top-outer && p.column(outer) == own):
		return top
	case missing < 0:
		return -1
	case outer > 0 && missing >= top-outer:
		return outer
	}
	return top
}

func (p *parser) column(k int) int {
	column, _ := p.indent(p.stack[k].node.Span.Start)
	return column
}

// aligned returns the innermost frame that c could close and whose line is
// indented like that, or 0.
func (p *parser) aligned(column int, c byte) int {
	for k := p.depth() - 1; k > 0; k-- {
		if bracket(p.stack[k].node.Kind) == c && p.column(k) == column {
			return k
		}
	}
	return 0
}

// goesOn tells whether more members follow, so that the bracket before i
// cannot be the last one.
func (p *parser) goesOn(i int) bool {
	rest := strings.TrimLeft(p.text[i:], " \t\r\n")
	return strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, `"`)
}

// noteIndent remembers how far the elements of an array are indented.
func (p *parser) noteIndent(f *frame) {
	if column, first := p.indent(p.pos); f.inner < 0 && first {
		f.inner = column
	}
}

// dedented finds out, before a name is read, that it is indented like the
// members of an object further out although nothing closed the inner one.
func (p *parser) dedented(f *frame) bool {
	column, first := p.indent(p.pos)
	c := p.text[p.pos]
	if !first || f.node.Kind != Object || c == '}' || c == ']' || c == ',' || c == ':' {
		return false
	}
	least, missing, top := f.inner, p.missing(), p.depth()
	if least < 0 {
		least = p.column(top) + 1
	}
	if column >= least || missing <= 0 {
		if f.inner < 0 {
			f.inner = column
		}
		return false
	}
	kind := Object
	if c == '{' {
		kind = Array
	}
	for k := top - 1; k > 0 && top-k <= missing; k-- {
		if g := &p.stack[k]; g.node.Kind == kind && g.inner == column {
			p.unclosedBefore(k)
			return true
		}
	}
	return false
}

// unclosedBefore closes what is still open inside frame k before a name or
// value that belongs to k. A comma that stands in front of it separates it.
func (p *parser) unclosedBefore(k int) {
	f := p.top()
	comma, separator := f.comma, ""
	if comma < 0 {
		separator = ","
	}
	what := "the value"
	if p.text[p.pos] == '"' {
		what = shown(p.text[p.pos+1 : p.bodyEnd(p.pos+1)])
	}
	p.unclosed(k, fmt.Sprintf("%s on line %d belongs to %s, but %s is still open", what, p.lineOf(p.pos), p.label(k), p.label(p.depth())),
		separator)
	g := p.top()
	if g.comma, g.state = comma, wantName; g.node.Kind == Array {
		g.state = wantValue
	}
}

// belongs says what is wrong when the bracket c closes frame k, though others
// are open inside it.
func (p *parser) belongs(k int, c byte) string {
	top := p.depth()
	if bracket(p.top().node.Kind) == c {
		return fmt.Sprintf("the %q on line %d closes %s, so that %s stays open", c2s(c), p.lineOf(p.pos), p.label(top), p.label(k))
	}
	return fmt.Sprintf("the %q on line %d belongs to %s, but %s is still open", c2s(c), p.lineOf(p.pos), p.label(k), p.label(top))
}

// unclosed reports that the brackets inside frame k are closed nowhere, and
// closes them in front of the current token.
func (p *parser) unclosed(k int, why, separator string) {
	end := p.top().end
	text := p.brackets(k, end)
	where := fmt.Sprintf("before line %d", p.lineOf(p.pos))
	if p.lineOf(p.pos) == p.lineOf(end) {
		where = "here"
	}
	d := p.problem("json-unclosed", p.here(), why+": "+lacking(text),
		fmt.Sprintf("close %s with %q %s", p.label(p.depth()), c2s(bracket(p.top().node.Kind)), where))
	d.Related = p.openings(p.depth(), max(1, k))
	d.Fix, d.Unsafe = []diag.Edit{insert(end, text+separator)}, true
	for p.depth() > k {
		p.close(p.top().end)
	}
}

// brackets writes what closes all frames inside frame k, each on a line of
// its own if it was opened on another line than what ends at end.
func (p *parser) brackets(k, end int) string {
	var b strings.Builder
	for i := p.depth(); i > k; i-- {
		open := p.stack[i].node.Span.Start
		if l := p.headOf(open); l.head != p.headOf(end).head {
			b.WriteString(p.newline())
			b.WriteString(p.text[l.lead:l.first])
		}
		b.WriteByte(bracket(p.stack[i].node.Kind))
	}
	return b.String()
}

func (p *parser) newline() string {
	if i := p.lineEnd(0); i < len(p.text) {
		return p.text[i:p.breakEnd(i)]
	}
	return "\n"
}

// lacking says which brackets are missing.
func lacking(text string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n", r) {
			return -1
		}
		return r
	}, text)
	if len(text) == 1 {
		return fmt.Sprintf("one %q is missing", text)
	}
	return fmt.Sprintf("%d closing brackets are missing, %s", len(text), shown(text))
}

// label names an open bracket.
func (p *parser) label(k int) string {
	f := &p.stack[k]
	line := p.lineOf(f.node.Span.Start)
	if name := p.stack[k-1].name; name != nil {
		return fmt.Sprintf("%s (opened on line %d)", shown(name.Text), line)
	}
	kind := "object"
	if f.node.Kind == Array {
		kind = "array"
	}
	return fmt.Sprintf("the %s opened on line %d", kind, line)
}

// openings are the places where the frames from the inner to the outer one
// were opened.
func (p *parser) openings(inner, outer int) []diag.Related {
	const most = 10
	var list []diag.Related
	for k := inner; k >= outer && len(list) < most; k-- {
		at := p.stack[k].node.Span.Start
		what := "the object"
		if p.stack[k].node.Kind == Array {
			what = "the array"
		}
		if name := p.stack[k-1].name; name != nil {
			what = shown(name.Text)
		}
		list = append(list, diag.Related{Span: diag.Span{Start: at, End: at + 1}, Message: what + " is opened here"})
	}
	return list
}

// finish is the end of the text.
func (p *parser) finish() {
	switch {
	case p.stopped:
	case p.depth() > 0:
		p.broken = true
		p.cutOff()
	case p.root == nil && len(p.diags) == 0:
		p.empty()
	}
	for p.depth() > 0 {
		f := p.top()
		if f.node.Kind == Object && f.name != nil {
			p.attach(p.node(Invalid, f.end, f.end))
		}
		p.close(p.top().end)
	}
}

// cutOff reports that brackets are open at the end of the text, and nothing
// told where they should have been closed.
func (p *parser) cutOff() {
	f := p.top()
	p.forget()
	text := p.brackets(0, f.end)
	d := p.problem("json-unclosed", diag.Span{Start: p.textEnd, End: p.textEnd},
		fmt.Sprintf("%s, but %s is still open: %s", p.ending(f), p.label(p.depth()), lacking(text)), "the end of the file may have been lost")
	d.Related = p.openings(p.depth(), 1)
	switch {
	case p.lost == f.end:
		text = `"` + text
	case f.node.Kind == Object && f.state == wantColon:
		text = ": null" + text
	case f.node.Kind == Object && f.state == wantValue:
		text = " null" + text
	}
	d.Fix, d.Unsafe = []diag.Edit{insert(f.end, text)}, true
	if f.comma >= 0 {
		d.Fix = append(d.Fix, diag.Edit{Span: diag.Span{Start: f.comma, End: f.comma + 1}})
	}
}

func (p *parser) ending(f *frame) string {
	if p.lost == f.end {
		return "the file ends within a text"
	}
	return "the file ends"
}

// forget drops what was reported about the last token: a file that was cut
// off is one fault, also where it ends within a word.
func (p *parser) forget() {
	if n := len(p.diags) - 1; n >= 0 && n < p.limits.Errors && p.diags[n].Span.End == p.textEnd {
		switch p.diags[n].Rule {
		case "json-string", "json-quote", "json-number", "json-value":
			p.diags = p.diags[:n]
		}
	}
}
