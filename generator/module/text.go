package module

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// text is a decoded string and where it was written.
type text struct {
	out     []byte
	written []jsontree.Written
	odd     bool // it has an escape that JavaScript has not
}

// put appends what the width bytes of the source at a place mean.
func (t *text) put(what string, at, width int) {
	from := len(t.out)
	t.out = append(t.out, what...)
	const most = 1<<16 - 1
	for size := len(what); ; {
		n := min(size, most)
		t.written = append(t.written, jsontree.Written{Text: uint32(from), Source: uint32(at), Size: uint16(n), Width: uint16(min(width, most))})
		if size -= n; size == 0 {
			return
		}
		from += n
	}
}

// anchor notes that what follows was written at a place as it is.
func (t *text) anchor(at int) {
	t.written = append(t.written, jsontree.Written{Text: uint32(len(t.out)), Source: uint32(at)})
}

// at is how a text was written that stands at a place without quotes.
func at(start int) []jsontree.Written { return []jsontree.Written{{Source: uint32(start)}} }

// decode reads the body of a string, or of a part of a template.
func decode(src string, start, end int, template bool) text {
	var t text
	if strings.IndexByte(src[start:end], '\\') < 0 && strings.IndexByte(src[start:end], '\r') < 0 && utf8.ValidString(src[start:end]) {
		t.out = []byte(src[start:end])
		return t
	}
	for i := start; i < end; {
		switch c := src[i]; {
		case c == '\\':
			i += t.escape(src[i:end], i)
		case c == '\r' && template: // JavaScript reads a line feed
			n := 1
			if i+1 < end && src[i+1] == '\n' {
				n = 2
			}
			t.put("\n", i, n)
			i += n
		case c < utf8.RuneSelf:
			t.out = append(t.out, c)
			i++
		default:
			r, n := utf8.DecodeRuneInString(src[i:end])
			if r == utf8.RuneError && n == 1 {
				t.put("\uFFFD", i, 1)
			} else {
				t.out = append(t.out, src[i:i+n]...)
			}
			i += n
		}
	}
	return t
}

// escape reads the escape that s begins with, and returns its length.
func (t *text) escape(s string, at int) int {
	if len(s) == 1 {
		return 1
	}
	switch c := s[1]; c {
	case 'n', 't', 'r', 'b', 'f', 'v':
		t.put(string("\n\t\r\b\f\v"[strings.IndexByte("ntrbfv", c)]), at, 2)
		return 2
	case '\r':
		n := 2
		if len(s) > 2 && s[2] == '\n' {
			n = 3
		}
		t.put("", at, n)
		return n
	case '\n':
		t.put("", at, 2)
		return 2
	case 'x':
		if v, ok := hex(s, 2, 2); ok {
			t.put(string(v), at, 4)
			return 4
		}
		t.odd = true
	case 'u':
		return t.unicode(s, at)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := 2
		for n < len(s) && n < 4 && s[n] >= '0' && s[n] <= '7' {
			n++
		}
		v, _ := strconv.ParseUint(s[1:n], 8, 16)
		t.put(string(rune(v&0xFF)), at, n)
		t.odd = t.odd || n > 2 || c != '0' // no strict code has them
		return n
	}
	r, n := utf8.DecodeRuneInString(s[1:])
	what := s[1 : 1+n]
	if r == utf8.RuneError && n == 1 {
		what = "\uFFFD"
	} else if r == '\u2028' || r == '\u2029' {
		what = ""
	}
	t.put(what, at, 1+n)
	return 1 + n
}

// unicode reads \uXXXX, two of them that make one character, or \u{X}.
func (t *text) unicode(s string, at int) int {
	if strings.HasPrefix(s, `\u{`) {
		n := strings.IndexByte(s, '}')
		if n > 3 && n < 64 {
			if v, err := strconv.ParseUint(s[3:n], 16, 32); err == nil && v <= utf8.MaxRune {
				t.put(string(rune(v)), at, n+1) // half a surrogate becomes U+FFFD
				return n + 1
			}
		}
		t.odd = true
		t.put("u", at, 2)
		return 2
	}
	r, ok := hex(s, 2, 4)
	if !ok {
		t.odd = true
		t.put("u", at, 2)
		return 2
	}
	if utf16.IsSurrogate(r) {
		if low, ok := hex(s, 8, 4); ok && s[6] == '\\' && s[7] == 'u' {
			if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
				t.put(string(both), at, 12)
				return 12
			}
		}
		r = utf8.RuneError
	}
	t.put(string(r), at, 6)
	return 6
}

// hex reads n hexadecimal digits at a place.
func hex(s string, i, n int) (rune, bool) {
	if i+n > len(s) {
		return 0, false
	}
	v, err := strconv.ParseUint(s[i:i+n], 16, 32)
	return rune(v), err == nil && !strings.ContainsAny(s[i:i+n], "+-_")
}

// str makes the expression of the current token, a string.
func (p *parser) str() *expr {
	span := p.tok.span
	body := span.End
	if closed := span.End-span.Start > 1 && p.src[span.End-1] == p.src[span.Start]; closed {
		body--
	}
	t := decode(p.src, span.Start+1, body, false)
	if t.odd {
		p.fault(span, "the text has an escape that JavaScript has not", `a backslash itself is written \\`)
	}
	x := &expr{op: opString, span: span, text: string(t.out), written: t.written}
	p.next()
	return x
}

// template reads a template literal: the current token is the backquote that
// opens it. Its arguments are its texts and what is filled in.
func (p *parser) template() *expr {
	x := &expr{op: opTemplate, span: p.tok.span}
	for {
		from := p.pos
		closed := p.raw()
		to := p.pos
		if closed {
			to--
		} else if strings.HasSuffix(p.src[from:to], "${") {
			to -= 2
		} else {
			p.open(x.span, "the template is never closed", "put a backquote after it")
			x.span.End = to
			p.next()
			return x
		}
		t := decode(p.src, from, to, true)
		if t.odd {
			p.fault(diag.Span{Start: from, End: to}, "the text has an escape that JavaScript has not", `a backslash itself is written \\`)
		}
		x.args = append(x.args, &expr{op: opString, span: diag.Span{Start: from, End: to}, text: string(t.out), written: t.written, bare: true})
		if closed {
			x.span.End = p.pos
			p.next()
			return x
		}
		p.next()
		x.args = append(x.args, p.expression())
		if !p.is("}") {
			p.expected("}")
			p.skipTo("}")
		}
		if p.tok.class == end {
			x.span.End = p.tok.span.Start
			return x
		}
		p.pos = p.tok.span.End // what follows is text
	}
}

// raw steps over the text of a template: behind its end (true), or behind the
// mark that opens what is filled in.
func (s *scanner) raw() bool {
	for ; s.pos < len(s.src); s.pos++ {
		switch c := s.src[s.pos]; {
		case c == '\\':
			s.pos++
		case c == '`':
			s.pos++
			return true
		case c == '$' && s.pos+1 < len(s.src) && s.src[s.pos+1] == '{':
			s.pos += 2
			return false
		}
	}
	s.pos = len(s.src)
	return false
}
