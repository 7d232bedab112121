package jsontree

import (
	"fmt"
	"sort"
	"strconv"
	"unicode/utf8"

	"vitrine/generator/diag"
)

// problem reports a fault in the innermost open bracket. The caller may add
// a fix and related places to what is returned; it is never nil, but nobody
// looks at it once enough has been reported.
func (p *parser) problem(rule string, span diag.Span, message, hint string) *diag.Diagnostic {
	p.sure = min(p.sure, span.Start)
	return p.slip(rule, span, message, hint)
}

// slip is problem for a fault that leaves no doubt about what stands around
// it: what belongs to it, and how to go on behind it, is not guessed.
func (p *parser) slip(rule string, span diag.Span, message, hint string) *diag.Diagnostic {
	if p.quiet {
		return new(diag.Diagnostic)
	}
	if len(p.diags) >= p.limits.Errors {
		p.hidden++
		return new(diag.Diagnostic)
	}
	p.diags = append(p.diags, diag.Diagnostic{Rule: rule, Span: span, Path: p.path(false), Message: message, Hint: hint})
	return &p.diags[len(p.diags)-1]
}

// valueProblem reports a fault in the value that is being read.
func (p *parser) valueProblem(rule string, span diag.Span, message, hint string) *diag.Diagnostic {
	p.sure = min(p.sure, span.Start)
	return p.valueSlip(rule, span, message, hint)
}

// valueSlip is slip for the value that is being read.
func (p *parser) valueSlip(rule string, span diag.Span, message, hint string) *diag.Diagnostic {
	d := p.slip(rule, span, message, hint)
	if d.Rule != "" {
		d.Path = p.path(true)
	}
	return d
}

// reporter is one of the four ways to report a fault.
type reporter func(rule string, span diag.Span, message, hint string) *diag.Diagnostic

// reports chooses by whether a name or a value is at fault, and whether that
// leaves doubt.
func (p *parser) reports(name, doubt bool) reporter {
	switch {
	case name && doubt:
		return p.problem
	case name:
		return p.slip
	case doubt:
		return p.valueProblem
	}
	return p.valueSlip
}

// path is the JSON Pointer of the innermost open bracket or, with value, of
// the value that is being read in it.
func (p *parser) path(value bool) string {
	path, known := p.pathOf(p.depth())
	if f := p.top(); value && known && f.node != nil && (f.node.Kind == Array || f.name != nil) {
		path = Pointer(path, p.token(p.depth()))
	}
	return path
}

// pathOf is the pointer of an open bracket, made once for each. It is not
// known for what has no name, though it should: then it is the parent's.
func (p *parser) pathOf(k int) (path string, known bool) {
	if k <= 1 {
		return "", true
	}
	f, parent := &p.stack[k], &p.stack[k-1]
	if f.path != "" {
		return f.path, !f.adrift
	}
	path, known = p.pathOf(k - 1)
	if known = known && (parent.node.Kind == Array || parent.name != nil); known {
		path = Pointer(path, p.token(k-1))
	}
	f.path, f.adrift = path, !known
	return path, known
}

// token is what a pointer appends for the value that is being read in frame k.
func (p *parser) token(k int) string {
	f, end := &p.stack[k], len(p.items)
	if f.node.Kind == Object {
		return f.name.Text
	}
	if k < p.depth() {
		end = p.stack[k+1].items
	}
	return strconv.Itoa(end - f.items)
}

// shown quotes foreign text for a message, shortened.
func shown(s string) string {
	const most = 40
	if utf8.RuneCountInString(s[:min(len(s), 4*most+4)]) <= most {
		return strconv.Quote(s)
	}
	n := 0
	for i := range s {
		if n++; n == most {
			s = s[:i] + "…"
			break
		}
	}
	return strconv.Quote(s)
}

// plural counts things.
func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// insert is the fix that adds text at one place.
func insert(at int, text string) diag.Edit {
	return diag.Edit{Span: diag.Span{Start: at, End: at}, New: text}
}

// line is one line of the source: where it begins and where its first
// character stands that is not white space.
type line struct {
	start, first, indent int
	lead                 int // where its white space begins: behind a byte order mark
	head                 int // the line, from 0, that it goes on from: its break stands in a text
}

// table returns the lines of the text. It is made only when something is
// wrong, and only once: looking back to the start of the line for every
// bracket would take quadratic time on a file of one line.
func (p *parser) table() []line {
	if p.lines != nil {
		return p.lines
	}
	for i := 0; ; {
		l := line{start: i, lead: i, head: len(p.lines)}
		if i == 0 {
			i = bomEnd(p.text)
			l.lead = i
		}
		for i < len(p.text) && (p.text[i] == ' ' || p.text[i] == '\t') {
			l.indent++
			if p.text[i] == '\t' {
				l.indent += 3
			}
			i++
		}
		l.first = i
		p.lines = append(p.lines, l)
		for i < len(p.text) && p.text[i] != '\n' && p.text[i] != '\r' {
			i++
		}
		if i == len(p.text) {
			return p.lines
		}
		i = p.breakEnd(i)
	}
}

// breakEnd returns the offset behind the line break at i.
func (p *parser) breakEnd(i int) int {
	if p.text[i] == '\r' && i+1 < len(p.text) && p.text[i+1] == '\n' {
		i++
	}
	return i + 1
}

// lineOf returns the 1-based line of an offset.
func (p *parser) lineOf(at int) int {
	t := p.table()
	return sort.Search(len(t), func(i int) bool { return t[i].start > at })
}

// join notes that the breaks between two offsets stand in a text, so that
// nothing changes once they are written as escapes: what follows the text
// stands on the line where the text begins.
func (p *parser) join(start, end int) {
	first, last := p.lineOf(start)-1, p.lineOf(end)-1
	for i := first + 1; i <= last; i++ {
		p.lines[i].head = p.lines[first].head
	}
}

// headOf returns the line of an offset, or the one that it goes on from.
func (p *parser) headOf(at int) line {
	t := p.table()
	return t[t[p.lineOf(at)-1].head]
}

// indent returns how far the line of an offset is indented, and whether the
// offset is where that line's text begins.
func (p *parser) indent(at int) (columns int, first bool) {
	l := p.headOf(at)
	return l.indent, l.first == at
}
