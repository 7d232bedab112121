package probe

import (
	"fmt"
	"strings"
	"testing"

	"vitrine/generator/internal/growth"
)

const (
	page     = "https://widgets.acme.example/orders?id=1"
	kustomer = "https://acme.kustomerapp.com"
	gallery  = "https://acme.github.io"
)

// framings are sets of headers, "csp: " or "xfo: " in front of each line, and
// whether Kustomer and the gallery may frame the page.
var framings = []struct {
	headers           string
	kustomer, gallery bool
}{
	{"", true, true},
	{"csp: default-src 'self'; frame-src 'none'", true, true},

	// X-Frame-Options, as HTML has it
	{"xfo: DENY", false, false},
	{"xfo: deny", false, false},
	{"xfo:   DENY\t", false, false},
	{"xfo: SAMEORIGIN", false, false},
	{"xfo: DENY, DENY", false, false},
	{"xfo: DENY\nxfo: deny", false, false},
	{"xfo: DENY, SAMEORIGIN", false, false},
	{"xfo: SAMEORIGIN\nxfo: ALLOWALL", false, false},
	{"xfo: SAMEORIGIN,", false, false},
	{"xfo: ALLOWALL, foo", false, false},
	{"xfo: ALLOWALL", true, true},
	{"xfo: ALLOWALL, allowall", true, true},
	{"xfo: DENY;", true, true},
	{"xfo: DENY; SAMEORIGIN", true, true},
	{`xfo: "DENY"`, true, true},
	{`xfo: "DENY, x"`, true, true},
	{"xfo: ALLOW-FROM https://acme.kustomerapp.com", true, true},
	{"xfo: ALLOW-FROM https://elsewhere.example", true, true},
	{"xfo: ALLOW-FROM https://a.example, DENY", false, false},
	{"xfo: foo, bar", true, true},
	{"xfo:", true, true},
	{"xfo: NONE", true, true},

	// frame-ancestors wins over X-Frame-Options
	{"xfo: DENY\ncsp: frame-ancestors https://*.kustomerapp.com", true, false},
	{"xfo: DENY\ncsp: default-src *", false, false},
	{"xfo: ALLOWALL\ncsp: frame-ancestors 'none'", false, false},

	// the list
	{"csp: frame-ancestors", false, false},
	{"csp: frame-ancestors ;", false, false},
	{"csp: frame-ancestors 'none'", false, false},
	{"csp: frame-ancestors 'NONE'", false, false},
	{"csp: frame-ancestors 'none' https://*.kustomerapp.com", true, false},
	{"csp: frame-ancestors 'self'", false, false},
	{"csp: frame-ancestors 'self' https://acme.kustomerapp.com", true, false},
	{"csp: frame-ancestors *", true, true},
	{"csp: frame-ancestors 'unsafe-inline'", false, false},
	{"csp: Frame-Ancestors HTTPS://*.KustomerApp.COM", true, false},
	{"csp: frame-ancestors\thttps://*.kustomerapp.com\fhttps://acme.github.io", true, true},
	{"csp: frame-ancestors\u00a0https://*.kustomerapp.com", true, true}, // another name: no such directive

	// several policies: each must allow
	{"csp: frame-ancestors *, frame-ancestors 'none'", false, false},
	{"csp: frame-ancestors *\ncsp: frame-ancestors https://*.kustomerapp.com", true, false},
	{"csp: default-src 'self', frame-ancestors https://*.kustomerapp.com", true, false},
	{"csp: frame-ancestors https://a.example,https://*.kustomerapp.com", false, false}, // the comma begins another policy
	{"csp: frame-ancestors 'none'; frame-ancestors *", false, false},                   // the first counts
	{"csp: frame-ancestors *; frame-ancestors 'none'", true, true},
	{"csp: default-src 'none'; ;; frame-ancestors *;", true, true},

	// hosts
	{"csp: frame-ancestors acme.kustomerapp.com", true, false},
	{"csp: frame-ancestors *.kustomerapp.com", true, false},
	{"csp: frame-ancestors kustomerapp.com", false, false},
	{"csp: frame-ancestors https://*.acme.kustomerapp.com", false, false},
	{"csp: frame-ancestors *kustomerapp.com", false, false},
	{"csp: frame-ancestors https://acme.*.com", false, false},
	{"csp: frame-ancestors https://other.kustomerapp.com", false, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com.", false, false},
	{"csp: frame-ancestors https://*", true, true},
	{"csp: frame-ancestors https://", false, false},
	{"csp: frame-ancestors \"https://acme.kustomerapp.com\"", false, false},

	// schemes
	{"csp: frame-ancestors https:", true, true},
	{"csp: frame-ancestors http:", true, true},
	{"csp: frame-ancestors wss:", false, false},
	{"csp: frame-ancestors ws:", false, false},
	{"csp: frame-ancestors data: blob: file:", false, false},
	{"csp: frame-ancestors http://acme.kustomerapp.com", true, false},
	{"csp: frame-ancestors wss://acme.kustomerapp.com", false, false},
	{"csp: frame-ancestors 1https://acme.kustomerapp.com", false, false},

	// ports
	{"csp: frame-ancestors https://acme.kustomerapp.com:443", true, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com:*", true, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com:8443", false, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com:80", false, false},
	{"csp: frame-ancestors http://acme.kustomerapp.com:80", true, false},
	{"csp: frame-ancestors acme.kustomerapp.com:443", true, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com:", false, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com:x", false, false},
	{"csp: frame-ancestors *:*", true, true},
	{"csp: frame-ancestors *:443", true, true},
	{"csp: frame-ancestors *:8443", false, false},

	{"csp: frame-ancestors http://acme.kustomerapp.com:443", false, false},
	{"csp: frame-ancestors http://acme.kustomerapp.com:*", true, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com:0443", true, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com:443:443", false, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com:0", false, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com:99999", false, false},
	{"csp: frame-ancestors https:*", false, false},
	{"csp: frame-ancestors //acme.kustomerapp.com", false, false},
	{"csp: frame-ancestors https:acme.kustomerapp.com", false, false},
	{"csp: frame-ancestors *.com", true, false},
	{"csp: frame-ancestors *.", false, false},
	{"csp: frame-ancestors *.*", false, false},
	{"csp: frame-ancestors ** *.*.com", false, false},
	{"csp: frame-ancestors https://user@acme.kustomerapp.com", false, false},
	{"csp: frame-ancestors https://[::1]", false, false},

	// paths
	{"csp: frame-ancestors https://acme.kustomerapp.com/?x", true, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com?x", false, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com//", false, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com/%2F", false, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com/#", true, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com/", true, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com/app", false, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com/app/", false, false},
	{"csp: frame-ancestors acme.kustomerapp.com/*", false, false},
	{"csp: frame-ancestors https://acme.kustomerapp.com/app https://*.kustomerapp.com", true, false},
}

func framing(headers string) Framing {
	var f Framing
	for line := range strings.SplitSeq(headers, "\n") {
		name, value, _ := strings.Cut(line, ":")
		switch value = strings.TrimPrefix(value, " "); name {
		case "csp":
			f.Policies = append(f.Policies, value)
		case "xfo":
			f.Options = append(f.Options, value)
		}
	}
	return f
}

// TestFrame holds the two verdicts on many sets of headers.
func TestFrame(t *testing.T) {
	for _, c := range framings {
		f := framing(c.headers)
		for _, x := range []struct {
			ancestor string
			want     bool
		}{{kustomer, c.kustomer}, {gallery, c.gallery}} {
			v := f.Frame(page, x.ancestor)
			if v.Allowed != x.want || v.Allowed != (v.Reason == "") {
				t.Errorf("%q below %s: %+v, want %t", c.headers, x.ancestor, v, x.want)
			}
		}
	}
}

// TestFrameAncestors: every ancestor must be allowed, and the origin of a
// gallery may be one that few lists can name.
func TestFrameAncestors(t *testing.T) {
	for _, c := range []struct {
		headers   string
		ancestors []string
		want      bool
	}{
		{"csp: frame-ancestors https://*.kustomerapp.com", []string{kustomer, gallery}, false},
		{"csp: frame-ancestors https://*.kustomerapp.com " + gallery, []string{kustomer, gallery}, true},
		{"xfo: SAMEORIGIN", []string{"https://widgets.acme.example"}, true},
		{"xfo: SAMEORIGIN", []string{"https://widgets.acme.example", kustomer}, false},
		{"csp: frame-ancestors 'self'", []string{"https://widgets.acme.example"}, true},
		{"csp: frame-ancestors 'self'", []string{"https://widgets.acme.example:8443"}, false},
		{"csp: frame-ancestors 'self'", []string{"http://widgets.acme.example"}, false},
		{"csp: frame-ancestors *", []string{"http://localhost:8787"}, true},
		{"csp: frame-ancestors http:", []string{"http://localhost:8787"}, true},
		{"csp: frame-ancestors https:", []string{"http://localhost:8787"}, false},
		{"csp: frame-ancestors localhost:8787", []string{"http://localhost:8787"}, false}, // the scheme of the page
		{"csp: frame-ancestors http://localhost:*", []string{"http://localhost:8787"}, true},
		{"csp: frame-ancestors https://*", []string{"https://a.example:8443"}, false},
		{"csp: frame-ancestors http://a.example", []string{"https://a.example:8443"}, false},
		{"", []string{"file://"}, true},
		{"xfo: ALLOWALL", []string{"file://"}, true},
		{"xfo: SAMEORIGIN", []string{"file://"}, false},
		{"csp: frame-ancestors *", []string{"file://"}, false},
		{"csp: frame-ancestors * file:", []string{"file://"}, true},
		{"csp: frame-ancestors *", []string{"null"}, false},
		{"csp: frame-ancestors 'self'", []string{"null"}, false},
		{"", []string{"null"}, true},
	} {
		if v := framing(c.headers).Frame(page, c.ancestors...); v.Allowed != c.want {
			t.Errorf("%q below %v: %+v", c.headers, c.ancestors, v)
		}
	}
}

// TestFrameWords: a verdict names the header that decides, and why.
func TestFrameWords(t *testing.T) {
	for _, c := range []struct{ headers, header, value, reason string }{
		{"xfo: Deny", OptionsHeader, "Deny", "it means nobody"},
		{"xfo: DENY\nxfo: SAMEORIGIN", OptionsHeader, "DENY, SAMEORIGIN", "the values contradict each other, which means nobody"},
		{"xfo: SAMEORIGIN", OptionsHeader, "SAMEORIGIN", "it means pages of its own origin only"},
		{"xfo: DENY\ncsp: frame-ancestors  'none' ", PolicyHeader, "frame-ancestors 'none'", "'none' means nobody"},
		{"csp: frame-ancestors", PolicyHeader, "frame-ancestors", "the list is empty, which means nobody"},
		{"csp: frame-ancestors *, frame-ancestors 'self'", PolicyHeader, "frame-ancestors 'self'", "it is not in the list"},
		{"csp: frame-ancestors https://acme.kustomerapp.com/app", PolicyHeader, "frame-ancestors https://acme.kustomerapp.com/app", "a source with a path matches nobody"},
		{"csp: frame-ancestors https://a.example/app", PolicyHeader, "frame-ancestors https://a.example/app", "it is not in the list"},
		{"csp: frame-ancestors *", PolicyHeader, "frame-ancestors *", ""},
		{"", "", "", ""},
	} {
		v := framing(c.headers).Frame(page, kustomer)
		if v.Header != c.header || v.Value != c.value || v.Reason != c.reason {
			t.Errorf("%q: %+v", c.headers, v)
		}
	}
}

func TestAllowsFrom(t *testing.T) {
	for headers, want := range map[string]bool{
		"xfo: ALLOW-FROM https://a.example": true,
		"xfo: allow-from https://a.example": true,
		"xfo: Allow-From":                   true,
		"xfo: DENY":                         false,
		"":                                  false,
		"xfo: ALLOW-FROM https://a.example\ncsp: frame-ancestors 'self'": false,
	} {
		if _, ok := framing(headers).AllowsFrom(); ok != want {
			t.Errorf("%q: %t", headers, ok)
		}
	}
}

// TestFrameLinear: headers are as long as somebody likes, up to their bound.
func TestFrameLinear(t *testing.T) {
	for _, part := range []string{"frame-ancestors,", "*.a ", ";", "'none' ", "\"", "a:", "https://a/", "\\"} {
		growth.Linear(t, fmt.Sprintf("%q repeated", part), 1<<20, func(size int) {
			long := strings.Repeat(part, size/len(part))
			f := Framing{Policies: []string{"frame-ancestors " + long}, Options: []string{long}}
			f.Frame(page, kustomer)
			f.options("", []string{kustomer})
		})
	}
}

func FuzzFrame(f *testing.F) {
	for _, c := range framings {
		x := framing(c.headers)
		f.Add(strings.Join(x.Policies, "\n"), strings.Join(x.Options, "\n"), page, kustomer)
	}
	f.Add("frame-ancestors *:*", "x", "", "null")
	f.Fuzz(func(t *testing.T, csp, xfo, page, ancestor string) {
		x := Framing{Policies: strings.Split(csp, "\n"), Options: strings.Split(xfo, "\n")}
		v := x.Frame(page, ancestor)
		if v.Allowed != (v.Reason == "") || !v.Allowed && v.Header == "" {
			t.Fatalf("%+v", v)
		}
		if both := x.Frame(page, ancestor, kustomer); both.Allowed && !v.Allowed {
			t.Fatal("an ancestor more allows more")
		}
		x.Policies = append(x.Policies, "frame-ancestors 'none'")
		if x.Frame(page, ancestor).Allowed {
			t.Fatal("'none' allows")
		}
	})
}
