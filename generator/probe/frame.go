package probe

import (
	"slices"
	"strings"
)

// Framing is what an answer says about who may put it into a frame: the
// values of its headers, one for each line, in order. What only reports, and
// what stands in the page itself, does not count.
type Framing struct {
	Policies []string `json:"policies,omitempty"` // Content-Security-Policy
	Options  []string `json:"options,omitempty"`  // X-Frame-Options
}

// Names of the headers, as they are shown.
const (
	PolicyHeader  = "Content-Security-Policy"
	OptionsHeader = "X-Frame-Options"
)

// Verdict is what a browser makes of Framing.
type Verdict struct {
	Allowed bool
	Header  string // which header decides; "" where none is about frames
	Value   string // what it says: the directive, or all values of X-Frame-Options
	Reason  string // why not, in words; "" where it is allowed
}

// Frame works out whether a page may stand in a frame below the given
// ancestors, which are origins: the window's own and those of all frames in
// between. "null" is an origin that nobody else has, and "file://" a page
// opened from disk.
//
// It follows CSP3 and HTML, and where Chromium differs, Chromium.
func (f Framing) Frame(page string, ancestors ...string) Verdict {
	self, lists := parseOrigin(originOf(page)), f.lists()
	for _, list := range lists {
		for _, a := range ancestors {
			if why := list.refuses(parseOrigin(a), self); why != "" {
				return Verdict{Header: PolicyHeader, Value: list.text(), Reason: why}
			}
		}
	}
	if len(lists) > 0 {
		return Verdict{Allowed: true, Header: PolicyHeader, Value: lists[0].text()}
	}
	return f.options(originOf(page), ancestors)
}

// Sources returns the sources of every frame-ancestors that counts, one list
// for each policy; nil where there is none.
func (f Framing) Sources() [][]string {
	var out [][]string
	for _, l := range f.lists() {
		out = append(out, l)
	}
	return out
}

// Paths returns the sources that match nobody because they have a path.
func (f Framing) Paths() []string {
	var out []string
	for _, l := range f.lists() {
		for _, text := range l {
			if e, ok := parseSource(text); ok && e.path {
				out = append(out, text)
			}
		}
	}
	return out
}

// sources is the value of one frame-ancestors.
type sources []string

func (s sources) text() string { return strings.Join(append([]string{"frame-ancestors"}, s...), " ") }

// lists finds the frame-ancestors of each policy. A header may hold several
// policies, and of two directives of one name the first counts.
func (f Framing) lists() []sources {
	var out []sources
	for _, value := range f.Policies {
		for policy := range strings.SplitSeq(value, ",") {
			for directive := range strings.SplitSeq(policy, ";") {
				words := strings.FieldsFunc(directive, isSpace)
				if len(words) > 0 && strings.EqualFold(words[0], "frame-ancestors") {
					out = append(out, sources(words[1:]))
					break
				}
			}
		}
	}
	return out
}

// isSpace is white space as HTML has it; other spaces are part of a word.
func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\f' || r == '\r' }

// refuses says why a list refuses an ancestor; "" if it does not.
func (s sources) refuses(ancestor, self origin) string {
	path := ""
	for _, text := range s {
		e, ok := parseSource(text)
		switch {
		case !ok:
		case e.matches(ancestor, self):
			return ""
		case e.path:
			e.path = false
			if e.matches(ancestor, self) {
				path = text
			}
		}
	}
	switch {
	case len(s) == 0:
		return "the list is empty, which means nobody"
	case len(s) == 1 && strings.EqualFold(s[0], "'none'"):
		return "'none' means nobody"
	case path != "":
		return "a source with a path matches nobody"
	}
	return "it is not in the list"
}

// options judges X-Frame-Options. What browsers do not know does not
// restrict anything, unless it stands beside something that they know.
func (f Framing) options(self string, ancestors []string) Verdict {
	if len(f.Options) == 0 {
		return Verdict{Allowed: true}
	}
	var values []string // without repetitions
	for _, line := range f.Options {
		for _, v := range splitList(line) {
			if v = strings.ToLower(strings.Trim(v, " \t")); !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	v := Verdict{Header: OptionsHeader, Value: strings.Join(f.Options, ", ")}
	known := slices.ContainsFunc(values, func(s string) bool { return s == "deny" || s == "allowall" || s == "sameorigin" })
	switch {
	case len(values) > 1 && known:
		v.Reason = "the values contradict each other, which means nobody"
	case values[0] == "deny" && len(values) == 1:
		v.Reason = "it means nobody"
	case values[0] == "sameorigin" && len(values) == 1 &&
		slices.ContainsFunc(ancestors, func(a string) bool { return a != self || self == "" }):
		v.Reason = "it means pages of its own origin only"
	default:
		v.Allowed = true
	}
	return v
}

// AllowsFrom tells whether X-Frame-Options says ALLOW-FROM and nothing else
// restricts frames: the author believes in a restriction that is not there.
func (f Framing) AllowsFrom() (value string, ok bool) {
	if len(f.lists()) > 0 {
		return "", false
	}
	for _, line := range f.Options {
		if v := strings.Trim(line, " \t"); len(v) >= 10 && strings.EqualFold(v[:10], "allow-from") {
			return v, true
		}
	}
	return "", false
}

// splitList splits a header at its commas, but for those in quotes.
func splitList(s string) []string {
	var out []string
	from, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}
