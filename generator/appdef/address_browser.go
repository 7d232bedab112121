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

// asBrowser turns the runs of an http or https address into what a browser
// makes of them, and returns them joined. Browsers drop tabs and line breaks
// anywhere, spaces and control characters around the address, take a
// backslash in the path for a slash, and encode what no address may hold. An
// escape stays as it is, and so does a percent sign that begins none. The host
// stays as written.
func asBrowser(parts []Part) string {
	trimParts(parts)
	_, end := authoritySpan(joined(parts))
	at, in := 0, InPath
	for i := range parts {
		text := parts[i].Text
		keep := min(max(0, end-at), len(text)) // still before the path
		at += len(text)
		var b strings.Builder
		b.WriteString(text[:keep])
		for k := keep; k < len(text); k++ {
			in = writeAsBrowser(&b, text[k], in)
		}
		parts[i].Text = b.String()
	}
	return joined(parts)
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

// trimParts removes what browsers remove around an address.
func trimParts(parts []Part) {
	around := func(r rune) bool { return r <= ' ' }
	for i := range parts {
		if parts[i].Text = strings.TrimLeftFunc(parts[i].Text, around); parts[i].Text != "" {
			break
		}
	}
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i].Text = strings.TrimRightFunc(parts[i].Text, around); parts[i].Text != "" {
			break
		}
	}
}

func joined(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
	}
	return b.String()
}
