package lsp_test

import (
	"strings"
	"testing"
)

// TestLanguageOfModule: a definition that is kept as a module is answered for as one in
// JSON, in its own spelling; a script that is none is left alone, and what a module
// brings in counts as it stands in the editor.
func TestLanguageOfModule(t *testing.T) {
	const module = `const texts = require('./texts.json')
module.exports = {
  app: 'acme_orders',
  version: '1.0.0',
  title: texts.title,
  settings: { default: { host: { type: 'string', defaultValue: 'acme.example' } } },
  widgets: [{
    name: 'orders',
    title: 'Orders',
    url: 'https://acme.example/{{{settings.default.host}}}',
    icon: 'icon.png',
    widht: '50vw',
    height: process.env.HEIGHT,
  }],
}
`
	s := begin(t, map[string]string{
		"src/acme/index.js": module, "src/acme/texts.json": `{"title": "Acme"}`, "src/acme/icon.png": "", "src/tool.js": "console.log(1)\n",
	}, options(t), `{}`)
	s.open("src/acme/index.js", 1, module)
	s.open("src/tool.js", 1, "console.log(1)\n")
	told := strings.Join(s.told("src/acme/index.js", 1), "\n")
	for _, want := range []string{"widget-unknown-key", "module-unknown-value"} {
		if !strings.Contains(told, want) {
			t.Errorf("no %s in\n%s", want, told)
		}
	}
	for _, c := range []struct{ file, method, at, want string }{
		{"src/acme/index.js", "hover", `"position":{"line":9,"character":52}`, "acme.example"},
		{"src/acme/index.js", "definition", `"position":{"line":9,"character":52}`, `"start":{"line":5,"character":25},"end":{"line":5,"character":29}`},
		{"src/acme/index.js", "rename", `"position":{"line":5,"character":26},"newName":"server"`, `"newText":"server"`},
		{"src/acme/index.js", "completion", `"position":{"line":7,"character":4}`, `"label":"width"`},
		{"src/acme/index.js", "documentSymbol", ``, `"name":"Orders"`},
		{"src/tool.js", "completion", `"position":{"line":0,"character":0}`, `null`},
		{"src/tool.js", "documentSymbol", ``, `null`},
	} {
		if c.at != "" {
			c.at = "," + c.at
		}
		m := s.answer(s.request("textDocument/"+c.method, `{"textDocument":{"uri":`+quote(s.uri(c.file))+`}`+c.at+`}`))
		if got := string(m.Result); !strings.Contains(got, c.want) {
			t.Errorf("%s of %s: got %s\nwithout %s", c.method, c.file, got, c.want)
		}
	}
}
