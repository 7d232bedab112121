package appdef_test

import (
	"io/fs"
	"strings"
	"testing"

	"vitrine/generator/appdef"
	"vitrine/generator/internal/growth"
	"vitrine/generator/jsontree"
	"vitrine/generator/module"
)

// TestModuleSecrets: nothing of a secret is left in the tree of a module, in
// what is said of it or in its text, wherever it stands. "hush" is in every
// secret here, and "seen" in what is none.
func TestModuleSecrets(t *testing.T) {
	const token = "sk_" + "live_hush4eC39HqLyjWDarjtT1"
	for _, c := range []string{
		`export default { settings: { default: { key: { type: 'secret', defaultValue: 'hush' } } }, a: 'seen' }`,
		"export default { settings: { default: { key: { type: 'secret', defaultValue: `hush ${'hush'} it` } } }, a: 'seen' }",
		`const k = 'hush'; export default { settings: { default: { key: { type: 'secret', defaultValue: k + more + 'x' } } }, a: 'seen' }`,
		`const a = 'hush', b = { type: 'secret', defaultValue: a }; export default { settings: { default: { key: b } }, a: 'seen' }`,
		`export default { settings: { default: { key: { type: 'secret', defaultValue: process.env.KEY || 'hush' } } }, a: 'seen' }`,
		`const apiToken = 'hush'; export default { a: 'seen' }`,
		`const headers = { Authorization: 'hush it' }; export default { a: 'seen' }`,
		`function f() { return fetch('seen', { headers: { Authorization: 'hush' } }) } export default { a: 'seen' }`,
		`// the key: ` + token + "\nexport default { a: 'seen' }",
		`export default { a: 'seen', b: 'sk_` + `live_' + 'hush4eC39HqLyjWDarjtT1' }`,
		`export default { a: 'seen', b: '\x73k_live_hush4eC39HqLyjWDarjtT1' }`,
		`import other from './other'; export default { a: 'seen', settings: { default: { key: other.key } } }`,
		`import other from './other'; export default { a: 'seen', b: other.text }`,
		`import other from './other'; export default { a: 'seen', settings: { default: { key: { type: 'secret', defaultValue: other.value } } } }`,
		`const a = 'seen'; export default { settings: { default: { key: { type: 'secret', defaultValue: 'hush' `,
	} {
		file := func(name string) ([]byte, error) {
			if name != "other.js" {
				return nil, fs.ErrNotExist
			}
			return []byte(`export default { key: { type: 'secret', defaultValue: 'hush' }, text: '` + token + `', value: 'hush' }`), nil
		}
		r, secrets := appdef.ParseModule([]byte(c), module.Options{Path: "app.js", File: file})
		var all strings.Builder
		r.Root.Walk(func(n *jsontree.Node, _ *jsontree.Trail) bool {
			all.WriteString(n.Text + " ")
			return true
		})
		for _, d := range r.Faults {
			all.WriteString(d.Message + " ")
		}
		all.Write(r.Text)
		shown := []byte(c)
		for _, s := range secrets {
			if !s.Elsewhere {
				copy(shown[s.Span.Start:s.Span.End], strings.Repeat("*", s.Span.End-s.Span.Start))
			}
		}
		all.Write(shown)
		if strings.Contains(all.String(), "hush") || !strings.Contains(all.String(), "seen") || len(secrets) == 0 {
			t.Errorf("%s\nis shown as %s\nwith %d secrets", c, all.String(), len(secrets))
		}
		for _, d := range r.Faults {
			if d.Syntax && strings.Contains(c, "} }") && !strings.HasSuffix(c, "' ") {
				t.Errorf("%s: hiding made a fault: %s in %s", c, d.Message, r.Text)
			}
		}
	}
}

// TestModuleSecretsLinear: to look for secrets in a module takes linear time.
func TestModuleSecretsLinear(t *testing.T) {
	repeat := strings.Repeat
	for name, text := range map[string]func(n int) string{
		"settings": func(n int) string {
			return "export default {a: [" + repeat("{type: 'secret', defaultValue: 'a' + 'b'},", n) + "]}"
		},
		"unknown": func(n int) string {
			return "export default {a: [" + repeat("{type: 'secret', defaultValue: f('a')},", n) + "]}"
		},
		"constants": func(n int) string {
			return "const apiKey = f('a');" + repeat("const a = apiKey + b('c');\n", n) + "export default {}"
		},
		"code": func(n int) string {
			return "function f() {" + repeat("g({ Authorization: 'a' });", n) + "}\nexport default {}"
		},
		"texts": func(n int) string { return "export default {a: [" + repeat(`'\x41' + 'sk_' + 'live',`, n) + "]}" },
	} {
		growth.Linear(t, name, 1<<13, func(n int) {
			appdef.ParseModule([]byte(text(n)), module.Options{Path: "app.js"})
		})
	}
}
