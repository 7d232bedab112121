package check

import (
	"testing"

	"vitrine/generator/diag"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

// TestWhyNot: a text that is not laid out has a reason, also where a check has none to tell.
func TestWhyNot(t *testing.T) {
	c := New(Limits{}, site.Settings{}, memo.New())
	for text, want := range map[string]string{
		`{"app": "acme",}`: `trailing comma before "}"`,
		`{"app": "acme"}`:  "a secret is not written as JSON allows",
	} {
		at := diag.Span{Start: 8, End: 14}
		got := c.whyNot(&Subject{Path: "app.json", Text: []byte(text)}, diag.Diagnostic{Rule: "json-string", Span: at})
		if len(got) != 1 || got[0].Message != want {
			t.Errorf("%s: %v, want %q", text, got, want)
		}
	}
}
