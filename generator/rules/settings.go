package rules

import (
	"fmt"
	"index/suffixarray"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// settingRules are about settings, category → name → object.
var settingRules = []Rule{
	{Rule: diag.Rule{
		Name: "settings-shape", Severity: diag.Error, Source: "platform: app settings",
		Badge: "settings", Answers: []string{"settings"},
		Summary: "settings are not written category → name → object",
		Why:     "Settings stand in categories; with one category, call it `default`. A setting is an object with a `type`.",
		Bad: app(widgets(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
			`"settings": { "storeName": { "type": "string", "defaultValue": "" } }`),
		Good: storeWidget(),
	}, By: "appdef"},
	{Rule: diag.Rule{
		Name: "settings-required-string", Severity: diag.Warning, Source: "platform: settings",
		Badge: "settings", Answers: []string{"settings"},
		Summary: "required is no boolean",
		Why:     "`required` is `true` or `false` without quotes. A program may take the text `\"false\"` for true, as it is not empty. The platform's own sample has this fault.",
		Bad:     setting(`"type": "string", "defaultValue": "eu", "required": "true"`), Good: setting(`"type": "string", "defaultValue": "eu", "required": true`),
	}, App: requiredString},
	{Rule: diag.Rule{
		Name: "settings-name", Severity: diag.Warning, Source: "measured: Handlebars, Mustache",
		Badge: "settings", Answers: []string{"settings"},
		Summary: "no reference can name the setting or its category",
		Why:     "A reference is a path of names joined by points, so a name that is empty or has a point, a space, a slash, a bracket or the like cannot stand in one. Letters, digits, dashes and underscores can.",
		Bad:     app(`"settings": { "default": { "store.name": { "type": "string", "defaultValue": "", "hidden": true } } }`),
		Good:    app(`"settings": { "default": { "storeName": { "type": "string", "defaultValue": "", "hidden": true } } }`),
	}, App: settingNames},
	{Rule: diag.Rule{
		Name: "settings-type", Severity: diag.Error, Source: "platform: settings",
		Badge: "settings", Answers: []string{"settings"},
		Summary: "a setting has a type that does not exist",
		Why:     "The types are string, number, boolean and secret, in lower case. There is no list, date or JSON type.",
		Bad:     setting(`"type": "array", "defaultValue": ""`), Good: setting(`"type": "string", "defaultValue": ""`),
	}, App: settingType},
	{Rule: diag.Rule{
		Name: "settings-missing-type", Severity: diag.Error, Source: "platform: settings",
		Badge: "settings", Answers: []string{"settings"},
		Summary: "a setting has no type",
		Why:     "Every setting has a `type`: string, number, boolean or secret.",
		Bad:     setting(`"defaultValue": ""`), Good: setting(`"type": "string", "defaultValue": ""`),
	}, App: missingType},
	{Rule: diag.Rule{
		Name: "settings-default-missing", Severity: diag.Warning, Source: "platform: settings (newer page)",
		Badge: "settings", Answers: []string{"settings"},
		Summary: "a setting has no defaultValue",
		Why:     "The current documents require `defaultValue`: a text, number or boolean, and `\"\"` or `null` for none.",
		Bad:     setting(`"type": "string"`), Good: setting(`"type": "string", "defaultValue": ""`),
	}, App: defaultMissing},
	{Rule: diag.Rule{
		Name: "settings-default-type", Severity: diag.Warning, Source: "platform: settings",
		Badge: "settings", Answers: []string{"settings"},
		Summary: "the default does not fit the setting's type",
		Why:     "The default of a number is a number, of a boolean `true` or `false`, both without quotes.",
		Bad:     setting(`"type": "number", "defaultValue": "5"`), Good: setting(`"type": "number", "defaultValue": 5`),
	}, App: defaultType},
	{Rule: diag.Rule{
		Name: "settings-secret-default", Severity: diag.Error, Source: "platform: settings",
		Badge: "settings", Answers: []string{"settings", "secrets"},
		Summary: "a secret ships with a value",
		Why:     "A definition is read by many people and kept for good. Leave the default of a secret empty, and change a secret that stood in a file. Its value is never shown here.",
		Bad:     setting(`"type": "secret", "defaultValue": "correct horse"`), Good: setting(`"type": "secret", "defaultValue": ""`),
	}, App: secretDefault},
	{Rule: diag.Rule{
		Name: "settings-looks-secret", Severity: diag.Warning, Source: "advice",
		Badge: "settings", Answers: []string{"settings", "secrets"},
		Summary: "a text looks like a credential",
		Why:     "Tokens and keys belong into a setting of type `secret`, which nobody can read back. A credential that stood in a file should be changed. Its value is masked here.",
		Bad:     app(`"meta": { "queue": "apiToken" }`, `"settings": { "default": { "apiToken": { "type": "string", "defaultValue": "" } } }`),
		Good:    app(`"settings": { "default": { "apiToken": { "type": "secret", "defaultValue": "" } } }`),
	}, App: looksSecret},
	{Rule: diag.Rule{
		Name: "settings-hidden-required", Severity: diag.Warning, Source: "platform: settings",
		Badge: "settings", Answers: []string{"settings"},
		Summary: "a hidden setting is required and has no default",
		Why:     "A hidden setting is not on the generated page, so admins cannot fill it in.",
		Bad:     setting(`"type": "string", "defaultValue": "", "required": true, "hidden": true`), Good: setting(`"type": "string", "defaultValue": "eu", "required": true, "hidden": true`),
	}, App: hiddenRequired},
	{Rule: diag.Rule{
		Name: "settings-unknown-key", Severity: diag.Warning, Source: "platform: settings",
		Badge: "settings", Answers: []string{"settings"},
		Summary: "a setting has a property that no document names",
		Why:     "The documents know `type`, `defaultValue`, `required`, `description` and `hidden`.",
		Bad:     setting(`"type": "string", "defaultValue": "eu", "require": true`), Good: setting(`"type": "string", "defaultValue": "eu", "required": true`),
	}, App: settingUnknown},
	{Rule: diag.Rule{
		Name: "reference-unused-setting", Severity: diag.Info, Source: "advice",
		Badge: "settings", Answers: []string{"widgets"},
		Summary: "a setting is used nowhere in the definition",
		Why:     "No widget, KView, action or command mentions it. It may be read through the API; otherwise admins fill it in for nothing.",
		Bad:     setting(`"type": "string", "defaultValue": ""`, "storeNumber"),
		Good:    storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
	}, App: unusedSetting},
}

// setting is an example with one setting of the given properties. So that it
// breaks nothing else, the widget uses a setting called storeName.
func setting(properties string, name ...string) string {
	n := "storeName"
	if len(name) > 0 {
		return app(`"settings": { "default": { "` + name[0] + `": { ` + properties + ` } } }`)
	}
	if strings.Contains(properties, `"secret"`) {
		return app(`"settings": { "default": { "` + n + `": { ` + properties + ` } } }`)
	}
	return app(widgets(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
		`"settings": { "default": { "`+n+`": { `+properties+` } } }`)
}

func (p *Pass) settings(f func(s *appdef.Setting)) {
	for i := range p.App.Settings {
		for k := range p.App.Settings[i].Settings {
			f(&p.App.Settings[i].Settings[k])
		}
	}
}

func requiredString(p *Pass) {
	p.settings(func(s *appdef.Setting) {
		r := s.Required
		if !r.Present || r.Set || r.Node.Kind == jsontree.Invalid {
			return
		}
		switch {
		case r.Node.Kind == jsontree.String && (r.Node.Text == "true" || r.Node.Text == "false"):
			hint := "write " + r.Node.Text + " without quotes"
			if r.Node.Text == "false" {
				hint += "; a program may take the text for true, as it is not empty"
			}
			d := p.Report(at(r), fmt.Sprintf("\"required\" is the text %q instead of a boolean", r.Node.Text), hint)
			d.Fix = []diag.Edit{{Span: r.Span, New: r.Node.Text}}
		default:
			p.Report(at(r), fmt.Sprintf("\"required\" should be true or false, found %s", r.Node.Kind), "read here as not required")
		}
	})
}

func settingNames(p *Pass) {
	const hint = "write letters, digits, dashes and underscores only"
	for i := range p.App.Settings {
		c := &p.App.Settings[i]
		if !appdef.Nameable(c.Text) {
			p.Report(Place{c.Name.Span, c.Path}, fmt.Sprintf("no reference can name the category %q", c.Text), hint)
		}
		for k := range c.Settings {
			if s := &c.Settings[k]; !appdef.Nameable(s.Text) {
				p.Report(Place{s.Name.Span, s.Path}, fmt.Sprintf("no reference can name the setting %q", s.Text), hint)
			}
		}
	}
}

func settingType(p *Pass) {
	p.settings(func(s *appdef.Setting) {
		t := s.Type
		if !t.Present || t.Node.Kind == jsontree.Invalid || slices.Contains(appdef.SettingTypes, t.Value) {
			return
		}
		if !t.Set {
			p.Report(at(t), fmt.Sprintf("the type should be a string, found %s", t.Node.Kind), "allowed: string, number, boolean, secret")
			return
		}
		d := p.Report(at(t), fmt.Sprintf("there is no type %q", t.Value), "allowed: string, number, boolean, secret")
		if best := p.knownType(t.Value); best != "" {
			d.Hint = fmt.Sprintf("did you mean %q? Allowed: string, number, boolean, secret", best)
			d.Fix, d.Unsafe = []diag.Edit{{Span: t.Span, New: jsontree.Quote(best)}}, true
		}
	})
}

// knownType translates the types of other systems.
func (p *Pass) knownType(t string) string {
	switch strings.ToLower(strings.TrimSpace(t)) {
	case "text", "url", "email", "str":
		return "string"
	case "integer", "int", "float", "num":
		return "number"
	case "bool", "checkbox", "switch":
		return "boolean"
	case "password", "token":
		return "secret"
	}
	best, _, ok := p.closest(strings.TrimSpace(t), appdef.SettingTypes)
	if !ok {
		return ""
	}
	return best
}

func missingType(p *Pass) {
	p.settings(func(s *appdef.Setting) {
		if !s.Type.Present {
			p.Lacks("type", Place{s.Name.Span, s.Path}, fmt.Sprintf("the setting %q has no type", s.Text),
				"add \"type\": string, number, boolean or secret")
		}
	})
}

func defaultMissing(p *Pass) {
	p.settings(func(s *appdef.Setting) {
		if s.Default.Present {
			return
		}
		d := p.Lacks("defaultValue", Place{s.Name.Span, s.Path}, fmt.Sprintf("the setting %q has no defaultValue", s.Text),
			"add \"defaultValue\": \"\" if there is none")
		if s.Type.Present {
			d.Fix = []diag.Edit{{Span: diag.Span{Start: s.Type.Span.End, End: s.Type.Span.End}, New: `, "defaultValue": ""`}}
		}
	})
}

func defaultType(p *Pass) {
	p.settings(func(s *appdef.Setting) {
		n := s.Default.Node
		if n == nil || n.Kind == jsontree.Null || n.Kind == jsontree.Invalid || s.Secret() || n.Kind == jsontree.String && n.Text == "" {
			return
		}
		want := map[string]jsontree.Kind{"string": jsontree.String, "number": jsontree.Number, "boolean": jsontree.Bool}[s.Type.Value]
		if n.Kind == jsontree.Number {
			if f, err := strconv.ParseFloat(n.Text, 64); err != nil && f != 0 {
				p.Report(at(s.Default), "the number is too large for any program that reads it", "write a number below 1e308")
				return
			}
		}
		if want == 0 && n.Kind < jsontree.Array || n.Kind == want {
			return
		}
		p.misfit(s, n, want)
	})
}

func (p *Pass) misfit(s *appdef.Setting, n *jsontree.Node, want jsontree.Kind) {
	expected := "a string, number or boolean"
	if want != 0 {
		expected = want.String()
	}
	d := p.Report(at(s.Default), fmt.Sprintf("the default of %q should be %s, found %s", s.Text, expected, n.Kind), "")
	switch {
	case want == jsontree.String && n.Kind < jsontree.Array:
		d.Hint = fmt.Sprintf("put quotes around it: %q", n.Text)
		d.Fix = []diag.Edit{{Span: n.Span, New: jsontree.Quote(n.Text)}}
	case n.Kind == jsontree.String && (want == jsontree.Number && jsonNumber.MatchString(n.Text) || want == jsontree.Bool &&
		(n.Text == "true" || n.Text == "false")):
		d.Hint = "remove the quotes"
		d.Fix = []diag.Edit{{Span: n.Span, New: n.Text}}
	}
}

var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$`)

func secretDefault(p *Pass) {
	for _, s := range p.Secrets {
		if s.Setting && !s.Named && s.Looks == "" {
			p.Report(Place{s.Span, s.Path}, "a secret ships with a value",
				"leave the default empty, and change the secret: it has been in a file that others may read")
		}
	}
}

func looksSecret(p *Pass) {
	for _, s := range p.Secrets {
		if s.Looks != "" {
			p.Report(Place{s.Span, s.Path}, fmt.Sprintf("this looks like %s", s.Looks),
				"take it out of the file, change it, and use a setting of type \"secret\"")
		}
	}
	plain := map[string]bool{}
	p.settings(func(s *appdef.Setting) {
		if s.Type.Value != "string" || !appdef.SoundsSecret(s.Text) {
			return
		}
		plain[s.Default.Path] = s.Default.Present
		d := p.Report(at(s.Type), fmt.Sprintf("%q sounds like a credential but is a plain string", s.Text), "use \"type\": \"secret\"")
		d.Fix, d.Unsafe = []diag.Edit{{Span: s.Type.Span, New: `"secret"`}}, true
	})
	for _, s := range p.Secrets {
		if s.Named && s.Looks == "" && !plain[s.Path] {
			p.Report(Place{s.Span, s.Path}, "what has the name of a credential has a value, which is not shown",
				"take it out of the file, change it, and use a setting of type \"secret\"")
		}
	}
}

func hiddenRequired(p *Pass) {
	p.settings(func(s *appdef.Setting) {
		n := s.Default.Node
		if s.Hidden.Value && s.Required.Value && (n == nil || n.Kind == jsontree.Null || n.Kind == jsontree.String && n.Text == "") {
			p.Report(at(s.Hidden), fmt.Sprintf("%q is hidden and required, so admins cannot fill it in", s.Text), "give it a default, or show it")
		}
	})
}

func settingUnknown(p *Pass) {
	p.settings(func(s *appdef.Setting) {
		for _, k := range s.Unknown {
			hint := "known properties: type, defaultValue, required, description, hidden"
			best, _, ok := p.closest(k.Text, appdef.SettingKeys)
			if ok {
				hint = fmt.Sprintf("did you mean %q?", best)
			}
			d := p.Report(Place{k.Span, k.Path}, fmt.Sprintf("unknown property %q of a setting", k.Text), hint)
			if ok {
				p.means(d, best)
			}
		}
	})
}

// unusedSetting looks for the name in every text outside settings and i18n,
// however it is spelt there: actions and commands have mappings of their own.
// Secrets are never used by widgets, and hidden settings hold an app's state.
func unusedSetting(p *Pass) {
	if p.App.Partly() {
		return
	}
	var texts []string
	for _, m := range p.App.Root.Members {
		if m.Name.Text != "settings" && m.Name.Text != "i18n" && m.Name.Text != "changelog" && m.Name.Text != "description" {
			texts = collect(m.Value, texts)
		}
	}
	all := strings.Join(texts, "\n")
	contains := func(name string) bool { return strings.Contains(all, name) }
	if many := p.settingCount(); many*len(all) > 64<<20 { // each name once through the whole text
		index := suffixarray.New([]byte(all))
		contains = func(name string) bool { return name == "" || len(index.Lookup([]byte(name), 1)) > 0 }
	}
	p.settings(func(s *appdef.Setting) {
		if s.Secret() || s.Hidden.Value || contains(s.Text) {
			return
		}
		p.Report(Place{s.Name.Span, s.Path}, fmt.Sprintf("the setting %q is used nowhere in the definition", s.Text),
			"remove it, unless your service reads it through the API")
	})
}

func (p *Pass) settingCount() int {
	n := 0
	for i := range p.App.Settings {
		n += len(p.App.Settings[i].Settings)
	}
	return n
}

func collect(n *jsontree.Node, texts []string) []string {
	if n.Kind == jsontree.String {
		return append(texts, n.Text)
	}
	for _, item := range n.Items {
		texts = collect(item, texts)
	}
	for _, m := range n.Members {
		texts = collect(m.Value, append(texts, m.Name.Text))
	}
	return texts
}
