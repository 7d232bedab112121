package module

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vitrine/generator/diag"
)

// class says what a token is.
type class uint8

const (
	end    class = iota // of the text
	word                // a name or a keyword
	quoted              // a string in single or double quotes
	number
	mark  // punctuation; a template is the mark that opens it
	regex // a regular expression; only where one was looked for
)

// token is one token and its place.
type token struct {
	class  class
	span   diag.Span
	text   string // of words and marks
	broken bool   // a line break stands in front of it
}

// scanner cuts a text into tokens, one after the other.
type scanner struct {
	src  string
	pos  int
	tok  token // the current one
	last token // the one before
	open func(span diag.Span, message, hint string)

	noRegex int // up to here no regular expression ends
}

// marks are the punctuators of more than one character, longest first.
var marks = []string{
	">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=",
	"=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
}

// next goes on to the next token.
func (s *scanner) next() {
	s.last = s.tok
	broken := s.space()
	start := s.pos
	s.tok = token{class: end, span: diag.Span{Start: start, End: start}, broken: broken}
	if start >= len(s.src) {
		return
	}
	c := s.src[start]
	switch {
	case c == '"' || c == '\'':
		s.tok.class = quoted
		s.quotedEnd(c)
	case c >= '0' && c <= '9' || c == '.' && start+1 < len(s.src) && s.src[start+1] >= '0' && s.src[start+1] <= '9':
		s.tok.class = number
		s.numberEnd()
	case wordStart(s.src[start:]):
		s.tok.class = word
		s.wordEnd()
	default:
		s.tok.class = mark
		_, n := utf8.DecodeRuneInString(s.src[start:])
		for _, m := range marks {
			if m[0] == c && strings.HasPrefix(s.src[start:], m) && !(m == "?." && digitAt(s.src, start+2)) {
				n = len(m)
				break
			}
		}
		s.pos += n
	}
	s.tok.span.End = s.pos
	if s.tok.class == word || s.tok.class == mark {
		s.tok.text = s.src[start:s.pos]
	}
}

func digitAt(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

// space steps over white space and comments, and tells whether a line ended.
func (s *scanner) space() (broken bool) {
	for s.pos < len(s.src) {
		rest := s.src[s.pos:]
		switch c := rest[0]; {
		case c == '\n' || c == '\r':
			broken = true
			s.pos++
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			s.pos++
		case strings.HasPrefix(rest, "//"), strings.HasPrefix(rest, "#!") && s.pos == 0:
			s.pos = s.lineEnd(s.pos)
		case strings.HasPrefix(rest, "/*"):
			n := strings.Index(rest[2:], "*/")
			if n < 0 {
				s.open(diag.Span{Start: s.pos, End: s.pos + 2}, "the comment is never closed", "write */ where it ends")
				s.pos = len(s.src)
				return broken
			}
			broken = broken || strings.ContainsAny(rest[:n+2], "\n\r")
			s.pos += n + 4
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(rest)
			switch {
			case r == '\u2028' || r == '\u2029':
				broken = true
			case r != '\uFEFF' && !unicode.Is(unicode.Zs, r):
				return broken
			}
			s.pos += n
		default:
			return broken
		}
	}
	return broken
}

func (s *scanner) lineEnd(i int) int {
	if n := strings.IndexAny(s.src[i:], "\n\r"); n >= 0 {
		return i + n
	}
	return len(s.src)
}

// quotedEnd steps over a string. One that is not closed ends with its line.
func (s *scanner) quotedEnd(quote byte) {
	start := s.pos
	for s.pos++; s.pos < len(s.src); s.pos++ {
		switch c := s.src[s.pos]; {
		case c == quote:
			s.pos++
			return
		case c == '\\' && s.pos+1 < len(s.src):
			if s.pos++; strings.HasPrefix(s.src[s.pos:], "\r\n") {
				s.pos++
			}
		case c == '\n' || c == '\r':
			s.open(diag.Span{Start: start, End: s.pos}, "the closing quote of this text is missing", "put "+string(quote)+" after it")
			return
		}
	}
	s.open(diag.Span{Start: start, End: len(s.src)}, "the closing quote of this text is missing", "put "+string(quote)+" after it")
}

func (s *scanner) numberEnd() {
	start := s.pos
	based := s.src[start] == '0' && start+1 < len(s.src) && s.src[start+1]|0x20 == 'x'
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		exponent := (c == '+' || c == '-') && s.pos > start && s.src[s.pos-1]|0x20 == 'e' && !based
		if c != '.' && c != '_' && !exponent && !(c|0x20 >= 'a' && c|0x20 <= 'z') && !digitAt(s.src, s.pos) {
			return
		}
		s.pos++
	}
}

// wordStart tells whether a name begins here: #private names, and escapes in
// names, are words as well, which stand for nothing that is known.
func wordStart(s string) bool {
	c := s[0]
	if c < utf8.RuneSelf {
		return c == '_' || c == '$' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '#' || c == '\\' || c == '@'
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.Is(unicode.Nl, r)
}

// wordRunes are what a name may go on with.
var wordRunes = []*unicode.RangeTable{unicode.L, unicode.Nl, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc}

func (s *scanner) wordEnd() {
	_, n := utf8.DecodeRuneInString(s.src[s.pos:])
	for s.pos += n; s.pos < len(s.src); {
		c := s.src[s.pos]
		if c < utf8.RuneSelf {
			if c != '_' && c != '$' && c != '\\' && !(c|0x20 >= 'a' && c|0x20 <= 'z') && !digitAt(s.src, s.pos) {
				return
			}
			s.pos++
			continue
		}
		r, n := utf8.DecodeRuneInString(s.src[s.pos:])
		if joins := r == '\u200c' || r == '\u200d'; r == utf8.RuneError || !joins && !unicode.In(r, wordRunes...) {
			return
		}
		s.pos += n
	}
}

// asRegex reads the current token, a slash, as the begin of a regular
// expression; false if none ends on its line.
func (s *scanner) asRegex() bool {
	start, class := s.tok.span.Start, false
	if start < s.noRegex {
		return false
	}
	for i := start + 1; i < len(s.src); i++ {
		switch c := s.src[i]; {
		case c == '\n' || c == '\r':
			s.noRegex = i
			return false
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			for i++; i < len(s.src) && (s.src[i]|0x20 >= 'a' && s.src[i]|0x20 <= 'z'); i++ {
			}
			s.pos = i
			s.tok.class, s.tok.span.End, s.tok.text = regex, i, ""
			return true
		}
	}
	s.noRegex = len(s.src)
	return false
}

// is tells whether the current token is this mark.
func (s *scanner) is(text string) bool { return s.tok.class == mark && s.tok.text == text }

// isWord tells whether the current token is this word.
func (s *scanner) isWord(text string) bool { return s.tok.class == word && s.tok.text == text }

// take goes on if the current token is this mark.
func (s *scanner) take(text string) bool {
	if !s.is(text) {
		return false
	}
	s.next()
	return true
}

// takeWord goes on if the current token is this word.
func (s *scanner) takeWord(text string) bool {
	if !s.isWord(text) {
		return false
	}
	s.next()
	return true
}
