package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/check"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// TestAddWidget: however a definition is written, it holds what it held and one more widget, and every byte of it is
// still there, in its order; only white space in an empty list may go.
func TestAddWidget(t *testing.T) {
	texts := map[string]string{
		"on one line":       `{"app":"a","widgets":[{"name":"w","url":"https://a.example/w","icon":"https://a.example/w.svg"}],"i18n":{"en_us":{}}}`,
		"nothing":           `{"app": "a"}`,
		"an empty list":     "{\n  \"app\": \"a\",\n  \"widgets\": [ \n ]\n}\n",
		"Windows' lines":    "{\r\n\t\"app\": \"a\",\r\n\t\"widgets\": [\r\n\t\t{\"name\": \"w\"}\r\n\t]\r\n}\r\n",
		"behind a BOM":      "\ufeff{\n \"app\": \"a\",\n \"widgets\": [\n  {\n   \"name\": \"w\"\n  }\n ]\n}",
		"commas first":      "{ \"app\": \"a\"\n, \"widgets\":\n  [ {\"name\": \"w\"}\n  , {\"name\": \"x\"}\n  ]\n}",
		"an odd app":        `{"app": "</script> \" \\ Ä", "i18n": {"en_us": {"x": "y"}}}`,
		"settings in hosts": `{"app": "a", "widgets": [{"url": "https://{{{settings.default.host}}}/w", "icon": "https://u:p@a.example/../i.svg"}]}`,
	}
	must(t, filepath.WalkDir("../../content/apps", func(name string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".json" && !strings.Contains(name, "broken_") { // on purpose
			data, err := os.ReadFile(name)
			must(t, err)
			if json.Valid(data) {
				texts[name] = string(data)
			}
		}
		return err
	}))
	if len(texts) < 15 {
		t.Fatalf("only %d texts", len(texts))
	}
	for name, before := range texts {
		edits, err := addWidget([]byte(before), check.Root("app.json", []byte(before), check.Limits{}), "brand_new")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, e := range edits {
			if gone := before[e.Span.Start:e.Span.End]; strings.TrimSpace(gone) != "" {
				t.Errorf("%s: %q goes", name, gone)
			}
		}
		after := string(diag.Apply([]byte(before), edits))
		var was, is map[string]any
		must(t, json.Unmarshal([]byte(strings.TrimPrefix(before, "\ufeff")), &was))
		if err := json.Unmarshal([]byte(strings.TrimPrefix(after, "\ufeff")), &is); err != nil || len(jsontree.Read([]byte(strings.TrimPrefix(after, "\ufeff")), jsontree.Limits{}).Faults) > 0 {
			t.Errorf("%s: %v:\n%s", name, err, after)
			continue
		}
		list, _ := is["widgets"].([]any)
		added, _ := list[len(list)-1].(map[string]any)
		if added["name"] != "brand_new" || !strings.HasPrefix(added["url"].(string), "https://") || !strings.HasPrefix(added["icon"].(string), "https://") || strings.Contains(added["url"].(string)+added["icon"].(string), "{") {
			t.Errorf("%s: added %v", name, added)
		}
		is["widgets"] = slices.Delete(list, len(list)-1, len(list))
		if _, had := was["widgets"]; !had {
			delete(is, "widgets")
		}
		if words, ok := is["i18n"].(map[string]any); ok {
			if en, ok := words["en_us"].(map[string]any); ok {
				delete(en, is["app"].(string)+".widgets.brand_new.title")
			}
		}
		if !reflect.DeepEqual(was, is) {
			t.Errorf("%s: more than a widget changed:\n%s", name, after)
		}
	}
}
