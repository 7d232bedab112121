package appdef

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// addresses are read by us and by a browser. origin is where a browser goes;
// it is "" where nothing is loaded here, whatever a browser does.
var addresses = []struct{ text, origin, problems string }{
	// sound addresses
	{"https://acme.example", "https://acme.example", ""},
	{"https://acme.example/orders?a=b#c", "https://acme.example", ""},
	{"https://acme.example?store=1", "https://acme.example", ""},
	{"HTTPS://ACME.example/A", "https://acme.example", ""},
	{"https://acme.example:8443/", "https://acme.example:8443", ""},
	{"https://acme.example:443/", "https://acme.example", ""},
	{"https://acme.example:0443/", "https://acme.example", ""},
	{"https://my_app.acme.example/", "https://my_app.acme.example", ""},
	{"https://acme.example./", "https://acme.example.", ""},
	{"https://xn--mnchen-3ya.de/", "https://xn--mnchen-3ya.de", ""},
	{"https://8.8.8.8/", "https://8.8.8.8", ""},
	{"https://[2001:4860:4860::8888]/", "https://[2001:4860:4860::8888]", ""},
	{"https://acme.example/a@b:c/%20/~'!$&()*+,;=", "https://acme.example", ""},
	{"https://acme.example/größe?q=日本#ü", "https://acme.example", ""},
	{"https://acme.example/?discount=100%", "https://acme.example", ""},
	{"https://acme.example/[x]{y}", "https://acme.example", ""},

	// not https
	{"http://acme.example/", "http://acme.example", "scheme"},
	{"ftp://acme.example/", "", "scheme"},
	{"javascript:alert(1)", "", "scheme"},
	{"JaVaScRiPt:alert(1)", "", "scheme"},
	{"java\tscript:alert(1)", "", "scheme"},
	{"java\nscript:alert(1)", "", "scheme"},
	{"\x01javascript:alert(1)", "", "scheme"},
	{"  javascript:alert(1)", "", "scheme"},
	{"javascript:1", "", "relative"}, // in the form of a host and a port
	{"data:text/html,<script>alert(1)</script>", "", "scheme"},
	{"vbscript:x", "", "scheme"},
	{"blob:https://acme.example/1", "", "scheme"},
	{"file:///etc/passwd", "", "scheme"},
	{"about:blank", "", "scheme"},
	{"view-source:https://acme.example/", "", "scheme"},
	{"ws://acme.example/", "", "scheme"},

	// relative: a browser would look inside the page that shows the widget
	{"/widget", "", "relative"},
	{"widget.html", "", "relative"},
	{"//evil.example/x", "", "relative"},
	{"https:evil.example", "", "relative"},
	{"https:/evil.example/", "", "relative"},
	{"?x", "", "relative"},
	{"acme.example/x", "", "relative"},
	{"acme.example:8080/x", "", "relative"},
	{"localhost:3000", "", "relative local-host"},

	// malformed
	{"", "", "malformed"},
	{"  ", "", "malformed"},
	{"https://", "", "malformed"},
	{"https:///evil.example", "", "malformed"},
	{"https:\\\\evil.example", "", "malformed"},
	{"https:/\\evil.example", "", "malformed"},
	{"https://acme.example\\@evil.example/", "", "malformed"},
	{"https://acme.example\\.evil.example/", "", "malformed"},
	{"https://acme.example/a\\b", "", "malformed"},
	{"https://exa mple.com/", "", "malformed"},
	{"https://exa\tmple.com/", "", "malformed"},
	{"ht\ntps://acme.example/", "", "malformed"},
	{"https://acme.example/\ta", "", "malformed"},
	{"https://acme.example/\x00", "", "malformed"},
	{" https://acme.example/", "https://acme.example", "malformed"},
	{"https://acme.example ", "https://acme.example", "malformed"},
	{"https://acme.example/my orders", "https://acme.example", "malformed"},
	{"https://acme.example/\"><script>", "https://acme.example", "malformed"},
	{"https://acme.example/100%", "", "malformed"},
	{"https://acme.example:/", "", "malformed"},
	{"https://acme.example:99999/", "", "malformed"},
	{"https://acme.example:80a/", "", "malformed"},
	{"https://acme..example/", "", "malformed"},
	{"https://-acme.example/", "", "malformed"},
	{"https://acme.example:80:90/", "", "malformed"},
	{"https://%65vil.example/", "", "malformed"},
	{"https://a<b.example/", "", "malformed"},
	{"https://[::1", "", "malformed"},
	{"https://[fe80::1%25eth0]/", "", "malformed"},
	{"https://1.2.3.400/", "", "malformed"},
	{"https://acme.5/", "", "malformed"},
	{"https://xn--/", "", "malformed"},
	{"https://xn--a.example/", "", "malformed"},
	{"https://ex\u200bample.com/", "", "malformed"},

	// credentials and disguises
	{"https://user:pass@acme.example/", "", "userinfo"},
	{"https://kustomer.com@evil.example/", "", "userinfo"},
	{"https://a@b@evil.example/", "", "userinfo"},

	// this machine, in any spelling
	{"https://localhost:3000/", "https://localhost:3000", "local-host"},
	{"http://127.0.0.1/", "http://127.0.0.1", "scheme local-host"},
	{"https://127.1/", "", "local-host"},
	{"https://2130706433/", "", "local-host"},
	{"https://0x7f.1/", "", "local-host"},
	{"https://0177.0.0.1/", "", "local-host"},
	{"https://127.0.0.1./", "", "local-host"},
	{"https://134744072/", "", "malformed"}, // 8.8.8.8, disguised
	{"https://10.0.0.1/", "https://10.0.0.1", "local-host"},
	{"https://169.254.169.254/latest", "https://169.254.169.254", "local-host"},
	{"https://192.168.1.1/", "https://192.168.1.1", "local-host"},
	{"https://[::1]:8080/", "https://[::1]:8080", "local-host"},
	{"https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]", "local-host"},
	{"https://[FD00:0::1]/", "https://[fd00::1]", "local-host"},
	{"https://[64:ff9b::7f00:1]/", "https://[64:ff9b::7f00:1]", "local-host"},
	{"https://intranet/", "https://intranet", "local-host"},
	{"https://printer.local/", "https://printer.local", "local-host"},
	{"https://api.internal./", "https://api.internal.", "local-host"},
	{"https://app.localhost/", "https://app.localhost", "local-host"},

	// letters outside ASCII
	{"https://exаmple.com/", "", "idn"},
	{"https://münchen.de/", "", "idn"},
	{"https://ＡＣＭＥ.example/", "", "idn"},
	{"https://acme。example/", "", "idn"},
	{"https://１２７.0.0.1/", "", "idn local-host"},
	{"https://ｌocalhost/", "", "idn local-host"},

	{"https://acme.example/" + strings.Repeat("x", 2048), "https://acme.example", "too-long"},
}

func codes(list []Problem) string {
	var names []string
	for _, p := range list {
		names = append(names, strings.TrimPrefix(p.Code, "url-"))
	}
	return strings.Join(names, " ")
}

func TestParseAddress(t *testing.T) {
	for _, c := range addresses {
		a, problems := ParseAddress(c.text)
		got := strings.Fields(codes(problems))
		if strings.Join(got, " ") != c.problems && !sameWords(got, c.problems) {
			t.Errorf("%.60q: problems %q, want %q", c.text, got, c.problems)
		}
		for _, p := range problems {
			checkProblem(t, c.text, p)
		}
		r, _ := Resolve(c.text, nil, nil)
		if r.OK != (c.origin != "") || r.OK != (r.URL != "") || r.OK != (r.Reason == "") {
			t.Errorf("%.60q: OK %v (%s), URL %q", c.text, r.OK, r.Reason, r.URL)
		}
		if r.OK && (r.Address.Origin() != c.origin || a.Local != strings.Contains(c.problems, "local")) {
			t.Errorf("%.60q: origin %q, local %v", c.text, r.Address.Origin(), a.Local)
		}
	}
}

// sameWords ignores the order, which is that of the places.
func sameWords(got []string, want string) bool {
	for _, w := range strings.Fields(want) {
		if !strings.Contains(" "+strings.Join(got, " ")+" ", " "+w+" ") {
			return false
		}
	}
	return len(got) == len(strings.Fields(want))
}

func TestAddressMessages(t *testing.T) {
	for text, want := range map[string]string{
		"javascript:alert(1)":             `0-11 an address that begins with "javascript:" is never loaded (only https:// is loaded)`,
		"http://acme.example/":            `0-4 plain http is blocked inside of Kustomer, which is https (serve the page over https)`,
		"acme.example/x":                  `0-14 "acme.example/x" is not an absolute address (write "https://acme.example/x")`,
		"/widget":                         `0-7 "/widget" is not an absolute address (` + absolute + `)`,
		"logo.svg":                        `0-8 "logo.svg" is not an absolute address (` + absolute + `)`,
		"https:evil.example":              `0-6 "https:" is not followed by two slashes, so the address is relative (` + absolute + `)`,
		"https://user:pass@acme.example/": `8-18 a user name or password stands before the host (remove it: everyone can read it, and it can disguise where the address leads)`,
		"https://127.1/":                  `8-13 "127.0.0.1" leads to the agent's own machine or a private network (use a public host; agents are elsewhere)`,
		"https://exаmple.com/":            `8-20 the host "exаmple.com" has letters outside ASCII (browsers go to "xn--exmple-4nf.com"; write that, so that everyone sees it)`,
		"https://acme.example/my orders":  `23-24 ' ' in the address (write it as "%20")`,
		"https://exa mple.com/":           `8-20 the host "exa mple.com" contains ' ' (a host is made of letters, digits, points and dashes)`,
	} {
		_, problems := ParseAddress(text)
		if len(problems) == 0 {
			t.Errorf("%q: no problem", text)
			continue
		}
		x := problems[0]
		if got := fmt.Sprintf("%d-%d %s (%s)", x.Span.Start, x.Span.End, x.Message, x.Hint); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestAddressFixes(t *testing.T) {
	for text, want := range map[string]string{
		"http://acme.example/":             "https://acme.example/",
		"acme.example/x":                   "https://acme.example/x",
		"//acme.example/x":                 "https://acme.example/x",
		"  https://acme.example/":          "https://acme.example/",
		"https://acme.example/ ":           "https://acme.example/",
		"https://acme.example/a b|c?d=<e>": "https://acme.example/a%20b%7Cc?d=%3Ce%3E",
	} {
		_, problems := ParseAddress(text)
		if len(problems) != 1 || apply(text, problems[0].Fix) != want {
			t.Errorf("%q: %+v, want it mended to %q", text, problems, want)
		}
	}
}

func TestLocate(t *testing.T) {
	names := []string{"scheme", "userinfo", "host", "port", "path", "query", "fragment"}
	for text, want := range map[string]string{
		"https://{{a}}.acme.example/{{b}}?{{c}}={{d}}#{{e}}": "host path query query fragment",
		"https://acme.example:{{a}}/":                        "port",
		"https://{{a}}:{{b}}@{{c}}:{{d}}/{{e}}":              "userinfo userinfo host port path",
		"https://acme.example{{a}}":                          "host",
		"https://acme.example?store={{a}}":                   "query",
		"https://acme.example#/{{a}}?{{b}}":                  "fragment fragment",
		"{{a}}/orders/{{b}}":                                 "scheme path",
		"{{a}}://acme.example/{{b}}":                         "scheme path",
		"http{{a}}://acme.example":                           "scheme",
		"{{a}}":                                              "scheme",
		"/orders/{{a}}?{{b}}":                                "path query",
		"//{{a}}/x":                                          "host",
		"javascript:alert({{a}})":                            "path",
		"https://[{{a}}]:{{b}}/":                             "host port",
	} {
		refs := anyReferences(text)
		var got []string
		for _, c := range Locate(text, refs) {
			got = append(got, names[c])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// anyReferences finds {{a}} as well, which is no setting.
func anyReferences(s string) []Reference {
	refs, _ := References(s)
	return refs
}

func TestParseTemplate(t *testing.T) {
	for text, want := range map[string]string{
		"https://acme.example/?a={{settings.a.b}}":                "",
		"https://{{settings.a.b}}/":                               "reference-in-host",
		"https://{{settings.a.b}}.acme.example:{{settings.a.c}}/": "reference-in-host reference-in-host",
		"{{settings.a.b}}/orders":                                 "reference-in-scheme-or-userinfo",
		"{{{settings.a.b}}}":                                      "reference-in-scheme-or-userinfo",
		"https://{{settings.a.b}}@acme.example/":                  "userinfo reference-in-scheme-or-userinfo",
		"http://acme.example/{{ settings.a.b }}":                  "scheme",
	} {
		_, problems := ParseTemplate(text, anyReferences(text))
		if got := codes(problems); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestResolve(t *testing.T) {
	for _, c := range []struct{ template, value, url, reason string }{
		{"https://externalsite.com?store={{settings.storeName}}", "sample-storeName", "https://externalsite.com?store=sample-storeName", ""},
		{"https://acme.example", "", "https://acme.example", ""},
		{"https://acme.example/?a={{{settings.a}}}&b=1", "x&b=2?+ %=\"'<é\n/#", "https://acme.example/?a=x&b=2?+%20%=%22%27%3C%C3%A9/#&b=1", ""},
		{"https://acme.example/?a={{{settings.a}}}", "a%20b", "https://acme.example/?a=a%20b", ""}, // not twice
		{"https://acme.example/?a={{settings.a}}&b=1", "x&b=2'", "https://acme.example/?a=x&amp;b&#x3D;2&#x27;&b=1", ""},
		{"https://acme.example/{{settings.a}}/x", "a/b?c#d", "https://acme.example/a/b?c#d/x", ""},
		{"https://acme.example{{{settings.a}}}", "/orders", "", `the value "/orders" cannot be part of a host`},
		{"https://acme.example/{{{settings.a}}}", "/evil.example\\x", "https://acme.example//evil.example/x", ""},
		{"https://acme.example/{{{settings.a}}}", "\t.\n./ ", "", "a value would lead out of the path that it stands in"},
		{"https://acme.example/x/{{{settings.a}}}", `a\..\b`, "", "a value would lead out of the path that it stands in"},
		{"https://acme.example/#/{{settings.a}}", "a b", "https://acme.example/#/a%20b", ""},
		{"https://acme.example/{{settings.a}}/x", "", "https://acme.example//x", ""},
		{" https://acme.example/a b?q='ü' ", "", "https://acme.example/a%20b?q=%27%C3%BC%27", ""},

		// a value cannot climb, encoded or in pieces
		{"https://acme.example/a/{{settings.a}}/b", "..", "", "a value would lead out of the path that it stands in"},
		{"https://acme.example/a/.{{settings.a}}/b", ".", "", "a value would lead out of the path that it stands in"},
		{"https://acme.example/a/%2e{{settings.a}}/b", ".", "", "a value would lead out of the path that it stands in"},
		{"https://acme.example/a/../{{settings.a}}", "b", "https://acme.example/a/../b", ""},
		{"https://acme.example/a/{{settings.a}}/b", "%2e%2e", "", "a value would lead out of the path that it stands in"},
		{"https://acme.example/a/{{settings.a}}/b", "%252e", "https://acme.example/a/%252e/b", ""},

		// hosts
		{"https://{{settings.a}}.acme.example/", "shop-1", "https://shop-1.acme.example/", ""},
		{"https://{{settings.a}}/x", "shop.example", "https://shop.example/x", ""},
		{"https://{{settings.a}}.acme.example/", "evil.com/?", "", `the value "evil.com/?" cannot be part of a host`},
		{"https://{{settings.a}}.acme.example/", "a.b@evil.com#", "", `the value "a.b@evil.com#" cannot be part of a host`},
		{"https://{{settings.a}}.acme.example/", "evil.com:1", "", `the value "evil.com:1" cannot be part of a host`},
		{"https://{{settings.a}}.acme.example/", "", "", `the value "" cannot be part of a host`},
		{"https://{{settings.a}}.acme.example/", "a..b", "", `the host "a..b.acme.example" has an empty part`},
		{"https://{{settings.a}}/", "2130706433", "", `the host "2130706433" is another spelling of 127.0.0.1`},
		{"https://{{settings.a}}/", "https://shop.example", "", `the value "https://shop.example" cannot be part of a host`},
		{"https://acme.example:{{settings.a}}/", "8443", "https://acme.example:8443/", ""},
		{"https://acme.example:{{settings.a}}/", "84@", "", `the value "84@" is no port`},

		// before the host
		{"{{settings.a}}/x", "https://acme.example", "", "a setting stands before the host and could turn the address into anything"},
		{"https://{{settings.a}}@acme.example/", "x", "", "a setting stands before the host and could turn the address into anything"},

		{"javascript:alert({{settings.a}})", "1", "", `an address that begins with "javascript:" is never loaded`},
		{"http://acme.example/{{settings.a}}", "1", "http://acme.example/1", ""},
	} {
		r, _ := Resolve(c.template, anyReferences(c.template), []string{c.value})
		if r.URL != c.url || r.Reason != c.reason || r.OK != (c.url != "") {
			t.Errorf("%q with %q:\n got %q (%s)\nwant %q (%s)", c.template, c.value, r.URL, r.Reason, c.url, c.reason)
		}
	}
}

func TestResolveParts(t *testing.T) {
	s := "https://{{settings.a}}.acme.example/?b={{settings.b}}&c={{{settings.c}}}"
	r, _ := Resolve(s, anyReferences(s), []string{"shop", "x y&", "\té&"})
	if got := fmt.Sprint(r.Parts); got != "[{https:// -1} {shop 0} {.acme.example/?b= -1} {x y&amp; 1} {&c= -1} {\té& 2}]" {
		t.Error(got)
	}
	if want := "https://shop.acme.example/?b=x%20y&amp;&c=%C3%A9&"; r.URL != want || r.Loads() != want {
		t.Errorf("the URL is %q, a browser loads %q, want %q", r.URL, r.Loads(), want)
	}
	if r.Address.Host != "shop.acme.example" {
		t.Error(r.Address)
	}
}

// TestLoads: what a browser makes of an address is told only where it is another text.
func TestLoads(t *testing.T) {
	for text, want := range map[string]string{
		"https://h.example/a?b=c#d": "", "https://H.example": "", "https://h.example/%20": "",
		"https://h.example/a b": "https://h.example/a%20b", " https://h.example/": "https://h.example/", "javascript:x y": "",
	} {
		if r, _ := Resolve(text, nil, nil); r.Loads() != want {
			t.Errorf("%q: a browser loads %q, want %q", text, r.Loads(), want)
		}
	}
}

func TestAddQuery(t *testing.T) {
	for url, want := range map[string]string{
		"https://acme.example":                "https://acme.example?id=a%20b&parentUrl=https%3A%2F%2Fx.example",
		"https://acme.example/x?":             "https://acme.example/x?id=a%20b&parentUrl=https%3A%2F%2Fx.example",
		"https://acme.example/?q=1#f?g":       "https://acme.example/?q=1&id=a%20b&parentUrl=https%3A%2F%2Fx.example#f?g",
		"https://acme.example/?id=7&b":        "https://acme.example/?id=7&b&parentUrl=https%3A%2F%2Fx.example",
		"https://acme.example/?parentUrl&id=": "https://acme.example/?parentUrl&id=",
		"https://acme.example/#":              "https://acme.example/?id=a%20b&parentUrl=https%3A%2F%2Fx.example#",
	} {
		got := AddQuery(url, "id", "a b", "parentUrl", "https://x.example")
		if got != want || AddQuery(got, "id", "a b", "parentUrl", "https://x.example") != want {
			t.Errorf("%q: %q, want %q", url, got, want)
		}
	}
}

func TestPunycode(t *testing.T) {
	for text, want := range map[string]string{"münchen": "mnchen-3ya", "日本語": "wgv71a119e", "ü": "tda", "exаmple": "exmple-4nf"} {
		want = "xn--" + want
		if got := toPunycode(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if got, ok := fromPunycode(want); !ok || got != text {
			t.Errorf("%q: %q %v, want %q", want, got, ok, text)
		}
	}
}

func TestAddressLinear(t *testing.T) {
	for _, part := range []string{"a.", "x@", "%", " ", "/..", "ü", "-", ":1", "[", "xn--a", "?#", "{{settings.a.b}}", "{{settings.a.b}}/", "0x1."} {
		for _, prefix := range []string{"", "https://", "https://a.example/"} {
			linear(t, fmt.Sprintf("%q and %q repeated", prefix, part), func(size int) {
				s := prefix + strings.Repeat(part, size/len(part))
				refs := anyReferences(s)
				Resolve(s, refs, make([]string, len(refs)))
			})
		}
	}
}

// TestAddressChromium: what we would load leads a browser to the same place,
// and where we name a host it is the one that a browser sees.
func TestAddressChromium(t *testing.T) {
	type place struct{ Protocol, Hostname, Port, Href string }
	var texts [][2]string
	for _, c := range addresses {
		r, _ := Resolve(c.text, nil, nil)
		texts = append(texts, [2]string{c.text, r.URL})
	}
	page := pageHead + `<script>
const look = (s) => { try { const u = new URL(s, "https://gallery.example/apps/x.html"); return {Protocol: u.protocol, Hostname: u.hostname, Port: u.port, Href: u.href}; } catch { return {}; } };
done(` + asScript(t, texts) + `.map(([a, b]) => [look(a), look(b)]));
</script>`
	file := filepath.Join(t.TempDir(), "addresses.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	var answers [][2]place
	inBrowser(t, "file://"+file, &answers)
	for i, c := range addresses {
		r, _ := Resolve(c.text, nil, nil)
		want := place{Protocol: r.Address.Scheme + ":", Hostname: r.Address.Host, Port: r.Address.Port}
		for _, got := range answers[i] {
			got.Href = ""
			if r.OK && got != want {
				t.Errorf("%.60q: Chromium goes to %+v, we to %+v", c.text, got, want)
			}
		}
		if a, _ := ParseAddress(c.text); a.Host != "" && answers[i][0].Hostname != "" && answers[i][0].Hostname != a.Host {
			t.Errorf("%.60q: Chromium sees host %q, we %q", c.text, answers[i][0].Hostname, a.Host)
		}
	}
}

func FuzzAddress(f *testing.F) {
	for _, c := range addresses {
		f.Add(c.text, "value")
	}
	for _, v := range []string{"..", "a/b", "evil.com#", "%2e", "\x00", "é"} {
		f.Add("https://{{settings.a}}.acme.example/{{settings.a}}/?b={{settings.a}}#{{settings.a}}", v)
	}
	f.Fuzz(func(t *testing.T, s, value string) {
		refs := anyReferences(s)
		values := make([]string, len(refs))
		for i := range values {
			values[i] = value
		}
		r, problems := Resolve(s, refs, values)
		for _, p := range problems {
			checkProblem(t, s, p)
		}
		if r.OK != (r.URL != "") || r.OK != (r.Reason == "") {
			t.Fatalf("%q: %+v", s, r)
		}
		if !r.OK {
			return
		}
		if i := strings.IndexFunc(r.URL, func(c rune) bool { return c <= ' ' || c > unicode.MaxASCII-1 || strings.ContainsRune("\"<>", c) }); i >= 0 {
			t.Errorf("%q: URL %q", s, r.URL)
		}
		filled := Substitute(s, refs, func(i int) string {
			if refs[i].Braces == 2 {
				return htmlEscaper.Replace(values[i])
			}
			return values[i]
		})
		if got := joined(r.Parts); got != filled && utf8.ValidString(filled) {
			t.Errorf("%q: the runs come to %q, filled in it is %q", s, got, filled)
		}
		start, end := authoritySpan(r.URL)
		u, err := url.Parse(r.URL[:end] + "/")
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.Scheme != r.Address.Scheme {
			t.Fatalf("%q: URL %q: %v %v", s, r.URL, u, err)
		}
		if host := r.Address.Host; !strings.EqualFold(u.Hostname(), strings.Trim(host, "[]")) && host[0] != '[' {
			t.Errorf("%q: URL %q: host %q, net/url says %q", s, r.URL, host, u.Hostname())
		}
		if harmless := again(s, refs, values); harmless.URL[:min(end, len(harmless.URL))] != r.URL[:end] || start == 0 {
			t.Errorf("%q: %q leads elsewhere than %q", s, r.URL, harmless.URL)
		}
	})
}

// again fills an address in with the same values in host and port, and a
// harmless one elsewhere.
func again(s string, refs []Reference, values []string) Resolved {
	harmless := slices.Clone(values)
	for i, c := range Locate(s, refs) {
		if c >= InPath {
			harmless[i] = "x"
		}
	}
	r, _ := Resolve(s, refs, harmless)
	return r
}
