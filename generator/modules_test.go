package generator_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator"
	"vitrine/generator/check"
	"vitrine/generator/gallery"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// judged are the findings of the files of a directory, by rule and pointer.
func judged(t *testing.T, files fstest.MapFS) (list []string) {
	t.Helper()
	s := generator.Open(files, theme(t), gallery.Options{CheckOnly: true}, nil)
	_, err := s.Refresh()
	must(t, err)
	for _, f := range s.Snapshot().Report("").Files {
		for _, d := range f.Diagnostics {
			list = append(list, d.Rule+" "+d.Path)
		}
	}
	slices.Sort(list)
	return list
}

// TestModuleEqualsJSON: the examples of all rules come to the same findings
// when the definition is written as a module, and when its parts come from
// other files.
func TestModuleEqualsJSON(t *testing.T) {
	for _, r := range rules.All {
		if r.Example != "" || strings.HasPrefix(r.Name, "json-") {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			for _, text := range []string{r.Bad, r.Good} {
				want := judged(t, fstest.MapFS{"a/app.json": {Data: []byte(text)}})
				for name, files := range map[string]fstest.MapFS{
					"a module":   {"a/index.js": {Data: []byte("export default " + text)}},
					"a constant": {"a/index.ts": {Data: []byte("const app: App = " + text + ";\nmodule.exports = app as const;\n")}},
					"a spread":   {"a/index.cjs": {Data: []byte("const app = " + text + ";\nmodule.exports = { ...app };\n")}},
					"another file": {"a/index.mjs": {Data: []byte("import { part } from './parts';\nexport default { ...part };\n")},
						"a/parts/index.js": {Data: []byte("exports.part = " + text + ";\nexports.other = 1;\n")}},
				} {
					got := judged(t, files)
					if !slices.Equal(got, want) {
						t.Errorf("%s: got %q\nwant %q\n%s", name, got, want, text)
					}
				}
			}
		})
	}
}

// TestModuleFixes: a module is mended as the JSON of the same definition is.
func TestModuleFixes(t *testing.T) {
	for _, r := range rules.All {
		if r.Example != "" || strings.HasPrefix(r.Name, "json-") {
			continue
		}
		mend := func(name, text string) string {
			s := generator.Open(fstest.MapFS{name: {Data: []byte(text)}}, theme(t), gallery.Options{CheckOnly: true}, nil)
			_, err := s.Refresh()
			must(t, err)
			m, ok := gallery.Mend(s.Snapshot(), name, false)
			if !ok {
				return text
			}
			return string(m.After)
		}
		want := mend("a/app.json", r.Bad)
		if got := mend("a/index.js", "export default "+r.Bad); got != "export default "+want {
			t.Errorf("%s: got %s\nwant %s", r.Name, got, want)
		}
	}
}

// TestUnknownIsNotGuessed: whatever of a definition is not known, no rule says
// that it is missing or wrong. Every member of the examples is replaced in turn.
func TestUnknownIsNotGuessed(t *testing.T) {
	const whole = `export default { app: 'acme_orders', version: '1.0.0', title: 'Orders', iconUrl: 'https://acme.example/icon.svg',
  changelog: { '1.0.0': 'New' },
  settings: { default: { storeName: { type: 'string', defaultValue: 'x', description: 'Of the store' } } },
  widgets: [{ name: 'orders', url: 'https://acme.example/orders?s={{{settings.default.storeName}}}', icon: 'https://acme.example/icon.svg' },
    { name: 'refunds', url: 'https://acme.example/refunds', icon: 'https://acme.example/icon.svg', width: '20vw' }],
  i18n: { en_us: { 'acme_orders.widgets.orders.title': 'Orders', 'acme_orders.widgets.refunds.title': 'Refunds',
    'acme_orders.settings.path.default.storeName.displayName': 'Store' } },
};
`
	if found := judged(t, fstest.MapFS{"a/index.js": {Data: []byte(whole)}}); len(found) > 0 {
		t.Fatal(found)
	}
	for _, part := range []string{
		"'acme_orders'", "'1.0.0',", "'Orders',", "{ '1.0.0': 'New' }", "'New'", "{ default: { storeName: { type: 'string', defaultValue: 'x', description: 'Of the store' } } }",
		"{ storeName: { type: 'string', defaultValue: 'x', description: 'Of the store' } }", "{ type: 'string', defaultValue: 'x', description: 'Of the store' }",
		"'string'", "'x'", "'Of the store'", "'orders'", "'https://acme.example/refunds'", "'20vw'",
		"{ 'acme_orders.widgets.orders.title': 'Orders', 'acme_orders.widgets.refunds.title': 'Refunds',\n    'acme_orders.settings.path.default.storeName.displayName': 'Store' }",
		"'Refunds'", "'Store'",
		// members that a spread may bring
		"title: 'Orders', ", "name: 'orders', ", "icon: 'https://acme.example/icon.svg', width", "type: 'string', ", "'acme_orders.widgets.orders.title': 'Orders', ",
		"defaultValue: 'x', ", "url: 'https://acme.example/refunds', ", "'1.0.0': 'New'", "storeName: { type: 'string', defaultValue: 'x', description: 'Of the store' }",
	} {
		if !strings.Contains(whole, part) {
			t.Fatal(part)
		}
		with := "process.env.X"
		if !strings.HasPrefix(part, "'") && !strings.HasPrefix(part, "{") || strings.Contains(part, "': '") && strings.HasPrefix(part, "'") {
			with = "...process.env.X, "
		}
		if strings.HasSuffix(part, ",") {
			with += ","
		}
		if strings.HasSuffix(part, "width") {
			with += "width"
		}
		text := strings.Replace(whole, part, with, 1)
		next := strings.ReplaceAll(text, "1.0.0", "1.0.1") // nothing says what changed in it, neither
		for _, files := range []fstest.MapFS{{"a/index.js": {Data: []byte(text)}}, {"a/app.js": {Data: []byte(whole)}, "a/index.js": {Data: []byte(next)}}} {
			for _, f := range judged(t, files) {
				if rule, _, _ := strings.Cut(f, " "); rule != "module-unknown-value" {
					t.Errorf("%s is not known, and yet: %s", part, f)
				}
			}
		}
	}
}

// TestModulesElsewhere: which modules are definitions, and which are not and are
// never told of.
func TestModulesElsewhere(t *testing.T) {
	const app = "{ app: 'acme', version: '1.0.0', title: 'Acme', widgets: [] }"
	for text, want := range map[string]string{
		"index.js: export default " + app:                                              "widget-empty-array",
		"any.mts: export default " + app:                                               "widget-empty-array",
		"index.test.js: export default " + app:                                         "",
		"index.d.ts: export default " + app:                                            "",
		"node_modules/x/index.js: export default " + app:                               "",
		".hidden/index.js: export default " + app:                                      "",
		"index.js: console.log(" + app + ")":                                           "",
		"index.js: module.exports = define(" + app + ")":                               "module-syntax",
		"other.js: module.exports = define(" + app + ")":                               "",
		"index.js: export default [" + app + "]":                                       "json-not-object",
		"index.js: import a from './a'; export default [a]":                            "",
		"index.js: module.exports = { url: 'x', icon: 'y', title: 'z' }":               "",
		"vite.config.ts: export default defineConfig({ build: { target: 'x' } })":      "",
		"app.config.js: module.exports = { app: { name: 'expo' } }":                    "",
		"index.js: module.exports = { version: '1.0.0', title: 'x', widgets: [] }":     "app-missing-key widget-empty-array",
		"index.js: module.exports = { app: 'acme', version: '1.0.0' title: 'Acme' }":   "module-syntax widget-empty-array",
		"other.js: module.exports = { acme: { app: 'acme', version: '1', title: 'A'}}": "app-version json-wrapped widget-empty-array",
	} {
		name, text, _ := strings.Cut(text, ": ")
		var got []string
		for _, f := range judged(t, fstest.MapFS{name: {Data: []byte(text)}}) {
			rule, _, _ := strings.Cut(f, " ")
			got = append(got, rule)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s: got %q, want %q", name, text, got, want)
		}
	}
}

// TestModulesTwice: a module that exports what is a definition under its own name
// is none itself, and neither is a bundle that is too large to be read.
func TestModulesTwice(t *testing.T) {
	files := fstest.MapFS{
		"index.js":  {Data: []byte("export { default } from './acme';\n")},
		"acme.js":   {Data: []byte("export default { app: 'acme', version: '1.0.0', title: 'Acme', widgets: [] };\n")},
		"bundle.js": {Data: []byte("module.exports = 1 //" + strings.Repeat(" ", 2000))},
	}
	s := generator.Open(files, theme(t), gallery.Options{CheckOnly: true, Verbose: true, Limits: check.Limits{FileSize: 1000}}, nil)
	_, err := s.Refresh()
	must(t, err)
	r := s.Snapshot().Report("")
	if len(r.Files) != 1 || r.Files[0].Source.Path != "acme.js" || len(r.Others) > 0 || r.Size().Apps != 1 {
		t.Errorf("%d files, %d others: %+v", len(r.Files), len(r.Others), r.Files)
	}
}

// TestModulesReadLittle: a module brings in nothing that is hidden, ignored or
// elsewhere, whoever wrote it.
func TestModulesReadLittle(t *testing.T) {
	files := fstest.MapFS{
		"a/.env": {Data: []byte("hush")}, "a/.git/config": {Data: []byte("hush")}, "a/ignored.txt": {Data: []byte("hush")},
		"a/node_modules/x/x.txt": {Data: []byte("hush")}, ".gitignore": {Data: []byte("ignored.txt\n")}, "a/seen.txt": {Data: []byte("seen")},
	}
	for i, name := range []string{".env", ".git/config", "ignored.txt", "node_modules/x/x.txt", "../../etc/passwd", "/etc/passwd", "seen.txt"} {
		files[fmt.Sprintf("a/%d.js", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "const fs = require('fs'), path = require('path');\n"+
			"module.exports = { app: 'acme%d', version: '1.0.0', title: 'Acme', description: fs.readFileSync(path.join(__dirname, %q), 'utf8'), widgets: [] };\n", i, name)}
	}
	seen := 0
	for p, data := range built(t, files, site.Settings{Title: "Modules", Load: "auto"}) {
		if strings.Contains(string(data), "hush") || strings.Contains(string(data), "root:x:") {
			t.Errorf("%s shows what nobody should see", p)
		}
		if p == "apps/acme6.html" && strings.Contains(string(data), "seen") {
			seen++
		}
	}
	if seen != 1 {
		t.Error("nothing is brought in at all")
	}
}

// TestModuleOrigin: what is wrong in a file that a module brings in is told at
// what brings it in, and says where it stands.
func TestModuleOrigin(t *testing.T) {
	s := generator.Open(fstest.MapFS{
		"a/index.js": {Data: []byte("import widgets from './widgets';\nexport default { app: 'acme', version: '1.0.0', title: 'Acme', widgets };\n")},
		"a/widgets/index.js": {Data: []byte(`export default [
  { title: 'A', url: 'http://acme.example', icon: 'https://acme.example/a.svg' },
]`)}}, theme(t), gallery.Options{CheckOnly: true}, nil)
	_, err := s.Refresh()
	must(t, err)
	files := s.Snapshot().Report("").Files
	if len(files) != 1 || len(files[0].Diagnostics) != 1 {
		t.Fatalf("%+v", files)
	}
	d := files[0].Diagnostics[0]
	at := files[0].Source.Position(d.Span.Start)
	got := fmt.Sprintf("%d:%d %s %s %v", at.Line, at.Column, d.Rule, d.Message, d.Fix)
	if want := `2:64 url-scheme `; !strings.HasPrefix(got, want) || !strings.HasSuffix(got, ` (in "./widgets/index.js", line 2) []`) {
		t.Error(got)
	}
}

// TestModuleInREADME: the module that the README shows is a definition of which
// all is known.
func TestModuleInREADME(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	must(t, err)
	_, text, _ := strings.Cut(string(readme), "```js\n")
	text, _, ok := strings.Cut(text, "```")
	if !ok {
		t.Fatal("the README shows no module")
	}
	got := judged(t, fstest.MapFS{
		"a/index.js": {Data: []byte(text)}, "a/help.html": {Data: []byte("<p>Help</p>\n")}, "a/package.json": {Data: []byte(`{"version": "1.0.0"}`)},
		"a/settings/index.ts": {Data: []byte("export default { default: {} } as const;\n")},
	})
	if want := []string{"widget-missing-icon /widgets/0", "widget-no-title /widgets/0"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestModulePages: pages say what is not known, and do not take it for nothing.
func TestModulePages(t *testing.T) {
	files := built(t, fstest.MapFS{"a/index.js": {Data: []byte(`export default { app: 'acme', version: process.env.V, title: 'Acme', description: process.env.D,
  settings: { default: { store: { type: 'string', defaultValue: process.env.S } } },
  widgets: [{ name: 'one', url: 'https://acme.example', icon: 'https://acme.example/i.svg', iframePermissions: process.env.P },
    { name: 'two', url: makeUrl(), icon: 'https://acme.example/i.svg' }] };
`)}}, site.Settings{Title: "Modules", Load: "auto"})
	for page, parts := range map[string][]string{
		"apps/acme.html":            {"version not known here", "May do more than is known here"},
		"apps/acme/one.html":        {"May do more than is known here", "not known here"},
		"apps/acme/two.html":        {"the address is not known here", "May do more than is known here"},
		"apps/acme/definition.html": {"makeUrl()"},
	} {
		for _, part := range parts {
			if !strings.Contains(string(files[page]), part) {
				t.Errorf("%s does not say %q", page, part)
			}
		}
		if strings.Contains(string(files[page]), "no version") || strings.Contains(string(files[page]), "grants nothing") ||
			strings.Contains(string(files[page]), "No description") {
			t.Errorf("%s takes what is not known for nothing", page)
		}
	}
}
