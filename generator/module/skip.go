package module

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// mention is a name in code that is stepped over, as far as it was read: what
// it stands for may be changed there.
type mention struct {
	name  string
	path  []string
	dot   bool   // a name of a member must follow
	after string // the token in front of it
	given string // the function that it is given to
}

// mostMentions bounds how many changes are noted of one name: then all of what
// it stands for is taken for changed.
const mostMentions = 1000

// changed notes that a statement changes what an expression names.
func (p *parser) changed(x, value *expr) {
	name, path, ok := named(x)
	switch {
	case x.op == opArray || x.op == opSpread || x.op == opAssign: // [a.b, c = 1] = …
		for _, a := range x.args {
			p.changed(a, nil)
		}
	case x.op == opObject:
		for _, m := range x.props {
			p.changed(m.value, nil)
		}
	case !ok:
		p.leak(x)
	case !exact(x): // one of the members of what the path leads to
		p.note(name, change{path: path})
	default:
		p.note(name, change{path: path, value: value})
	}
}

// exact tells whether an expression names one member after the other.
func exact(x *expr) bool {
	for ; x.op == opMember; x = x.args[0] {
		if len(x.args) > 1 && x.args[1].op != opString {
			return false
		}
	}
	return true
}

// named tells which name an expression begins with, and which members it
// follows, up to one that is worked out.
func named(x *expr) (name string, path []string, ok bool) {
	for links := []*expr{}; ; x = x.args[0] {
		switch {
		case x.op == opMember:
			links = append(links, x)
			continue
		case x.op != opName:
			return "", nil, false
		}
		for _, l := range slices.Backward(links) {
			key := l.text
			if len(l.args) > 1 {
				if l.args[1].op != opString {
					break // any of its members
				}
				key = l.args[1].text
			}
			path = append(path, key)
		}
		return x.text, path, true
	}
}

func (p *parser) note(name string, c change) {
	list := p.changes[name]
	if c.at == 0 { // else it was noted under another name
		c.at = p.tok.span.Start
	}
	switch {
	case len(list) > mostMentions:
		return
	case len(list) == mostMentions:
		c = change{at: len(p.src)}
	}
	p.changes[name] = append(list, c)
}

// leak notes that other code gets hold of a value, and may change it.
func (p *parser) leak(x *expr) {
	if name, path, ok := named(x); ok {
		p.note(name, change{path: path, weak: true})
		return
	}
	switch x.op {
	case opArray, opSpread, opChoice, opChain:
		for _, a := range x.args {
			p.leak(a)
		}
	case opObject:
		for _, m := range x.props {
			p.leak(m.value)
		}
	}
}

// harmless are functions that change nothing of what they are given, and
// pure methods that change nothing of what they are called on.
var (
	harmless = strings.Fields(`require import String Number Boolean JSON.stringify JSON.parse Object.freeze Object.keys Object.values
		Object.entries Object.assign Array.isArray console.log console.error console.warn fs.readFileSync readFileSync path.join
		path.resolve join resolve structuredClone`)
	pure = strings.Fields(`join map filter concat slice trim trimStart trimEnd toString toUpperCase toLowerCase replace replaceAll
		split includes indexOf find some every startsWith endsWith padStart repeat flat flatMap keys values entries
		hasOwnProperty match test reduce`)
	// looking are functions, by their last name, that only look at what they are given.
	looking = strings.Fields(`stringify log error warn info debug dir table freeze keys values entries isArray require`)
	// beforeValue are words that a value follows.
	beforeValue = strings.Fields(`return typeof case do else in of instanceof new delete void throw await yield`)
)

// calls notes what a call may change.
func (p *parser) calls(callee *expr, args []*expr) {
	name, path, ok := named(callee)
	full := strings.Join(append([]string{name}, path...), ".")
	if callee.op == opMember && !slices.Contains(pure, callee.text) && !slices.Contains(harmless, full) {
		if ok && len(path) > 0 {
			p.note(name, change{path: path[:len(path)-1]})
		} else {
			p.leak(callee.args[0])
		}
	}
	if ok && slices.Contains(harmless, full) {
		return
	}
	for _, a := range args {
		p.leak(a)
	}
}

// mentioned follows the names in code that is stepped over, token by token.
// given is the function in whose parentheses the current one stands.
func (p *parser) mentioned(given string) {
	t := p.tok
	if m := p.mention; m != nil {
		switch {
		case m.dot && t.class == word:
			m.path, m.dot = append(m.path, t.text), false
			return
		case t.class == mark && (t.text == "." || t.text == "?."):
			m.dot = true
			return
		}
		p.mention = nil
		p.noteMention(m, t)
	}
	if t.class == word && !(p.last.class == mark && (p.last.text == "." || p.last.text == "?.")) {
		m := &mention{name: t.text}
		if p.last.class == mark || p.last.class == word {
			m.after = p.last.text
		}
		m.given = given
		p.mention = m
	}
}

// noteMention decides by the token behind a name what may become of it.
func (p *parser) noteMention(m *mention, next token) {
	c := change{path: m.path, weak: true, taken: m.after == "=" || m.given == "assign" && m.after == "("}
	switch {
	case m.after == "++" || m.after == "--" || m.after == "delete", next.class == word && (next.text == "of" || next.text == "in"):
		c.weak = false
	case next.class != mark:
	case slices.Contains(looking, m.given) && (next.text == "," || next.text == ")"):
		return
	case next.text == ":" && len(m.path) == 0 && (m.after == "{" || m.after == ","):
		return // the name of a member
	case next.text == "=" || next.text == "++" || next.text == "--" || next.text == "[" || slices.Contains(assigning, next.text):
		c.weak = false
	case next.text == "(" && len(m.path) == 0:
		return
	case next.text == "(":
		if slices.Contains(pure, m.path[len(m.path)-1]) {
			return
		}
		c = change{path: m.path[:len(m.path)-1]}
	}
	p.recent = append(p.recent, *m)
	p.note(m.name, c)
}

// takenApart has the names in a bracket be changed that is given a value, as in
// [a.b] = list. They are those mentioned since the bracket was opened.
func (p *parser) takenApart(since int) {
	for _, m := range p.recent[min(since, len(p.recent)):] {
		p.note(m.name, change{path: m.path})
	}
	p.recent = p.recent[:min(since, len(p.recent))]
}

// skip steps over code until stop says so between brackets, or a bracket closes
// one further out.
func (p *parser) skip(stop func() bool) {
	start := p.tok.span.Start
	var open []token
	var callees []string // in front of these brackets
	var since []int      // how many names had been mentioned when they were opened
	closed := 0          // the same of the last one that was closed
	for p.tok.class != end && !(len(open) == 0 && stop()) {
		given := ""
		if callees = callees[:min(len(callees), len(open))]; len(callees) > 0 {
			given = callees[len(callees)-1]
		}
		p.mentioned(given)
		if p.is("=") && p.last.class == mark && (p.last.text == "]" || p.last.text == "}") {
			p.takenApart(closed)
		}
		if p.tok.class != mark {
			p.next()
			continue
		}
		switch p.tok.text {
		case "(", "[", "{":
			callee := ""
			if p.last.class == word && p.tok.text == "(" {
				callee = p.last.text
			}
			since = append(since[:len(open)], len(p.recent))
			open, callees = append(open, p.tok), append(callees, callee)
		case ")", "]", "}":
			if len(open) == 0 {
				p.stepped(start)
				return
			}
			top := open[len(open)-1]
			closed = since[len(open)-1]
			if open = open[:len(open)-1]; top.text == "`" {
				p.pos = p.tok.span.End
				open = p.skipText(open, top)
			}
		case "`":
			if open = p.skipText(open, p.tok); len(open) > len(callees) {
				callees, since = append(callees, ""), append(since[:len(open)-1], len(p.recent))
			}
		case "/", "/=":
			if p.operand() {
				p.asRegex()
			}
		}
		p.next()
	}
	if len(open) > 0 {
		p.open(open[0].span, fmt.Sprintf("the bracket %q is never closed", open[0].text), "close it where it ends")
	}
	p.stepped(start)
}

// skipText steps over a text of a template; what is filled in is open then.
func (p *parser) skipText(open []token, template token) []token {
	if p.raw() {
		return open
	}
	if p.pos == len(p.src) && !strings.HasSuffix(p.src, "${") {
		p.open(template.span, "the template is never closed", "put a backquote after it")
		return open
	}
	return append(open, template)
}

// stepped notes the code that was stepped over from a place on.
func (p *parser) stepped(start int) {
	if m := p.mention; m != nil {
		p.mention = nil
		p.noteMention(m, p.tok)
	}
	p.recent = p.recent[:0]
	if stop := p.last.span.End; stop > start {
		p.file.skipped = append(p.file.skipped, diag.Span{Start: start, End: stop})
	}
}

// operand tells whether a value must follow the token before the current one,
// so that a slash begins a regular expression.
func (p *parser) operand() bool {
	switch t := p.last; t.class {
	case quoted, number, regex:
		return false
	case word:
		return slices.Contains(beforeValue, t.text)
	case mark:
		return t.text != ")" && t.text != "]" && t.text != "`" && (t.text != "}" || p.tok.broken)
	}
	return true
}

// balanced steps over a bracket and what is in it: the current token opens it.
func (p *parser) balanced() {
	first := true
	p.skip(func() bool {
		if first {
			first = false
			return false
		}
		return true
	})
}

// skipTo steps over code up to this mark.
func (p *parser) skipTo(text string) { p.skip(func() bool { return p.is(text) }) }

// skipPast steps over code up to the next comma, or to a bracket that closes one
// further out.
func (p *parser) skipPast() { p.skipTo(",") }
