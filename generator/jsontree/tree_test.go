package jsontree

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"vitrine/generator/diag"
	"vitrine/generator/internal/growth"
)

func TestGet(t *testing.T) {
	root, _ := Parse([]byte(`{"a": 1, "A": 2, "a": 3, "b": [{"c/d": {"~": "x"}}]}`), Limits{})
	if n := root.Get("a"); n.Text != "3" {
		t.Errorf("the last one counts, got %q", n.Text)
	}
	if m := root.Member("A"); m.Name.Text != "A" || m.Value.Text != "2" {
		t.Errorf("case counts, got %v", m)
	}
	var none *Node
	if root.Get("x") != nil || root.Member("x") != nil || none.Get("a") != nil || none.Member("a") != nil || none.Find("/a") != nil || none.At(0, 1) != (diag.Span{}) {
		t.Error("found something in nothing")
	}
}

func TestFind(t *testing.T) {
	root, _ := Parse([]byte(`{"b": [10, {"c/d": {"~": "x", "": 1}}]}`), Limits{})
	for pointer, want := range map[string]string{
		"/b/0": "10", "/b/1/c~1d/~0": "x", "/b/1/c~1d/": "1",
		"/b/2": "-", "/b/01": "-", "/b/-1": "-", "/b/+1": "-", "/x": "-", "b": "-", "/b/0/x": "-",
	} {
		got := "-"
		if n := root.Find(pointer); n != nil {
			got = n.Text
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", pointer, got, want)
		}
	}
	if root.Find("") != root {
		t.Error("the empty pointer is the whole")
	}
	if p := Pointer(Pointer("", "c/d"), "~x"); p != "/c~1d/~0x" {
		t.Error(p)
	}
}

func TestAt(t *testing.T) {
	for _, c := range []struct{ src, part, want string }{
		{`"abc"`, "b", `b`},
		{`"a\u0062c"`, "b", `\u0062`},
		{`"https:\/\/x\u003f{{settings.stroeName}}\n"`, "{{settings.stroeName}}", "{{settings.stroeName}}"},
		{`"\ud83d\ude00 x\ty"`, "x\ty", `x\ty`},
		{`"\ud83d\ude00 x"`, "😀", `\ud83d\ude00`},
		{`"ä\n"`, "ä\n", `ä\n`},
		{`'it\'s'`, "t's", `t\'s`},
		{`“20vw”`, "vw", `vw`},
		{`[wide`, "id", `id`},
	} {
		n, _ := Parse([]byte(c.src), Limits{})
		if n.Kind == Array {
			n = n.Items[0]
		}
		i := strings.Index(n.Text, c.part)
		if i < 0 {
			t.Errorf("%s: no %q in %q", c.src, c.part, n.Text)
			continue
		}
		sp := n.At(i, i+len(c.part))
		if got := c.src[sp.Start:sp.End]; got != c.want {
			t.Errorf("%s: %q was written %q, want %q", c.src, c.part, got, c.want)
		}
		if p := n.At(i, i); p.Start != sp.Start || p.End != sp.Start {
			t.Errorf("%s: insertion point %v, want %d", c.src, p, sp.Start)
		}
	}
	n, _ := Parse([]byte(`"a\nb"`), Limits{})
	if sp := n.At(-3, 99); sp != (diag.Span{Start: 1, End: 5}) {
		t.Errorf("clamped to %v", sp)
	}
}

func TestQuote(t *testing.T) {
	for _, s := range []string{"", "a\"b\\c", "<&>\u2028", "\x00\x1b\b\f\n\r\t\x7f", "é😀", "\xff"} {
		q := Quote(s)
		var back string
		if err := json.Unmarshal([]byte(q), &back); err != nil || back != strings.ToValidUTF8(s, "\uFFFD") {
			t.Errorf("%q: %s: %v", s, q, err)
		}
		if n, list := Parse([]byte(q), Limits{}); len(list) > 0 || n.Text != back {
			t.Errorf("%q: %v %v", s, n, list)
		}
	}
	if q := Quote("<&>\u2028"); q != "\"<&>\u2028\"" {
		t.Error(q)
	}
}

func TestLimits(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for _, c := range []struct {
		name, src string
		limits    Limits
		want      string
	}{
		{"200 levels", nested(200), Limits{}, ""},
		{"201 levels", nested(201), Limits{}, "json-limits"},
		{"two values too deep", "[" + nested(5) + "," + nested(5) + "]", Limits{Depth: 3}, "json-limits"},
		{"brackets without end", strings.Repeat("[", 1<<20), Limits{}, "json-limits"},
		{"objects without end", strings.Repeat(`{"":`, 1<<18), Limits{}, "json-limits"},
		{"three values", "[1,2]", Limits{Values: 3}, ""},
		{"four values", "[1,2,3]", Limits{Values: 3}, "json-limits"},
		{"100,000 values", "[" + strings.Repeat("1,", 99_998) + "1]", Limits{}, ""},
		{"100,001 values", "[" + strings.Repeat("1,", 99_999) + "1]", Limits{}, "json-limits"},
		{"two faults", "[01, 02]", Limits{Errors: 2}, "json-number json-number"},
		{"three faults", "[01, 02, 03, 04]", Limits{Errors: 2}, "json-number json-number json-limits"},
	} {
		root, list := Parse([]byte(c.src), c.limits)
		if got := rules(list); got != c.want {
			t.Errorf("%s: found %.200q, want %q", c.name, got, c.want)
		}
		checkFindings(t, []byte(c.src), root, list)
	}
	root, _ := Parse([]byte("[01, 02, 03, 04]"), Limits{Errors: 1})
	if render(root) != "[1,2,3,4]" {
		t.Error("reading stopped after the last report:", render(root))
	}
}

// patterns are texts that a careless parser reads in quadratic time. Each is
// repeated, without line breaks but where one is written.
var patterns = []string{
	"[", "]", "{", "}", "[]", "{}", `{"a":`, `[{"":`, `"a",`, `"a":1,`, `{"a":1},`, `"`, `"\`, `\"`, `\"x` + "\n", `"a`, `"a"b`, `"a:1,`,
	"'a:1,", "“a:1,", "`a`b", "`a" + "\n", "'a", "1 ", "1 b ", "b ", "b b:", `"x, "b": `, "//", "/*", "//\n", "/*\n", "#\n", "\n", "\r", "\t\n",
	"<<<<<<<\n", "<<<<<<<\n=======\n", "<<<<<<< a\n=======\n>>>>>>> b\n", " >>>>>>>", ",", ":", ";", "a=", "\u00a0", "\u00a0\"", "\x00\n1234567890123456789012345678901234567890123456789012345678901234567890",
	"\xff", "\xff  ", "-", "{[}]", "[}", "{]", "[{]", "\"a\nb\"", "\"a\n", "\"a\n]", `"a":"b":`, "a:b:", "https://", "x  \n", `"\ud800",`, `"\x",`, "{\n", " {\n", "[\n", "]\n", " ]\n", "}\n",
	"\"a\n{\",", "\"a\n{\" ", "\"a\n{\":", "\"a\n\\\"{\n", "{\"a\": \"b\n{\", ", "`a\n`,",
}

// TestLinear reads up to 128 KiB of each pattern: no step looks at
// every byte again for every byte. ./test runs it without the race detector,
// which takes its own time.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	limits := Limits{Errors: 1 << 30, Values: 1 << 30}
	for _, prefix := range []string{"", "[", "[{\n"} {
		for _, p := range patterns {
			growth.Linear(t, fmt.Sprintf("%.10q and %.20q repeated", prefix, p), 128<<10, func(size int) {
				Parse([]byte(prefix+strings.Repeat(p, size/len(p))), limits)
			})
		}
	}
}

// TestManyNames: a hundred thousand names, all different and all the same.
func TestManyNames(t *testing.T) {
	var different strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&different, `,"n%d":1`, i)
	}
	same := strings.Repeat(`,"n":1`, 100_000)
	limits := Limits{Values: 1 << 20, Errors: 1 << 20}
	for _, c := range []struct {
		body string
		want int
	}{{different.String(), 0}, {same, 99_999}} {
		if _, list := Parse([]byte("{"+c.body[1:]+"}"), limits); len(list) != c.want {
			t.Errorf("%d findings, want %d", len(list), c.want)
		}
	}
}

func BenchmarkSeed(b *testing.B) { benchmark(b, seed) }

func BenchmarkWhole(b *testing.B) { benchmark(b, whole) }

func BenchmarkLarge(b *testing.B) {
	benchmark(b, "["+strings.Repeat(whole+",", 1000)+whole+"]")
}

func BenchmarkEscapes(b *testing.B) {
	benchmark(b, `["`+strings.Repeat(`\n\u00e9abc`, 10_000)+`"]`)
}

func benchmark(b *testing.B, text string) {
	src := []byte(text)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(src, Limits{})
	}
}
