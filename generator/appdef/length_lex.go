package appdef

import (
	"strconv"
	"strings"

	"vitrine/generator/diag"
)

// cssKind is the kind of a token, after CSS Syntax 3, section 4. Only what a
// length can be made of has a kind of its own.
type cssKind uint8

const (
	cssEnd    cssKind = iota
	cssNumber         // 12, also 12px and 12% with their unit
	cssIdent
	cssFunction // an identifier with the parenthesis that follows it
	cssDelim    // any other single character
)

// cssToken is one token. White space is no token: it only matters as a
// neighbour of + and -.
type cssToken struct {
	kind       cssKind
	span       diag.Span
	text       string // lower-case name, the character, or a number as written
	unit       string // of a number, lower case
	value      float64
	signed     bool // a number that begins with + or -
	spaceAhead bool // white space stands before it
}

// cssLexer cuts a string into tokens. Escapes in identifiers are not
// understood: a length never needs one, and they hide what is written.
type cssLexer struct {
	s       string
	at      int
	comment bool // the last comment is not closed
}

func (l *cssLexer) next() cssToken {
	space := l.skip()
	start := l.at
	t := cssToken{span: diag.Span{Start: start, End: start}, spaceAhead: space}
	switch {
	case start >= len(l.s):
		return t
	case startsNumber(l.s[start:]):
		l.number(&t)
	case startsIdent(l.s[start:]):
		t.kind, t.text = cssIdent, l.ident()
		if l.at < len(l.s) && l.s[l.at] == '(' {
			t.kind = cssFunction
			l.at++
		}
	default:
		t.kind = cssDelim
		l.at++
		for l.at < len(l.s) && l.s[l.at]&0xC0 == 0x80 { // the rest of a character outside ASCII
			l.at++
		}
		t.text = l.s[start:l.at]
	}
	t.span.End = l.at
	return t
}

// skip passes white space and comments, and tells whether there was white
// space.
func (l *cssLexer) skip() (space bool) {
	for l.at < len(l.s) {
		switch {
		case strings.IndexByte(" \t\n\r\f", l.s[l.at]) >= 0:
			space = true
			l.at++
		case strings.HasPrefix(l.s[l.at:], "/*"):
			end := strings.Index(l.s[l.at+2:], "*/")
			if end < 0 {
				l.at, l.comment = len(l.s), true
				return space
			}
			l.at += end + 4
		default:
			return space
		}
	}
	return space
}

func (l *cssLexer) number(t *cssToken) {
	start := l.at
	t.signed = l.s[start] == '+' || l.s[start] == '-'
	l.at += numberLength(l.s[start:])
	t.kind = cssNumber
	t.text = l.s[start:l.at]
	t.value, _ = strconv.ParseFloat(t.text, 64) // out of range gives an infinity, as in CSS
	switch rest := l.s[l.at:]; {
	case strings.HasPrefix(rest, "%"):
		t.unit = "%"
		l.at++
	case startsIdent(rest):
		t.unit = l.ident()
	}
}

// ident reads a name and returns it in lower case. Only ASCII is folded, as
// in CSS, so that the result is as long as what was written.
func (l *cssLexer) ident() string {
	var b strings.Builder
	for ; l.at < len(l.s) && isNameByte(l.s[l.at]); l.at++ {
		c := l.s[l.at]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		b.WriteByte(c)
	}
	return b.String()
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isNameByte(c byte) bool {
	return isLetter(c) || isDigit(c) || c == '-' || c == '_' || c >= 0x80
}

func startsNumber(s string) bool { return numberLength(s) > 0 }

// numberLength returns the length of the number that s begins with: an
// optional sign, digits with at most one point inside or in front, and an
// optional exponent.
func numberLength(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	whole := digits(s[i:])
	i += whole
	if i < len(s) && s[i] == '.' {
		if n := digits(s[i+1:]); n > 0 {
			i += 1 + n
			whole += n
		}
	}
	if whole == 0 {
		return 0
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		k := i + 1
		if k < len(s) && (s[k] == '+' || s[k] == '-') {
			k++
		}
		if n := digits(s[k:]); n > 0 {
			i = k + n
		}
	}
	return i
}

func digits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

func startsIdent(s string) bool {
	s0 := strings.TrimPrefix(s, "-")
	if s0 == "" {
		return false
	}
	return isLetter(s0[0]) || s0[0] == '_' || s0[0] >= 0x80 || len(s0) < len(s) && s0[0] == '-'
}
