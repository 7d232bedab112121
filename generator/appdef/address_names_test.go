package appdef

import (
	"strings"
	"testing"
)

func TestHostText(t *testing.T) {
	for host, want := range map[string]string{
		"acme.example":               "acme.example",
		"münchen.example":            "xn--mnchen-3ya.example (münchen.example)",
		"xn--mnchen-3ya.example":     "xn--mnchen-3ya.example (münchen.example)",
		"XN--MNCHEN-3YA.Example":     "xn--mnchen-3ya.example (münchen.example)",
		"exаmple.com":                "xn--exmple-4nf.com (exаmple.com)", // a Cyrillic а
		"xn--exmple-4nf.com":         "xn--exmple-4nf.com (exаmple.com)",
		"a.xn--wgv71a119e.b.example": "a.xn--wgv71a119e.b.example (a.日本語.b.example)",
		"日本語。example":                "xn--wgv71a119e.example (日本語.example)",
		"xn--a-b-":                   "xn--a-b-",
		"xn--":                       "xn--",
		"a\u202eb.example":           "a\u202eb.example", // no host
		"127.0.0.1":                  "127.0.0.1",
		"[::1]":                      "[::1]",
		"":                           "",
	} {
		if got := HostText(host); got != want {
			t.Errorf("%q: %q, want %q", host, got, want)
		}
	}
}

func TestLongHosts(t *testing.T) {
	label := func(n int) string { return strings.Repeat("a", n) }
	name := strings.Repeat(label(61)+".", 4) // 248 with the last point
	for host, want := range map[string]string{
		label(63) + ".example":                             "",
		label(64) + ".example":                             "malformed",
		name + "abcde":                                     "",
		name + "abcde.":                                    "",
		name + "abcdef":                                    "malformed",
		strings.Repeat("ü", 50) + ".example":               "idn",
		strings.Repeat("日本", 30) + ".example":              "idn malformed", // its punycode is longer than 63
		label(64) + ".{{{settings.default.host}}}.example": "reference-in-host",
	} {
		text := "https://" + host + "/"
		_, problems := ParseTemplate(text, anyReferences(text))
		if got := codes(problems); got != want {
			t.Errorf("%s: %q, want %q", host, got, want)
		}
	}
}
