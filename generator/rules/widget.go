package rules

import (
	"fmt"
	"regexp"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// widgetRules are about the list of widgets and the names in it.
var widgetRules = []Rule{
	{Rule: diag.Rule{
		Name: "widget-missing-url", Severity: diag.Error, Source: "platform: widgets",
		Badge: "url", Answers: []string{"widgets"},
		Summary: "a widget has no url",
		Why:     "`url` is the page that Kustomer loads into the widget. It is required.",
		Bad:     widget(`-"url"`), Good: widget(),
	}, App: func(p *Pass) { p.required("url", func(w *appdef.Widget) appdef.Field[string] { return w.URL }) }},
	{Rule: diag.Rule{
		Name: "widget-missing-icon", Severity: diag.Error, Source: "platform: widgets",
		Badge: "icon", Answers: []string{"widgets"},
		Summary: "a widget has no icon",
		Why:     "`icon` is what agents click in the navigation rail. It is required: an SVG or PNG of at least 128 × 128 px.",
		Bad:     widget(`-"icon"`), Good: widget(),
	}, App: func(p *Pass) { p.required("icon", func(w *appdef.Widget) appdef.Field[string] { return w.Icon }) }},
	{Rule: diag.Rule{
		Name: "widget-unknown-key", Severity: diag.Warning, Source: "platform: widgets",
		Badge: "definition", Answers: []string{"widgets"},
		Summary: "a widget has a property that no document names",
		Why:     "The documents know `url`, `icon`, `name`, `title`, `width`, `height`, `iframePermissions` and `backgroundLoad`. Names are case-sensitive. What the platform does with others is not documented.",
		Bad:     widget(`"iFramePermissions": "microphone *"`), Good: widget(`"iframePermissions": "microphone *"`),
	}, App: widgetUnknown},
	{Rule: diag.Rule{
		Name: "widget-type", Severity: diag.Error, Source: "platform: widgets",
		Badge: "definition", Answers: []string{"widgets"},
		Summary: "a property of a widget has the wrong JSON type",
		Why:     "Texts stand in quotes, `backgroundLoad` is `true` or `false` without them. `width` and `height` are CSS lengths, or numbers of px in older definitions.",
		Bad:     widget(`"backgroundLoad": "true"`), Good: widget(`"backgroundLoad": true`),
	}, By: "appdef"},
	{Rule: diag.Rule{
		Name: "widget-not-array", Severity: diag.Error, Source: "platform: widgets",
		Badge: "definition", Answers: []string{"widgets"},
		Summary: "widgets is no array",
		Why:     "`widgets` takes an array, also when there is one widget.",
		Bad:     app(`"widgets": { "name": "orders", "title": "Orders", "url": "https://acme.example/orders", "icon": "https://acme.example/icon.svg" }`),
		Good:    app(),
	}, By: "appdef"},
	{Rule: diag.Rule{
		Name: "widget-empty-array", Severity: diag.Info, Source: "advice",
		Badge: "definition", Answers: []string{"widgets"},
		Summary: "the app has no widgets",
		Why:     "An app without widgets is sound; there is just nothing to preview.",
		Bad:     app(`"widgets": []`), Good: app(),
	}, App: noWidgets},
	{Rule: diag.Rule{
		Name: "widget-no-name", Severity: diag.Info, Source: "platform: widgets",
		Badge: "definition", Answers: []string{"widgets"},
		Summary: "one of several widgets has no name",
		Why:     "`name` tells the widgets of an app apart and is part of the key of their translated titles.",
		Bad:     app(twoWidgets(`"name": "orders", `, ``)), Good: app(twoWidgets(`"name": "orders", `, `"name": "refunds", `)),
	}, App: widgetNoName},
	{Rule: diag.Rule{
		Name: "widget-duplicate-name", Severity: diag.Error, Source: "platform: widgets",
		Badge: "definition", Answers: []string{"widgets"},
		Summary: "two widgets of the app have the same name",
		Why:     "The name is the key of a widget's translated title, so two widgets of one name would share it.",
		Bad:     app(twoWidgets(`"name": "orders", `, `"name": "orders", `)), Good: app(twoWidgets(`"name": "orders", `, `"name": "refunds", `)),
	}, App: widgetDuplicateName},
	{Rule: diag.Rule{
		Name: "widget-no-title", Severity: diag.Warning, Source: "platform: widgets",
		Badge: "listing", Answers: []string{"widgets"},
		Summary: "a widget has no title that people can read",
		Why:     "Without `title` and without the text `<app>.widgets.<name>.title` in `i18n`, agents have no readable name for the widget.",
		Bad:     widget(`-"title"`), Good: widget(),
	}, App: widgetNoTitle},
	{Rule: diag.Rule{
		Name: "widget-name-chars", Severity: diag.Warning, Source: "advice",
		Badge: "definition", Answers: []string{"widgets"},
		Summary: "a widget's name has spaces or unusual characters",
		Why:     "The name becomes part of a translation key. Letters, digits, dashes and underscores are safe everywhere.",
		Bad:     widget(`"name": "Order Lookup"`), Good: widget(`"name": "order_lookup"`),
	}, App: widgetNameChars},
	{Rule: diag.Rule{
		Name: "widget-duplicate", Severity: diag.Warning, Source: "advice",
		Badge: "definition", Answers: []string{"widgets"},
		Summary: "two widgets have the same url and icon",
		Why:     "Agents could not tell them apart. Most often one was copied and not changed.",
		Bad: app(`"widgets": [
    { "name": "orders", "title": "Orders", "url": "https://acme.example/orders", "icon": "https://acme.example/icon.svg" },
    { "name": "refunds", "title": "Refunds", "url": "https://acme.example/orders", "icon": "https://acme.example/icon.svg" }
  ]`),
		Good: app(twoWidgets(`"name": "orders", `, `"name": "refunds", `)),
	}, App: widgetDuplicate},
}

// twoWidgets is an example of two widgets that differ.
func twoWidgets(first, second string) string {
	return `"widgets": [
    { ` + first + `"title": "Orders", "url": "https://acme.example/orders", "icon": "https://acme.example/orders.svg" },
    { ` + second + `"title": "Refunds", "url": "https://acme.example/refunds", "icon": "https://acme.example/refunds.svg" }
  ]`
}

func (p *Pass) required(name string, get func(*appdef.Widget) appdef.Field[string]) {
	for i := range p.App.Widgets {
		f := get(&p.App.Widgets[i])
		switch {
		case !f.Present:
			p.Lacks(name, at(f), fmt.Sprintf("missing: %q", name), fmt.Sprintf("add \"%s\": \"https://…\"", name))
		case f.Set && strings.TrimSpace(f.Value) == "":
			p.Report(at(f), fmt.Sprintf("%q is empty", name), "write an absolute https address")
		}
	}
}

func widgetUnknown(p *Pass) {
	for i := range p.App.Widgets {
		w := &p.App.Widgets[i]
		taken := map[string]bool{} // two may mean the same
		for _, k := range w.Unknown {
			hint := "known properties: url, icon, name, title, width, height, iframePermissions, backgroundLoad"
			best, distance, ok := p.closest(strings.ReplaceAll(k.Text, "_", ""), appdef.WidgetKeys)
			if ok {
				hint = fmt.Sprintf("did you mean %q?", best)
			}
			d := p.Report(Place{k.Span, k.Path}, fmt.Sprintf("unknown property %q of a widget", k.Text), hint)
			if ok {
				p.means(d, best)
			}
			if ok && distance == 0 && !has(w, best) && !taken[best] {
				taken[best] = true
				d.Fix = []diag.Edit{{Span: k.Span, New: jsontree.Quote(best)}}
			}
		}
	}
}

// has tells whether the widget has a property already.
func has(w *appdef.Widget, name string) bool {
	return map[string]bool{
		"url": w.URL.Present, "icon": w.Icon.Present, "name": w.Name.Present, "title": w.Title.Present,
		"width": w.Width.Present, "height": w.Height.Present, "iframePermissions": w.IframePermissions.Present,
		"backgroundLoad": w.BackgroundLoad.Present,
	}[name]
}

func noWidgets(p *Pass) {
	k := p.App.WidgetsKey
	if p.App.Partly("widgets") {
		return
	}
	switch {
	case !k.Present:
		p.Report(at(k), "the app has no widgets", "nothing to preview; the rest of the definition is checked all the same")
	case k.Set && len(k.Node.Items) == 0:
		p.Report(at(k), "the list of widgets is empty", "nothing to preview; the rest of the definition is checked all the same")
	}
}

func widgetNoName(p *Pass) {
	if len(p.App.Widgets) < 2 {
		return
	}
	for i := range p.App.Widgets {
		if w := &p.App.Widgets[i]; w.Name.Value == "" && (w.Name.Set || !w.Name.Present) {
			p.Lacks("name", at(w.Name), "one of several widgets has no name", "add a \"name\" of its own")
		}
	}
}

func widgetDuplicateName(p *Pass) {
	first := map[string]*appdef.Widget{}
	for i := range p.App.Widgets {
		w := &p.App.Widgets[i]
		if w.Name.Value == "" {
			continue
		}
		if other, ok := first[w.Name.Value]; ok {
			d := p.Report(at(w.Name), fmt.Sprintf("the name %q is taken by another widget of this app", w.Name.Value),
				"give each widget a name of its own")
			d.Related = []diag.Related{{Span: other.Name.Span, Message: "the other widget of that name"}}
			continue
		}
		first[w.Name.Value] = w
	}
}

func widgetNoTitle(p *Pass) {
	if p.App.Partly("app", "i18n") {
		return
	}
	for i := range p.App.Widgets {
		w := &p.App.Widgets[i]
		if w.Title.Present && strings.TrimSpace(w.Title.Value) != "" || w.Title.Present && !w.Title.Set ||
			w.Name.Node != nil && w.Name.Node.Open {
			continue
		}
		if w.Name.Value != "" {
			if _, _, ok := p.App.Translate("widgets."+w.Name.Value+".title", appdef.DefaultLocale); ok {
				continue
			}
		}
		p.Lacks("title", at(w.Title), "the widget has no title",
			"add \"title\", or the text <app>.widgets.<name>.title in i18n")
	}
}

var nameExpr = regexp.MustCompile(`^[\pL\pN_-]+$`)

func widgetNameChars(p *Pass) {
	for i := range p.App.Widgets {
		f := p.App.Widgets[i].Name
		if f.Value == "" || nameExpr.MatchString(f.Value) && len(f.Value) <= 128 {
			continue
		}
		d := p.Report(at(f), "the name is part of a translation key; letters, digits, - and _ are safe everywhere", "")
		if better := strings.ReplaceAll(strings.TrimSpace(f.Value), " ", "_"); nameExpr.MatchString(better) && len(better) <= 128 {
			d.Hint = fmt.Sprintf("write %q, also in the i18n keys", better)
			d.Fix, d.Unsafe = []diag.Edit{{Span: f.Span, New: jsontree.Quote(better)}}, true
		}
	}
}

func widgetDuplicate(p *Pass) {
	first := map[[2]string]*appdef.Widget{}
	for i := range p.App.Widgets {
		w := &p.App.Widgets[i]
		k := [2]string{w.URL.Value, w.Icon.Value}
		if k[0] == "" {
			continue
		}
		if other, ok := first[k]; ok {
			d := p.Report(at(w.URL), "another widget has the same url and icon", "remove one, or change it")
			d.Related = []diag.Related{{Span: other.URL.Span, Message: "the other widget"}}
			continue
		}
		first[k] = w
	}
}
