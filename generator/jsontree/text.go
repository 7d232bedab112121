package jsontree

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"vitrine/generator/diag"
)

// str reads the string that begins with the straight quote at start.
func (p *parser) str(start int, name bool) *Node {
	want := uint8(ascii)
	if p.valid {
		want = plain
	}
	text, i := p.text, start+1
	for i < len(text) && class[text[i]]&want != 0 {
		i++
	}
	if i < len(text) && text[i] == '"' && (i+1 == len(text) || class[text[i+1]]&wordy == 0) {
		p.pos = i + 1
		n := p.node(String, start, i+1)
		n.Text = text[start+1 : i]
		return n
	}
	return p.oddString(start, i, name)
}

// flaws gathers what is wrong with one string: many small faults of one text
// are one diagnostic with one fix.
type flaws struct {
	span          diag.Span
	rule          string // json-string if empty
	message, hint string
	count         int
	fix           []diag.Edit
	unsafe        bool // the fix guesses
	doubt         bool // where the text ends is a guess, so that all that follows is one
}

func (fl *flaws) add(span diag.Span, message, hint string) {
	if fl.count == 0 {
		fl.span, fl.message, fl.hint = span, message, hint
	}
	fl.count++
}

func (fl *flaws) mend(start, end int, text string, guess bool) {
	fl.fix = append(fl.fix, diag.Edit{Span: diag.Span{Start: start, End: end}, New: text})
	fl.unsafe = fl.unsafe || guess
}

// oddString reads a string that needs a closer look: it has escapes, or faults.
// Up to i nothing was special.
func (p *parser) oddString(start, i int, name bool) *Node {
	var fl flaws
	end := p.bodyEnd(i)
	next := end + 1
	switch {
	case end < len(p.text) && p.text[end] == '"':
		if next < len(p.text) && class[p.text[next]]&wordy != 0 {
			end, next = p.doubtful(start, end, name, &fl)
		}
	default:
		if last, doubt := p.continues(end, name); last >= 0 { // line breaks inside: decode reports them
			end, next = last, last+1
			fl.doubt = doubt
			p.join(start, end)
		} else {
			end, next = p.unterminated(start, end, name, &fl)
		}
	}
	n := p.node(String, start, next)
	n.Text, n.escapes = p.decode(start+1, end, &fl, false)
	p.pos = next
	p.reportFlaws(&fl, name)
	return n
}

// bodyEnd returns where a string's text stops: its quote, the end of its line
// or the end of the file.
func (p *parser) bodyEnd(i int) int {
	for ; i < len(p.text); i++ {
		switch p.text[i] {
		case '"', '\n', '\r':
			return i
		case '\\':
			if i+1 < len(p.text) && p.text[i+1] != '\n' && p.text[i+1] != '\r' {
				i++
			}
		}
	}
	return len(p.text)
}

func (p *parser) reportFlaws(fl *flaws, name bool) {
	if fl.count == 0 {
		return
	}
	if fl.count > 1 {
		fl.message += fmt.Sprintf(" (and %s in this text)", plural(fl.count-1, "more fault"))
	}
	d := p.reports(name, fl.doubt)(cmp.Or(fl.rule, "json-string"), fl.span, fl.message, fl.hint)
	slices.SortStableFunc(fl.fix, func(a, b diag.Edit) int { return a.Span.Start - b.Span.Start })
	d.Fix, d.Unsafe = fl.fix, fl.unsafe || fl.doubt
}

// doubtful decides about a quote that a letter follows: either the quote that
// should have closed the string is missing and this one opens the next, or it
// belongs to the text and lacks its backslash.
func (p *parser) doubtful(start, quote int, name bool, fl *flaws) (end, next int) {
	body := strings.TrimRight(p.text[start+1:quote], " \t")
	mark := byte(',')
	if name {
		mark = ':'
	}
	fl.doubt = true
	p.sure = min(p.sure, start) // also where the text has no flaw: what is decided depends on the rest of the line
	if body != "" && body[len(body)-1] == mark && (name || p.nameFollows(quote+1)) {
		return p.lostQuote(start, start+len(body), fl)
	}
	if q := p.innerEnd(quote+1, name); q >= 0 {
		return q, q + 1
	}
	return quote, quote + 1
}

// nameFollows tells whether a word, a quote and a colon follow.
func (p *parser) nameFollows(i int) bool {
	i = p.wordEnd(i)
	return i < len(p.text) && p.text[i] == '"' && p.follows(i+1, ":", false)
}

// follows tells whether one of the given characters comes next on the line,
// or the line ends.
func (p *parser) follows(i int, chars string, orEnd bool) bool {
	for i < len(p.text) && (p.text[i] == ' ' || p.text[i] == '\t') {
		i++
	}
	if i == len(p.text) || p.text[i] == '\n' || p.text[i] == '\r' {
		return orEnd
	}
	return strings.IndexByte(chars, p.text[i]) >= 0
}

// innerEnd returns the quote further on this line that can close the string,
// or -1. That there is none is remembered, so that a line is searched once.
func (p *parser) innerEnd(i int, name bool) int {
	if i < p.noInnerEnd {
		return -1
	}
	for {
		i = p.bodyEnd(i)
		switch {
		case i == len(p.text) || p.text[i] != '"':
			p.noInnerEnd = i
			return -1
		case name && p.follows(i+1, ":", false), !name && p.follows(i+1, ",]}", true):
			return i
		}
		i++
	}
}

// unterminated finds the end of a string that is not closed on its line. In a
// name that is before the colon, else before the punctuation at the line's end.
func (p *parser) unterminated(start, lineEnd int, name bool, fl *flaws) (end, next int) {
	body := p.text[start+1 : lineEnd]
	if q := strings.TrimRight(body, " \t,"); !name {
		if r, n := utf8.DecodeLastRuneInString(q); strings.ContainsRune("”“„", r) && n == 3 {
			at := start + 1 + len(q) - n
			fl.rule = "json-quote"
			fl.add(diag.Span{Start: at, End: at + n}, fmt.Sprintf("the text is closed by %c and not by a straight quote", r), `write " instead`)
			fl.doubt = true
			fl.mend(at, at+n, `"`, true) // it may as well be the last character of the text
			return at, at + n
		}
	}
	if name {
		if i := strings.Index(body+" ", ": "); i >= 0 {
			body = body[:i]
		} else if i := strings.IndexByte(body, ':'); i >= 0 {
			body = body[:i]
		}
		return p.lostQuote(start, start+1+len(body), fl)
	}
	return p.lostQuote(start, start+1+len(trimTail(body)), fl)
}

// lostQuote ends a string whose closing quote is missing.
func (p *parser) lostQuote(start, end int, fl *flaws) (int, int) {
	if end >= p.textEnd {
		p.lost = end
	}
	fl.doubt = true
	fl.add(diag.Span{Start: start, End: end}, "the closing quote of this text is missing", `put " after `+shown(p.text[start+1:end]))
	fl.mend(end, end, `"`, true)
	return end, end
}

// trimTail cuts off what the end of a line can hold after a string: a comma,
// and closing brackets that were not opened in it.
func trimTail(s string) string {
	open := strings.Count(s, "{") + strings.Count(s, "[") - strings.Count(s, "}") - strings.Count(s, "]")
	for comma := false; ; {
		s = strings.TrimRight(s, " \t")
		switch {
		case !comma && strings.HasSuffix(s, ","):
			comma = true
		case open < 0 && (strings.HasSuffix(s, "}") || strings.HasSuffix(s, "]")):
			open++
			comma = true
		default:
			return s
		}
		s = s[:len(s)-1]
	}
}
