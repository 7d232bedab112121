package appdef

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// references shows what is found in a string: [root category name braces] for
// each reference, then the problems with their span.
func references(s string) string {
	refs, problems := References(s)
	var out []string
	for _, r := range refs {
		out = append(out, fmt.Sprintf("[%s %s %s %d %q]", r.Root, r.Category, r.Name, r.Braces, s[r.PathSpan.Start:r.PathSpan.End]))
	}
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%d-%d %s: %s", p.Span.Start, p.Span.End, strings.TrimPrefix(p.Code, "reference-"), p.Message))
	}
	return strings.Join(out, "; ")
}

func TestReferences(t *testing.T) {
	const own = "; a widget can read only its own app's settings"
	for _, c := range []struct{ text, want string }{
		// what is documented
		{"https://externalsite.com?store={{settings.storeName}}", `[settings  storeName 2 "settings.storeName"]`},
		{"{{settings.default.x}}", `[settings default x 2 "settings.default.x"]`},
		{"{{{settings.cat.urlDomain}}}", `[settings cat urlDomain 3 "settings.cat.urlDomain"]`},
		{"{{{ settings.a.b\t}}}", `[settings a b 3 "settings.a.b"]`},
		{"{{settings.a}}{{{settings.b.c}}}", `[settings  a 2 "settings.a"]; [settings b c 3 "settings.b.c"]`},
		{"{{{settings.order-lookup.größe}}}", `[settings order-lookup größe 3 "settings.order-lookup.größe"]`},

		// single braces are characters like any other, unless a setting is meant
		{"https://acme.example/{id}?a={", ""},
		{"?b={x}&c={\"a\":{\"b\":1}}", ``},
		{"{a{b{c}}}{{settings.a}}", `[settings  a 2 "settings.a"]`},
		{"{a}}}", `2-5 syntax: "}}}" closes nothing`},
		{"{settings.a.b}", `0-14 single-brace: one brace does not make a reference`},
		{"${settings.a}}", `1-14 single-brace: one brace does not make a reference`},

		// braces that do not match
		{"{{{settings.a.b}}", `0-17 syntax: the reference opens with 3 braces and closes with 2`},
		{"{{settings.a.b}}}", `0-17 syntax: the reference opens with 2 braces and closes with 3`},
		{"{{settings.a.b}", `0-15 syntax: the reference opens with 2 braces and closes with 1`},
		{"{{{{settings.a.b}}}}", `0-20 syntax: 4 braces; a reference has two or three`},
		{"{{{settings.a.b}}}}", `0-19 syntax: the reference opens with 3 braces and closes with 4`},
		{"?a={{settings.a.b&c=d", `3-17 syntax: "{{settings.a.b" is not closed`},
		{"?a={{settings.a.b&c={{settings.c}}", `[settings  c 2 "settings.c"]; 3-17 syntax: "{{settings.a.b" is not closed`},
		{"?a=settings.a.b}}", `15-17 syntax: "}}" closes nothing`},
		{"{{", `0-2 syntax: "{{" is not closed`},
		{"{{{}}}", `0-6 syntax: the reference is empty`},
		{"{{  }}", `0-6 syntax: the reference is empty`},
		{"{{settings.a\n.b}}", `0-17 syntax: a line break inside a reference`},
		{"{{a{{b}}}}", `0-10 syntax: a reference inside a reference`},
		{"{{ {{settings.a}} }} {{settings.b}}", `[settings  b 2 "settings.b"]; 0-20 syntax: a reference inside a reference`},

		// other things that template engines read
		{"{{date 'hours' count=0}}", `0-24 syntax: "date 'hours' count=0" is a helper or has a space in it`},
		{"{{settings.a b}}", `0-16 syntax: "settings.a b" is a helper or has a space in it`},
		{"{{#if settings.a}}x{{/if}}", `0-18 syntax: "#if settings.a" is a template tag, not a reference; 19-26 syntax: "/if" is a template tag, not a reference`},
		{"{{&settings.a}}", `0-15 syntax: "&settings.a" is a template tag, not a reference`},
		{"{{settings..a}}", `0-15 syntax: "settings..a" has a name missing beside a point`},
		{"{{settings.}}", `0-13 syntax: "settings." has a name missing beside a point`},
		{"{{settings/a}}", `0-14 syntax: "settings/a" is not a path of names`},
		{"{{settings[0]}}", `0-15 syntax: "settings[0]" is not a path of names`},

		// paths that are no setting of this app
		{"{{{setting.default.x}}}", `[setting   3 "setting.default.x"]; 3-10 unknown-setting: unknown word "setting" at the beginning of a reference`},
		{"{{Settings.x}}", `[Settings   2 "Settings.x"]; 2-10 unknown-setting: unknown word "Settings" at the beginning of a reference`},
		{"{{customer.name}}", `[customer   2 "customer.name"]; 2-15 unknown-setting: "customer.name" is not a setting of this app` + own},
		{"{{acme.default.x}}", `[acme   2 "acme.default.x"]; 2-16 unknown-setting: "acme.default.x" is not a setting of this app` + own},
		{"{{storeName}}", `[storeName   2 "storeName"]; 2-11 unknown-setting: "storeName" is no settings reference` + own},
		{"{{settings}}", `[settings   2 "settings"]; 2-10 unknown-setting: "settings" names no setting`},
		{"{{settings.a.b.c}}", `[settings   2 "settings.a.b.c"]; 2-16 unknown-setting: "settings.a.b.c" has 4 names; a setting has a category and a name`},
	} {
		if got := references(c.text); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
		_, problems := References(c.text)
		for _, p := range problems {
			checkProblem(t, c.text, p)
		}
	}
}

func TestReferenceFix(t *testing.T) {
	for text, want := range map[string]string{
		"{{{setting.default.x}}}": "{{{settings.default.x}}}",
		"{{ Settings.x }}":        "{{ settings.x }}",
		"{{stetings.x}}":          "{{settings.x}}",
	} {
		_, problems := References(text)
		if len(problems) != 1 || apply(text, problems[0].Fix) != want {
			t.Errorf("%q: %+v, want it mended to %q", text, problems, want)
		}
	}
}

func TestSubstitute(t *testing.T) {
	s := "a{{settings.x}}b{{{settings.c.y}}}"
	refs, _ := References(s)
	if got := Substitute(s, refs, func(i int) string { return fmt.Sprint(refs[i].Name, i) }); got != "ax0by1" {
		t.Error(got)
	}
}

// TestReferencesLinear reads inputs that a careless reader takes minutes for.
func TestReferencesLinear(t *testing.T) {
	for _, part := range []string{"{{settings.x}}", "{{", "}}", "{{a", "{", "{{{", "{ ", "{{a}}}", "{{a {{b}} ", "{{settings."} {
		linear(t, fmt.Sprintf("%q repeated", part), func(size int) {
			refs, problems := References(strings.Repeat(part, size/len(part)))
			if len(refs)+len(problems) == 0 && part != "{ " {
				t.Errorf("%q repeated: nothing found", part)
			}
		})
	}
}

func TestClosest(t *testing.T) {
	keys := []string{"iframePermissions", "backgroundLoad", "url", "icon", "storeName"}
	for _, c := range []struct {
		word, best string
		distance   int
	}{
		{"iFramePermissions", "iframePermissions", 0}, // case only
		{"iframePermission", "iframePermissions", 1},
		{"stroeName", "storeName", 1}, // swapped neighbours are one edit
		{"backgrundlod", "backgroundLoad", 2},
		{"uri", "url", 1},
		{"ur", "", 0}, // half of the word would change
		{"widget", "", 0},
		{strings.Repeat("x", 1000), "", 0},
	} {
		best, distance, ok := Closest(c.word, keys)
		if best != c.best || distance != c.distance || ok != (c.best != "") {
			t.Errorf("%.20q: %q %d %v", c.word, best, distance, ok)
		}
	}
	if best, distance, _ := Closest("store", []string{"stores", "storey"}); best != "stores" || distance != 2 {
		t.Errorf("a tie must not count as certain: %q %d", best, distance)
	}
}

func FuzzReferences(f *testing.F) {
	for _, s := range []string{"https://a/?b={{settings.x}}", "{{{settings.a.b}}}", "{{a{{b}}}}", "{{{{", "}}}{", "{settings.x}", "{{ x }}\n{{y", "{{\xff}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		refs, problems := References(s)
		at := 0
		for _, r := range refs {
			text := s[r.Span.Start:r.Span.End]
			if r.Span.Start < at || !strings.HasPrefix(text, "{{") || !strings.HasSuffix(text, "}}") || strings.ContainsAny(text, "\r\n") {
				t.Errorf("%q: reference %q", s, text)
			}
			if path := s[r.PathSpan.Start:r.PathSpan.End]; !strings.HasPrefix(path, r.Root) || !strings.HasSuffix(path, r.Name) || strings.ContainsAny(path, "{} ") {
				t.Errorf("%q: path %q of %+v", s, path, r)
			}
			at = r.Span.End
		}
		for _, p := range problems {
			checkProblem(t, s, p)
		}
		if again := Substitute(s, refs, func(i int) string { return s[refs[i].Span.Start:refs[i].Span.End] }); again != s {
			t.Errorf("%q came back as %q", s, again)
		}
		if !strings.Contains(s, "{{") && len(refs) > 0 || !slices.IsSortedFunc(problems, func(a, b Problem) int { return a.Span.Start - b.Span.Start }) {
			t.Errorf("%q: %+v %+v", s, refs, problems)
		}
	})
}
