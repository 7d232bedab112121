package appdef_test

import (
	"testing"

	"vitrine/generator/appdef"
	"vitrine/generator/jsontree"
)

// TestDefaultText: a default is filled in as the text that it becomes, not as it is written.
func TestDefaultText(t *testing.T) {
	for written, want := range map[string]string{
		`1e3`: "1000", `1.0`: "1", `-0`: "0", `1e21`: "1e+21", `1E-7`: "1e-7", `true`: "true", `"1e3"`: "1e3",
	} {
		reading, _ := appdef.Parse([]byte(`{ "settings": { "default": { "n": { "type": "number", "defaultValue": `+written+` } } } }`), jsontree.Limits{})
		app, _ := appdef.Decode(reading.Root)
		if got := appdef.Fill(&app.Settings[0].Settings[0], nil); got != (appdef.Filled{Text: want, From: appdef.FromDefault}) {
			t.Errorf("%s is filled in as %+v, want %q", written, got, want)
		}
	}
}
