package lsp_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// spoken is a definition in which a setting is declared, used and translated.
const spoken = `{
  "app": "acme_orders",
  "version": "1.0.0",
  "title": "Größe 👍",
  "settings": {
    "default": {
      "host": {
        "type": "string",
        "defaultValue": "acme.example"
      }
    }
  },
  "widgets": [
    {
      "name": "orders",
      "title": "👍 orders",
      "icon": "icon.png",
      "url": "https://{{{settings.default.host}}}/👍/{{{settings.default.host}}}",
      "width": "50vw"
    }
  ]
}
`

const spokenSamples = "- name: full\n  settings:\n    - {category: default, name: host, value: orders.example}\n"

// TestLanguage: what package editing answers reaches the editor, with places in its
// units and files by their addresses.
func TestLanguage(t *testing.T) {
	opts := options(t)
	opts.Page = func(_ context.Context, folder, path string, widget int) (string, bool) {
		return "http://127.0.0.1:8787/apps/acme_orders.html", path == "a/app.json" && widget == -1
	}
	s := begin(t, map[string]string{
		"a/app.json": spoken, "a/samples.yaml": spokenSamples, "a/icon.png": "", "a/versions/0.9.0.json": strings.Replace(spoken, "1.0.0", "0.9.0", 1),
	}, opts, `{"workspace":{"workspaceEdit":{"documentChanges":true,"changeAnnotationSupport":{}}},"textDocument":{"completion":{"completionItem":{"snippetSupport":true}}}}`)
	s.open("a/app.json", 1, spoken)
	s.told("a/app.json", 1)
	at := func(line, character int) string {
		return fmt.Sprintf(`"position":{"line":%d,"character":%d}`, line, character)
	}
	for _, c := range []struct{ method, params, want string }{
		{"completion", at(17, 38), `"label":"settings.default.host"`},
		{"completion", at(17, 38), `"range":{"start":{"line":17,"character":`},
		{"completion", at(12, 3), `"label":"visibility"`},
		{"hover", at(17, 40), `"kind":"markdown"`},
		{"hover", at(17, 40), `orders.example`}, // what the samples say
		{"hover", at(0, 0), `null`},
		{"definition", at(17, 62), `[{"uri":"DIR/a/app.json","range":{"start":{"line":6,"character":7},"end":{"line":6,"character":11}}}]`},
		{"references", at(6, 9) + `,"context":{"includeDeclaration":true}`, `"start":{"line":17,"character":73},"end":{"line":17,"character":77}`},
		{"references", at(6, 9) + `,"context":{"includeDeclaration":true}`, `{"uri":"DIR/a/samples.yaml","range":{"start":{"line":2,"character":32},"end":{"line":2,"character":36}}}`},
		{"prepareRename", at(6, 9), `{"range":{"start":{"line":6,"character":7},"end":{"line":6,"character":11}},"placeholder":"host"}`},
		{"prepareRename", at(0, 0), `null`},
		{"rename", at(6, 9) + `,"newName":"server"`, `{"textDocument":{"uri":"DIR/a/samples.yaml","version":null},"edits":[{"range":{"start":{"line":2,"character":32},"end":{"line":2,"character":36}},"newText":"server"}]}`},
		{"rename", at(6, 9) + `,"newName":"server"`, `"uri":"DIR/a/app.json","version":1`},
		{"rename", at(6, 9) + `,"newName":"server"`, `"annotationId":"otherVersions"`},
		{"rename", at(6, 9) + `,"newName":"server"`, `"needsConfirmation":true`},
		{"rename", at(6, 9) + `,"newName":"not a name"`, `-32803`},
		{"documentSymbol", ``, `"name":"👍 orders","detail":"orders"`},
		{"documentSymbol", ``, `"children":[`},
		{"foldingRange", ``, `{"startLine":6,"endLine":8}`},
		{"documentLink", ``, `"target":"DIR/a/icon.png"`},
		{"documentLink", ``, `"target":"http://127.0.0.1:8787/apps/acme_orders.html"`},
		{"inlayHint", `"range":{"start":{"line":0,"character":0},"end":{"line":99,"character":0}}`, `px`},
		{"inlayHint", `"range":{"start":{"line":0,"character":0},"end":{"line":1,"character":0}}`, `[]`},
		{"codeLens", ``, `"command":"vitrine.preview","arguments":["DIR/a/app.json",0]`},
	} {
		params := c.params
		if params != "" {
			params = "," + params
		}
		m := s.answer(s.request("textDocument/"+c.method, `{"textDocument":{"uri":`+quote(s.uri("a/app.json"))+`}`+params+`}`))
		got := string(m.Result)
		if m.Error != nil {
			got = fmt.Sprintf("%d %s", m.Error.Code, m.Error.Message)
		}
		if want := strings.ReplaceAll(c.want, "DIR", s.uri("")); !strings.Contains(got, want) {
			t.Errorf("%s %s: got\n%s\nwithout\n%s", c.method, c.params, got, want)
		}
	}
}

// TestLanguageOfOther: files that are no definitions, and broken ones, are asked about
// all the same by editors.
func TestLanguageOfOther(t *testing.T) {
	s := begin(t, nil, options(t), `{}`)
	s.notify("textDocument/didOpen", `{"textDocument":{"uri":`+quote(s.uri("samples.yaml"))+`,"languageId":"yaml","version":1,"text":"sets: []\n"}}`)
	s.open("app.json", 1, `{"app": "a", "widgets": [{"url": "https://{{{`)
	s.open("odd.json", 1, strings.Repeat("[", 500))
	for _, name := range []string{"samples.yaml", "app.json", "odd.json", "none.json"} {
		for _, method := range []string{"completion", "hover", "definition", "references", "prepareRename", "rename", "documentSymbol",
			"foldingRange", "documentLink", "inlayHint", "codeLens", "codeAction", "formatting"} {
			m := s.answer(s.request("textDocument/"+method, `{"textDocument":{"uri":`+quote(s.uri(name))+`},"position":{"line":0,"character":44},
				"range":`+here(0, 0, 44)+`,"context":{"diagnostics":[],"includeDeclaration":true},"newName":"x","options":{"tabSize":2,"insertSpaces":true}}`))
			if m.Error != nil && m.Error.Code != -32803 {
				t.Errorf("%s of %s: %s", method, name, m.Error.Message)
			}
		}
	}
}

// TestPreview: the command opens the page that is served, and says what to do where
// there is none.
func TestPreview(t *testing.T) {
	opts := options(t)
	served := false
	opts.Page = func(_ context.Context, folder, path string, widget int) (string, bool) {
		return fmt.Sprintf("http://127.0.0.1:8787/%s/%d.html", path, widget), served
	}
	for _, show := range []bool{false, true} {
		s := begin(t, nil, opts, fmt.Sprintf(`{"window":{"showDocument":{"support":%t}}}`, show))
		s.open("app.json", 1, spoken)
		preview := func() {
			t.Helper()
			s.call("workspace/executeCommand", `{"command":"vitrine.preview","arguments":[`+quote(s.uri("app.json"))+`,0]}`, nil)
		}
		served = false
		preview()
		s.await("the message", func() bool { return len(s.messages) == 1 && strings.Contains(s.messages[0], "vitrine serve") })
		served = true
		preview()
		if !show {
			s.await("the address", func() bool {
				return len(s.messages) == 2 && strings.Contains(s.messages[1], "http://127.0.0.1:8787/app.json/0.html")
			})
			continue
		}
		s.await("the page", func() bool { return len(s.asks) == 1 })
		var p struct {
			URI      string
			External bool
		}
		if err := json.Unmarshal(s.asks[0].Params, &p); err != nil || s.asks[0].Method != "window/showDocument" || !p.External || p.URI != "http://127.0.0.1:8787/app.json/0.html" {
			t.Errorf("%+v %v", p, err)
		}
	}
}
