package rules

import (
	"fmt"
	"slices"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// sampleRules are about samples.yaml, which only the gallery reads.
var sampleRules = []Rule{
	{Rule: diag.Rule{
		Name: "sample-syntax", Severity: diag.Error, Source: "vitrine",
		Badge:   "settings",
		Summary: "samples.yaml cannot be read as it is",
		Why:     "`samples.yaml` is a list of sets: `- name: Acme EU` with `settings: [{category: default, name: storeName, value: acme-eu}]`. What can be read is used.",
		Example: diag.ExampleFiles,
		Bad:     files("app.json", storeWidget(), "samples.yaml", "- name: Acme\n  settings: storeName\n"),
		Good:    samples("name: storeName, value: acme"),
	}, By: "appdef"},
	{Rule: diag.Rule{
		Name: "sample-unknown-setting", Severity: diag.Warning, Source: "vitrine",
		Badge:   "settings",
		Summary: "a sample set gives a value to a setting that the app does not have",
		Why:     "Most often the setting was renamed. The value is not used.",
		Example: diag.ExampleFiles,
		Bad:     samples("name: shopName, value: acme"),
		Good:    samples("name: storeName, value: acme"),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "sample-secret", Severity: diag.Error, Source: "vitrine",
		Badge: "settings", Answers: []string{"secrets"},
		Summary: "a sample set gives a value to a secret",
		Why:     "A secret is never shown, so its preview is always a marker. A real value does not belong into a file that is published.",
		Example: diag.ExampleFiles,
		Bad: files("app.json", app(`"settings": { "default": { "apiKey": { "type": "secret", "defaultValue": "" } } }`),
			"samples.yaml", "- name: Acme\n  settings:\n    - {name: apiKey, value: k-4711}\n"),
		Good: samples("name: storeName, value: acme"),
	}, By: "rules"},
	{Rule: diag.Rule{
		Name: "sample-unencoded", Severity: diag.Info, Source: "measured: Handlebars, Mustache",
		Badge:   "settings",
		Summary: "a sample value has characters that break an address",
		Why:     "Values are filled in as they are, in the preview as in templates: a `&` begins another parameter, a `#` ends the query, a space may end the address, and letters like `é` are left to the browser to encode. What cannot be part of a host, or would lead out of the path, is not previewed. If agents would store the value so, the page gets something else than it should; if not, write the sample encoded (`Tools%20%26%20Toys`). A value that is meant to be several parameters or a whole path is fine.",
		Example: diag.ExampleFiles,
		Bad:     samples("name: storeName, value: Tools & Toys"),
		Good:    samples("name: storeName, value: Tools%20%26%20Toys"),
	}, By: "rules"},
}

// CheckSamples judges the sample sets of an app. The spans are those of
// samples.yaml.
func CheckSamples(app *appdef.App, sets []appdef.SampleSet) []diag.Diagnostic {
	if app.Root == nil {
		return nil
	}
	p := &Pass{App: app, widgets: facts(app)}
	uses := p.uses()
	for _, set := range sets {
		for _, v := range set.Values {
			s := app.Setting(v.Category, v.Name)
			if s == nil && v.Category == "" {
				if found := app.Named(v.Name); len(found) > 0 {
					s = found[0]
				}
			}
			p.sample(v, s)
			p.sampleValue(v, uses[s])
		}
	}
	return p.found
}

// use is where a value is filled in.
type use struct {
	appdef.Spot
	at diag.Span // the first reference of that kind
}

// uses lists for each setting the different spots that it is filled in at.
func (p *Pass) uses() map[*appdef.Setting][]use {
	m := map[*appdef.Setting][]use{}
	for i := range p.widgets {
		w := &p.widgets[i]
		for k, spot := range appdef.Spots(w.URL.Value, w.refs) {
			s := p.App.Resolve(w.refs[k])
			known := func(u use) bool { return u.Spot == spot }
			if s != nil && !s.Secret() && !slices.ContainsFunc(m[s], known) {
				m[s] = append(m[s], use{spot, w.URL.At(w.refs[k].Span)})
			}
		}
	}
	return m
}

// sampleValue reports a value that would not stand in an address as it is.
func (p *Pass) sampleValue(v appdef.SampleValue, list []use) {
	for _, u := range list {
		if where, what := appdef.Breaks(v.Value, u.Spot); what != "" {
			p.rule = byName["sample-unencoded"]
			p.Report(Place{Span: v.Span}, brokenBy("sample", v.Name, v.Value, where, what), encodedHint)
			return
		}
	}
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
