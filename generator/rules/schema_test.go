package rules_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// structural are the rules about shape: what breaks one of them the schema
// refuses as well.
var structural = []string{
	"json-not-object", "json-wrapped", "app-missing-key", "app-unknown-key", "app-type", "app-id", "app-version",
	"app-dependency", "app-tag", "app-visibility", "app-details", "app-changelog-version",
	"widget-missing-url", "widget-missing-icon", "widget-unknown-key", "widget-type", "widget-not-array",
	"settings-shape", "settings-required-string", "settings-type", "settings-missing-type", "settings-default-missing",
	"settings-unknown-key", "settings-locale",
}

func definitionSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(appdef.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("app.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("app.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSchemaInStep: the schema accepts what no rule minds, and refuses what
// breaks a rule about shape.
func TestSchemaInStep(t *testing.T) {
	s := definitionSchema(t)
	for _, name := range structural {
		if _, ok := rules.Find(name); !ok {
			t.Errorf("there is no rule %q", name)
		}
	}
	for _, r := range rules.All {
		if r.Example != "" {
			continue
		}
		if r.Good != "" {
			if err := refused(t, s, r.Good); err != nil {
				t.Errorf("%s: the good example is refused: %v", r.Name, err)
			}
		}
		if r.Bad == "" || strings.HasPrefix(r.Name, "json-") && r.By == "jsontree" {
			continue
		}
		err := refused(t, s, r.Bad)
		switch {
		case slices.Contains(structural, r.Name) && err == nil:
			t.Errorf("%s: the bad example is accepted", r.Name)
		case r.Severity == diag.Info && err != nil:
			t.Errorf("%s is advice, and the schema refuses its example: %v", r.Name, err)
		}
	}
}

func refused(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return s.Validate(v)
}

// TestSchemaOnDemo: sound definitions of the demo are accepted.
func TestSchemaOnDemo(t *testing.T) {
	s := definitionSchema(t)
	var checked int
	for _, pattern := range []string{"../../content/apps/*/app.json", "../../content/apps/*/versions/*.json"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if counts := diag.Count(findings(string(text))); counts.Error+counts.Warning > 0 {
				continue
			}
			checked++
			if err := refused(t, s, string(text)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if checked < 5 {
		t.Errorf("only %d sound definitions in the demo", checked)
	}
}

// TestSchemaKeys: the schema names the keys that the decoder reads.
func TestSchemaKeys(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(appdef.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	root := doc.(map[string]any)
	defs := root["$defs"].(map[string]any)
	for _, c := range []struct {
		object any
		keys   []string
	}{{root, appdef.KnownKeys()}, {defs["widget"], appdef.WidgetKeys}, {defs["setting"], appdef.SettingKeys}} {
		properties := c.object.(map[string]any)["properties"].(map[string]any)
		for _, key := range c.keys {
			if properties[key] == nil {
				t.Errorf("the schema does not know %q", key)
			}
		}
		for key, p := range properties {
			if m, _ := p.(map[string]any); !slices.Contains(c.keys, key) && m["deprecated"] != true {
				t.Errorf("the schema knows %q, which the decoder does not", key)
			}
		}
	}
}
