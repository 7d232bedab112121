package jsontree

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vitrine/generator/diag"
)

// literal returns the kind of value that a word is, Invalid if none.
func literal(w string) Kind {
	switch {
	case w == "true" || w == "false":
		return Bool
	case w == "null":
		return Null
	case number(w):
		return Number
	}
	return Invalid
}

// scalar reads a value that is neither in brackets nor in straight quotes.
func (p *parser) scalar(f *frame) {
	start := p.pos
	end := p.wordEnd(start)
	w := p.text[start:end]
	kind := literal(w)
	if kind == Invalid && f.node == nil && p.otherLanguage() || !p.count() {
		return
	}
	if kind == Invalid || p.wordsFollow(end) {
		if n := p.otherQuote(false); n != nil {
			p.attach(n)
		} else {
			p.attach(p.oddWord())
		}
		return
	}
	n := p.node(kind, start, end)
	if kind != Null {
		n.Text = w
	}
	p.pos = end
	p.attach(n)
}

// wordsFollow tells whether the value that ends at i is only the first word of
// a text without quotes, as in 20 vw.
func (p *parser) wordsFollow(i int) bool {
	if i >= len(p.text) || p.text[i] != ' ' {
		return false
	}
	j := i
	for j < len(p.text) && p.text[j] == ' ' {
		j++
	}
	if j == len(p.text) || class[p.text[j]]&(wordy|oddish) != wordy || literal(p.text[j:p.wordEnd(j)]) != Invalid {
		return false
	}
	return !p.follows(p.runEnd(i), ":\"", false)
}

// runEnd extends a word that ends at i by the words after it on the same
// line, and by the rest of a URL.
func (p *parser) runEnd(i int) int {
	for {
		if strings.HasPrefix(p.text[i:], "://") {
			i = p.urlEnd(i + 3)
			continue
		}
		j := i
		for j < len(p.text) && (p.text[j] == ' ' || p.text[j] == '\t') {
			j++
		}
		if j == len(p.text) {
			return i
		}
		k := p.wordEnd(j)
		if k == j || p.text[j] == '#' {
			return i
		}
		i = k
	}
}

func (p *parser) urlEnd(i int) int {
	open := 0
	for ; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '{':
			open++
		case c == '}' && open > 0:
			open--
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '"' || c == ',' || c == ']' || c == '}':
			return i
		}
	}
	return i
}

// mended are words of other languages and what they are in JSON.
var mended = map[string]string{
	"true": "true", "false": "false", "null": "null", "none": "null", "nil": "null", "undefined": "null",
}

// certain are those of them that mean nothing else: "none" is also a word of
// CSS, and undefined means that there is no value at all.
var certain = []string{"True", "TRUE", "False", "FALSE", "None", "Null", "NULL"}

// measure is what cannot be anything but a text without its quotes: a length
// or share such as 20vw and 50%, and a version. 1e5, 0x1F, 10n, 2f and 1_000
// are numbers elsewhere.
var measure = regexp.MustCompile(`^(?:(?:[1-9][0-9]*|0)(?:\.[0-9]+)?(?:%|[a-wyzA-WYZ][a-zA-Z]+)|[0-9]+\.[0-9]+\.[0-9]+)$`)

// oddWord reads a value that lacks its quotes, or is a number or literal as
// other languages write it.
func (p *parser) oddWord() *Node {
	start := p.pos
	end := max(p.runEnd(p.wordEnd(start)), start+1)
	next := end
	if next < len(p.text) && p.text[next] == '"' && p.follows(next+1, ",]}", true) {
		next++ // only the quote in front is missing
	}
	p.pos = next
	n := p.node(String, start, next)
	n.Text, n.escapes = p.decode(start, end, new(flaws), true)
	w := p.text[start:end]
	delimited := next == end && p.follows(end, ",]}", true)
	good, known := mended[strings.ToLower(w[:min(len(w), 12)])]
	switch c := w[0]; {
	case known:
		p.mendLiteral(n, w, good, delimited)
	case w == "NaN" || strings.HasSuffix(w, "Infinity") && len(w) <= 9:
		d := p.reports(false, !delimited)("json-number", n.Span, fmt.Sprintf("%s is no number of JSON", shown(w)), "write null, or a text")
		d.Fix, d.Unsafe = []diag.Edit{{Span: n.Span, New: "null"}}, true
		n.become(Null, "")
	case '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.':
		p.mendNumber(n, w, delimited)
	case strings.IndexFunc(n.Text, func(r rune) bool { return r >= 0x80 || class[byte(r)]&wordy != 0 }) < 0:
		p.valueProblem("json-value", n.Span, "expected a value, found "+shown(w), "")
		n.become(Invalid, "")
	default:
		p.noQuotes(n, "the text", p.reports(false, !delimited), false) // it may as well be the name of something
	}
	return n
}

// become turns a text without quotes into another kind of value.
func (n *Node) become(kind Kind, text string) {
	n.Kind, n.Text, n.escapes = kind, text, nil
}

func (p *parser) mendLiteral(n *Node, w, good string, delimited bool) {
	d := p.reports(false, !delimited)("json-value", n.Span, fmt.Sprintf("expected %s, found %s", good, shown(w)),
		"JSON knows true, false and null, in lower case")
	d.Fix, d.Unsafe = []diag.Edit{{Span: n.Span, New: good}}, !delimited || !slices.Contains(certain, w)
	if good == "null" {
		n.become(Null, "")
	} else {
		n.become(Bool, good)
	}
}

func (p *parser) mendNumber(n *Node, w string, delimited bool) {
	good := asNumber(w)
	if good == "" {
		certain := delimited && measure.MatchString(w)
		d := p.reports(false, !delimited)("json-number", n.Span, shown(w)+" is no number", "put double quotes around it if it is a text")
		d.Fix, d.Unsafe = []diag.Edit{{Span: n.Span, New: Quote(n.Text)}}, !certain
		return
	}
	d := p.reports(false, !delimited)("json-number", n.Span, fmt.Sprintf("the number %s is not written as in JSON", shown(w)), "write "+good)
	d.Fix, d.Unsafe = []diag.Edit{{Span: n.Span, New: good}}, !delimited || octal(w)
	n.become(Number, good)
}

// octal tells whether other languages may read a number to base eight.
func octal(w string) bool {
	w = strings.TrimLeft(w, "+-")
	return len(w) > 1 && w[0] == '0' && '0' <= w[1] && w[1] <= '9'
}

// asNumber writes a number as JSON does, and returns "" if it is none.
func asNumber(w string) string {
	digits := strings.TrimLeft(w, "+-")
	sign := ""
	switch signs := w[:len(w)-len(digits)]; {
	case signs == "-":
		sign = "-"
	case signs != "" && signs != "+":
		return ""
	}
	if len(digits) > 2 && digits[0] == '0' && digits[1]|0x20 == 'x' {
		if v, err := strconv.ParseUint(digits[2:], 16, 53); err == nil {
			return sign + strconv.FormatUint(v, 10)
		}
	}
	digits = strings.TrimLeft(digits, "0")
	if digits == "" || digits[0] < '0' || digits[0] > '9' {
		digits = "0" + digits
	}
	if i := strings.IndexByte(digits, '.'); i >= 0 && (i+1 == len(digits) || digits[i+1]|0x20 == 'e') {
		digits = digits[:i] + digits[i+1:]
	}
	if number(digits) && w != "." && strings.ContainsAny(w, "0123456789") {
		return sign + digits
	}
	return ""
}

func (p *parser) noQuotes(n *Node, what string, report reporter, certain bool) {
	d := report("json-quote", n.Span, fmt.Sprintf("%s %s is not in double quotes", what, shown(n.Text)), `put " before and after it`)
	d.Fix, d.Unsafe = []diag.Edit{{Span: n.Span, New: Quote(n.Text)}}, !certain
}

// oddName reads a name that is not in straight quotes; nil if what stands
// here is no name at all.
func (p *parser) oddName() *Node {
	if n := p.otherQuote(true); n != nil {
		return n
	}
	start := p.pos
	end := p.wordEnd(start)
	for end < len(p.text) && p.text[end] == ' ' && class[p.text[min(end+1, len(p.text)-1)]]&wordy != 0 {
		end = p.wordEnd(end + 1)
	}
	next := end
	if next < len(p.text) && p.text[next] == '"' {
		next++ // only the quote in front is missing
	}
	if !p.follows(next, ":=", false) {
		p.top().comma = -1
		p.garbage("expected a name")
		return nil
	}
	p.pos = next
	n := p.node(String, start, next)
	n.Text, n.escapes = p.decode(start, end, new(flaws), true)
	certain := next == end && identifier(n.Text) && p.follows(next, ":", false)
	p.noQuotes(n, "the name", p.reports(true, !certain), certain)
	return n
}

// identifier tells whether JavaScript takes a word for a name as it is.
func identifier(s string) bool {
	for i, r := range s {
		if r != '_' && r != '$' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}

// opensText tells whether a quote stands here that is not a straight double
// one, how long it is and what can close it.
func (p *parser) opensText() (size int, closers string, ok bool) {
	r, n := utf8.DecodeRuneInString(p.text[p.pos:])
	switch r {
	case '\'', '`':
		return n, string(r), true
	case '“', '”', '„', '‟', '″', '«', '»':
		return n, "”“‟″»«\"", true
	case '‘', '’', '‚', '‛', '′', '‹', '›':
		return n, "’‘‛′›‹'", true
	}
	return 0, "", false
}

// otherQuote reads a text in quotes of another kind; nil if none begins here.
func (p *parser) otherQuote(name bool) *Node {
	size, closers, ok := p.opensText()
	if !ok {
		return nil
	}
	start := p.pos
	body := start + size
	end, next := p.closingQuote(body, closers, name)
	p.pos = next
	n := p.node(String, start, next)
	var fl flaws
	n.Text, n.escapes = p.decode(body, end, &fl, false)
	p.join(start, next)
	n.escapes = append([]escape{{src: uint32(body)}}, n.escapes...)
	certain := p.plainlyQuoted(body, end, next, closers, name)
	d := p.reports(name, !certain)("json-quote", n.Span,
		fmt.Sprintf("expected double quotes around %s, found %s", shown(n.Text), p.text[start:body]), `only the straight " is a quote in JSON`)
	d.Fix, d.Unsafe = []diag.Edit{{Span: n.Span, New: Quote(n.Text)}}, !certain || fl.unsafe
	return n
}

var escapedQuote = strings.NewReplacer(`\\`, "", `\'`, "", `\"`, "", "\\`", "")

// plainlyQuoted tells whether a text in other quotes ends with certainty where
// it was taken to end: at a quote, the first one, behind which stands what
// must stand behind a name or value.
func (p *parser) plainlyQuoted(body, end, next int, closers string, name bool) bool {
	if next == end || strings.ContainsAny(escapedQuote.Replace(p.text[body:end]), closers) {
		return false
	}
	if closers == "`" && strings.Contains(p.text[body:end], "${") {
		return false // something is filled in
	}
	if name {
		return p.follows(next, ":", false)
	}
	return p.follows(next, ",]}", true)
}

// closingQuote looks for the quote that closes a text: on its line, but for
// JavaScript's backquotes. An apostrophe within a word closes nothing.
func (p *parser) closingQuote(body int, closers string, name bool) (end, next int) {
	stop := p.lineEnd(body)
	if closers == "`" {
		stop = len(p.text)
	}
	if body < p.noQuoteEnd[closers] {
		stop = body
	}
	for i := body; i < stop; {
		r, n := utf8.DecodeRuneInString(p.text[i:stop])
		switch {
		case r == '\\' && i+1 < stop:
			n = 2
		case strings.ContainsRune(closers, r) && r != utf8.RuneError && !(n < 3 && i+n < stop && class[p.text[i+n]]&wordy != 0):
			return i, i + n
		}
		i += n
	}
	if p.noQuoteEnd == nil {
		p.noQuoteEnd = map[string]int{}
	}
	p.noQuoteEnd[closers] = max(stop, p.noQuoteEnd[closers])
	if stop = p.lineEnd(body); name {
		if i := strings.IndexByte(p.text[body:stop], ':'); i >= 0 {
			return body + i, body + i
		}
	}
	end = body + len(trimTail(p.text[body:stop]))
	return end, end
}

var (
	scriptStart = regexp.MustCompile(`^(?:(?:export|module|exports|const|let|var|import|return|async|function|class|window|globalThis|define)\b|\()`)
	scriptValue = regexp.MustCompile(`(?:=|\bdefault|\breturn|\()\s*(?:[\w.]+\(\s*)?[{\[]`)
)

// otherLanguage recognises a file that is no JSON from its first word on. It
// reports that once, and goes on silently where an object begins.
func (p *parser) otherLanguage() bool {
	rest := p.text[p.pos:]
	word := diag.Span{Start: p.pos, End: max(p.wordEnd(p.pos), p.pos+1)}
	next := strings.IndexAny(rest, "{[")
	switch {
	case rest[0] == '<':
		p.problem("json-value", word, "this is markup (HTML or XML), not JSON",
			"a page was saved instead of the definition, perhaps an error page")
		next = -1
	case scriptStart.MatchString(rest):
		p.problem("json-value", word, "this is JavaScript, not JSON",
			"let its name end in .js, or export it as JSON, for example with npm run get-app-json")
		next = -1
		if m := scriptValue.FindStringIndex(rest); m != nil {
			next = m[1] - 1
		}
	default:
		if _, _, ok := p.opensText(); ok || p.runEnd(word.End) >= p.textEnd {
			return false
		}
		p.problem("json-value", word, "expected an object, found "+shown(p.text[word.Start:word.End]), "a definition is one JSON object")
	}
	if p.quiet = true; next < 0 {
		next = len(rest)
	}
	p.pos += next
	return true
}
