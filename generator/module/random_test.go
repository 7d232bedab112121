package module_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"vitrine/generator/jsontree"
	"vitrine/generator/module"
)

// writer invents modules of what can be known.
type writer struct {
	*rand.Rand
	names []string // of constants so far
}

func (w *writer) one(list ...string) string { return list[w.IntN(len(list))] }

func (w *writer) text() string {
	return w.one(`'a'`, `"b\n"`, "`c`", `'it\'s'`, `"\x41\u{1F600}\u00e9"`, "`t ${1 + 1}\\``", `'\
'`, `''`, `'<<x>>'`, `"\0"`, `'\u2028'`, "'\u2028'", "`\r\n\\\n`", `'\\'`, `"'"`, `'//'`, `"/* */"`, "`${`${'x'}`}`")
}

// value invents an expression.
func (w *writer) value(depth int) string {
	if depth == 0 {
		return w.one(w.text(), "1", "0x1f", "1_0", ".5", "5.", "1e3", "-2", "true", "!1", "null", "undefined", "0b11", "0o7", "1e-7", "123456789012345678901")
	}
	inner := func() string { return w.value(depth - 1) }
	switch w.IntN(16) {
	case 0, 1, 2:
		return w.object(depth)
	case 3, 4:
		var list []string
		for range w.IntN(4) {
			list = append(list, w.one("", "", "...[1, 2], ")+inner())
		}
		return "[" + strings.Join(list, ",") + w.one("", ",", ", ,") + "]"
	case 5:
		return w.text() + " + " + w.one(w.text(), "1", "true", "null", "undefined", "-0.5") + w.one("", " + 2", " + "+w.text())
	case 6:
		return "`x${" + w.one(w.text(), "1", "true", "undefined", "1e21") + "}y${" + w.text() + "}`"
	case 7:
		return "(" + w.one("", "/* ( */", "// )\n") + inner() + ")"
	case 8:
		return w.one("1 + 2", "2 * 3 - 1", "10 / 4", "7 - 10", "2 * (3 + 4)", "1 / 0", "0.1 + 0.2", "-(3)", "+4", "- -1")
	case 9:
		return w.one("true ? ", "'' ? ", "0 ? ", "null ? ") + inner() + " : " + inner()
	case 10:
		return w.one("null", "''", "0", "'x'", "1") + w.one(" || ", " && ", " ?? ") + inner()
	case 11:
		return "Object.assign({}, " + w.object(depth) + ", " + w.object(1) + ")"
	case 12:
		return "Object.freeze(" + inner() + ")"
	case 13:
		return "[" + w.text() + ", 1, null, " + w.text() + "].join(" + w.one("'-'", "", "``") + ")"
	case 14:
		return w.text() + ".trim()"
	}
	if len(w.names) == 0 {
		return inner()
	}
	name := w.names[w.IntN(len(w.names))]
	return name + w.one("", "", ".a", "['b']", "?.c", ".length")
}

func (w *writer) object(depth int) string {
	var b strings.Builder
	b.WriteString("{")
	for range w.IntN(5) {
		key := w.one("a", "b", `'c'`, `"d e"`, "1", "if", "['a']", "[`b` + 1]", "ü", "$_")
		switch w.IntN(8) {
		case 0:
			b.WriteString("..." + w.one("{ a: 'spread' }", "null", "{}", "undefined"))
		case 1:
			if len(w.names) > 0 {
				b.WriteString(w.names[w.IntN(len(w.names))])
				break
			}
			fallthrough
		default:
			b.WriteString(key + w.one(": ", "\n:\n", " /* : */ : ") + w.value(depth-1))
		}
		b.WriteString(w.one(",", ",\n", ", // ,\n"))
	}
	return b.String() + "}"
}

// module invents constants, some of which are changed, and an export.
func (w *writer) module() string {
	var b strings.Builder
	for i := range w.IntN(4) {
		name := fmt.Sprintf("n%d", i)
		fmt.Fprintf(&b, "const %s = %s%s", name, w.value(2), w.one(";\n", "\n;", ";"))
		w.names = append(w.names, name)
		if w.IntN(3) == 0 {
			fmt.Fprintf(&b, "const m%d = { x: 1, y: { z: 'z' } };\nm%d.x = %s;\nm%d.y.new = 2;\n", i, i, w.value(1), i)
			w.names = append(w.names, fmt.Sprintf("m%d", i))
		}
		if w.IntN(3) == 0 {
			fmt.Fprintf(&b, "const { a: d%d, ...rest%d } = { a: %s };\n", i, i, w.value(1))
			w.names = append(w.names, fmt.Sprintf("d%d", i))
		}
		b.WriteString(w.one("", "function f"+name+"() { return /[/}]'/.test(`}`) }\n", "if (false) { x = { }\n }\n", "// '\n", "/* ` */"))
	}
	for i := range w.names { // what an object is may be changed, under any name, at any place
		name := w.names[i]
		change := w.one("@.a = 'changed'", "@['b'] = 1", "delete @.a", "Object.assign(@, { a: 'assigned' })", "for (const k in @) @[k] = 'z'", "@.y.z = 'deep'",
			"(() => { @.a = 'inside' })()", "@.push(1)", "@.y.z += '!'", "[@.a] = ['taken apart']", "({ a: @.a } = { a: 2 })", "@.a?.b.push(@.a)",
			"const al@ = @; al@.a = 'alias'", "const { y: de@ } = @; de@.z = 'alias'", "const { a: in@ } = @; in@.a = 'alias'", "@[0] = 'first'", "@.length = 0")
		if w.IntN(4) == 0 {
			b.WriteString("try { " + strings.ReplaceAll(change, "@", name) + " } catch {}\n")
		} else if w.IntN(4) == 0 && !strings.HasSuffix(b.String(), "/") {
			b.WriteString("\n;" + strings.ReplaceAll(change, "@", name) + ";\n")
		}
	}
	return b.String() + "module.exports = " + w.object(3) + w.one(";", "\n", "")
}

// TestRandomModules: what is known of invented modules is what Node.js makes of
// them; where it fails to run one nothing is compared.
func TestRandomModules(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node here")
	}
	r := rand.New(rand.NewPCG(1, 2))
	var texts []string
	for range 2000 {
		texts = append(texts, (&writer{Rand: r}).module())
	}
	all, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "-e", `let all = ''; process.stdin.on('data', d => all += d).on('end', () => {
  console.log(JSON.stringify(JSON.parse(all).map(text => {
    try { const m = { exports: {} }; new Function('module', 'exports', text)(m, m.exports); return JSON.stringify(m.exports) } catch (e) { return '' }
  })))
})`)
	cmd.Stdin = strings.NewReader(string(all))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	ran, failed := 0, 0
	for i, text := range texts {
		if want[i] == "" {
			continue
		}
		ran++
		got := module.Read([]byte(text), module.Options{Path: "index.js"}).Root
		var w any
		if err := json.Unmarshal([]byte(want[i]), &w); err != nil {
			t.Fatal(err)
		}
		if why := contradicts(got, w); why != "" {
			if failed++; failed < 4 {
				t.Errorf("%s:\n%s\nread: %s\nrun: %s", why, text, tree(got, ""), want[i])
			}
		}
	}
	if ran < len(texts)/2 {
		t.Errorf("only %d of %d modules ran", ran, len(texts))
	}
	t.Logf("%d ran, %d differ", ran, failed)
}

// contradicts tells where a tree says something else than a value; what is not
// known contradicts nothing.
func contradicts(n *jsontree.Node, v any) string {
	switch n.Kind {
	case jsontree.Invalid:
		return ""
	case jsontree.Array:
		list, ok := v.([]any)
		if !ok || !n.Open && len(list) != len(n.Items) {
			return "another list"
		}
		for i := range n.Items {
			if n.Open {
				break
			}
			if why := contradicts(n.Items[i], list[i]); why != "" {
				return fmt.Sprintf("%d: %s", i, why)
			}
		}
		return ""
	case jsontree.Object:
		m, ok := v.(map[string]any)
		if !ok || !n.Open && len(m) > len(n.Members) {
			return "another object"
		}
		for _, member := range n.Members {
			has, ok := m[member.Name.Text]
			if !ok && member.Value.Kind != jsontree.Invalid {
				return member.Name.Text + " is not there"
			}
			if why := contradicts(member.Value, has); ok && why != "" {
				return member.Name.Text + ": " + why
			}
		}
		return ""
	}
	var got any
	if err := json.Unmarshal([]byte(tree(n, "")), &got); err != nil {
		return err.Error()
	}
	if !reflect.DeepEqual(got, v) {
		return fmt.Sprintf("%v is %v", got, v)
	}
	return ""
}
