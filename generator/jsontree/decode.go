package jsontree

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"vitrine/generator/diag"
)

// decoder turns the bytes of a string into text.
type decoder struct {
	*flaws
	src     string
	i, end  int
	out     []byte
	escapes []escape
}

// decode reads the body of a string; what is not JSON goes to fl. Text that
// stood in no straight quotes is raw: nothing in it but bad UTF-8 is special.
func (p *parser) decode(start, end int, fl *flaws, raw bool) (string, []escape) {
	d := decoder{flaws: fl, src: p.text, i: start, end: end, out: make([]byte, 0, end-start)}
	if raw {
		d.escapes = append(d.escapes, escape{src: uint32(start)})
	}
	for d.i < end {
		switch c := d.src[d.i]; {
		case c >= 0x80:
			d.rune()
		case raw || c >= 0x20 && c != '\\' && c != '"':
			d.out = append(d.out, c)
			d.i++
		case c == '\\':
			d.escape()
		case c == '"':
			d.add(diag.Span{Start: d.i, End: d.i + 1}, "a quote inside a text needs a backslash", `write \"`)
			d.mend(d.i, d.i, `\`, false)
			d.doubt = true
			d.out = append(d.out, c)
			d.i++
		default:
			d.control(c)
		}
	}
	return unsafe.String(unsafe.SliceData(d.out), len(d.out)), d.escapes // nobody writes to out any more
}

// put appends what the next width bytes of the source mean.
func (d *decoder) put(r rune, width int) {
	from := len(d.out)
	d.out = utf8.AppendRune(d.out, r)
	d.escapes = append(d.escapes, escape{text: uint32(from), src: uint32(d.i), size: uint16(len(d.out) - from), width: uint16(width)})
	d.i += width
}

func (d *decoder) rune() {
	r, n := utf8.DecodeRuneInString(d.src[d.i:d.end])
	if r != utf8.RuneError || n > 1 {
		d.out = append(d.out, d.src[d.i:d.i+n]...)
		d.i += n
		return
	}
	d.add(diag.Span{Start: d.i, End: d.i + 1}, fmt.Sprintf("the byte 0x%02X at offset %d is not UTF-8", d.src[d.i], d.i),
		"save the file as UTF-8")
	d.mend(d.i, d.i+1, "\uFFFD", true)
	d.put(utf8.RuneError, 1)
}

// control reads a character that must be written as an escape.
func (d *decoder) control(c byte) {
	n, r := 1, rune(c)
	what := fmt.Sprintf("the control character U+%04X stands in a text", c)
	switch {
	case c == 0 && d.count == 0:
		d.rule = "json-encoding"
	case c == '\t':
		what = "a tab stands in a text"
	case c == '\n' || c == '\r':
		if what = "a line break stands in a text"; c == '\r' && d.i+1 < d.end && d.src[d.i+1] == '\n' {
			n, r = 2, '\n'
		}
	}
	written := Quote(string(r))
	written = written[1 : len(written)-1]
	d.add(diag.Span{Start: d.i, End: d.i + n}, what, "use "+written)
	d.mend(d.i, d.i+n, written, false)
	d.put(r, n)
}

// escape reads a backslash and what belongs to it.
func (d *decoder) escape() {
	if d.i+1 == d.end {
		d.badEscape(1, '\\', `\\`, true)
		return
	}
	c := d.src[d.i+1]
	if k := strings.IndexByte(`"\/bfnrt`, c); k >= 0 {
		d.put(rune("\"\\/\b\f\n\r\t"[k]), 2)
		return
	}
	switch r, ok := d.hex(d.i+2, 4); {
	case c == 'u' && ok:
		d.unicode(r)
	case c == '\'' || c == '`':
		d.badEscape(2, rune(c), string(c), false)
	case c == '0':
		d.badEscape(2, 0, `\u0000`, true)
	case c == 'v':
		d.badEscape(2, '\v', `\u000b`, true)
	default:
		d.foreignEscape(c)
	}
}

// foreignEscape reads an escape of other languages. To mend it is a guess:
// C:\x64\vendor has some that are none.
func (d *decoder) foreignEscape(c byte) {
	if r, ok := d.hex(d.i+2, 2); c == 'x' && ok {
		d.badEscape(4, r, fmt.Sprintf(`\u%04x`, r), true)
		return
	}
	if c == 'u' && d.i+2 < d.end && d.src[d.i+2] == '{' {
		if n := strings.IndexByte(d.src[d.i+3:min(d.end, d.i+10)], '}'); n > 0 {
			if r, ok := d.hex(d.i+3, n); ok && utf8.ValidRune(r) {
				q := Quote(string(r))
				d.badEscape(n+4, r, q[1:len(q)-1], true)
				return
			}
		}
	}
	d.badEscape(1, '\\', `\\`, true)
}

func (d *decoder) badEscape(n int, r rune, written string, guess bool) {
	_, more := utf8.DecodeRuneInString(d.src[min(d.i+1, d.end):d.end])
	span := diag.Span{Start: d.i, End: max(d.i+n, d.i+1+more)}
	d.add(span, fmt.Sprintf("%s is no escape of JSON", shown(d.src[span.Start:span.End])),
		`expected one of \" \\ \/ \b \f \n \r \t \u0000; a backslash itself is written \\`)
	d.mend(d.i, d.i+n, written, guess)
	d.put(r, n)
}

// unicode reads \uXXXX, or two of them that make one character.
func (d *decoder) unicode(r rune) {
	if !utf16.IsSurrogate(r) {
		d.put(r, 6)
		return
	}
	if low, ok := d.hex(d.i+8, 4); ok && d.src[d.i+6] == '\\' && d.src[d.i+7] == 'u' {
		if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
			d.put(both, 12)
			return
		}
	}
	d.add(diag.Span{Start: d.i, End: d.i + 6}, fmt.Sprintf("the surrogate %s lacks its other half", shown(d.src[d.i:d.i+6])),
		`such a character is written as two escapes, as in \ud83d\ude00`)
	d.mend(d.i, d.i+6, `\ufffd`, true)
	d.put(utf8.RuneError, 6)
}

// hex reads n hexadecimal digits at i.
func (d *decoder) hex(i, n int) (rune, bool) {
	if i+n > d.end {
		return 0, false
	}
	for _, c := range []byte(d.src[i : i+n]) {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return 0, false
		}
	}
	v, err := strconv.ParseUint(d.src[i:i+n], 16, 32)
	return rune(v), err == nil
}
