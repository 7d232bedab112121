package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/Masterminds/semver/v3"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// appRules are about the top level of a definition.
var appRules = []Rule{
	{Rule: diag.Rule{
		Name: "app-missing-key", Severity: diag.Error, Source: "platform: app definition",
		Badge:   "definition",
		Summary: "app, version or title is missing",
		Why:     "`app`, `version` and `title` are the three keys that every definition must have.",
		Bad:     app(`-"title"`), Good: app(),
	}, App: missingKeys},
	{Rule: diag.Rule{
		Name: "app-unknown-key", Severity: diag.Error, Source: "platform: app definition",
		Badge:   "definition",
		Summary: "a top-level key that the platform does not know",
		Why:     "The top level is strict: a key that the platform does not know makes the registration fail. Notes and `$schema` belong into another file.",
		Bad:     app(`"widgetz": []`), Good: app(),
	}, App: unknownKeys},
	{Rule: diag.Rule{
		Name: "app-type", Severity: diag.Error, Source: "platform: app definition",
		Badge:   "definition",
		Summary: "a value of the app has the wrong JSON type",
		Why:     "Texts stand in quotes, lists in `[ ]`, objects in `{ }`. A version is a text: `\"1.0.0\"`.",
		Bad:     app(`"version": 1`), Good: app(),
	}, By: "appdef"},
	{Rule: diag.Rule{
		Name: "app-id", Severity: diag.Error, Source: "platform: naming schemes",
		Badge: "definition", Answers: []string{"id"},
		Summary: "the app id has other characters than letters, digits and underscore",
		Why:     "`app` is the internal id: 1 to 128 letters, digits and underscores. A dash or a space makes the registration fail.",
		Bad:     app(`"app": "acme-orders"`), Good: app(),
	}, App: appID},
	{Rule: diag.Rule{
		Name: "app-version", Severity: diag.Error, Source: "platform: versioning",
		Badge: "definition", Answers: []string{"version"},
		Summary: "the version is no semantic version",
		Why:     "A version is MAJOR.MINOR.PATCH, with an optional pre-release such as `1.5.0-beta`. Each version is registered once and must be greater than the latest.",
		Bad:     app(`"version": "1.0"`), Good: app(),
	}, App: appVersion},
	{Rule: diag.Rule{
		Name: "app-version-build", Severity: diag.Warning, Source: "not documented by the platform",
		Badge: "definition", Answers: []string{"version"},
		Summary: "the version carries build metadata",
		Why:     "`1.0.0+build` is a semantic version, but no document of the platform shows one, and two versions that differ only behind the `+` are the same.",
		Bad:     app(`"version": "1.0.0+7"`), Good: app(),
	}, App: versionBuild},
	{Rule: diag.Rule{
		Name: "app-template-id", Severity: diag.Error, Source: "platform: starter templates",
		Badge: "definition", Answers: []string{"id"},
		Summary: "the id is that of a starter template",
		Why:     "The four starter templates cannot be published under their own ids. Choose an id of your own.",
		Bad:     app(`"app": "my_first_widget_app"`), Good: app(),
	}, App: templateID},
	{Rule: diag.Rule{
		Name: "app-namespaced-id", Severity: diag.Warning, Source: "platform: private app namespacing",
		Badge: "definition", Answers: []string{"id"},
		Summary: "the id carries an organisation's id",
		Why:     "The platform appends `_<24 hex digits>` to a private app by itself. Write the short form; it is accepted in later posts as well.",
		Bad:     app(`"app": "acme_orders_5f3a9c0de4b1a2c3d4e5f607"`), Good: app(),
	}, App: namespacedID},
	{Rule: diag.Rule{
		Name: "app-placeholder", Severity: diag.Warning, Source: "platform: starter templates",
		Badge: "listing", Answers: []string{"description"},
		Summary: "text of a starter template was left in",
		Why:     "`<<Insert …>>` and `www.example.com` come from the starter templates and mean nothing to your users.",
		Bad:     app(`"description": "<<Insert the description of the app>>"`), Good: app(`"description": "Looks up orders."`),
	}, App: placeholderText},
	{Rule: diag.Rule{
		Name: "app-hidden-character", Severity: diag.Warning, Source: "advice",
		Badge: "listing", Answers: []string{"description"},
		Summary: "a text has a character that nobody sees",
		Why:     "Control characters, and those that change the direction of text or have no width, make a text read as something that it is not. They are shown as marks here.",
		Bad:     app("\"title\": \"Acme \\u202eOrders\""), Good: app(),
	}, App: hiddenCharacters},
	{Rule: diag.Rule{
		Name: "app-sdk-only-key", Severity: diag.Warning, Source: "platform: legacy SDK",
		Badge:   "definition",
		Summary: "a key that only the legacy SDK's manifest has",
		Why:     "The SDK posts another document to another address. In an app definition these keys have no documented meaning, and a `clientSecret` must never stand in a file.",
		Bad:     app(`"clientId": "acme"`), Good: app(),
	}, App: sdkKeys},
	{Rule: diag.Rule{
		Name: "app-dependency", Severity: diag.Error, Source: "platform: creating an app",
		Badge:   "definition",
		Summary: "a dependency is not written as app and version range",
		Why:     "A dependency is `<app>-<semver range>`, for example `kustomer-^1.7.11`. An app cannot depend on itself.",
		Bad:     app(`"dependencies": ["kustomer"]`), Good: app(`"dependencies": ["kustomer-^1.7.11"]`),
	}, App: dependencies},
	{Rule: diag.Rule{
		Name: "app-details", Severity: diag.Warning, Source: "platform: samples",
		Badge: "listing", Answers: []string{"links"},
		Summary: "documentationLinks is one object instead of a list",
		Why:     "Every sample of the platform has an array of `{ title, url }`; some old type files call it one object.",
		Bad:     app(`"appDetails": { "documentationLinks": { "title": "Guide", "url": "https://acme.example/guide" } }`),
		Good:    app(`"appDetails": { "documentationLinks": [{ "title": "Guide", "url": "https://acme.example/guide" }] }`),
	}, By: "appdef"},
}

func missingKeys(p *Pass) {
	for _, k := range []struct {
		name  string
		field appdef.Field[string]
	}{{"app", p.App.ID}, {"version", p.App.Version}, {"title", p.App.Title}} {
		switch {
		case !k.field.Present:
			p.Lacks(k.name, at(k.field), fmt.Sprintf("missing: %q", k.name), "every definition has app, version and title")
		case k.field.Set && strings.TrimSpace(k.field.Value) == "":
			p.Report(at(k.field), fmt.Sprintf("%q is empty", k.name), "every definition has app, version and title")
		}
	}
}

func unknownKeys(p *Pass) {
	taken := map[string]bool{} // two may mean the same
	keys := appdef.KnownKeys()
	for _, k := range p.App.Unknown {
		hint := "the platform refuses a definition with a key that it does not know; remove it"
		best, distance, ok := p.closest(k.Text, keys)
		if ok {
			hint = fmt.Sprintf("did you mean %q?", best)
		}
		d := p.Report(Place{k.Span, k.Path}, fmt.Sprintf("unknown key %q", k.Text), hint)
		if ok {
			p.means(d, best)
		}
		if ok && distance <= 1 && p.App.Root.Get(best) == nil && !taken[best] {
			taken[best] = true
			d.Fix = []diag.Edit{{Span: k.Span, New: jsontree.Quote(best)}}
		}
	}
}

var (
	idExpr         = regexp.MustCompile(appdef.IDPattern)
	namespacedExpr = regexp.MustCompile(`^(.+)_[0-9a-f]{24}$`)
	templateIDs    = map[string]bool{"my_first_app": true, "my_first_widget_app": true, "my_first_advanced_kview_app": true,
		"my_first_outbound_webhook_app": true}
)

func appID(p *Pass) {
	id := p.App.ID
	if !id.Set || strings.TrimSpace(id.Value) == "" || idExpr.MatchString(id.Value) {
		return
	}
	if len(id.Value) > 128 {
		p.Report(at(id), fmt.Sprintf("the id has %d characters; at most 128 are allowed", len(id.Value)), "")
		return
	}
	i := strings.IndexFunc(id.Value, func(r rune) bool { return !idRune(r) })
	bad := []rune(id.Value[i:])[0]
	hint := "write letters, digits and underscores only"
	if unicode.In(bad, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee) {
		hint += fmt.Sprintf("; %q (U+%04X) only looks like another letter", string(bad), bad)
	}
	d := p.Report(inside(id, diag.Span{Start: i, End: i + len(string(bad))}),
		fmt.Sprintf("the id contains %q; letters, digits and underscore only", string(bad)), hint)
	if better := underscored(id.Value); idExpr.MatchString(better) && strings.Trim(better, "_") != "" {
		d.Hint = fmt.Sprintf("write %q", better)
		d.Fix, d.Unsafe = []diag.Edit{{Span: id.Span, New: jsontree.Quote(better)}}, true
	}
}

func idRune(r rune) bool {
	return r == '_' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// underscored suggests an id: dashes and spaces become underscores. Any
// other character is left, so that nothing is suggested for it.
func underscored(id string) string {
	return strings.NewReplacer("-", "_", " ", "_", ".", "_").Replace(id)
}

func appVersion(p *Pass) {
	v := p.App.Version
	if !v.Set || strings.TrimSpace(v.Value) == "" {
		return
	}
	if appdef.IsVersion(v.Value) {
		return
	}
	hint := "write MAJOR.MINOR.PATCH, for example \"1.0.0\""
	if loose, err := semver.NewVersion(strings.TrimSpace(v.Value)); err == nil {
		hint = fmt.Sprintf("write %q", loose.String())
	}
	p.Report(at(v), fmt.Sprintf("%q is no semantic version", v.Value), hint)
}

func versionBuild(p *Pass) {
	v := p.App.Version
	if s, ok := appdef.ParseVersion(v.Value); ok && s.Build != "" {
		i := strings.IndexByte(v.Value, '+')
		p.Report(inside(v, diag.Span{Start: i, End: len(v.Value)}), "build metadata is not shown in any document of the platform",
			fmt.Sprintf("write %q", v.Value[:i]))
	}
}

func templateID(p *Pass) {
	if templateIDs[p.App.ID.Value] {
		p.Report(at(p.App.ID), fmt.Sprintf("%q is a starter template and cannot be published under its own id", p.App.ID.Value),
			"choose an id of your own")
	}
}

func namespacedID(p *Pass) {
	if m := namespacedExpr.FindStringSubmatch(p.App.ID.Value); m != nil {
		d := p.Report(at(p.App.ID), "the id carries an organisation's id",
			fmt.Sprintf("write the short name %q; the platform appends the rest", m[1]))
		d.Fix, d.Unsafe = []diag.Edit{{Span: p.App.ID.Span, New: jsontree.Quote(m[1])}}, true
	}
}

// placeholder finds a text that was to be replaced; nil for none.
func placeholder(s string) []int {
	if !strings.Contains(s, "<<") && !strings.Contains(s, "www.example.com") {
		return nil // as nearly always
	}
	return placeholderExpr.FindStringIndex(s)
}

var placeholderExpr = regexp.MustCompile(`<<[^<>]{1,200}>>|\bwww\.example\.com\b`)

func placeholderText(p *Pass) {
	p.App.Root.Walk(func(n *jsontree.Node, at *jsontree.Trail) bool {
		if n.Kind != jsontree.String || !strings.Contains(n.Text, "<<") && !strings.Contains(n.Text, "www.example.com") {
			return true
		}
		if m := placeholder(n.Text); m != nil {
			p.Report(Place{n.At(m[0], m[1]), p.pointer(at)}, fmt.Sprintf("%q is a placeholder of a starter template", n.Text[m[0]:m[1]]),
				"put your own text here")
		}
		return true
	})
}

// pointer is where a walk from the definition's object stands in the file: a
// wrapped definition begins deeper.
func (p *Pass) pointer(at *jsontree.Trail) string { return p.App.RootPath + at.Pointer() }

// hiddenCharacters reports the first hidden character of each text. Line
// breaks and tabs are common in Markdown, and the joiner in emoji.
func hiddenCharacters(p *Pass) {
	p.App.Root.Walk(func(n *jsontree.Node, at *jsontree.Trail) bool {
		if n.Kind != jsontree.String {
			return true
		}
		for i, r := range n.Text {
			if r != '\n' && r != '\r' && r != '\t' && (r < ' ' || r >= 0x7F) && diag.Hidden(r) {
				p.Report(Place{n.At(i, i+len(string(r))), p.pointer(at)}, fmt.Sprintf("the text has the character U+%04X, which nobody sees", r),
					"remove it")
				break
			}
		}
		return true
	})
}

func sdkKeys(p *Pass) {
	for _, k := range p.App.SDKOnly {
		hint := "remove it; it has no documented meaning in an app definition"
		if k.Text == "clientSecret" {
			hint = "remove it, and change the secret: it has been in a file that others may read"
		}
		p.Report(Place{k.Span, k.Path}, fmt.Sprintf("%q belongs to the legacy SDK's manifest", k.Text), hint)
	}
}

func dependencies(p *Pass) {
	for _, dep := range p.App.Dependencies {
		name, constraint, ok := splitDependency(dep.Value)
		switch {
		case !ok:
			p.Report(at(dep), fmt.Sprintf("%q is not written as <app>-<semver range>", dep.Value), "write for example \"kustomer-^1.7.11\"")
		case name == p.App.ID.Value:
			p.Report(at(dep), "the app depends on itself", "remove the dependency")
		default:
			if plainRange(constraint) {
				continue
			}
			if _, err := semver.NewConstraint(longNumber.ReplaceAllString(constraint, "9")); err != nil {
				p.Report(at(dep), fmt.Sprintf("%q is no version range", constraint), "write for example \"kustomer-^1.7.11\"")
			}
		}
	}
}

// plainRange tells whether a constraint is one of those that nearly all are,
// such as ^1.7.11, which the reader of ranges takes longer for than all other
// rules of an app together.
func plainRange(s string) bool {
	if s != "" && (s[0] == '^' || s[0] == '~') {
		s = s[1:]
	}
	for n := range 3 {
		digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
		if digits == 0 || digits > 9 || digits > 1 && s[0] == '0' {
			return false
		}
		if s = s[digits:]; n == 2 {
			return s == ""
		}
		if s == "" || s[0] != '.' {
			return false
		}
		s = s[1:]
	}
	return false
}

// longNumber is a number that the reader of ranges may not take, though
// semantic versioning sets no limit; what it comes to makes no difference.
var longNumber = regexp.MustCompile(`[1-9][0-9]{17,}`)

func splitDependency(s string) (name, constraint string, ok bool) {
	name, ok = appdef.DependsOn(s)
	return name, strings.TrimPrefix(strings.TrimPrefix(s, name), "-"), ok
}
