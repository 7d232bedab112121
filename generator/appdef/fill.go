package appdef

import (
	"strings"

	"vitrine/generator/jsontree"
)

// Where a value comes from that is filled in for a setting.
const (
	FromSample  = "sample"  // samples.yaml
	FromDefault = "default" // the setting's defaultValue
	FromMadeUp  = "made up" // plausible, by type and name
	FromSecret  = "secret"  // a marker; a secret is never filled in
	FromNowhere = "unknown" // the reference means no setting: resolved to nothing
)

// SecretMarker stands where a secret would stand.
const SecretMarker = "SECRET"

// Filled is what is filled in for a setting where no admin has done so.
type Filled struct {
	Text string
	From string
}

// Fill finds what is filled in for a setting, which may be nil: the sample
// set's value, else the default, else something plausible.
func Fill(s *Setting, set *SampleSet) Filled {
	if s == nil {
		return Filled{From: FromNowhere}
	}
	if s.Secret() {
		return Filled{SecretMarker, FromSecret}
	}
	if set != nil {
		if v, ok := set.Value(s.Category, s.Text); ok {
			return Filled{v, FromSample}
		}
	}
	if n := s.Default.Node; n != nil && n.Text != "" {
		switch n.Kind {
		case jsontree.Number:
			return Filled{NumberText(n.Text), FromDefault}
		case jsontree.String, jsontree.Bool:
			return Filled{n.Text, FromDefault}
		}
	}
	return Filled{plausible(s), FromMadeUp}
}

// plausible makes a value up by the setting's type and name.
func plausible(s *Setting) string {
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
