package appdef

import "strings"

// What browsers encode in the parts of an address, beyond control characters
// and what is not ASCII: the percent-encode sets of the URL standard for
// http and https.
const (
	pathSet     = " \"#<>?^`{}"
	querySet    = " \"#<>'"
	fragmentSet = " \"<>`"
)

// asBrowser returns what a browser makes of an http or https address. Browsers
// drop tabs and line breaks anywhere, spaces and control characters around
// the address, take a backslash in the path for a slash, and encode what no
// address may hold. An escape stays as it is, and so does a percent sign that
// begins none. The host stays as written.
func asBrowser(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	_, end := authoritySpan(s)
	var b strings.Builder
	b.WriteString(s[:end])
	in := InPath
	for i := end; i < len(s); i++ {
		in = writeAsBrowser(&b, s[i], in)
	}
	return b.String()
}

// writeAsBrowser writes one byte of the part that in names, and returns the
// part that the next byte belongs to.
func writeAsBrowser(b *strings.Builder, c byte, in URLComponent) URLComponent {
	set := fragmentSet
	switch {
	case c == '\t' || c == '\n' || c == '\r':
		return in
	case c == '#' && in < InFragment:
		b.WriteByte(c)
		return InFragment
	case c == '?' && in < InQuery:
		b.WriteByte(c)
		return InQuery
	case c == '\\' && in == InPath:
		c = '/'
	case in == InPath:
		set = pathSet
	case in == InQuery:
		set = querySet
	}
	if c < ' ' || c > '~' || strings.IndexByte(set, c) >= 0 {
		b.WriteString(percent(c))
	} else {
		b.WriteByte(c)
	}
	return in
}
