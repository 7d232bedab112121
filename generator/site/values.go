package site

import (
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Where a value of a preview comes from.
const (
	FromSample  = "sample"  // samples.yaml
	FromDefault = "default" // the setting's defaultValue
	FromMadeUp  = "made up" // plausible, by type and name
	FromSecret  = "secret"  // a marker; a secret is never filled in
	FromNowhere = "unknown" // the reference means no setting: resolved to nothing
)

// SecretMarker stands where a secret would stand.
const SecretMarker = "SECRET"

// Value is what a preview fills in for a setting.
type Value struct {
	Text string
	From string
}

// value finds what a preview fills in: the sample set's value, else the
// default, else something plausible.
func value(s *appdef.Setting, set *appdef.SampleSet) Value {
	if s == nil {
		return Value{From: FromNowhere}
	}
	if s.Secret() {
		return Value{SecretMarker, FromSecret}
	}
	if set != nil {
		if v, ok := set.Value(s.Category, s.Text); ok {
			return Value{v, FromSample}
		}
	}
	if n := s.Default.Node; n != nil && n.Text != "" {
		switch n.Kind {
		case jsontree.Number:
			return Value{appdef.NumberText(n.Text), FromDefault}
		case jsontree.String, jsontree.Bool:
			return Value{n.Text, FromDefault}
		}
	}
	return Value{plausible(s), FromMadeUp}
}

// plausible makes a value up by the setting's type and name.
func plausible(s *appdef.Setting) string {
	switch s.Type.Value {
	case "number":
		return "1"
	case "boolean":
		return "true"
	}
	name := strings.ToLower(s.Text)
	for _, p := range []struct{ part, value string }{
		{"email", "user@example.com"},
		{"subdomain", "shop"}, {"domain", "shop.example"}, {"host", "shop.example"},
		{"url", "https://example.com"}, {"website", "https://example.com"},
		{"locale", "en_us"}, {"language", "en"}, {"currency", "USD"}, {"timezone", "UTC"},
		{"color", "2f6f6a"}, {"colour", "2f6f6a"},
	} {
		if strings.Contains(name, p.part) {
			return p.value
		}
	}
	if name == "id" || strings.HasSuffix(s.Text, "Id") || strings.HasSuffix(s.Text, "ID") || strings.HasSuffix(name, "_id") {
		return "12345"
	}
	return "sample-" + s.Text
}

// short is a value as it is shown.
func (v Value) short() Value {
	v.Text = diag.Shorten(v.Text, textMost)
	return v
}
