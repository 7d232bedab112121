package rules

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// referenceRules are about {{settings.…}} in the address of a widget.
var referenceRules = []Rule{
	{Rule: diag.Rule{
		Name: "reference-syntax", Severity: diag.Error, Source: "platform: widgets",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "braces do not make a reference",
		Why:     "A reference is `{{{settings.<category>.<name>}}}`, or in the older form `{{settings.<name>}}`. Helpers and unbalanced braces make the whole address unusable.",
		Bad:     storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}"`),
		Good:    storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
	}, App: referenceSyntax},
	{Rule: diag.Rule{
		Name: "reference-single-brace", Severity: diag.Warning, Source: "measured: Handlebars, Mustache",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "single braces hold what looks like a reference",
		Why:     "Template engines leave `{settings.default.storeName}` as it is, so the page gets the braces instead of the value. Other single braces are characters like any other: JSON and URI templates have them.",
		Bad:     storeWidget(`"url": "https://acme.example/orders?store={settings.default.storeName}"`),
		Good:    storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}&filter={open}"`),
	}, App: referenceSyntax},
	{Rule: diag.Rule{
		Name: "reference-unknown-setting", Severity: diag.Error, Source: "platform: widgets",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "a reference to a setting that the app does not have",
		Why:     "A widget can read only the settings of its own app. An unknown reference resolves to nothing, and the page opens without its value.",
		Bad:     storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}&region={{{settings.default.regoin}}}"`),
		Good:    storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
	}, App: unknownSetting},
	{Rule: diag.Rule{
		Name: "reference-no-category", Severity: diag.Warning, Source: "platform: widgets (newer page)",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the reference names no category",
		Why:     "The older documents look a setting up by its name alone: `{{settings.storeName}}`. Newer ones name the category, `{{{settings.default.storeName}}}`, and template engines resolve the short form to nothing.",
		Bad:     storeWidget(`"url": "https://acme.example/orders?store={{{settings.storeName}}}"`),
		Good:    storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
	}, App: noCategory},
	{Rule: diag.Rule{
		Name: "reference-ambiguous", Severity: diag.Warning, Source: "advice",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "two categories have a setting of that name",
		Why:     "Without a category nobody can tell which of them is meant.",
		Bad: app(widgets(`"url": "https://acme.example/orders?store={{{settings.storeName}}}"`),
			`"settings": { "default": { "storeName": { "type": "string", "defaultValue": "" } }, "eu": { "storeName": { "type": "string", `+
				`"defaultValue": "" } } }`),
		Good: storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
	}, App: ambiguous},
	{Rule: diag.Rule{
		Name: "reference-html-escaped", Severity: diag.Warning, Source: "measured: Handlebars, Mustache",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "two braces HTML-escape the value",
		Why:     "In two braces `a&b=c` becomes `a&amp;b&#x3D;c`. Three braces leave the value as it is, and are what the current documents show.",
		Bad:     storeWidget(`"url": "https://acme.example/orders?store={{settings.default.storeName}}"`),
		Good:    storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
	}, App: htmlEscaped},
	{Rule: diag.Rule{
		Name: "reference-in-host", Severity: diag.Warning, Source: "advice",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "a setting decides the host",
		Why:     "Whoever fills in the setting decides which page agents load, with the permissions of this widget. If there is a choice of regions, put it into the path or the query.",
		Bad:     storeWidget(`"url": "https://{{{settings.default.storeName}}}.acme.example/orders"`),
		Good:    storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
	}, App: inHost},
	{Rule: diag.Rule{
		Name: "reference-in-scheme-or-userinfo", Severity: diag.Error, Source: "advice",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "a setting stands before the host",
		Why:     "The setting could turn the address into anything, `javascript:` included.",
		Bad:     storeWidget(`"url": "{{{settings.default.storeName}}}/orders"`),
		Good:    storeWidget(`"url": "https://acme.example/{{{settings.default.storeName}}}/orders"`),
	}, App: inScheme},
	{Rule: diag.Rule{
		Name: "reference-secret", Severity: diag.Error, Source: "platform: settings (secrets are write-only)",
		Badge: "url", Answers: []string{"widgets", "secrets"},
		Summary: "a secret stands in the address of a frame",
		Why:     "The address of a frame is seen by the page, the browser's history, logs and the Referer header. Call your service from a command, which can use secrets out of sight.",
		Bad: app(widgets(`"url": "https://acme.example/orders?key={{{settings.default.apiKey}}}"`),
			`"settings": { "default": { "apiKey": { "type": "secret", "defaultValue": "" } } }`),
		Good: storeWidget(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
	}, App: secretReference},
	{Rule: diag.Rule{
		Name: "reference-outside-url", Severity: diag.Warning, Source: "platform: widgets",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "a reference outside the url",
		Why:     "References are documented for `url` only; elsewhere the braces stay as they are.",
		Bad:     storeWidget(`"title": "Orders of {{{settings.default.storeName}}}"`),
		Good:    storeWidget(),
	}, App: outsideURL},
	{Rule: diag.Rule{
		Name: "reference-unencoded", Severity: diag.Info, Source: "measured: Handlebars, Mustache",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "the default value has characters that break an address",
		Why:     "No form of a reference encodes its value for an address: a `&` begins another parameter, a `#` ends the query, a `+` is read as a space, a space may end the address, and letters like `é` are left to the browser to encode. Two braces turn `=` and quotes into entities. The preview fills values in as they are, so it shows what agents get. Store the value encoded (`Tools%20%26%20Toys`), or let the page look it up. A value that is meant to be several parameters or a whole path is fine.",
		Bad: app(widgets(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
			`"settings": { "default": { "storeName": { "type": "string", "defaultValue": "Tools&Toys" } } }`),
		Good: app(widgets(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
			`"settings": { "default": { "storeName": { "type": "string", "defaultValue": "Tools%26Toys" } } }`),
	}, App: unencoded},
	{Rule: diag.Rule{
		Name: "reference-empty-default", Severity: diag.Info, Source: "platform: widgets",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "a required setting that an address uses has no default value",
		Why:     "Until an administrator fills the setting in, the address lacks it. Where `samples.yaml` has no value either, the preview makes one up and says so.",
		Bad: app(widgets(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`),
			`"settings": { "default": { "storeName": { "type": "string", "required": true, "defaultValue": "" } } }`),
		Good: storeWidget(),
	}, App: emptyDefault},
}

// ownSettings calls f for each reference to a setting that is well formed.
func (p *Pass) ownSettings(f func(w *widgetFacts, r appdef.Reference)) {
	for i := range p.widgets {
		w := &p.widgets[i]
		for _, r := range w.refs {
			if r.Root == "settings" && r.Name != "" {
				f(w, r)
			}
		}
	}
}

func referenceSyntax(p *Pass) {
	for i := range p.widgets {
		p.problems(p.widgets[i].URL, p.widgets[i].refTrouble)
	}
}

func unknownSetting(p *Pass) {
	for i := range p.widgets {
		p.problems(p.widgets[i].URL, p.widgets[i].refTrouble)
	}
	if p.App.Partly("settings") {
		return
	}
	p.ownSettings(func(w *widgetFacts, r appdef.Reference) {
		if p.App.Resolve(r) != nil {
			return
		}
		message, hint, better := p.unknown(r)
		d := p.Report(inside(w.URL, r.PathSpan), message, hint)
		if better != "" {
			d.Fix = []diag.Edit{{Span: w.URL.At(r.PathSpan), New: inString(better)}}
		}
	})
}

// unknown explains a reference that nothing answers to, and returns the path
// to write instead when only one setting is a letter away.
func (p *Pass) unknown(r appdef.Reference) (message, hint, better string) {
	categories, names := p.names(r.Category)
	if _, known := p.words.names[r.Category]; r.Category != "" && !known {
		message = fmt.Sprintf("unknown settings category %q", r.Category)
		if best, distance, ok := p.closest(r.Category, categories); ok {
			hint = fmt.Sprintf("did you mean %q?", best)
			if distance <= 1 && p.App.Setting(best, r.Name) != nil {
				better = "settings." + best + "." + r.Name
			}
		} else if len(categories) > 0 {
			hint = fmt.Sprintf("the app's categories: %s", quoted(categories))
		} else {
			hint = "the app defines no settings"
		}
		return message, hint, better
	}
	message = fmt.Sprintf("unknown setting %q", r.Name)
	if best, distance, ok := p.closest(r.Name, names); ok {
		hint = fmt.Sprintf("did you mean %q?", best)
		if distance <= 1 {
			better = strings.Join(compact("settings", r.Category, best), ".")
		}
		return message, hint, better
	}
	if len(names) == 0 {
		return message, "the app defines no such settings; a widget can read only its own app's settings", ""
	}
	return message, fmt.Sprintf("the settings it could mean: %s", quoted(names)), ""
}

func compact(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// listed is how many names a message lists, and places a finding leads to.
const listed = 6

// quotedCategories lists the categories of settings.
func quotedCategories(found []*appdef.Setting) string {
	categories := make([]string, min(len(found), listed))
	for i := range categories {
		categories[i] = found[i].Category
	}
	text := quoted(categories)
	if more := len(found) - listed; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// quoted lists at most six names.
func quoted(names []string) string {
	var b strings.Builder
	for i, n := range names {
		if i == listed {
			fmt.Fprintf(&b, " and %d more", len(names)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", n)
	}
	return b.String()
}

func noCategory(p *Pass) {
	p.ownSettings(func(w *widgetFacts, r appdef.Reference) {
		found := p.App.Named(r.Name)
		if r.Category != "" || len(found) != 1 || p.App.Partly("settings") {
			return
		}
		s := found[0]
		better := "settings." + s.Category + "." + s.Text
		d := p.Report(inside(w.URL, r.PathSpan), fmt.Sprintf("%q names no category; it is looked up by name", "settings."+r.Name),
			fmt.Sprintf("write {{{%s}}}", better))
		d.Fix = []diag.Edit{{Span: w.URL.At(r.PathSpan), New: inString(better)}}
	})
}

func ambiguous(p *Pass) {
	p.ownSettings(func(w *widgetFacts, r appdef.Reference) {
		found := p.App.Named(r.Name)
		if r.Category != "" || len(found) < 2 {
			return
		}
		d := p.Report(inside(w.URL, r.PathSpan), fmt.Sprintf("%d categories have a setting %q: %s", len(found), r.Name, quotedCategories(found)),
			fmt.Sprintf("write the category: {{{settings.%s.%s}}}", found[0].Category, r.Name))
		for _, s := range found[:min(len(found), listed)] {
			d.Related = append(d.Related, diag.Related{Span: s.Span, Message: fmt.Sprintf("the one in %q", s.Category)})
		}
	})
}

func htmlEscaped(p *Pass) {
	p.ownSettings(func(w *widgetFacts, r appdef.Reference) {
		if r.Braces != 2 {
			return
		}
		d := p.Report(inside(w.URL, r.Span), "two braces HTML-escape the value: \"a&b=c\" becomes \"a&amp;b&#x3D;c\"",
			"use three braces on each side")
		d.Fix = []diag.Edit{
			{Span: w.URL.At(diag.Span{Start: r.Span.Start, End: r.Span.Start}), New: "{"},
			{Span: w.URL.At(diag.Span{Start: r.Span.End, End: r.Span.End}), New: "}"},
		}
	})
}

// placed reports the references that stand in one of the components.
func (p *Pass) placed(message, hint string, in ...appdef.URLComponent) {
	for i := range p.widgets {
		w := &p.widgets[i]
		for k, r := range w.refs {
			if k < len(w.components) && slices.Contains(in, w.components[k]) {
				p.Report(inside(w.URL, r.Span), message, hint)
			}
		}
	}
}

func inHost(p *Pass) {
	p.placed("a setting decides which host agents load", "keep the host fixed and put the setting into the path or the query",
		appdef.InHost, appdef.InPort)
}

func inScheme(p *Pass) {
	p.placed("a setting stands before the host and could turn the address into anything",
		"begin the address with https:// and a fixed host", appdef.InScheme, appdef.InUserinfo)
}

func secretReference(p *Pass) {
	p.ownSettings(func(w *widgetFacts, r appdef.Reference) {
		if s := p.App.Resolve(r); s != nil && s.Secret() {
			d := p.Report(inside(w.URL, r.Span), fmt.Sprintf("the secret %q would be in plain sight in the frame's address", s.Text),
				"call your service from a command, which can use the secret out of sight")
			d.Related = []diag.Related{{Span: s.Name.Span, Message: "the secret is declared here"}}
		}
	})
}

func outsideURL(p *Pass) {
	for i := range p.widgets {
		w := &p.widgets[i]
		for _, f := range []appdef.Field[string]{w.Icon, w.Title, w.Width, w.Height, w.IframePermissions, w.Name} {
			if !f.Set || !strings.Contains(f.Value, "{{") {
				continue
			}
			if refs, _ := appdef.References(f.Value); len(refs) > 0 {
				p.Report(inside(f, refs[0].Span), "a reference is resolved in \"url\" only", "write the value itself")
			}
		}
	}
}

// unencoded judges each default once, where it stands, as the samples.
func unencoded(p *Pass) {
	uses := p.uses()
	for c := range p.App.Settings {
		for k := range p.App.Settings[c].Settings {
			s := &p.App.Settings[c].Settings[k]
			if n := s.Default.Node; n != nil && n.Kind == jsontree.String {
				p.defaultValue(s, n.Text, uses[s])
			}
		}
	}
}

func (p *Pass) defaultValue(s *appdef.Setting, text string, list []use) {
	for _, u := range list {
		if where, what := appdef.Breaks(text, u.Spot); what != "" {
			d := p.Report(Place{s.Default.At(where), s.Default.Path}, brokenBy("default", s.Text, text, where, what), encodedHint)
			d.Related = []diag.Related{{Span: u.at, Message: "it is filled in here"}}
			return
		}
	}
}

func brokenBy(kind, name, value string, where diag.Span, what string) string {
	return fmt.Sprintf("the %s of %q has a %q, which %s", kind, name, value[where.Start:where.End], what)
}

const encodedHint = "store the value as it must stand in the address"

func emptyDefault(p *Pass) {
	p.ownSettings(func(w *widgetFacts, r appdef.Reference) {
		s := p.App.Resolve(r)
		if s == nil || s.Secret() || s.Hidden.Value || !s.Required.Value {
			return
		}
		if n := s.Default.Node; n == nil || n.Kind == jsontree.Null || n.Kind == jsontree.String && n.Text == "" {
			p.Report(inside(w.URL, r.Span), fmt.Sprintf("%q is required and has no default, so the preview needs a sample", s.Text),
				"add a default, or a sample in samples.yaml")
		}
	})
}
