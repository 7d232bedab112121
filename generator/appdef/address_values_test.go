package appdef

import (
	"strings"
	"testing"
)

func TestBreaks(t *testing.T) {
	const step, host = "browsers take for a step in the path, so nothing is previewed", "cannot be part of a host, so nothing is previewed"
	for _, c := range []struct{ template, value, where, what string }{
		// what a value may mean where it stands
		{"https://h.example/?a={{{settings.a}}}", "Tools & Toys", " ", "may end the address; browsers write it %20"},
		{"https://h.example/?a={{{settings.a}}}", "Tools&Toys", "&", "begins another parameter"},
		{"https://h.example/?a={{{settings.a}}}", "1+1", "+", "is read as a space"},
		{"https://h.example/?a={{{settings.a}}}", "a#b", "#", "begins the fragment"},
		{"https://h.example/?a={{{settings.a}}}", "50%", "%", "is no escape without two hexadecimal digits"},
		{"https://h.example/?a={{{settings.a}}}", "YWJj==", "", ""},
		{"https://h.example/?a={{{settings.a}}}", "a/b?c", "", ""},
		{"https://h.example/?a={{{settings.a}}}", "Acme%20EU", "", ""},
		{"https://h.example/{{{settings.a}}}", "orders/all", "", ""},
		{"https://h.example/{{{settings.a}}}", "a&b+c=d", "", ""},
		{"https://h.example/{{{settings.a}}}", "a?b", "?", "begins the query"},
		{"https://h.example/{{{settings.a}}}", `a\b`, `\`, "is a slash to browsers"},
		{"https://h.example/#{{{settings.a}}}", "a&b?c#d", "", ""},
		{"https://h.example/#{{{settings.a}}}", "a\tb", "\t", "is dropped by browsers"},

		// what browsers encode
		{"https://h.example/?a={{{settings.a}}}", "Zoë", "ë", "browsers write as %C3%AB"},
		{"https://h.example/{{{settings.a}}}", "日本", "日", "browsers write as %E6%97%A5"},
		{"https://h.example/{{{settings.a}}}", "{a}", "{", "browsers write as %7B"},
		{"https://h.example/?a={{{settings.a}}}", "{a}", "", ""},
		{"https://h.example/?a={{{settings.a}}}", "it's", "'", "browsers write as %27"},
		{"https://h.example/{{{settings.a}}}", "it's", "", ""},
		{"https://h.example/{{{settings.a}}}", "a\xff", "\xff", "browsers write as %EF%BF%BD"},

		// what two braces make of it
		{"https://h.example/?a={{settings.a}}", "YWJj==", "=", "becomes &#x3D;"},
		{"https://h.example/{{settings.a}}", "it's", "'", "becomes &#x27;"},
		{"https://h.example/?a={{settings.a}}", "a&b", "&", "begins another parameter"},

		// what is not previewed
		{"https://h.example/{{{settings.a}}}", "..", "..", step},
		{"https://h.example/{{{settings.a}}}/x", "a/%2E./b", "%2E.", step},
		{"https://h.example/{{{settings.a}}}?x", "a/.", ".", step},
		{"https://h.example/v{{{settings.a}}}", "..", "", ""},
		{"https://h.example/{{{settings.a}}}.html", "..", "", ""},
		{"https://h.example/?a={{{settings.a}}}", "/../", "", ""},
		{"https://{{{settings.a}}}.example/", "shop/eu", "/", host},
		{"https://{{{settings.a}}}.example/", "shop_eu", "_", host},
		{"https://{{{settings.a}}}.example/", "shop.eu-1", "", ""},
		{"https://h.example:{{{settings.a}}}/", "80a", "a", "cannot be part of a port, so nothing is previewed"},
		{"{{{settings.a}}}/", "javascript:", "", ""},
	} {
		refs := anyReferences(c.template)
		where, what := Breaks(c.value, Spots(c.template, refs)[0])
		if got := c.value[where.Start:where.End]; got != c.where || what != c.what {
			t.Errorf("%s with %q: %q %s, want %q %s", c.template, c.value, got, what, c.where, c.what)
		}
	}
}

// FuzzBreaks: a value of which nothing is told is loaded as it is filled in.
func FuzzBreaks(f *testing.F) {
	for _, v := range []string{"a b", "..", "é", "&", "a/../b", "%zz", "\x00", "'", "{", "\\", ".", "\xff"} {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, template := range []string{"https://h.example/#{{x}}", "https://h.example/?a={{x}}&b", "https://h.example/p/{{x}}", "https://h.example/{{x}}/q"} {
			for _, reference := range []string{"{{settings.a}}", "{{{settings.a}}}"} {
				s := strings.Replace(template, "{{x}}", reference, 1)
				refs := anyReferences(s)
				r, _ := Resolve(s, refs, []string{value})
				_, what := Breaks(value, Spots(s, refs)[0])
				if as := strings.Replace(template, "{{x}}", value, 1); what == "" && (!r.OK || r.URL != as) {
					t.Errorf("%s with %q: nothing is told, and it is loaded as %q (%s)", s, value, r.URL, r.Reason)
				}
			}
		}
	})
}
