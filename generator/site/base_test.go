package site_test

import (
	"strings"
	"testing"

	"vitrine/generator/site"
)

// TestParseBaseURL: where a gallery is published has one form, or is refused
// with the reason.
func TestParseBaseURL(t *testing.T) {
	for _, c := range []struct{ written, want, refused string }{
		{"https://acme.github.io/widgets/", "https://acme.github.io/widgets/", ""},
		{"https://acme.github.io/widgets", "https://acme.github.io/widgets/", ""},
		{"https://acme.github.io", "https://acme.github.io/", ""},
		{"https://ACME.github.io:443/Widgets//", "https://acme.github.io/Widgets/", ""},
		{"http://localhost:8080/x", "http://localhost:8080/x/", ""},
		{"https://acme.test/my widgets", "https://acme.test/my%20widgets/", ""},
		{"https://acme.test/my%20widgets/", "https://acme.test/my%20widgets/", ""},
		{"https://acme.test/caf\u00e9/%c3%a9/", "https://acme.test/caf%C3%A9/%C3%A9/", ""},
		{"https://acme.test/a/../b/./c", "https://acme.test/b/c/", ""},
		{"https://acme.test/a%2Fb/", "https://acme.test/a%2Fb/", ""},
		{"https://acme.test/<&\">/", "https://acme.test/%3C&%22%3E/", ""},
		{"https://b\u00fccher.test/", "https://xn--bcher-kva.test/", ""},
		{"https://acme.github.io/w/?x=1", "", `without a query ("?x=1")`},
		{"https://acme.github.io/w/?", "", `without a query ("?")`},
		{"https://acme.github.io/w/#top", "", `without a fragment ("#top")`},
		{"https://acme.github.io/w/#", "", `without a fragment ("#")`},
		{"https://me:hunter2@acme.test/", "", "without, as everyone can read it"},
		{"https://me:hunter2@acme .test/", "", "without, as everyone can read it"},
		{"https://acme.test/@me", "https://acme.test/@me/", ""},
		{"https://acme.test:99999/", "", "port"},
		{"https://a_b..test/", "", "expected an address"},
		{"acme.test/w", "", "expected an absolute https or http address"},
		{"/w/", "", "expected an absolute"},
		{"ftp://acme.test/", "", "expected an absolute"},
		{"https:acme.test", "", "expected an absolute"},
		{"https:///w", "", "expected an absolute"},
		{"https://acme.test/\n", "", "expected an absolute"},
		{"", "", "expected an absolute"},
	} {
		got, err := site.ParseBaseURL(c.written)
		switch {
		case c.refused == "" && (err != nil || got != c.want):
			t.Errorf("%q: %q, %v; want %q", c.written, got, err, c.want)
		case c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused) || strings.Contains(err.Error(), "hunter2")):
			t.Errorf("%q: %q, %v; want an error with %q", c.written, got, err, c.refused)
		}
		if c.want == "" {
			continue
		}
		if again, err := site.ParseBaseURL(got); err != nil || again != got {
			t.Errorf("%q becomes %q when it is read again: %v", got, again, err)
		}
	}
}

// TestShowsItselfSpellings: spellings of the gallery's address that only a
// definition can have; the rest is in the table that the stage is held to.
func TestShowsItselfSpellings(t *testing.T) {
	s := &site.Settings{BaseURL: "https://acme.test/w/"}
	for address, want := range map[string]bool{
		"https://acme.test./w/index.html": true, "https://acme.test/%77/%61pps/a.html": true, "https://acme.test//w/": true,
		"": false, "https://": false, "https://acme.test/%zz": false,
	} {
		if got := s.ShowsItself(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}
