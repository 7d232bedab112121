package appdef

import (
	"strings"
	"unicode/utf8"

	"vitrine/generator/diag"
)

// Spot is where a reference stands in an address, as far as it matters to the
// value that is filled in.
type Spot struct {
	In     URLComponent
	Braces int  // two HTML-escape the value
	Opens  bool // what is filled in begins a segment of the path
	Closes bool // and ends one
}

// Spots returns for each reference the spot that it stands in.
func Spots(template string, refs []Reference) []Spot {
	list := make([]Spot, len(refs))
	for i, c := range Locate(template, refs) {
		before, after := template[:refs[i].Span.Start], template[refs[i].Span.End:]
		list[i] = Spot{
			In: c, Braces: refs[i].Braces, Opens: strings.HasSuffix(before, "/"),
			Closes: after == "" || strings.IndexByte("/?#", after[0]) >= 0,
		}
	}
	return list
}

// Breaks finds the first characters of a value that do something else than
// stand in an address where they are filled in. what says in a few words what
// they do; it is "" if the value stands there as it is. Before the host
// nothing is judged: no value may stand there.
func Breaks(value string, s Spot) (where diag.Span, what string) {
	if s.In < InHost {
		return diag.Span{}, ""
	}
	for i, c := range value {
		if what := breaks(value[i:], c, s); what != "" {
			_, n := utf8.DecodeRuneInString(value[i:])
			return diag.Span{Start: i, End: i + n}, what
		}
	}
	return steps(value, s)
}

// breaks says what the first character of rest does in an address: what it
// means there, what the braces make of it, or what browsers do.
func breaks(rest string, c rune, s Spot) string {
	switch {
	case s.In == InHost && !hostValue.MatchString(string(c)):
		return "cannot be part of a host, so nothing is previewed"
	case s.In == InPort && !portValue.MatchString(string(c)):
		return "cannot be part of a port, so nothing is previewed"
	case s.In < InPath:
		return ""
	case c == '\t' || c == '\n' || c == '\r':
		return "is dropped by browsers"
	case c <= ' ':
		return "may end the address; browsers write it " + percent(byte(c))
	case c == '#' && s.In < InFragment:
		return "begins the fragment"
	case c == '%' && !escape(rest):
		return "is no escape without two hexadecimal digits"
	case c == '\\' && s.In == InPath:
		return "is a slash to browsers"
	case c == '?' && s.In == InPath:
		return "begins the query"
	case c == '&' && s.In == InQuery:
		return "begins another parameter"
	case c == '+' && s.In == InQuery:
		return "is read as a space"
	case s.Braces == 2 && strings.ContainsRune("&<>\"'`=", c):
		return "becomes " + htmlEscaper.Replace(string(c))
	}
	return encodedAs(c, s.In)
}

// encodedAs says what browsers write for a character that they encode.
func encodedAs(c rune, in URLComponent) string {
	var b strings.Builder
	for _, x := range []byte(string(c)) {
		writeAsBrowser(&b, x, in)
	}
	if b.String() == string(c) {
		return ""
	}
	return "browsers write as " + b.String()
}

// steps finds a segment of the path that browsers take for a step, if it
// begins and ends with the value or inside of it.
func steps(value string, s Spot) (where diag.Span, what string) {
	if s.In != InPath {
		return diag.Span{}, ""
	}
	at := 0
	for _, seg := range strings.SplitAfter(value, "/") {
		start, end := at, at+len(strings.TrimSuffix(seg, "/"))
		at += len(seg)
		bounded := (start > 0 || s.Opens) && (end < len(value) || s.Closes)
		if bounded && isStep(value[start:end]) {
			return diag.Span{Start: start, End: end}, "browsers take for a step in the path, so nothing is previewed"
		}
	}
	return diag.Span{}, ""
}
