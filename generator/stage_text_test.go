package generator_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator/site"
)

var stageJSON = regexp.MustCompile(`(?s)<script type="application/json"[^>]*>(\{.*?)</script>`)

// TestSettingTexts: a setting's description in Markdown goes into the
// definition, plain words come out in the stage's panel, cut at a word and
// never inside a link.
func TestSettingTexts(t *testing.T) {
	link := "[the administration guide](https://acme.test/guide/a/very/long/path/that/is/longer/than/the/panel/shows?with=a&query=string)"
	for markdown, want := range map[string]string{
		"The **name** of the _store_, see " + link + ".":                             "The name of the store, see the administration guide.",
		strings.Repeat("The name of the store. ", 4) + link + " has more on stores.": strings.Repeat("The name of the store. ", 4) + "the…",
		"a_b_c &amp; `x*y`\n\n- one\n- two":                                          "a_b_c & x*y one two",
	} {
		text, err := json.Marshal(markdown)
		if err != nil {
			t.Fatal(err)
		}
		pages := built(t, fstest.MapFS{"acme/app.json": {Data: fmt.Appendf(nil, `{ "app": "acme", "version": "1.0.0", "title": "Acme",
			"settings": { "default": { "store": { "type": "string", "defaultValue": "", "description": %s } } },
			"widgets": [{ "name": "w", "title": "W", "url": "https://acme.test/{{{settings.default.store}}}", "icon": "https://acme.test/i.svg" }] }`, text)}}, site.Settings{Load: "auto"})
		var data site.StageData
		found := stageJSON.FindSubmatch(pages["apps/acme/w.html"])
		if found == nil {
			t.Fatal("the page has no data for the stage")
		}
		if err := json.Unmarshal(found[1], &data); err != nil {
			t.Fatal(err)
		}
		if got := data.Settings[0].Text; got != want {
			t.Errorf("%q: the panel says %q, want %q", markdown, got, want)
		}
	}
}
