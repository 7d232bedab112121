package appdef

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/jsontree"
)

// TestOrder: the order has the keys that the decoder reads, no more and no less.
func TestOrder(t *testing.T) {
	root, _ := jsontree.Parse([]byte(`{
  "app": "acme",
  "appDetails": {"strange": 1, "appDeveloper": {"strange": 1}, "externalPlatform": {"strange": 1}, "documentationLinks": [{"strange": 1}]},
  "settingsPageConfig": {"strange": 1},
  "widgets": [{`+members(WidgetKeys)+`}],
  "settings": {"any": {"any": {`+members(SettingKeys)+`}}}
}`), jsontree.Limits{})
	app, _ := Decode(root)
	details := DefinitionOrder.Of("appDetails")
	orders := map[string]*Order{
		"appDetails": details, "appDeveloper": details.Of("appDeveloper"), "externalPlatform": details.Of("externalPlatform"),
		"a documentation link": details.Of("documentationLinks").Item, "settingsPageConfig": DefinitionOrder.Of("settingsPageConfig"),
	}
	for _, u := range app.Unnamed {
		got, want := slices.Sorted(slices.Values(orders[u.In].Keys)), slices.Sorted(slices.Values(u.Known))
		if !slices.Equal(got, want) {
			t.Errorf("%s: the order has %q, the decoder %q", u.In, got, want)
		}
		delete(orders, u.In)
	}
	if len(orders) > 0 {
		t.Errorf("the decoder knows nothing of %v", orders)
	}
	if len(app.Widgets[0].Unknown)+len(app.Settings[0].Settings[0].Unknown)+len(app.Unknown) > 0 {
		t.Errorf("unknown: %v, %v, %v", app.Widgets[0].Unknown, app.Settings[0].Settings[0].Unknown, app.Unknown)
	}
	if w, s := DefinitionOrder.Of("widgets").Item.Keys, DefinitionOrder.Of("settings").Of("any").Of("any").Keys; !slices.Equal(w, WidgetKeys) ||
		!slices.Equal(s, SettingKeys) {
		t.Errorf("widgets %q, settings %q", w, s)
	}
}

func members(keys []string) string {
	var list []string
	for _, key := range keys {
		list = append(list, fmt.Sprintf("%q: null", key))
	}
	return strings.Join(list, ", ")
}
