package appdef_test

import (
	"slices"
	"strings"
	"testing"

	"vitrine/generator/appdef"
)

// TestDocumentedAt looks places of a definition up: what is required stands first, then
// the order of the platform's examples, at last what is deprecated.
func TestDocumentedAt(t *testing.T) {
	for path, want := range map[string]string{
		"":                                "app version title identifier … url",
		"widgets":                         "array: ",
		"widgets 3":                       "object: url icon name title … backgroundLoad",
		"widgets 3 width":                 "string number: ",
		"widgets 3 wdith":                 "nothing",
		"settings default":                "object: ",
		"settings default store":          "object: type defaultValue required hidden description",
		"settings default 7 type":         "string: ",
		"appDetails documentationLinks 0": "object: title url",
		"i18n en_us acme.title":           "string: ",
		"tags 0":                          "string: ",
		"clientSecret":                    ": ",
	} {
		of, ok := appdef.DocumentedAt(strings.Fields(path)...)
		keys := strings.Join(of.Keys, " ")
		got := strings.Join(of.Types, " ") + ": " + keys
		if first, last, cut := strings.Cut(want, "…"); cut {
			whole := got
			if path == "" {
				whole = keys
			}
			if !strings.HasPrefix(whole, first) || !strings.HasSuffix(whole, strings.TrimSpace(last)) {
				t.Errorf("%s: %s, want %s", path, whole, want)
			}
			continue
		}
		if !ok {
			got = "nothing"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if of, _ := appdef.DocumentedAt("env"); !of.Deprecated {
		t.Error("a key of the legacy SDK is not deprecated")
	}
	if of, _ := appdef.DocumentedAt("settings"); !of.Named {
		t.Error("the names of categories are not the author's choice")
	}
}

// TestWidgetProperties: the table has the properties of the schema.
func TestWidgetProperties(t *testing.T) {
	of, _ := appdef.DocumentedAt("widgets", "0")
	if len(of.Keys) != len(appdef.WidgetProperties) {
		t.Fatalf("%d properties, %d in the table", len(of.Keys), len(appdef.WidgetProperties))
	}
	for _, p := range appdef.WidgetProperties {
		if !slices.Contains(of.Keys, p.Name) || slices.Contains(of.Required, p.Name) != p.Required || p.Meaning == "" {
			t.Errorf("%+v is not as the schema says", p)
		}
	}
}

// TestPermissionSentence: each feature that the platform sets has one, and no other.
func TestPermissionSentence(t *testing.T) {
	for _, name := range appdef.SupportedPermissions() {
		if appdef.PermissionSentence(name) == "" {
			t.Errorf("%s: nothing is said of it", name)
		}
	}
	if got := appdef.PermissionSentence("geolocation"); got != "" {
		t.Errorf("geolocation: %s", got)
	}
}

// TestSampleNames finds where the names of settings are written, with their quotes.
func TestSampleNames(t *testing.T) {
	text := `# {name: comment}
- name: Acme
  settings:
    - {category: default, name: storeName, value: name}
    - category: "eu"
      name: 'it''s'
      value: {name: no}
    - {name: alone}
    - {category: null, value: 1}
    - {name: &x anchored}
    - {name: *x}
`
	var got []string
	list, ok := appdef.SampleNames([]byte(text))
	for _, n := range list {
		got = append(got, text[n.CategorySpan.Start:n.CategorySpan.End]+" "+text[n.NameSpan.Start:n.NameSpan.End]+" "+n.Category+" "+n.Name)
	}
	want := []string{"default storeName default storeName", `"eu" 'it''s' eu it's`, " alone  alone"}
	if !ok || !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	for text, want := range map[string]bool{"": true, "- {}": true, "name: x": true, "- {": false} {
		if got, ok := appdef.SampleNames([]byte(text)); len(got) > 0 || ok != want {
			t.Errorf("%q: %v, %v", text, got, ok)
		}
	}
}
