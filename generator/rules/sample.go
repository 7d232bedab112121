package rules

import (
	"fmt"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// sampleRules are about samples.yaml, which only the gallery reads.
var sampleRules = []Rule{
	{Rule: diag.Rule{
		Name: "sample-syntax", Severity: diag.Error, Source: "vitrine",
		Summary: "samples.yaml cannot be read as it is",
		Why:     "`samples.yaml` is a list of sets: `- name: Acme EU` with `settings: [{category: default, name: storeName, value: acme-eu}]`. What can be read is used.",
	}, By: "appdef"},
	{Rule: diag.Rule{
		Name: "sample-unknown-setting", Severity: diag.Warning, Source: "vitrine",
		Summary: "a sample set gives a value to a setting that the app does not have",
		Why:     "Most often the setting was renamed. The value is not used.",
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "sample-secret", Severity: diag.Error, Source: "vitrine",
		Summary: "a sample set gives a value to a secret",
		Why:     "A secret is never shown, so its preview is always a marker. A real value does not belong into a file that is published.",
	}, By: "rules"},
}

// CheckSamples judges the sample sets of an app. The spans are those of
// samples.yaml.
func CheckSamples(app *appdef.App, sets []appdef.SampleSet) []diag.Diagnostic {
	if app.Root == nil {
		return nil
	}
	p := &Pass{App: app}
	for _, set := range sets {
		for _, v := range set.Values {
			s := app.Setting(v.Category, v.Name)
			if s == nil && v.Category == "" {
				if found := app.Named(v.Name); len(found) > 0 {
					s = found[0]
				}
			}
			p.sample(v, s)
		}
	}
	return p.found
}

func (p *Pass) sample(v appdef.SampleValue, s *appdef.Setting) {
	where := Place{Span: v.Span}
	switch {
	case s == nil:
		p.rule = byName["sample-unknown-setting"]
		hint := "the value is not used"
		_, names := p.names(v.Category)
		if best, _, ok := p.closest(v.Name, names); ok {
			hint = fmt.Sprintf("did you mean %q?", best)
		}
		p.Report(where, fmt.Sprintf("the app has no setting %q in category %q", v.Name, v.Category), hint)
	case s.Secret():
		p.rule = byName["sample-secret"]
		p.Report(where, fmt.Sprintf("%q is a secret; its sample is always a marker", v.Name), "remove the value")
	}
}
