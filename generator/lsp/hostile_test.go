package lsp_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"vitrine/internal/attacks"
)

// asksAll asks everything about a document, at some of its places, and returns all
// texts in the answers and in what was published: not those that go back into the
// document.
func asksAll(s *client, name, text string, every int) (texts []string) {
	at := func(line, character int) string {
		return fmt.Sprintf(`"position":{"line":%d,"character":%d}`, line, character)
	}
	ask := func(method, params string) {
		m := s.answer(s.request("textDocument/"+method, `{"textDocument":{"uri":`+quote(s.uri(name))+`},`+params+`}`))
		var value any
		if json.Unmarshal(m.Result, &value) == nil {
			texts = shown(value, texts)
		}
		if m.Error != nil {
			texts = append(texts, m.Error.Message)
		}
	}
	whole := `"range":{"start":{"line":0,"character":0},"end":{"line":9999,"character":0}},"context":{"diagnostics":[]}`
	for _, method := range []string{"documentSymbol", "foldingRange", "documentLink", "inlayHint", "codeLens", "codeAction", "formatting"} {
		ask(method, whole+`,"options":{"tabSize":2,"insertSpaces":true}`)
	}
	for i, line := range strings.Split(text, "\n") {
		for column := i % every; column < len(line); column += every {
			for _, method := range []string{"completion", "hover"} {
				ask(method, at(i, column))
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.found {
		for _, d := range p.Diagnostics {
			texts = append(texts, d.Message)
			for _, r := range d.Related {
				texts = append(texts, r.Message)
			}
		}
	}
	return append(texts, s.messages...)
}

// shown gathers the texts of an answer, without what the document becomes, addresses,
// and what a completion is told from the others by.
func shown(value any, texts []string) []string {
	switch v := value.(type) {
	case string:
		return append(texts, v)
	case []any:
		for _, x := range v {
			texts = shown(x, texts)
		}
	case map[string]any:
		for key, x := range v {
			if key != "newText" && key != "filterText" && key != "target" && key != "uri" {
				texts = shown(x, texts)
			}
		}
	}
	return texts
}

// TestHostile: what an editor shows of a definition is text that does nothing: it moves
// no cursor and turns no line around.
func TestHostile(t *testing.T) {
	for i, group := range attacks.Groups(attacks.Most) {
		if i%8 > 0 && !attacks.Long {
			continue // package editing tries the others
		}
		files := map[string]string{}
		attacks.App(files, "acme", group)
		attacks.Named(files, "odd", group)
		s := begin(t, files, options(t), `{"textDocument":{"publishDiagnostics":{"relatedInformation":true}}}`)
		for name, text := range files {
			if !strings.HasSuffix(name, "3.json") && !strings.HasPrefix(name, "odd/odd") || strings.HasSuffix(name, "bare.json") || !strings.HasSuffix(name, ".json") {
				continue
			}
			s.open(name, 1, text)
			s.told(name, 1)
			texts := asksAll(s, name, text, 151)
			if len(texts) < 100 {
				t.Errorf("%s: only %d texts", name, len(texts))
			}
			for _, text := range texts {
				if at := strings.IndexFunc(text, func(r rune) bool {
					return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
				}); at >= 0 {
					t.Errorf("%s: %q", name, text)
				}
			}
		}
	}
}

// TestSecretName: a file whose name looks like a secret is told of by its address, which
// the editor has given, and nowhere else by that name.
func TestSecretName(t *testing.T) {
	const name = "ghp_0123456789abcdefghijABCDEFGHIJ456789.json"
	s := begin(t, map[string]string{name: ""}, options(t), `{}`)
	s.eventually(name, "0:0-0:0 error json-empty")
	s.open(name, 1, fixable)
	s.told(name, 1)
	if len(s.actions(name, here(5, 15, 15), "quickfix")) == 0 {
		t.Error("no fix is offered")
	}
}

// TestSecrets: what is secret in a definition is shown nowhere.
func TestSecrets(t *testing.T) {
	const secret = "sk_live_4eC39HqLyjWDarjtT1zdp7dc"
	text := strings.NewReplacer(`"acme.example"`, `"`+secret+`"`, `"host"`, `"apiKey"`, "default.host", "default.apiKey", `"string"`, `"secret"`).Replace(spoken)
	s := begin(t, map[string]string{"a/app.json": text, "a/samples.yaml": strings.NewReplacer("host", "apiKey", "orders.example", secret).Replace(spokenSamples)},
		options(t), `{"textDocument":{"publishDiagnostics":{"relatedInformation":true}}}`)
	s.open("a/app.json", 1, text)
	s.told("a/app.json", 1)
	for _, shown := range asksAll(s, "a/app.json", text, 3) {
		if strings.Contains(shown, secret) {
			t.Errorf("%s", shown)
		}
	}
}
