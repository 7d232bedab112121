package appdef

import (
	"regexp"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// hit is a part of a text that looks like a credential, in bytes.
type hit struct {
	start, end int
	looks      string // "a JSON Web Token"; "" for what another rule reports
}

// leastRun is how long a row of tokenByte at least is before it is looked
// at: no credential that is known by its shape is shorter.
const leastRun = 16

// tokenByte are the characters of which credentials are made.
var tokenByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '-' || c == '.'
	}
	return t
}()

// credentials recognises what should never stand in a published file. Each
// expression is linear and needs a shape that prose and addresses lack; may
// is a cheap test that most texts fail, so that the expression is not run.
var credentials = []struct {
	looks string
	may   func(s string) bool
	expr  *regexp.Regexp
}{
	{"a JSON Web Token", contains("eyJ"),
		regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*)?`)},
	{"an API key", contains("_live_", "_test_", "xox", "xapp-", "gh", "glpat-", "AKIA", "ASIA", "AIza", "npm_", "whsec_", "SG.", "sk-",
		"SK", "ya29."),
		regexp.MustCompile(`\b(sk|pk|rk)_(live|test)_[A-Za-z0-9]{8,}|\bxox[abeprs]-[A-Za-z0-9-]{10,}|\bxapp-[A-Za-z0-9-]{10,}|\bgh[pousr]_[A-Za-z0-9]{20,}` +
			`|\bgithub_pat_[A-Za-z0-9_]{20,}|\bglpat-[A-Za-z0-9_-]{16,}|\bA(K|S)IA[0-9A-Z]{16}\b|\bAIza[A-Za-z0-9_-]{35}|\bnpm_[A-Za-z0-9]{30,}` +
			`|\bwhsec_[A-Za-z0-9]{16,}|\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|\bsk-(ant-|proj-)?[A-Za-z0-9_-]{20,}|\bSK[0-9a-f]{32}\b|\bya29\.[A-Za-z0-9_-]{20,}`)},
	{longHexKey, longHex,
		regexp.MustCompile(`\b([0-9a-f]{40,}|[0-9A-F]{40,}|[0-9a-f]{32})\b`)},
}

const longHexKey = "a long hexadecimal key"

func contains(parts ...string) func(string) bool {
	return func(s string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(s, p) })
	}
}

// longHex tells whether 32 hexadecimal digits stand in a row.
func longHex(s string) bool {
	run := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' {
			if run++; run == 32 {
				return true
			}
			continue
		}
		run = 0
	}
	return false
}

// recognise finds what looks like a credential in any text: a definition as
// written, a README, a file name. It reads the text a few times at most. The
// hits come in no particular order and may overlap.
func recognise(s string) []hit {
	f := finder{s: s}
	f.runs()
	f.privateKeys()
	f.passwords()
	f.parameters()
	return f.found
}

type finder struct {
	s     string
	found []hit
}

// runs looks at every long row of token characters. It looks at one byte in
// sixteen where there is none.
func (f *finder) runs() {
	for from := 0; from+leastRun <= len(f.s); {
		start := from + leastRun
		for start > from && tokenByte[f.s[start-1]] {
			start--
		}
		if start > from { // what stands before start is no part of a long row
			from = start
			continue
		}
		end := from + leastRun
		for end < len(f.s) && tokenByte[f.s[end]] {
			end++
		}
		f.run(start, end)
		from = end
	}
}

// run looks at one row. The letter of an escape in front belongs to the
// escape: in "\nsk_live_…" the key begins with s.
func (f *finder) run(start, end int) {
	if escaped(f.s, start) {
		start++
	}
	row := f.s[start:end]
	for i := range credentials {
		c := &credentials[i]
		if !c.may(row) {
			continue
		}
		for _, m := range c.expr.FindAllStringIndex(row, -1) {
			if varied(row[m[0]:m[1]]) && !(c.looks == longHexKey && f.inAddress(start+m[0])) {
				f.found = append(f.found, hit{start + m[0], start + m[1], c.looks})
			}
		}
	}
	if f.announced(start) && strings.ContainsAny(row, "0123456789") && varied(row) {
		for end < len(f.s) && (tokenByte[f.s[end]] || strings.IndexByte("+/=~", f.s[end]) >= 0) {
			end++
		}
		f.found = append(f.found, hit{start, end, "an authorization header"})
	}
}

// escaped tells whether a backslash makes the character at i part of an escape.
func escaped(s string, i int) bool {
	n := 0
	for n < i && s[i-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// announced tells whether "Bearer" or "Basic" stands in front of a row.
func (f *finder) announced(start int) bool {
	before := strings.TrimRight(f.s[max(0, start-16):start], " ")
	for _, scheme := range []string{"bearer", "basic"} {
		if k := len(before) - len(scheme); k >= 0 && strings.EqualFold(before[k:], scheme) && start > 0 && f.s[start-1] == ' ' {
			return true
		}
	}
	return false
}

// inAddress tells whether a place is in the path of an address, where long
// hexadecimal names of files are common and no credential stands. In a query
// and a fragment they may.
func (f *finder) inAddress(at int) bool {
	from := at
	for from > 0 && at-from < 512 && strings.IndexByte(" \t\r\n\"'`<>()[]|", f.s[from-1]) < 0 {
		from--
	}
	_, path, ok := strings.Cut(strings.ReplaceAll(f.s[from:at], `\/`, "/"), "://")
	return ok && !strings.ContainsAny(path, "?#")
}

var privateKey = regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----(-?[^-"])*`)

func (f *finder) privateKeys() {
	if !strings.Contains(f.s, "-----BEGIN ") {
		return
	}
	for _, m := range privateKey.FindAllStringIndex(f.s, -1) {
		if escaped(f.s, m[1]) {
			m[1]-- // the backslash belongs to the quote behind it
		}
		f.found = append(f.found, hit{m[0], m[1], "a private key"})
	}
}

// passwords finds the password in front of a host. That it stands there is
// reported by url-userinfo; here it is only hidden. A user without password
// is hidden where it is long enough to be a token.
func (f *finder) passwords() {
	last := 0 // the password that began here may hold an "@"
	for at := strings.IndexByte(f.s, '@'); at >= 0; {
		from := at
		for from > last && strings.IndexByte("/?#@\"'<> \t\r\n", f.s[from-1]) < 0 {
			from--
		}
		user := f.s[from:at]
		switch n := len(f.found); {
		case n > 0 && from > 0 && f.s[from-1] == '@' && f.found[n-1].end == from-1:
			f.found[n-1].end = at
		case strings.HasSuffix(strings.ReplaceAll(f.s[max(0, from-6):from], `\/`, "/"), "://"):
			if i := strings.IndexByte(user, ':'); i >= 0 {
				f.add(from+i+1, at)
			} else if len(user) >= leastRun {
				f.add(from, at)
			}
		}
		last = at
		next := strings.IndexByte(f.s[at+1:], '@')
		if next < 0 {
			return
		}
		at += 1 + next
	}
}

// add notes what stands between two places, but for references to settings.
func (f *finder) add(from, to int) {
	for _, p := range literal(f.s[from:to]) {
		f.found = append(f.found, hit{from + p[0], from + p[1], ""})
	}
}

// longestName bounds the name of a parameter.
const longestName = 64

// parameters finds values in a query or fragment whose name says that they
// are secret: "?api_key=…".
func (f *finder) parameters() {
	for at := 0; ; {
		next := strings.IndexByte(f.s[at:], '=')
		if next < 0 {
			return
		}
		at += next + 1
		from := at - 1
		for from > 0 && at-from < longestName && tokenByte[f.s[from-1]] {
			from--
		}
		name := f.s[from : at-1]
		if from == 0 || strings.IndexByte("?&;#", f.s[from-1]) < 0 || !SoundsSecret(name) && !shortSecret[strings.ToLower(name)] {
			continue
		}
		end := at
		for end < len(f.s) && strings.IndexByte("&#\"'<>\\) \t\r\n", f.s[end]) < 0 {
			end++
		}
		if value := f.s[at:end]; SoundsSecret(name) && !Placeholder(value) || len(value) >= leastRun && strings.ContainsAny(value, "0123456789") {
			for _, p := range literal(value) {
				f.found = append(f.found, hit{at + p[0], at + p[1], "a secret in an address"})
			}
		}
		at = end
	}
}

// shortSecret are names of parameters that often hold a secret and often do
// not: there the value decides.
var shortSecret = map[string]bool{"key": true, "sig": true, "signature": true, "auth": true, "code": true, "jwt": true,
	"session": true, "sid": true}

// literal lists the parts of a text that stand outside of references.
func literal(s string) [][2]int {
	var parts [][2]int
	for at := 0; at < len(s); {
		open := strings.Index(s[at:], "{{")
		if open < 0 {
			return append(parts, [2]int{at, len(s)})
		}
		if open > 0 {
			parts = append(parts, [2]int{at, at + open})
		}
		shut := strings.Index(s[at+open:], "}}")
		if shut < 0 {
			return append(parts, [2]int{at + open, len(s)})
		}
		at += open + shut + 2
		for at < len(s) && s[at] == '}' {
			at++
		}
	}
	return parts
}

// varied tells whether a text has at least eight different characters: no
// key is a row of one letter.
func varied(s string) bool {
	var seen [256]bool
	n := 0
	for i := range len(s) {
		if !seen[s[i]] {
			seen[s[i]] = true
			if n++; n == 8 {
				return true
			}
		}
	}
	return false
}

// LooksSecret tells whether something in a text looks like a credential, or
// was hidden because it does.
func LooksSecret(text string) bool {
	return strings.Contains(text, "**") || strings.Contains(text, "%2A%2A") || len(recognise(text)) > 0
}

// Conceal replaces what looks like a credential in a text by asterisks, a
// byte each.
func Conceal(text string) string { return conceal(text, recognise(text)) }

// ConcealName is Conceal for the name of a file, where a long hexadecimal
// number is the digest of what is in it.
func ConcealName(name string) string {
	return conceal(name, slices.DeleteFunc(recognise(name), func(h hit) bool { return h.looks == longHexKey }))
}

// CredentialSpans tells where something in a text looks like a credential,
// sorted and without overlaps.
func CredentialSpans(text []byte) []diag.Span {
	var list []diag.Span
	for _, h := range recognise(string(text)) {
		list = append(list, diag.Span{Start: h.start, End: h.end})
	}
	return diag.Disjoint(list)
}

func conceal(text string, hits []hit) string {
	if len(hits) == 0 {
		return text
	}
	b := []byte(text)
	for _, h := range hits {
		for i := h.start; i < h.end; i++ {
			if b[i] >= ' ' {
				b[i] = '*'
			}
		}
	}
	return string(b)
}
