package appdef

import "strings"

// Breaks finds the first character of a value that does something else than
// stand in the given part of an address, where a reference of that many braces
// fills it in. what says in a few words what it does; it is "" if the value
// stands there as it is. Scheme, host and port are not judged: Resolve refuses
// what does not belong there.
func Breaks(value string, in URLComponent, braces int) (c rune, what string) {
	if in < InPath {
		return 0, ""
	}
	for i, c := range value {
		if what := breaks(value[i:], c, in); what != "" {
			return c, what
		}
		if braces == 2 && strings.ContainsRune("&<>\"'`=", c) {
			return c, "becomes " + htmlEscaper.Replace(string(c))
		}
	}
	return 0, ""
}

// breaks says what the first character of rest does in an address.
func breaks(rest string, c rune, in URLComponent) string {
	switch {
	case c == '\t' || c == '\n' || c == '\r':
		return "is dropped by browsers"
	case c <= ' ':
		return "may end the address; browsers write it " + percent(byte(c))
	case c == '#' && in < InFragment:
		return "begins the fragment"
	case c == '%' && !escape(rest):
		return "is no escape without two hexadecimal digits"
	case c == '\\' && in == InPath:
		return "is a slash to browsers"
	case c == '?' && in == InPath:
		return "begins the query"
	case c == '&' && in == InQuery:
		return "begins another parameter"
	case c == '+' && in == InQuery:
		return "is read as a space"
	}
	return ""
}
