package rules

import (
	"fmt"
	"regexp"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// localeRules are about i18n. They belong to the family of the settings,
// whose names most of the texts are.
var localeRules = []Rule{
	{Rule: diag.Rule{
		Name: "settings-no-i18n", Severity: diag.Info, Source: "platform: i18n",
		Badge: "listing", Answers: []string{"settings"},
		Summary: "a setting that admins fill in has no display name",
		Why:     "Without `<app>.settings.path.<category>.<name>.displayName` in `en_us`, admins see the raw key. Reported for apps that have texts already.",
		Bad:     storeApp(`"i18n": { "en_us": { "acme_orders.settings.page.title": "Acme Orders" } }`),
		Good:    storeApp(`"i18n": { "en_us": { "acme_orders.settings.path.default.storeName.displayName": "Store" } }`),
	}, App: noDisplayName},
	{Rule: diag.Rule{
		Name: "settings-i18n-app", Severity: diag.Warning, Source: "platform: i18n",
		Badge: "listing", Answers: []string{"settings"},
		Summary: "the keys of the texts begin with another app's name",
		Why:     "Keys begin with the app's id as written in `app`. Under another name they are never found.",
		Bad:     app(`"i18n": { "en_us": { "acmeOrders.settings.page.title": "Acme Orders" } }`),
		Good:    app(`"i18n": { "en_us": { "acme_orders.settings.page.title": "Acme Orders" } }`),
	}, App: foreignKeys},
	{Rule: diag.Rule{
		Name: "settings-locale", Severity: diag.Warning, Source: "platform: i18n",
		Badge: "listing", Answers: []string{"settings"},
		Summary: "a locale is not written as the platform does, or en_us is missing",
		Why:     "Locales are lower case with an underscore: `en_us`, `fr_fr`. A missing text falls back to `en_us`; without it people see the raw key.",
		Bad:     app(`"i18n": { "en-US": { "acme_orders.settings.page.title": "Acme Orders" } }`),
		Good:    app(`"i18n": { "en_us": { "acme_orders.settings.page.title": "Acme Orders" } }`),
	}, App: locales},
	{Rule: diag.Rule{
		Name: "settings-i18n-unknown", Severity: diag.Warning, Source: "platform: i18n",
		Badge: "listing", Answers: []string{"settings"},
		Summary: "a text is for a setting or widget that the app does not have",
		Why:     "Most often the setting was renamed and its texts were not.",
		Bad:     app(`"i18n": { "en_us": { "acme_orders.widgets.order.title": "Orders" } }`),
		Good:    app(`"i18n": { "en_us": { "acme_orders.widgets.orders.title": "Orders" } }`),
	}, App: unknownTexts},
}

func storeApp(members ...string) string {
	return app(append([]string{widgets(`"url": "https://acme.example/orders?store={{{settings.default.storeName}}}"`), storeSetting},
		members...)...)
}

func noDisplayName(p *Pass) {
	if p.App.Partly("app", "i18n") || p.App.Locale(appdef.DefaultLocale) == nil {
		return
	}
	p.settings(func(s *appdef.Setting) {
		if s.Hidden.Value {
			return
		}
		key := "settings.path." + s.Category + "." + s.Text + ".displayName"
		if _, _, ok := p.App.Translate(key, appdef.DefaultLocale); !ok {
			p.Report(Place{s.Name.Span, s.Path}, fmt.Sprintf("the setting %q has no display name in en_us", s.Text),
				fmt.Sprintf("add %q", p.App.ID.Value+"."+key))
		}
	})
}

// ownKey strips the app's id from a key; ok tells whether it was there.
func ownKey(app, key string) (rest string, ok bool) {
	key = strings.TrimPrefix(key, "app.")
	return strings.CutPrefix(key, app+".")
}

func foreignKeys(p *Pass) {
	if p.App.ID.Value == "" {
		return
	}
	for _, l := range p.App.Locales {
		for _, t := range l.Texts {
			if _, ok := ownKey(p.App.ID.Value, t.Key.Text); ok {
				continue
			}
			first, _, dotted := strings.Cut(t.Key.Text, ".")
			hint := fmt.Sprintf("keys begin with %q", p.App.ID.Value+".")
			if dotted {
				p.Report(Place{t.Key.Span, t.Value.Path}, fmt.Sprintf("the key begins with %q, which is not this app", first), hint)
			} else {
				p.Report(Place{t.Key.Span, t.Value.Path}, fmt.Sprintf("the key %q does not begin with the app's name", t.Key.Text), hint)
			}
			break // one a locale: the others are most often the same slip
		}
	}
}

var localeExpr = regexp.MustCompile(appdef.LocalePattern)

func locales(p *Pass) {
	hasDefault, misspelt := false, false
	taken := map[string]bool{} // two that are misspelt may mean the same
	for _, l := range p.App.Locales {
		hasDefault = hasDefault || l.Text == appdef.DefaultLocale
		if localeExpr.MatchString(l.Text) {
			continue
		}
		d := p.Report(Place{l.Name.Span, l.Path}, fmt.Sprintf("%q is no locale of the platform", l.Text),
			"write language and region in lower case with an underscore: \"en_us\"")
		if better := strings.ToLower(strings.ReplaceAll(l.Text, "-", "_")); localeExpr.MatchString(better) && p.App.Locale(better) == nil {
			d.Hint = fmt.Sprintf("write %q", better)
			if !taken[better] {
				d.Fix = []diag.Edit{{Span: l.Name.Span, New: jsontree.Quote(better)}}
			}
			taken[better] = true
			misspelt = misspelt || better == appdef.DefaultLocale
		}
	}
	if len(p.App.Locales) > 0 && !hasDefault && !misspelt && !p.App.Partly("i18n") {
		l := p.App.Locales[0]
		p.Report(Place{l.Name.Span, l.Path}, "there are texts, but none in en_us",
			"missing texts fall back to en_us; without it people see raw keys")
	}
}

func unknownTexts(p *Pass) {
	if p.App.Partly("settings", "widgets") {
		return
	}
	for _, l := range p.App.Locales {
		for _, t := range l.Texts {
			rest, ok := ownKey(p.App.ID.Value, t.Key.Text)
			if !ok {
				continue
			}
			switch parts := strings.Split(rest, "."); {
			case strings.HasPrefix(rest, "settings.path.") && len(parts) == 5:
				if p.App.Setting(parts[2], parts[3]) == nil {
					p.Report(Place{t.Key.Span, t.Value.Path}, fmt.Sprintf("the app has no setting %q in %q", parts[3], parts[2]),
						"remove the text, or rename its key")
				}
			case strings.HasPrefix(rest, "widgets.") && strings.HasSuffix(rest, ".title"):
				if name := strings.TrimSuffix(strings.TrimPrefix(rest, "widgets."), ".title"); !p.hasWidget(name) {
					p.Report(Place{t.Key.Span, t.Value.Path}, fmt.Sprintf("the app has no widget %q", name), "remove the text, or rename its key")
				}
			}
		}
	}
}

func (p *Pass) hasWidget(name string) bool {
	for i := range p.App.Widgets {
		if p.App.Widgets[i].Name.Value == name {
			return true
		}
	}
	return false
}
