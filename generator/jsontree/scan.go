package jsontree

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"vitrine/generator/diag"
)

// What a byte can be, as bits, so that the inner loops are one table look-up.
const (
	space  = 1 << iota // white space of JSON
	delim              // ends a word
	wordy              // a letter, digit or other byte that words are made of
	oddish             // begins something that may stand between tokens by mistake
	plain              // stands for itself in a string
	ascii              // the same, and needs no look at UTF-8
)

var class = func() (t [256]uint8) {
	for c := range t {
		if c >= 0x20 && c != '"' && c != '\\' {
			t[c] |= plain
			if c < 0x80 {
				t[c] |= ascii
			}
		}
		if c < 0x20 || c >= 0x7F {
			t[c] |= oddish
		}
		if c >= 0x80 || c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' {
			t[c] |= wordy
		}
	}
	for _, c := range "/#<=>|" {
		t[c] |= oddish
	}
	for _, c := range " \t\r\n" {
		t[c] = space | delim
	}
	for _, c := range "{}[],:;\"" {
		t[c] |= delim
	}
	return t
}()

// skip steps over white space, and over what people leave between tokens:
// comments, merge conflicts, invisible characters. It returns false at the
// end of the text.
func (p *parser) skip() bool {
	for p.pos < len(p.text) {
		switch c := class[p.text[p.pos]]; {
		case c&space != 0:
			p.pos++
		case c&oddish == 0 || !p.oddity():
			return true
		}
	}
	return false
}

// oddity reports and steps over something that belongs between no tokens.
func (p *parser) oddity() bool {
	switch c := p.text[p.pos]; {
	case c == '#':
		p.comment(p.lineEnd(p.pos))
		return true
	case c == '/':
		return p.slash()
	case c == '<' || c == '=' || c == '>' || c == '|':
		return p.marker(c)
	}
	return p.invisible()
}

// lineEnd returns where the line of an offset ends. The last answer is kept,
// as a file of one line is asked for it again and again.
func (p *parser) lineEnd(i int) int {
	if p.eolFrom <= i && i <= p.eol {
		return p.eol
	}
	p.eolFrom, p.eol = i, len(p.text)
	if k := strings.IndexAny(p.text[i:], "\r\n"); k >= 0 {
		p.eol = i + k
	}
	return p.eol
}

func (p *parser) slash() bool {
	rest := p.text[p.pos:]
	switch {
	case strings.HasPrefix(rest, "//"):
		p.comment(p.lineEnd(p.pos))
	case strings.HasPrefix(rest, "/*"):
		end := -1
		if !p.noCommentEnd {
			end = strings.Index(rest[2:], "*/")
		}
		if p.noCommentEnd = end < 0; p.noCommentEnd {
			p.comment(p.lineEnd(p.pos)) // what follows is more likely the definition than the comment
		} else {
			p.comment(p.pos + end + 4)
		}
	default:
		return false
	}
	return true
}

// comment reports the comment from here to end. A comment that has its lines
// for itself is removed together with them.
func (p *parser) comment(end int) {
	span := diag.Span{Start: p.pos, End: end}
	p.pos = end
	if p.quiet {
		return
	}
	report := p.slip
	if p.noCommentEnd && strings.HasPrefix(p.text[span.Start:], "/*") {
		report = p.problem // nobody knows how far it was meant to go
	}
	d := report("json-comment", span, "JSON has no comments", "remove it, or say it in the README")
	cut := span
	l := p.table()[p.lineOf(span.Start)-1]
	if next := p.lineEnd(end); l.first == span.Start && next < len(p.text) && strings.Trim(p.text[end:next], " \t") == "" {
		cut = diag.Span{Start: l.lead, End: p.breakEnd(next)}
	}
	d.Fix, d.Unsafe = []diag.Edit{{Span: cut}}, true
}

// marker recognises the lines that git leaves in a file it could not merge.
// Of the two sides the first one is read.
func (p *parser) marker(c byte) bool {
	if p.pos > 0 && p.text[p.pos-1] != '\n' && p.text[p.pos-1] != '\r' {
		return false
	}
	start, end := p.pos, p.lineEnd(p.pos)
	row := p.text[start:end]
	if len(row) < 7 || strings.Trim(row[:7], string(c)) != "" || len(row) > 7 && row[7] != ' ' {
		return false
	}
	p.pos = end
	span := diag.Span{Start: start, End: end}
	if p.conflict > 0 && c != '<' {
		p.otherSide(c, span)
		return true
	}
	p.conflict = p.kept(p.problem, "json-conflict-marker", span, fmt.Sprintf("a merge conflict was left here: %s", shown(row)),
		"decide which side stays and remove the lines <<<<<<<, ======= and >>>>>>>")
	if c != '<' {
		p.conflict = 0
	}
	return true
}

// otherSide steps from "=======" to behind ">>>>>>>".
func (p *parser) otherSide(c byte, span diag.Span) {
	for from := p.pos; c != '>' && !p.noConflictEnd; {
		k := strings.Index(p.text[from:], ">>>>>>>")
		if p.noConflictEnd = k < 0; p.noConflictEnd {
			break
		}
		if from += k + 7; strings.ContainsRune("\r\n", rune(p.text[from-8])) {
			p.pos = p.lineEnd(from)
			break
		}
	}
	d := &p.diags[p.conflict-1]
	d.Related = append(d.Related, diag.Related{Span: diag.Span{Start: span.Start, End: p.pos}, Message: "the other side, which is not read"})
	p.conflict = 0
}

// kept reports a fault and returns its number, counted from 1, for whoever
// wants to add to it later; 0 if it was not kept.
func (p *parser) kept(report reporter, rule string, span diag.Span, message, hint string) int {
	n := len(p.diags)
	if report(rule, span, message, hint).Rule == "" {
		return 0
	}
	return n + 1
}

// invisible steps over characters without a shape. They come with text from
// web pages, many at a time, so that one diagnostic mends them all.
func (p *parser) invisible() bool {
	r, n := utf8.DecodeRuneInString(p.text[p.pos:])
	if r == utf8.RuneError || !unicode.IsSpace(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) {
		return false
	}
	span := diag.Span{Start: p.pos, End: p.pos + n}
	p.pos += n
	if r == 0 {
		p.problem("json-encoding", span, "a NUL byte stands between the values", "save the definition as UTF-8 text")
		return true
	}
	if p.unseen == 0 {
		p.unseen = p.kept(p.slip, "json-value", span, fmt.Sprintf("the character U+%04X stands between the values", r),
			"only space, tab and line breaks may stand there")
	}
	if p.unseen > 0 {
		d := &p.diags[p.unseen-1]
		d.Fix = append(d.Fix, diag.Edit{Span: span, New: " "})
		d.Unsafe = d.Unsafe || p.guided || p.behindWord() // a space changes how far a line is indented, and joins words
	}
	return true
}

// behindWord tells whether the last token is a word without quotes.
func (p *parser) behindWord() bool {
	f := p.top()
	return f.comma < f.end && f.end > 0 && class[p.text[f.end-1]]&delim == 0
}

// overleap steps over brackets and what is in them, without a tree: either
// over one value, or to the end of the text. It returns false if the value
// does not end.
func (p *parser) overleap(one bool) bool {
	depth := 0
	for p.pos < len(p.text) {
		switch p.text[p.pos] {
		case '[', '{':
			depth++
			p.balance++
		case ']', '}':
			depth--
			p.balance--
		case '"':
			p.overleapString()
			continue
		}
		p.pos++
		if one && depth == 0 {
			return true
		}
	}
	return !one
}

func (p *parser) overleapString() {
	for p.pos++; p.pos < len(p.text); p.pos++ {
		switch p.text[p.pos] {
		case '\\':
			p.pos++
		case '"', '\n', '\r':
			p.pos++
			return
		}
	}
	p.pos = min(p.pos, len(p.text))
}

// wordEnd returns the end of the word that begins at i.
func (p *parser) wordEnd(i int) int {
	for i < len(p.text) && class[p.text[i]]&delim == 0 {
		if p.text[i] == '/' && i+1 < len(p.text) && (p.text[i+1] == '/' || p.text[i+1] == '*') {
			break
		}
		i++
	}
	return i
}

// number tells whether a word is a number as RFC 8259 has it.
func number(w string) bool {
	w = strings.TrimPrefix(w, "-")
	digits := func() bool {
		n := 0
		for n < len(w) && '0' <= w[n] && w[n] <= '9' {
			n++
		}
		w = w[n:]
		return n > 0
	}
	if zero := strings.HasPrefix(w, "0"); zero {
		w = w[1:]
	} else if !digits() {
		return false
	}
	if strings.HasPrefix(w, ".") {
		if w = w[1:]; !digits() {
			return false
		}
	}
	if w != "" && w[0]|0x20 == 'e' {
		if w = w[1:]; w != "" && (w[0] == '+' || w[0] == '-') {
			w = w[1:]
		}
		if !digits() {
			return false
		}
	}
	return w == ""
}
