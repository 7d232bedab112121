package editing

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// slot is what stands, or is wanted, at an offset.
type slot uint8

const (
	nameSlot  slot = iota // of a member
	valueSlot             // of a member, or in an array
	noSlot                // a colon is wanted
)

// caret is where something is being typed.
type caret struct {
	path   []string // from the definition to the object or array around
	object bool     // it is an object
	open   int      // where it begins
	key    string   // the name whose value is wanted
	slot   slot
	token  diag.Span // what is typed, quotes included; empty where nothing is yet
	quote  byte      // that it begins with; 0 for none
	names  []string  // what the object has before
	behind int       // the end of the value before that lacks a comma; -1 for none
	at     int       // the offset itself
}

// caret reads what stands before an offset, so that it does not matter how broken the
// text behind it is. ok is false in comments, and where no definition is.
func (d *Document) caret(offset int) (c caret, ok bool) {
	from, base := d.begin(offset)
	if from < 0 {
		return c, false
	}
	s := scanner{text: d.Text, module: d.Module, i: from, to: offset}
	if !s.run() || len(s.levels) == 0 {
		return c, false
	}
	c = s.caret()
	c.path = append(slices.Clone(base), c.path...)
	if !d.Module && d.App.RootPath != "" { // a wrapped definition
		if len(c.path) == 0 || jsontree.Pointer("", c.path[0]) != d.App.RootPath {
			return c, false
		}
		c.path = c.path[1:]
	}
	return c, true
}

// begin is where reading has to begin to know what stands at an offset, and the way
// to that object. In a module the definition's values may stand anywhere.
func (d *Document) begin(offset int) (from int, path []string) {
	if !d.Module {
		return 0, nil
	}
	from = -1
	least := len(d.Text) + 1
	d.walk(func(p []string, _ *jsontree.Member, n *jsontree.Node) bool {
		if d.written(n) && n.Span.Start < offset && offset <= n.Span.End && length(n.Span) < least {
			from, path, least = n.Span.Start, slices.Clone(p), length(n.Span)
		}
		return true
	})
	if from >= 0 {
		return from, path
	}
	for _, export := range []string{"module.exports", "export default"} {
		if at := bytes.LastIndex(d.Text[:offset], []byte(export)); at >= 0 {
			if brace := bytes.IndexByte(d.Text[at:offset], '{'); brace >= 0 {
				return at + brace, nil
			}
		}
	}
	return -1, nil
}

// scanner reads a text up to an offset.
type scanner struct {
	text   []byte
	module bool
	i, to  int
	levels []level
	token  diag.Span // in which the offset is
	typing bool      // there is such a token
}

// level is an open bracket.
type level struct {
	object bool
	open   int
	token  string // its name or number in what is around it
	key    string // the name that was read last
	last   string // the value that was read last, should a colon follow it
	index  int    // how many commas an array had
	state  scanState
	names  []string
	end    int // of the value that was read last
}

type scanState uint8

const (
	wantName scanState = iota
	wantColon
	wantValue
	wantComma
)

// run reads; it returns false where the offset is in a comment.
func (s *scanner) run() bool {
	for s.i < s.to {
		switch c := s.text[s.i]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			s.i++
		case c == '/' && s.i+1 < len(s.text) && (s.text[s.i+1] == '/' || s.text[s.i+1] == '*'), c == '#' && !s.module:
			if s.comment(); s.i > s.to || s.i == s.to && s.text[s.i-1] != '/' {
				return false
			}
		case c == '{' || c == '[':
			s.push(c == '{')
		case c == '}' || c == ']':
			s.pop(c == '}')
		case c == ',':
			s.comma()
		case c == ':':
			s.colon()
		default:
			if s.word(c); s.typing {
				return true
			}
		}
	}
	return true
}

// comment steps over one. A line comment reaches to the end of its line.
func (s *scanner) comment() {
	rest := s.text[s.i:]
	end := bytes.IndexByte(rest, '\n')
	if len(rest) > 1 && rest[0] == '/' && rest[1] == '*' {
		if end = bytes.Index(rest[2:], []byte("*/")); end >= 0 {
			end += 4
		}
	}
	if end < 0 {
		end = len(rest) + 1
	}
	s.i += end
}

func (s *scanner) top() *level {
	if len(s.levels) == 0 {
		return nil
	}
	return &s.levels[len(s.levels)-1]
}

func (s *scanner) push(object bool) {
	l := level{object: object, open: s.i}
	if !object {
		l.state = wantValue
	}
	if top := s.top(); top != nil {
		l.token = top.key
		if !top.object {
			l.token = strconv.Itoa(top.index)
		}
	}
	s.levels = append(s.levels, l)
	s.i++
}

// pop closes the nearest bracket of that kind, and those that were left open in it.
func (s *scanner) pop(object bool) {
	s.i++
	for k := len(s.levels) - 1; k >= 0; k-- {
		if s.levels[k].object == object {
			s.levels = s.levels[:k]
			s.value()
			return
		}
	}
}

// value notes that a value ends here.
func (s *scanner) value() {
	if top := s.top(); top != nil {
		top.state, top.end = wantComma, s.i
	}
}

func (s *scanner) comma() {
	s.i++
	switch top := s.top(); {
	case top == nil:
	case top.object:
		top.state = wantName
	default:
		top.state = wantValue
		top.index++
	}
}

// colon reads one. In an array it tells that a bracket is missing: what stood before
// it is a name of the object around.
func (s *scanner) colon() {
	s.i++
	top := s.top()
	if top != nil && !top.object && len(s.levels) > 1 && s.levels[len(s.levels)-2].object {
		key := top.last
		s.levels = s.levels[:len(s.levels)-1]
		top = s.top()
		top.key = key
		top.names = append(top.names, key)
	}
	if top != nil && top.object {
		top.state = wantValue
	}
}

// word reads a string, a word or a number.
func (s *scanner) word(c byte) {
	start, closed := s.i, false
	if isQuote(c) && (c != '`' || s.module) {
		s.i, closed = s.quoted(c)
	} else {
		for s.i++; s.i < len(s.text) && !endsWord(s.text[s.i]); s.i++ {
		}
	}
	if s.to < s.i || s.to == s.i && !closed {
		s.token, s.typing = diag.Span{Start: start, End: s.i}, true
		return
	}
	text := strings.Trim(string(s.text[start:s.i]), "\"'`")
	top := s.top()
	switch {
	case top == nil:
	case s.module && text == "+": // the value goes on
		top.state = wantValue
	case top.object && top.state != wantValue:
		top.key, top.state = text, wantColon
		top.names = append(top.names, text)
	default:
		top.last = text
		s.value()
	}
}

// quoted finds where a string ends: behind its quote, or where its line does.
func (s *scanner) quoted(quote byte) (end int, closed bool) {
	for i := s.i + 1; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == quote:
			return i + 1, true
		case c == '\\':
			i++
		case c == '\n' && quote != '`':
			return i - len(s.text[:i]) + len(bytes.TrimRight(s.text[:i], " \t\r,")), false
		}
	}
	return len(s.text), false
}

func endsWord(c byte) bool {
	return c <= ' ' || strings.IndexByte("{}[],:\"'`", c) >= 0
}

// caret tells what was found.
func (s *scanner) caret() caret {
	top := s.top()
	c := caret{object: top.object, open: top.open, names: top.names, behind: -1, at: s.to, token: diag.Span{Start: s.to, End: s.to}}
	if s.typing {
		if c.token = s.token; isQuote(s.text[c.token.Start]) {
			c.quote = s.text[c.token.Start]
		}
	}
	for _, l := range s.levels[1:] {
		c.path = append(c.path, l.token)
	}
	switch {
	case top.object && top.state == wantValue:
		c.slot, c.key = valueSlot, top.key
	case !top.object:
		c.slot, c.key = valueSlot, strconv.Itoa(top.index)
	case top.state == wantColon && !s.typing:
		c.slot = noSlot
	}
	if top.state == wantComma && c.slot != noSlot {
		c.behind = top.end
	}
	return c
}

// next is the next character behind an offset that is neither white space nor in a
// comment, and where it stands; 0 at the end.
func (d *Document) next(offset int) (byte, int) {
	s := scanner{text: d.Text, module: d.Module, i: offset, to: len(d.Text)}
	for s.i < len(d.Text) {
		switch c := d.Text[s.i]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			s.i++
		case c == '/' && s.i+1 < len(d.Text) && (d.Text[s.i+1] == '/' || d.Text[s.i+1] == '*'), c == '#' && !d.Module:
			s.comment()
		default:
			return c, s.i
		}
	}
	return 0, len(d.Text)
}
