package jsontree

import (
	_ "embed"
	"strings"
	"testing"
	"unicode/utf16"

	"vitrine/generator/diag"
)

//go:embed testdata/seed-sample.json
var seed string

// whole is the platform's sample with the brace that it lacks.
var whole = strings.Replace(seed, "      }\n}\n", "      }\n    }\n}\n", 1)

// mutation breaks the sample once. The rules are all that may be found: as
// many findings as there are faults.
type mutation struct{ name, old, new, rules string }

var mutations = []mutation{
	{"as it is published", "      }\n    }\n}\n", "      }\n}\n", "json-unclosed"},
	{"mended", "", "", ""},
	{"trailing comma in an object", `microphone*;"`, `microphone*;",`, "json-trailing-comma"},
	{"trailing comma in an array", "      }\n    ],", "      },\n    ],", "json-trailing-comma"},
	{"line comment", "{\n    \"app\"", "{ // the app\n    \"app\"", "json-comment"},
	{"block comment", `"settings": {`, `"settings": /* data */ {`, "json-comment"},
	{"duplicate name", `"version": "0.0.1",`, `"version": "0.0.1", "version": "0.0.2",`, "json-duplicate-name"},
	{"duplicate name inside", `"width": "20vw",`, `"width": "20vw", "width": "30vw",`, "json-duplicate-name"},
	{"byte order mark", "{\n    \"app\"", "\ufeff{\n    \"app\"", "json-bom"},
	{"missing comma", `"0.0.1",`, `"0.0.1"`, "json-missing-comma"},
	{"missing comma after an array", "],", "]", "json-missing-comma"},
	{"missing colon", `"width": "20vw"`, `"width" "20vw"`, "json-value"},
	{"missing value", `"width": "20vw"`, `"width": `, "json-value"},
	{"missing bracket", "      }\n    ],", "      },", "json-unclosed"},
	{"missing bracket and comma", "      }\n    ],", "      }", "json-unclosed"},
	{"missing brace of the widget", "microphone*;\"\n      }\n", "microphone*;\"\n", "json-unclosed"},
	{"missing brace of the setting", "\"true\"\n        }\n", "\"true\"\n", "json-unclosed"},
	{"brace for bracket", "      }\n    ],", "      }\n    },", "json-mismatched"},
	{"bracket for brace", "microphone*;\"\n      }\n", "microphone*;\"\n      ]\n", "json-mismatched"},
	{"one brace too many", "    }\n}\n", "    }\n}\n}\n", "json-trailing-data"},
	{"one brace too many inside", "      }\n    ],", "      }\n      }\n    ],", "json-trailing-data"},
	{"single quotes", `"20vw"`, `'20vw'`, "json-quote"},
	{"typographic quotes", `"20vw"`, `“20vw”`, "json-quote"},
	{"name without quotes", `"width"`, `width`, "json-quote"},
	{"value without quotes", `"20vw"`, `20vw`, "json-number"},
	{"closing quote lost", `"20vw",`, `"20vw,`, "json-string"},
	{"closing quote of a name lost", `"width":`, `"width:`, "json-string"},
	{"opening quote of a name lost", `"width":`, `width":`, "json-quote"},
	{"bad escape", `"20vw"`, `"20\xvw"`, "json-string"},
	{"lone surrogate", "Widget App Name", `Widget \ud800 Name`, "json-string"},
	{"invalid UTF-8", "Widget App Name", "Widget \xff Name", "json-string"},
	{"line break in a text", "Widget App Name", "Widget App\nName", "json-string"},
	{"number with a leading zero", `"20vw"`, `020`, "json-number"},
	{"wrong literal", `"required": "true"`, `"required": True`, "json-value"},
	{"two documents", "    }\n}\n", "    }\n}\n{\"app\": 1}\n", "json-trailing-data"},
	{"line ends of Windows", "\n", "\r\n", ""},
	{"old line ends of the Macintosh", "\n", "\r", ""},
	{"characters outside of the plane", "Widget App Name", "Widget 🎛️ Name", ""},
	{"cut off", "\"defaultValue\": \"\",\n           \"required\": \"true\"\n        }\n      }\n    }\n}\n", "\"default", "json-unclosed"},
	{"merge conflict", "    \"version\": \"0.0.1\",\n", "<<<<<<< HEAD\n    \"version\": \"0.0.1\",\n=======\n    \"version\": \"0.0.2\",\n>>>>>>> x\n", "json-conflict-marker"},
	{"two faults", "\"20vw\",\n        \"height\": \"20vh\"", "'20vw',\n        \"height\": 020", "json-quote json-number"},
	{"JavaScript", "{\n    \"app\": \"widget_app\"", "export default {\n    app: 'widget_app'", "json-value"},
}

func (m mutation) apply(t testing.TB) string {
	if strings.Count(whole, m.old) == 0 {
		t.Fatalf("%s: the sample has no %q", m.name, m.old)
	}
	if m.old == "\n" {
		return strings.ReplaceAll(whole, m.old, m.new)
	}
	return strings.Replace(whole, m.old, m.new, 1)
}

// TestMutations: each fault gives its one finding, and what lies behind it is
// still found.
func TestMutations(t *testing.T) {
	for _, m := range mutations {
		src := []byte(m.apply(t))
		root, list := Parse(src, Limits{})
		if got := rules(list); got != m.rules {
			t.Errorf("%s: found %q, want %q\n%s", m.name, got, m.rules, describe(src))
		}
		if n := root.Find("/widgets/0/url"); n == nil || n.Text != "https://externalsite.com?store={{settings.storeName}}" {
			t.Errorf("%s: /widgets/0/url is %v", m.name, n)
		}
		if n := root.Find("/settings/default/storeName/type"); n == nil || n.Text != "string" {
			t.Errorf("%s: /settings/default/storeName/type is %v", m.name, n)
		}
		checkTree(t, src, root)
		checkFindings(t, src, root, list)
	}
}

func rules(list []diag.Diagnostic) string {
	var names []string
	for _, d := range list {
		names = append(names, d.Rule)
	}
	return strings.Join(names, " ")
}

func TestUTF16(t *testing.T) {
	var raw []byte
	for _, u := range utf16.Encode([]rune(seed)) {
		raw = append(raw, byte(u), byte(u>>8))
	}
	for _, bom := range []string{"", "\xff\xfe"} {
		if _, list := Parse([]byte(bom+string(raw)), Limits{}); rules(list) != "json-encoding" {
			t.Errorf("%q: %v", bom, list)
		}
	}
}

// TestSample holds the README's example.
func TestSample(t *testing.T) {
	src := []byte(seed)
	_, list := Parse(src, Limits{})
	if len(list) != 1 {
		t.Fatal(list)
	}
	s := diag.NewSource("", src)
	if p := s.Position(list[0].Span.Start); p.Line != 22 || p.Column != 1 {
		t.Errorf("found at %v", p)
	}
	if got := apply(src, list[0].Fix); string(got) != whole {
		t.Errorf("mended:\n%s", got)
	}
}

// TestFixesConverge applies the first fix again and again: that comes to an
// end, and no fix makes more faults than it mends.
func TestFixesConverge(t *testing.T) {
	texts := exampleTexts(t)
	for _, m := range mutations {
		texts = append(texts, []byte(m.apply(t)))
	}
	for _, c := range suite {
		if len(c.text) < 1000 {
			texts = append(texts, []byte(c.text))
		}
	}
	for _, src := range texts {
		first := src
		_, list := Parse(src, Limits{})
		for round := 0; ; round++ {
			k := 0
			for k < len(list) && len(list[k].Fix) == 0 {
				k++
			}
			if k == len(list) {
				break
			}
			next := apply(src, list[k].Fix)
			_, left := Parse(next, Limits{})
			if len(left) > len(list) || round > 100 {
				t.Errorf("%q: round %d: from %q\nto %q\n%s", first, round, src, next, describe(next))
				break
			}
			src, list = next, left
		}
	}
}

func apply(src []byte, edits []diag.Edit) []byte {
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(append(out, src[at:e.Span.Start]...), e.New...)
		at = e.Span.End
	}
	return append(out, src[at:]...)
}
