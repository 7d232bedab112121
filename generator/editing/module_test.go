package editing_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"vitrine/generator/appdef"
	"vitrine/generator/editing"
	"vitrine/generator/jsontree"
)

var constant = regexp.MustCompile(`const (\w+) = ([^;]*);`)

// moduleOf makes the tree of a module whose constants are JSON but for the names of
// others; require('…') is what stands in texts. Values have the places of their
// literals, wherever they are used; those of another file have that of the expression.
func moduleOf(t *testing.T, text, texts string) *editing.Document {
	t.Helper()
	known := map[string]*jsontree.Node{}
	var use func(n *jsontree.Node) *jsontree.Node
	use = func(n *jsontree.Node) *jsontree.Node {
		if c := known[n.Text]; c != nil && text[n.Span.Start] != '"' {
			return c
		}
		for i := range n.Items {
			n.Items[i] = use(n.Items[i])
		}
		for i := range n.Members {
			n.Members[i].Value = use(n.Members[i].Value)
		}
		return n
	}
	for _, m := range constant.FindAllStringSubmatchIndex(text, -1) {
		from, to := m[4], m[5]
		if strings.HasPrefix(text[from:], "require(") {
			n, _ := jsontree.Parse([]byte(texts), jsontree.Limits{})
			n.Walk(func(n *jsontree.Node, _ *jsontree.Trail) bool {
				n.Span.Start, n.Span.End = from, to
				for i := range n.Members {
					n.Members[i].Name.Span = n.Span
				}
				return true
			})
			known[text[m[2]:m[3]]] = n
			continue
		}
		alone := bytes.Repeat([]byte(" "), len(text))
		copy(alone[from:to], text[from:to])
		n, _ := jsontree.Parse(alone, jsontree.Limits{})
		known[text[m[2]:m[3]]] = use(n)
	}
	app, _ := appdef.Decode(known["definition"])
	app.Text = []byte(text)
	return &editing.Document{Path: "acme/index.js", Text: []byte(text), App: app, Module: true}
}

// TestModule asks about definitions whose values stand apart from where they are used.
func TestModule(t *testing.T) {
	const texts = `{ "acme.settings.path.default.store.displayName": "Store" }`
	for _, c := range []struct{ name, text, ask, want string }{
		{"a member of a constant", `const orders = { "name": "orders", wi⟦⟧ };
const definition = { "app": "acme", "widgets": [orders] };`, "choose width", `const orders = { "name": "orders", width: "20vw" };
const definition = { "app": "acme", "widgets": [orders] };`},
		{"a constant that is a name", `const name = "orders⟦⟧";
const definition = { "app": "acme", "widgets": [{ "name": name }], "i18n": { "en_us": { "acme.widgets.orders.title": "Orders" } } };`,
			"rename returns", `const name = "returns";
const definition = { "app": "acme", "widgets": [{ "name": name }], "i18n": { "en_us": { "acme.widgets.returns.title": "Orders" } } };`},
		{"a constant that is a name and a text", `const name = "orders⟦⟧";
const definition = { "app": "acme", "widgets": [{ "name": name, "title": name }] };`,
			"rename returns", "what is written on line 1 is the widget \"orders\" and something else as well; rename it by hand\n"},
		{"a constant that two widgets use", `const url = "https://acme.example/{{{settings.default.st⟦⟧ore}}}";
const definition = { "app": "acme", "settings": { "default": { "store": { "type": "string" } } }, "widgets": [{ "url": url }, { "url": url }] };`,
			"rename shop", `const url = "https://acme.example/{{{settings.default.shop}}}";
const definition = { "app": "acme", "settings": { "default": { "shop": { "type": "string" } } }, "widgets": [{ "url": url }, { "url": url }] };`},
		{"texts of another file", `const texts = require('./texts.json');
const definition = { "app": "acme", "settings": { "default": { "sto⟦⟧re": { "type": "string" } } }, "i18n": { "en_us": texts } };`,
			"rename shop", "on line 1 the name of the setting \"store\" is put together, or comes from another file; rename it by hand\n"},
		{"a value elsewhere", `const width = "20v⟦⟧w";
const definition = { "app": "acme", "widgets": [{ "width": width }] };`, "hints", "const width = \"20vw\" «288 px» " +
			"288 px at 1440 × 900, 384 px at 1920 × 1080, 512 px at 2560 × 1080\n"},
		{"nothing but code", `const definition = { "app": "acme" };
function f() { return { "⟦⟧" }; }`, "complete", ""},
	} {
		before, after, _ := strings.Cut(c.text, mark)
		d := moduleOf(t, before+after, texts)
		verb, rest, _ := strings.Cut(c.ask, " ")
		if got := answers[verb](t, d, len(before), rest); got != c.want {
			t.Errorf("%s: %s:\n%s\nwant\n%s", c.name, c.ask, got, c.want)
		}
		all := checker{t: t, d: d}
		all.whole()
		for at := range len(d.Text) + 1 {
			all.ask(at)
		}
	}
}
