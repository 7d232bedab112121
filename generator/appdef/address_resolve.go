package appdef

import (
	"fmt"
	"regexp"
	"strings"
)

// URLComponent is the part of an address that a reference stands in.
type URLComponent uint8

// The parts of an address, in order.
const (
	InScheme   URLComponent = iota // or anywhere else before the host
	InUserinfo                     // before an @
	InHost
	InPort
	InPath
	InQuery
	InFragment
)

// Locate returns for each reference the part of the address that it falls
// into.
func Locate(template string, refs []Reference) []URLComponent {
	return locate(masked(template, refs), refs)
}

// locate is Locate where letters stand in the place of references.
func locate(m string, refs []Reference) []URLComponent {
	if len(refs) == 0 {
		return nil
	}
	host, end := authoritySpan(m)
	query, fragment := cutRest(m, end)
	text := m[host:end]
	user := host + strings.LastIndexByte(text, '@') + 1
	name, _, _ := splitPort(m[user:end])
	port := user + len(name)
	list := make([]URLComponent, len(refs))
	for i, r := range refs {
		switch at := r.Span.Start; {
		case at < host:
			list[i] = InScheme
		case at < user:
			list[i] = InUserinfo
		case at < port:
			list[i] = InHost
		case at < end:
			list[i] = InPort
		case at < query:
			list[i] = InPath
		case at < fragment:
			list[i] = InQuery
		default:
			list[i] = InFragment
		}
	}
	return list
}

// authoritySpan returns where the host begins and ends, with user name and
// port. In an address without one both are where the path begins: what
// stands before that could become a scheme.
func authoritySpan(m string) (start, end int) {
	_, colon, _ := schemeOf(m)
	rest := 0
	if colon > 0 {
		rest = colon + 1
	}
	slashes := len(m[rest:]) - len(strings.TrimLeft(m[rest:], "/"))
	start = rest + slashes
	switch {
	case slashes >= 2:
		end = start
		if i := strings.IndexAny(m[start:], `/?#\`); i >= 0 {
			return start, start + i
		}
		return start, len(m)
	case colon > 0 || slashes == 1:
		return rest, rest
	}
	if i := strings.IndexAny(m, `/?#\`); i >= 0 {
		return i, i
	}
	return len(m), len(m)
}

// Part is a run of a resolved address.
type Part struct {
	Text string
	Ref  int // the reference that it was filled in for; -1 for a run of the template
}

// Resolved is an address with its references filled in.
type Resolved struct {
	URL     string // as browsers write it, but for the host; "" unless OK
	Parts   []Part // the runs in order as they are filled in, for highlighting, whether OK or not
	Address Address
	OK      bool   // may be loaded into a frame: https or http, and everyone agrees where it leads
	Reason  string // why not, one sentence in lower case; "" when OK
}

// Loads returns the address as browsers write it where that is another text
// than what was filled in, else "".
func (r Resolved) Loads() string {
	if r.URL == joined(r.Parts) {
		return ""
	}
	return r.URL
}

func joined(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Resolve fills in the references of an address; values[i] belongs to
// refs[i], and a missing one is empty.
//
// A value is filled in as it is written, as template engines do: nothing in
// it is encoded for an address. Two braces HTML-escape it first. What no
// address may hold becomes what a browser makes of it. So a value in path,
// query or fragment may add to all three of them; scheme, user name, host and
// port are out of its reach, and so is a step up. In a host a value may hold
// only letters, digits, points and dashes, in a port only digits. Before the
// host no value is accepted at all.
func Resolve(template string, refs []Reference, values []string) (Resolved, []Problem) {
	_, problems := ParseTemplate(template, refs)
	m := masked(template, refs)
	parts := locate(m, refs)
	r := Resolved{Reason: outOfPlace(parts)}
	var guarded strings.Builder // the address with a letter for each value that cannot reach the host
	add := func(text, guard string, ref int) {
		guarded.WriteString(guard)
		if text != "" || ref >= 0 {
			r.Parts = append(r.Parts, Part{text, ref})
		}
	}
	at := 0
	for i, c := range parts {
		value := ""
		if i < len(values) {
			value = values[i]
		}
		if refs[i].Braces == 2 {
			value = htmlEscaper.Replace(value)
		}
		text, guard, reason := fitting(value, c)
		if r.Reason == "" {
			r.Reason = reason
		}
		literal := template[at:refs[i].Span.Start]
		add(literal, literal, -1)
		add(text, guard, i)
		at = refs[i].Span.End
	}
	add(template[at:], template[at:], -1)
	r.settle(m, strings.Trim(guarded.String(), " "))
	return r, problems
}

// htmlEscaper does what Handlebars does to a value in two braces.
var htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;", "`", "&#x60;", "=", "&#x3D;")

// outOfPlace returns why an address with references in these parts is never
// loaded.
func outOfPlace(parts []URLComponent) string {
	for _, c := range parts {
		if c == InScheme || c == InUserinfo {
			return "a setting stands before the host and could turn the address into anything"
		}
	}
	return ""
}

var (
	hostValue = regexp.MustCompile(`^[A-Za-z0-9.-]+$`)
	portValue = regexp.MustCompile(`^[0-9]{1,5}$`)
)

// fitting returns a value for its place and what stands for it where the host
// is judged, or says why it does not fit there.
func fitting(value string, c URLComponent) (text, guard, reason string) {
	switch c {
	case InPath, InQuery, InFragment:
		return strings.ToValidUTF8(value, "\uFFFD"), "x", ""
	case InHost:
		if !hostValue.MatchString(value) {
			reason = fmt.Sprintf("the value %q cannot be part of a host", brief(value))
		}
	case InPort:
		if !portValue.MatchString(value) {
			reason = fmt.Sprintf("the value %q is no port", brief(value))
		}
	default:
		reason = "a setting stands before the host and could turn the address into anything"
	}
	return value, value, reason
}

// settle decides whether the address may be loaded. What leads to the host is
// read twice: as written, and as the browser will get it; both must lead to
// the same place.
func (r *Resolved) settle(template, guarded string) {
	p, q := parseAddress(guarded, nil), parseAddress(encodeLiteral(guarded), nil)
	r.Address = p.a
	for _, reason := range []string{p.block, q.block} {
		if r.Reason == "" {
			r.Reason = reason
		}
	}
	if r.Reason == "" && (p.a.Origin() == "" || p.a.Origin() != q.a.Origin()) {
		r.Reason = "it is not clear where the address leads"
	}
	if r.Reason != "" {
		return
	}
	url := asBrowser(joined(r.Parts))
	if dotSegments(url) != dotSegments(template) {
		r.Reason = "a value would lead out of the path that it stands in"
		return
	}
	r.OK, r.URL = true, url
}

// dotSegments counts the path segments that browsers take for a step up or
// for nothing. Encoding a point does not help: browsers see through it.
func dotSegments(s string) int {
	_, end := authoritySpan(s)
	query, _ := cutRest(s, end)
	n := 0
	for _, seg := range strings.Split(s[end:query], "/") {
		if isStep(seg) {
			n++
		}
	}
	return n
}

func isStep(segment string) bool {
	segment = strings.ReplaceAll(strings.ToLower(segment), "%2e", ".")
	return segment == "." || segment == ".."
}

// encodeLiteral encodes what must not stand in an address, and leaves what
// is encoded or reserved as it is.
func encodeLiteral(s string) string {
	return encode(s, func(c byte) bool { return c > ' ' && c < 0x7f && strings.IndexByte("\"'<>^|`{}", c) < 0 })
}

// encodeValue encodes everything that could mean something in an address.
func encodeValue(s string) string {
	return encode(s, func(c byte) bool { return isLetter(c) || isDigit(c) || strings.IndexByte("-._~", c) >= 0 })
}

func encode(s string, keep func(byte) bool) string {
	var b strings.Builder
	for i := range len(s) {
		if keep(s[i]) {
			b.WriteByte(s[i])
		} else {
			b.WriteString(percent(s[i]))
		}
	}
	return b.String()
}

// AddQuery adds parameters, given as name and value in turn, to the query of
// an address, before its fragment. One that is there already stays as it is.
func AddQuery(url string, pairs ...string) string {
	base, fragment, hasFragment := strings.Cut(url, "#")
	path, query, _ := strings.Cut(base, "?")
	have := map[string]bool{}
	var list []string
	if query != "" {
		list = strings.Split(query, "&")
	}
	for _, item := range list {
		name, _, _ := strings.Cut(item, "=")
		have[name] = true
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if name := encodeValue(pairs[i]); !have[name] {
			have[name] = true
			list = append(list, name+"="+encodeValue(pairs[i+1]))
		}
	}
	if len(list) > 0 {
		path += "?" + strings.Join(list, "&")
	}
	if hasFragment {
		path += "#" + fragment
	}
	return path
}
