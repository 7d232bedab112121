package rules_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"vitrine/generator/rules"
)

func TestDocuments(t *testing.T) {
	for source, want := range map[string]string{
		"platform: widgets; measured": "platform: widgets <https://developer.kustomer.com/kustomer-apps-platform/docs/widgets>, measured <>",
		"RFC 8259, section 8.1":       "RFC 8259, section 8.1 <https://www.rfc-editor.org/rfc/rfc8259#section-8.1>",
		"platform: versioning (409)":  "platform: versioning (409) <https://developer.kustomer.com/docs/apps/versioning>",
		"CSP3, HTML":                  "CSP3 <https://www.w3.org/TR/CSP3/>, HTML <https://html.spec.whatwg.org/>",
		"advice":                      "advice <>",
	} {
		var got []string
		for _, d := range rules.Documents(source) {
			got = append(got, fmt.Sprintf("%s <%s>", d.Text, d.Href))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q names %s, want %s", source, got, want)
		}
	}
}

// TestSourcesLead holds the sources of rules to documents that can be opened: all but those named here.
func TestSourcesLead(t *testing.T) {
	nowhere := []string{
		"advice", "measured", "vitrine", "not documented by the platform", "platform: samples", "public definitions",
		"platform: marketplace questionnaire", "platform: minimum display 1440 × 900",
	}
	for _, r := range rules.All {
		for _, d := range rules.Documents(r.Source) {
			u, err := url.Parse(d.Href)
			if slices.Contains(nowhere, d.Text) != (d.Href == "") || err != nil || d.Href != "" && u.Scheme != "https" {
				t.Errorf("%s cites %q, which is at %q", r.Name, d.Text, d.Href)
			}
		}
	}
}
