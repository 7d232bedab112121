package appdef

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"vitrine/generator/diag"
)

// Address is what can be said of an absolute http or https address. It is
// read by a stricter grammar than browsers have, because browsers, servers
// and Go's net/url each mend a broken address in their own way; where this
// grammar has no problem to report they all agree.
type Address struct {
	Scheme   string    // "https" or "http"; "" where there is none of the two
	Host     string    // as browsers see it: lower case, ASCII, IPv6 in brackets; "" if unknown
	Port     string    // "" for the scheme's own
	HostSpan diag.Span // the host as written
	Local    bool      // this machine, a private network, or a name that only means something there
}

// Origin returns scheme, host and port as browsers write them, or "".
func (a Address) Origin() string {
	switch {
	case a.Scheme == "" || a.Host == "":
		return ""
	case a.Port == "":
		return a.Scheme + "://" + a.Host
	}
	return a.Scheme + "://" + a.Host + ":" + a.Port
}

// maxAddress is the length beyond which servers begin to refuse, in bytes.
const maxAddress = 2048

// ParseAddress reads an address without references. The problems are ordered
// by place; without one of severity Error the address is absolute, https and
// means the same to everyone.
func ParseAddress(s string) (Address, []Problem) {
	p := parseAddress(s, nil)
	return p.a, p.problems
}

// ParseTemplate reads an address with references, which are taken for
// harmless letters wherever they stand, and reports those that stand where a
// setting must not be.
func ParseTemplate(template string, refs []Reference) (Address, []Problem) {
	p := parseAddress(template, refs)
	parts := locate(p.s, refs)
	if slices.Contains(parts, InScheme) {
		p.a, p.problems = Address{}, nil // what the letters amount to says nothing
	}
	for i, c := range parts {
		switch c {
		case InScheme, InUserinfo:
			p.problem(refs[i].Span, diag.Error, "reference-in-scheme-or-userinfo",
				"a setting stands before the host and could turn the address into anything", "begin the address with https:// and a fixed host")
		case InHost, InPort:
			p.problem(refs[i].Span, diag.Warning, "reference-in-host",
				"a setting decides which host agents load", "keep the host fixed and put the setting into the path or the query")
		}
	}
	p.sort()
	return p.a, p.problems
}

type addressParser struct {
	s        string // the address, with letters in place of references
	refs     []Reference
	a        Address
	problems []Problem
	block    string // why the address may not be loaded; "" if it may
}

func parseAddress(s string, refs []Reference) *addressParser {
	p := &addressParser{s: masked(s, refs), refs: refs}
	if at, ok := p.scheme(); ok {
		end := p.authority(at)
		p.rest(end)
	}
	if len(s) > maxAddress {
		p.problem(diag.Span{End: len(s)}, diag.Warning, "url-too-long", fmt.Sprintf("the address has %d bytes", len(s)),
			"some servers refuse more than 2,048 bytes")
	}
	p.sort()
	return p
}

// masked puts letters in the place of references.
func masked(s string, refs []Reference) string {
	if len(refs) == 0 {
		return s
	}
	b := []byte(s)
	for _, r := range refs {
		for i := r.Span.Start; i < r.Span.End; i++ {
			b[i] = 'x'
		}
	}
	return unsafe.String(unsafe.SliceData(b), len(b)) // nobody else has b
}

func (p *addressParser) problem(span diag.Span, s diag.Severity, code, message, hint string) *Problem {
	p.problems = append(p.problems, Problem{Span: span, Severity: s, Code: code, Message: message, Hint: hint})
	return &p.problems[len(p.problems)-1]
}

// refuse reports an error because of which the address is never loaded.
func (p *addressParser) refuse(span diag.Span, code, message, hint string) *Problem {
	if p.block == "" {
		p.block = message
	}
	return p.problem(span, diag.Error, code, message, hint)
}

func (p *addressParser) sort() {
	slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.Span.Start - b.Span.Start })
}

const absolute = `write an absolute address: "https://host/path"`

// scheme reads what stands before the authority and returns where that
// begins. White space and control characters are passed over as browsers do,
// so that java<tab>script: is seen for what it is.
func (p *addressParser) scheme() (at int, ok bool) {
	lead := len(p.s) - len(strings.TrimLeftFunc(p.s, isControl))
	name, colon, hidden := schemeOf(p.s)
	switch {
	case lead == len(p.s):
		p.refuse(diag.Span{End: len(p.s)}, "url-malformed", "the address is empty", absolute)
		return 0, false
	case name == "" || hostAndPort(p.s[colon+1:]) && name != "http" && name != "https":
		p.relative(lead)
		return 0, false
	case name != "https" && name != "http":
		p.refuse(diag.Span{Start: lead, End: colon + 1}, "url-scheme",
			fmt.Sprintf("an address that begins with %q is never loaded", brief(name)+":"), "only https:// is loaded")
		return 0, false
	}
	if lead > 0 {
		p.leading(lead)
	}
	if hidden {
		p.refuse(diag.Span{Start: lead, End: colon + 1}, "url-malformed", "white space or a control character in the scheme", absolute)
	}
	if !strings.HasPrefix(p.s[colon+1:], "//") {
		p.noSlashes(lead, colon)
		return 0, false
	}
	if name == "http" {
		x := p.problem(diag.Span{Start: lead, End: colon}, diag.Error, "url-scheme",
			"plain http is blocked inside of Kustomer, which is https", "serve the page over https")
		x.Fix, x.Unsafe = []diag.Edit{{Span: x.Span, New: "https"}}, true
	}
	p.a.Scheme = name
	return colon + 3, true
}

// schemeOf returns the scheme as a browser finds it, in lower case, the
// place of its colon, and whether something is hidden in it.
func schemeOf(s string) (name string, colon int, hidden bool) {
	var b strings.Builder
	for i := len(s) - len(strings.TrimLeftFunc(s, isControl)); i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ':
			hidden = true
		case isLetter(c), b.Len() > 0 && (isDigit(c) || strings.IndexByte("+.-", c) >= 0):
			b.WriteByte(c)
		case c == ':' && b.Len() > 0:
			return strings.ToLower(b.String()), i, hidden
		default:
			return "", 0, false
		}
	}
	return "", 0, false
}

func isControl(r rune) bool { return r <= ' ' || r == 0x7f }

// hostAndPort tells whether what follows a colon is a port, so that what
// stands before it is a host and no scheme: localhost:3000.
func hostAndPort(rest string) bool {
	n := digits(rest)
	return n > 0 && (n == len(rest) || strings.IndexByte("/?#", rest[n]) >= 0)
}

// relative reports an address without a scheme.
func (p *addressParser) relative(lead int) {
	text := strings.TrimFunc(p.s, isControl)
	x := p.refuse(diag.Span{Start: lead, End: lead + len(text)}, "url-relative",
		fmt.Sprintf("%q is not an absolute address", brief(text)), absolute)
	prefix := "https://"
	if strings.HasPrefix(text, "//") {
		prefix = "https:"
	}
	// The guess is worth showing only where what follows looks like a host.
	with := parseAddress(prefix+text, nil)
	if with.block != "" || !strings.Contains(with.a.Host, ".") && with.a.Host != "localhost" || looksLikeFile.MatchString(with.a.Host) {
		return
	}
	x.Hint = fmt.Sprintf("write %q", brief(prefix+text))
	x.Fix, x.Unsafe = []diag.Edit{{Span: diag.Span{Start: lead, End: lead}, New: prefix}}, true
	if with.a.Local {
		p.local(diag.Span{Start: lead, End: lead + len(text)}, with.a.Host)
	}
}

// looksLikeFile recognises logo.svg and index.html, which are no hosts.
var looksLikeFile = regexp.MustCompile(`\.(html?|php|aspx?|jsp|m?js|json|css|txt|pdf|svg|png|jpe?g|gif|ico|webp)$`)

// leading reports what stands before the scheme.
func (p *addressParser) leading(lead int) {
	span := diag.Span{End: lead}
	if strings.Trim(p.s[:lead], " ") != "" {
		p.refuse(span, "url-malformed", "a control character in front of the address", "remove it").Fix = []diag.Edit{{Span: span}}
		return
	}
	p.problem(span, diag.Error, "url-malformed", "a space in front of the address", "remove it").Fix = []diag.Edit{{Span: span}}
}

// noSlashes reports https: without two slashes, which browsers resolve
// inside the page that they stand on.
func (p *addressParser) noSlashes(lead, colon int) {
	rest := p.s[colon+1:]
	end := colon + 1 + len(rest) - len(strings.TrimLeft(rest, `/\`))
	span := diag.Span{Start: lead, End: end}
	if strings.Contains(p.s[colon:end], `\`) {
		p.refuse(span, "url-malformed", "a backslash in the address", absolute)
		return
	}
	p.refuse(span, "url-relative", fmt.Sprintf("%q is not followed by two slashes, so the address is relative", p.s[lead:colon+1]), absolute)
}

// rest judges path, query and fragment. What browsers would encode can be
// mended; what they would drop or turn into something else can not.
func (p *addressParser) rest(at int) {
	end := len(strings.TrimRight(p.s, " "))
	query, fragment := cutRest(p.s, at)
	var soft []diag.Edit
	first := func(i, n int, what, hint string) {
		p.refuse(diag.Span{Start: i, End: i + n}, "url-malformed", what, hint)
	}
	for i := at; i < end; i++ {
		c := p.s[i]
		switch {
		case c == '\\':
			first(i, 1, "a backslash in the address", `a path has slashes: "/"`)
			return
		case c < ' ' || c == 0x7f:
			first(i, 1, "a control character in the address", "remove it")
			return
		case c == '%' && (i < query || i >= fragment) && !escape(p.s[i:]):
			first(i, 1, `"%" without two hexadecimal digits after it`, `a percent sign is written "%25"`)
			return
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(p.s[i:])
			if r == utf8.RuneError && n == 1 {
				first(i, 1, "the address is not UTF-8", absolute)
				return
			}
			i += n - 1
		case strings.IndexByte(" \"<>^|`", c) >= 0:
			soft = append(soft, diag.Edit{Span: diag.Span{Start: i, End: i + 1}, New: percent(c)})
		}
	}
	p.mendable(soft, end)
}

// mendable reports characters that only have to be encoded, and spaces at
// the end, that only have to go.
func (p *addressParser) mendable(soft []diag.Edit, end int) {
	if len(soft) > 0 {
		c := p.s[soft[0].Span.Start]
		x := p.problem(soft[0].Span, diag.Error, "url-malformed", fmt.Sprintf("%q in the address", c), fmt.Sprintf("write it as %q", percent(c)))
		if len(soft) <= maxProblems {
			x.Fix = soft
		}
	}
	if end < len(p.s) {
		tail := diag.Span{Start: end, End: len(p.s)}
		p.problem(tail, diag.Error, "url-malformed", "a space after the address", "remove it").Fix = []diag.Edit{{Span: tail}}
	}
}

// cutRest returns where query and fragment begin, or the end of s.
func cutRest(s string, at int) (query, fragment int) {
	fragment = len(s)
	if i := strings.IndexByte(s[at:], '#'); i >= 0 {
		fragment = at + i
	}
	query = fragment
	if i := strings.IndexByte(s[at:fragment], '?'); i >= 0 {
		query = at + i
	}
	return query, fragment
}

// escape tells whether s begins with a percent-encoded byte.
func escape(s string) bool { return len(s) >= 3 && isHex(s[1]) && isHex(s[2]) }

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

func percent(c byte) string { return fmt.Sprintf("%%%02X", c) }
