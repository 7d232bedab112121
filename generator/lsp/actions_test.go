package lsp_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/diag"
)

// action is one that was offered.
type action struct {
	Title, Kind string
	IsPreferred bool
	Diagnostics []diagnostic
	Edit        *workspaceEdit
	Data        json.RawMessage
}

type workspaceEdit struct {
	Changes         map[string][]textEdit
	DocumentChanges []struct {
		Kind, URI    string
		TextDocument struct {
			URI     string
			Version *int
		}
		Edits []textEdit
	}
}

type textEdit struct {
	Range   rang
	NewText string
}

// apply makes edits as an editor does, for texts of ASCII.
func apply(text string, edits []textEdit) string {
	offset := func(p place) int {
		at := 0
		for range p.Line {
			at += strings.Index(text[at:], "\n") + 1
		}
		return at + p.Character
	}
	var list []diag.Edit
	for _, e := range edits {
		list = append(list, diag.Edit{Span: diag.Span{Start: offset(e.Range.Start), End: offset(e.Range.End)}, New: e.NewText})
	}
	return string(diag.Apply([]byte(text), list))
}

// of returns the edits of a file.
func (e *workspaceEdit) of(uri string) []textEdit {
	for _, d := range e.DocumentChanges {
		if d.TextDocument.URI == uri {
			return d.Edits
		}
	}
	return e.Changes[uri]
}

// lazy is an editor that asks for the edit of an action when it is chosen.
const lazy = `{"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]}},
	"textDocument":{"codeAction":{"dataSupport":true,"resolveSupport":{"properties":["edit"]}}}}`

// fixable has a comma too much, and an id that can only be guessed.
const fixable = `{
  "app": "acme orders",
  "version": "1.0.0",
  "title": "Orders",
  "visibility": "private",
  "widgets": [],
}
`

func (c *client) actions(name, at, only string) (list []action) {
	c.t.Helper()
	if only != "" {
		only = `,"only":[` + quote(only) + `]`
	}
	c.call("textDocument/codeAction", `{"textDocument":{"uri":`+quote(c.uri(name))+`},"range":`+at+`,"context":{"diagnostics":[]`+only+`}}`, &list)
	for i := range list {
		if list[i].Edit == nil {
			c.call("codeAction/resolve", fmt.Sprintf(`{"title":%s,"data":%s}`, quote(list[i].Title), list[i].Data), &list[i])
		}
	}
	return list
}

// TestActions: what is offered where, and what it makes of the text.
func TestActions(t *testing.T) {
	const comma, id, both = `{"start":{"line":5,"character":15},"end":{"line":5,"character":15}}`,
		`{"start":{"line":1,"character":14},"end":{"line":1,"character":14}}`, `{"start":{"line":0,"character":0},"end":{"line":9,"character":0}}`
	withoutComma := strings.Replace(fixable, "[],", "[]", 1)
	renamed := strings.Replace(fixable, "acme orders", "acme_orders", 1)
	for _, c := range []struct {
		name, at, only string
		want           map[string]string // what the text becomes, by the beginning of the title
		preferred      []string
	}{
		{"a comma", comma, "quickfix", map[string]string{"Mend: ": withoutComma}, []string{"Mend: "}},
		{"an id", id, "quickfix", map[string]string{
			`Mend: write "acme_orders" (a guess)`:        renamed,
			"Mend all in this file, by guessing as well": strings.Replace(withoutComma, "acme orders", "acme_orders", 1),
		}, nil},
		{"all that is safe", both, "source.fixAll", map[string]string{"Mend all in this file that needs no guess": withoutComma}, nil},
		{"all that is safe, when saving", both, "source.fixAll.vitrine", map[string]string{"Mend all in this file that needs no guess": withoutComma}, nil},
		{"nothing of that kind", both, "refactor", nil, nil},
		{"nothing of another's", both, "source.fixAll.eslint", nil, nil},
		{"nothing there", here(0, 0, 0), "quickfix", nil, nil},
	} {
		for _, capabilities := range []string{`{}`, lazy} {
			t.Run(c.name, func(t *testing.T) {
				s := begin(t, nil, options(t), capabilities)
				s.open("app.json", 3, fixable)
				got := s.actions("app.json", c.at, c.only)
				if len(got) != len(c.want) {
					t.Errorf("%d actions, want %d: %+v", len(got), len(c.want), got)
				}
				for _, a := range got {
					known := false
					for title, want := range c.want {
						if !strings.HasPrefix(a.Title, title) {
							continue
						}
						known = true
						if after := apply(fixable, a.Edit.of(s.uri("app.json"))); after != want {
							t.Errorf("%s makes\n%s", a.Title, after)
						}
						if a.IsPreferred != slices.Contains(c.preferred, title) || a.IsPreferred && strings.Contains(a.Title, "guess") {
							t.Errorf("%s: preferred is %t", a.Title, a.IsPreferred)
						}
					}
					if !known {
						t.Errorf("unexpected: %s", a.Title)
					}
				}
			})
		}
	}
}

// TestActionOrder: what is worst is mended first, though a warning is about the same
// word and stands before it in a list.
func TestActionOrder(t *testing.T) {
	const text = `{"app": "a", "version": "1.0.0", "title": "A", "widgets": [{"url": "https://a.example/", "iframePermissions": "camra"}]}`
	s := begin(t, nil, options(t), `{}`)
	s.open("app.json", 1, text)
	at := strings.Index(text, "camra") + 1
	list := s.actions("app.json", here(0, at, at), "quickfix")
	if len(list) < 2 || !strings.Contains(list[0].Title, `did you mean "camera"`) {
		t.Errorf("%+v", list)
	}
}

// TestActionTooLate: an edit is for the text that the action was offered for.
func TestActionTooLate(t *testing.T) {
	s := begin(t, nil, options(t), lazy)
	s.open("app.json", 1, fixable)
	var list []action
	s.call("textDocument/codeAction", `{"textDocument":{"uri":`+quote(s.uri("app.json"))+`},"range":`+here(5, 15, 15)+`,"context":{"diagnostics":[]}}`, &list)
	s.change("app.json", 2, here(0, 0, 0), " ")
	for _, data := range []string{string(list[0].Data), `{"uri":"file:///none","version":1,"do":"fix"}`, `7`} {
		m := s.answer(s.request("codeAction/resolve", `{"title":"x","data":`+data+`}`))
		if m.Error == nil {
			t.Errorf("%s: %s", data, m.Result)
		}
	}
}

// TestIgnore: an entry of the configuration is an edit of that file, which is made if
// it is not there.
func TestIgnore(t *testing.T) {
	opts := options(t)
	opts.Ignore = func(config string, open []byte, d *diag.Diagnostic, path string) ([]byte, bool, []diag.Edit, error) {
		text := "# mine\n"
		if open != nil {
			text = string(open)
		}
		if text == "odd" {
			return nil, false, nil, errors.New("add it by hand")
		}
		entry := fmt.Sprintf("%s %s %s\n", d.Rule, path, d.Path)
		return []byte(text), open != nil, []diag.Edit{{Span: diag.Span{Start: len(text), End: len(text)}, New: entry}}, nil
	}
	find := func(s *client) *action {
		for _, a := range s.actions("a/app.json", here(5, 14, 14), "quickfix") {
			if a.Title == "Ignore widget-empty-array here, with a reason" {
				return &a
			}
		}
		return nil
	}
	for _, capabilities := range []string{`{}`, lazy} {
		s := begin(t, nil, opts, capabilities)
		s.open("a/app.json", 1, sound)
		a := find(s)
		if a == nil {
			t.Fatal("nothing is offered")
		}
		const entry = "widget-empty-array a/app.json /widgets\n"
		if got := apply("# mine\n", a.Edit.of(s.uri("config.yaml"))); got != "# mine\n"+entry {
			t.Errorf("the file becomes %q", got)
		}
		if made := len(a.Edit.DocumentChanges) == 2 && a.Edit.DocumentChanges[0].Kind == "create"; made != (capabilities == lazy) {
			t.Errorf("%+v", a.Edit)
		}
		s.open("config.yaml", 4, "ignore:\n")
		if got := apply("ignore:\n", find(s).Edit.of(s.uri("config.yaml"))); got != "ignore:\n"+entry {
			t.Errorf("what is open becomes %q", got)
		}
	}
	s := begin(t, nil, opts, `{}`)
	s.open("config.yaml", 4, "odd")
	s.open("a/app.json", 1, sound)
	if find(s) != nil {
		t.Error("what cannot be done is offered")
	}
	s = begin(t, nil, opts, `{}`)
	s.open("a/app.json", 1, "{") // which can be ignored nowhere
	for _, a := range s.actions("a/app.json", here(0, 0, 1), "quickfix") {
		if strings.HasPrefix(a.Title, "Ignore json-") {
			t.Error(a.Title)
		}
	}
}

// TestFormatting: a definition is laid out with small edits, and what is no JSON is
// refused with a reason.
func TestFormatting(t *testing.T) {
	for _, c := range []struct{ name, text, want, refused string }{
		{"as it should be", sound, sound, ""},
		{"keys in another order", "{\r\n  \"title\": \"Orders\",\r\n  \"app\": \"acme\", \"version\": \"1.0.0\" }",
			"{\r\n  \"title\": \"Orders\",\r\n  \"app\": \"acme\",\r\n  \"version\": \"1.0.0\"\r\n}\r\n", ""},
		{"a comment", "{ \"app\": \"acme\", // ours\n\"version\": \"1.0.0\", \"title\": \"Orders\" }",
			"{\n  \"app\": \"acme\", // ours\n  \"version\": \"1.0.0\",\n  \"title\": \"Orders\"\n}\n", ""},
		{"no JSON", "{ // ours\n  \"app\": \"acme\",,\n}", "", "line 2, column 17"},
		{"no definition", `{"name": "x",    "scripts": {}}`, `{"name": "x",    "scripts": {}}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begin(t, nil, options(t), `{}`)
			s.open("a.json", 1, c.text)
			m := s.answer(s.request("textDocument/formatting", `{"textDocument":{"uri":`+quote(s.uri("a.json"))+`},"options":{"tabSize":8,"insertSpaces":false}}`))
			if c.refused != "" {
				if m.Error == nil || m.Error.Code != -32803 || !strings.Contains(m.Error.Message, c.refused) {
					t.Errorf("%s, %+v", m.Result, m.Error)
				}
				return
			}
			var edits []textEdit
			if err := json.Unmarshal(m.Result, &edits); err != nil {
				t.Fatalf("%+v: %v", m.Error, err)
			}
			if got := apply(c.text, edits); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
