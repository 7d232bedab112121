package appdef

import (
	"regexp"
	"slices"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Secret is a value that nobody may see: the default of a setting of type
// secret, or a text that looks like a credential.
type Secret struct {
	Span    diag.Span // in the source
	Path    string    // JSON Pointer of the string
	Looks   string    // what it looks like: "a JSON Web Token"; "" for the default of a secret setting
	Setting bool      // stands in a setting's defaultValue
}

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
	{"a private key", contains("-----BEGIN "),
		regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*`)},
	{"an API key", contains("_live_", "_test_", "xox", "gh", "AKIA", "AIza"),
		regexp.MustCompile(`\b(sk|pk|rk)_(live|test)_[A-Za-z0-9]{8,}|\bxox[abpr]-[A-Za-z0-9-]{10,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bAKIA[0-9A-Z]{16}\b|\bAIza[A-Za-z0-9_-]{35}`)},
	{"a long hexadecimal key", longHex,
		regexp.MustCompile(`\b([0-9a-f]{40,}|[0-9A-F]{40,}|[0-9a-f]{32})\b`)},
}

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

// Redact finds the secrets of a definition and blanks them in the tree,
// byte for byte, so that nothing that is made from the tree can show them
// and every place stays true. Numbers and booleans as the default of a
// secret become a blanked string.
func Redact(root *jsontree.Node) []Secret {
	r := &redactor{}
	r.secretDefaults(root)
	r.walk(root)
	slices.SortFunc(r.found, func(a, b Secret) int { return a.Span.Start - b.Span.Start })
	return r.found
}

type redactor struct{ found []Secret }

// secretDefaults goes over every object that says "type": "secret", so that
// a misplaced setting is covered as well.
func (r *redactor) secretDefaults(root *jsontree.Node) {
	root.Walk(func(n *jsontree.Node, at *jsontree.Trail) bool {
		t := n.Get("type")
		isSecret := t != nil && t.Kind == jsontree.String && strings.EqualFold(strings.TrimSpace(t.Text), "secret")
		for _, m := range n.Members {
			if isSecret && (m.Name.Text == "defaultValue" || m.Name.Text == "value") || m.Name.Text == "clientSecret" {
				r.blank(m.Value, jsontree.Pointer(at.Pointer(), m.Name.Text))
			}
		}
		return true
	})
}

// blank hides a whole value, whatever its kind.
func (r *redactor) blank(n *jsontree.Node, path string) {
	switch n.Kind {
	case jsontree.Invalid, jsontree.Null:
		return
	case jsontree.String:
		if n.Text == "" {
			return
		}
		r.found = append(r.found, Secret{Span: n.At(0, len(n.Text)), Path: path, Setting: true})
		n.Text = strings.Repeat("*", len(n.Text))
	case jsontree.Array, jsontree.Object:
		r.found = append(r.found, Secret{Span: n.Span, Path: path, Setting: true})
		n.Items, n.Members = nil, nil
	default:
		r.found = append(r.found, Secret{Span: n.Span, Path: path, Setting: true})
		n.Text = strings.Repeat("*", len(n.Text))
	}
}

// walk looks for credentials in every text.
func (r *redactor) walk(root *jsontree.Node) {
	root.Walk(func(n *jsontree.Node, at *jsontree.Trail) bool {
		if n.Kind == jsontree.String && len(n.Text) >= 16 && strings.Trim(n.Text, "*") != "" {
			r.credentials(n, at)
		}
		return true
	})
}

func (r *redactor) credentials(n *jsontree.Node, at *jsontree.Trail) {
	r.password(n, at)
	for _, c := range credentials {
		if !c.may(n.Text) {
			continue
		}
		for _, m := range c.expr.FindAllStringIndex(searchable(n.Text), -1) {
			if !varied(n.Text[m[0]:m[1]]) {
				continue
			}
			path := at.Pointer()
			r.found = append(r.found, Secret{
				Span: n.At(m[0], m[1]), Path: path, Looks: c.looks,
				Setting: strings.HasSuffix(path, "/defaultValue"),
			})
			n.Text = n.Text[:m[0]] + strings.Repeat("*", m[1]-m[0]) + n.Text[m[1]:]
		}
	}
}

// LooksSecret tells whether something in a text looks like a credential, by
// the same measures as Redact.
func LooksSecret(text string) bool {
	for _, c := range credentials {
		if !c.may(text) {
			continue
		}
		for _, m := range c.expr.FindAllString(searchable(text), -1) {
			if varied(m) {
				return true
			}
		}
	}
	return userinfo.MatchString(text)
}

// userinfo finds the password in front of a host. That it stands there is
// reported by url-userinfo; here it is only blanked.
var userinfo = regexp.MustCompile(`://[^/?#@\s:]*:([^/?#@\s]+)@`)

func (r *redactor) password(n *jsontree.Node, at *jsontree.Trail) {
	if !strings.Contains(n.Text, "@") {
		return
	}
	for _, m := range userinfo.FindAllStringSubmatchIndex(n.Text, -1) {
		r.found = append(r.found, Secret{Span: n.At(m[2], m[3]), Path: at.Pointer()})
		n.Text = n.Text[:m[2]] + strings.Repeat("*", m[3]-m[2]) + n.Text[m[3]:]
	}
}

// varied tells whether a text has at least eight different characters: no
// key is a row of one letter.
func varied(s string) bool {
	seen := map[byte]bool{}
	for i := range len(s) {
		seen[s[i]] = true
	}
	return len(seen) >= 8
}

// searchable blanks the path of an address, where long hexadecimal names of
// files are common and no credential stands; its query stays.
func searchable(s string) string {
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return s
	}
	end := strings.IndexAny(s, "?#")
	if end < 0 {
		end = len(s)
	}
	return strings.Repeat(" ", end) + s[end:]
}
