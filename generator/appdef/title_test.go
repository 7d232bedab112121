package appdef

import (
	"strings"
	"testing"

	"vitrine/generator/jsontree"
)

// TestWidgetTitle: what the widgets of a definition are called. A host is
// never the name of a widget: several of them may share it, and it says
// nothing of what they do.
func TestWidgetTitle(t *testing.T) {
	const url = `"url": "https://acme.example/orders"`
	for _, c := range []struct{ definition, want string }{
		{`{ "app": "acme", "title": "Acme Orders", "widgets": [{ ` + url + ` }] }`, "Acme Orders"},
		{`{ "app": "acme", "title": "Acme Orders", "widgets": [{ ` + url + ` }, { ` + url + ` }] }`,
			"Acme Orders, widget 1|Acme Orders, widget 2"},
		{`{ "app": "acme", "title": "Acme Orders", "widgets": [{ "title": "Lookup" }, { ` + url + ` }] }`, "Lookup|Acme Orders, widget 2"},
		{`{ "app": "acme", "title": "Acme Orders", "widgets": [{ "title": " ", "name": "lookup" }, { "title": "\t", "name": "" }] }`,
			"lookup|Acme Orders, widget 2"},
		{`{ "app": "acme", "title": "Acme", "i18n": { "en_us": { "acme.title": "Orders" } }, "widgets": [{ ` + url + ` }] }`, "Orders"},
		{`{ "app": "acme", "title": "Acme", "i18n": { "en_us": { "acme.title": " ", "acme.widgets.w.title": " " } }, "widgets": [{ "name": "w" }, {}] }`,
			"w|Acme, widget 2"},
		{`{ "app": "acme", "widgets": [{ ` + url + ` }] }`, "acme"},
		{`{ "widgets": [{ ` + url + ` }] }`, "Widget 1"},
		{`{ "widgets": [{ ` + url + ` }, {}] }`, "Widget 1|Widget 2"},
	} {
		root, _ := jsontree.Parse([]byte(c.definition), jsontree.Limits{})
		app, _ := Decode(root)
		var got []string
		for i := range app.Widgets {
			got = append(got, app.WidgetTitle(&app.Widgets[i], DefaultLocale))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.definition, strings.Join(got, "|"), c.want)
		}
	}
}
