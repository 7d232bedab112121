package appdef

import (
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// Directive is one permission that a string asks for, as it was evidently
// meant: "camera, microphone*" has two.
type Directive struct {
	Span     diag.Span // name and values
	NameSpan diag.Span // the name, without a value glued to it
	Name     string    // as written
	Feature  string    // the feature that is meant, "" if none can be guessed
	Values   []Value
}

// Value is one word of a directive's allowlist.
type Value struct {
	Text string
	Span diag.Span
}

// Permissions is what an iframePermissions string means, and what browsers
// make of it. The two differ more often than one would think.
type Permissions struct {
	Directives []Directive
	Problems   []Problem // ordered by place; at most maxProblems
	granted    map[string]grant
}

// grant is what a browser makes of a feature in a cross-origin frame.
type grant struct {
	any     bool     // the frame gets it, wherever it comes from
	origins []string // the frame gets it if it comes from there
}

// maxProblems bounds the problems of one string: the rest is no better.
const maxProblems = 100

// ParsePermissions reads an iframePermissions string, which has the form of
// a frame's allow attribute. It never fails and is linear.
func ParsePermissions(s string) Permissions {
	p := Permissions{granted: granted(s)}
	c := permissionChecker{s: s, out: &p}
	for _, seg := range segments(s) {
		c.segment(seg)
	}
	c.whole()
	slices.SortStableFunc(p.Problems, func(a, b Problem) int { return a.Span.Start - b.Span.Start })
	return p
}

// Requested returns the features that the string evidently means, in order,
// each once; those that Kustomer does not set are among them.
func (p Permissions) Requested() []string {
	var names []string
	seen := map[string]bool{"": true}
	for _, d := range p.Directives {
		if !seen[d.Feature] {
			seen[d.Feature] = true
			names = append(names, d.Feature)
		}
	}
	return names
}

// Granted returns the features that a browser grants to a frame from any
// other origin and that Kustomer supports, in the order of the string.
func (p Permissions) Granted() []string { return p.GrantedTo("") }

// GrantedTo is Granted for a frame of that origin ("https://acme.example"),
// which a directive may name.
func (p Permissions) GrantedTo(origin string) []string {
	var names []string
	for _, f := range p.Requested() {
		g := p.granted[f]
		if slices.Contains(supported, f) && (g.any || origin != "" && slices.Contains(g.origins, origin)) {
			names = append(names, f)
		}
	}
	return names
}

// segments cuts a string at semicolons and leaves out the empty ones.
func segments(s string) []diag.Span {
	var list []diag.Span
	for at := 0; at <= len(s); {
		end := strings.IndexByte(s[at:], ';')
		if end < 0 {
			end = len(s) - at
		}
		if len(words(s, diag.Span{Start: at, End: at + end})) > 0 {
			list = append(list, diag.Span{Start: at, End: at + end})
		}
		at += end + 1
	}
	return list
}

// words returns what stands between the white space of HTML.
func words(s string, in diag.Span) []diag.Span {
	var list []diag.Span
	for i := in.Start; i < in.End; i++ {
		if htmlSpace(s[i]) {
			continue
		}
		start := i
		for i < in.End && !htmlSpace(s[i]) {
			i++
		}
		list = append(list, diag.Span{Start: start, End: i})
	}
	return list
}

func htmlSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' && c != '\v' }

// granted reads the string as browsers do: directives end at semicolons, the
// first word is the exact name of a feature, and the first directive of a
// feature wins. What a browser does not understand it passes over.
func granted(s string) map[string]grant {
	m := map[string]grant{}
	for _, seg := range segments(s) {
		w := words(s, seg)
		name := s[w[0].Start:w[0].End]
		if _, twice := m[name]; twice || !slices.Contains(supported, name) {
			continue
		}
		g := grant{any: len(w) == 1} // the default is 'src': the frame's own origin
		for _, v := range w[1:] {
			text := s[v.Start:v.End]
			switch {
			case text == "*" || strings.EqualFold(text, "'src'"):
				g.any = true
			case isOrigin(text):
				g.origins = append(g.origins, text)
			}
		}
		m[name] = g
	}
	return m
}

// isOrigin tells whether a value is the origin of a page: https, a host, no
// path.
func isOrigin(s string) bool {
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return false
	}
	a, problems := ParseAddress(s)
	for _, p := range problems {
		if p.Severity == diag.Error && p.Code != "url-scheme" {
			return false
		}
	}
	return a.Host != "" && a.Origin() == s
}
