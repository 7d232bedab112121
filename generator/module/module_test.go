package module_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"vitrine/generator/diag"
	"vitrine/generator/internal/growth"
	"vitrine/generator/jsontree"
	"vitrine/generator/module"
)

// TestPlaces: what is found inside of a text points at its letters in the
// module, whatever it was put together of.
func TestPlaces(t *testing.T) {
	for _, c := range []struct{ module, part, at string }{
		{`export default { a: 'it\'s here' }`, "here", "here"},
		{`export default { a: "\x41bc" }`, "Ab", `\x41b`},
		{"export default { a: `two\r\nlines` }", "\nl", "\r\nl"},
		{`export default { a: 'one ' + "two" }`, "two", "two"},
		{`export default { a: 'one ' + "two" }`, "e t", `e ' + "t`},
		{"const b = 'x y'\nexport default { a: `1 ${b} 2` }", "y", "${b}"},
		{"const b = 'x y'\nexport default { a: `1 ${b} 2` }", " 2", " 2"},
		{"const b = 'x y'\nexport default { a: b }", "y", "y"},
		{`export default { a: ['x', 'y'].join(' ') }`, "y", `['x', 'y'].join(' ')`},
	} {
		r := module.Read([]byte(c.module), module.Options{Path: "app.js"})
		n := r.Root.Get("a")
		i := strings.Index(n.Text, c.part)
		if i < 0 {
			t.Fatalf("%s: no %q in %q", c.module, c.part, n.Text)
		}
		if s := n.At(i, i+len(c.part)); c.module[s.Start:s.End] != c.at {
			t.Errorf("%s: %q lies at %q, want %q", c.module, c.part, c.module[s.Start:s.End], c.at)
		}
	}
}

// TestAdmit: of the fixes that rules write for JSON a module gets those that it
// can bear, in its own quotes.
func TestAdmit(t *testing.T) {
	const literal, insert, wrap = "literal", "insert", "wrap"
	for _, c := range []struct{ module, fix, want string }{
		{`export default { a: 'old', b: 1 }`, literal, `export default { a: "new", b: 1 }`},
		{"const x = 'old'\nexport default { a: x }", literal, "const x = \"new\"\nexport default { a: x }"},
		{"const x = 'old'\nexport default { a: x, b: x }", literal, "unsafe"},
		{`export default { a: 'o' + 'ld' }`, literal, "none"},
		{"const a = 'old'\nexport default { a }", literal, "const a = \"new\"\nexport default { a }"},
		{`export default { a: 'old' }`, insert, `export default { a: 'old', "b": 'x' }`},
		{"const x = 'old'\nexport default { a: x }", insert, "none"},
		{"const x = { y: 'old' }\nexport default { a: x.y }", insert, "none"},
		{"export default Object.freeze({ a: `old` })", insert, "export default Object.freeze({ a: `old`, \"b\": 'x' })"},
		{`export default { a: { b: 1 } }`, wrap, `export default { a: [{ b: 1 }] }`},
		{"const x = { b: 1 }\nexport default { a: x }", wrap, "none"},
	} {
		r := module.Read([]byte(c.module), module.Options{Path: "app.js"})
		n := r.Root.Get("a")
		d := diag.Diagnostic{Fix: map[string][]diag.Edit{
			literal: {{Span: n.Span, New: `"new"`}},
			insert:  {{Span: diag.Span{Start: n.Span.End, End: n.Span.End}, New: `, "b": 'x'`}},
			wrap: {{Span: diag.Span{Start: n.Span.Start, End: n.Span.Start}, New: "["},
				{Span: diag.Span{Start: n.Span.End, End: n.Span.End}, New: "]"}},
		}[c.fix]}
		list := []diag.Diagnostic{d}
		r.Admit(list)
		got := "none"
		if len(list[0].Fix) > 0 {
			if got = string(diag.Apply(r.Text, list[0].Fix)); list[0].Unsafe {
				got = "unsafe"
			}
		}
		if got != c.want {
			t.Errorf("%s: the fix %q comes to %s, want %s", c.module, c.fix, got, c.want)
		}
	}
}

// TestQuotes: what a fix writes into a text is written as its quotes want it.
func TestQuotes(t *testing.T) {
	for module1, want := range map[string]string{
		`export default { a: 'ab' }`:                    `export default { a: 'a\'${b' }`,
		`export default { a: "ab" }`:                    `export default { a: "a'${b" }`,
		"export default { a: `ab` }":                    "export default { a: `a'\\${b` }",
		"const x = 'b'\nexport default { a: `ab${x}` }": "",
	} {
		r := module.Read([]byte(module1), module.Options{Path: "app.js"})
		list := []diag.Diagnostic{{Fix: []diag.Edit{{Span: r.Root.Get("a").At(1, 1), New: "'${"}}}}
		r.Admit(list)
		got := ""
		if len(list[0].Fix) > 0 {
			got = string(diag.Apply(r.Text, list[0].Fix))
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", module1, got, want)
		}
	}
}

// TestNode: modules that are known as a whole say the same when Node.js runs
// them.
func TestNode(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node here")
	}
	for _, name := range []string{"literals", "starter-basic", "starter-kview", "starter-list", "constants", "imports"} {
		t.Run(name, func(t *testing.T) {
			a, err := txtar.ParseFile("testdata/modules/" + name + ".txtar")
			if err != nil {
				t.Fatal(err)
			}
			files, _ := parts(a)
			main := a.Files[0]
			got := module.Read(main.Data, module.Options{Path: main.Name, File: files.read}).Root
			bundle := bundled(t, main.Name, files)
			out, err := exec.Command(node, "-e", bundle+"\nconsole.log(JSON.stringify(bundle.default ?? bundle))").Output()
			if err != nil {
				t.Fatal(err)
			}
			var want any
			if err := json.Unmarshal(out, &want); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if !reflect.DeepEqual(plain(t, got), want) {
				t.Errorf("read: %s\nrun: %s", tree(got, ""), out)
			}
		})
	}
}

// plain is a tree as encoding/json has it.
func plain(t *testing.T, n *jsontree.Node) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(tree(n, "")), &v); err != nil {
		t.Fatal(err, tree(n, ""))
	}
	return v
}

// TestLinear holds the reader to linear time on what could take longer.
func TestLinear(t *testing.T) {
	repeat := strings.Repeat
	for name, text := range map[string]func(n int) string{
		"members":     func(n int) string { return "export default {" + repeat("a: 'b',", n) + "}" },
		"lists":       func(n int) string { return "export default " + repeat("[", n) },
		"parentheses": func(n int) string { return "export default " + repeat("(", n) + repeat(")", n) },
		"arrows":      func(n int) string { return "export default " + repeat("(a, {b}) => (", n) },
		"templates":   func(n int) string { return "export default " + repeat("`a${", n) },
		"slashes":     func(n int) string { return "export default a" + repeat("/[", n) },
		"plus":        func(n int) string { return "const a = 'a'\nexport default { x: a" + repeat("+ a", n) + "}" },
		"constants":   func(n int) string { return repeat("const a = [1], b = [a];\n", n) + "export default {b}" },
		"spreads":     func(n int) string { return "const a = {b: 1};\nexport default {" + repeat("...a,", n) + "}" },
		"doubling": func(n int) string {
			return "const a = [1,1,1,1,1,1,1,1], b = [a,a,a,a,a,a,a,a], c = [b,b,b,b,b,b,b,b], d = [c,c,c,c,c,c,c,c], e = [d,d,d,d,d,d,d,d]\nexport default {" +
				repeat("a: e,", min(n, 50)) + "}"
		},
		"changes": func(n int) string { return "const a = {}\n" + repeat("a.b = 1;\n", n) + "export default a" },
		"mentions": func(n int) string {
			return "const a = {}\nfunction f() {" + repeat("a.b(a.c.d);", n) + "}\nexport default a"
		},
		"comments": func(n int) string { return repeat("/* a */ // b\n", n) + "export default {}" },
		"unclosed": func(n int) string { return "export default {" + repeat("a: [{ b: '", n) },
		"names":    func(n int) string { return "export default [" + repeat("a: ", n) },
		"types": func(n int) string {
			return repeat("type A<T> = { a: T }[] | 'b'\nconst x = f<A<B>>(1)\n", n) + "export default {}"
		},
		"links":       func(n int) string { return "const a = {a: 1}\nexport default { a: a" + repeat(".a", n) + "}" },
		"prefixes":    func(n int) string { return "export default { a: " + repeat("- ", n) + "1 }" },
		"assignments": func(n int) string { return repeat("a = ", n) + "{}" },
		"choices":     func(n int) string { return "export default " + repeat("a ? b : ", n) + "{}" },
	} {
		growth.Linear(t, name, 1<<14, func(n int) {
			module.Read([]byte(text(n)), module.Options{Path: "app.ts"})
		})
	}
}

// FuzzModule: whatever a text is, reading it ends, all places lie in it, and
// what is read twice is the same.
func FuzzModule(f *testing.F) {
	names, _ := filepath.Glob("testdata/modules/*.txtar")
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if strings.HasSuffix(file.Name, "s") {
				f.Add(string(file.Data), false)
				f.Add(string(file.Data), true)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string, types bool) {
		name := "app.js"
		if types {
			name = "app.ts"
		}
		files := content{"x.json": []byte(`{"a": {"b": ["c"]}}`), "y.js": []byte(text)}
		opts := module.Options{Path: name, File: files.read, Limits: jsontree.Limits{Depth: 50, Values: 1000, Errors: 20}}
		r := module.Read([]byte(text), opts)
		inside(t, r.Root, len(text))
		for _, d := range r.Faults {
			if d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(text) {
				t.Errorf("%s lies at %v", d.Message, d.Span)
			}
		}
		for _, m := range r.Names {
			inside(t, m.Value, len(text))
		}
		if again := module.Read([]byte(text), opts); tree(again.Root, "") != tree(r.Root, "") {
			t.Error("reading it again comes to something else")
		}
	})
}
