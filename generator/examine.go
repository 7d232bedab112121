package generator

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// examined is what a text comes to: parsed, decoded and judged. It depends on
// nothing but the text, the limits and which files stand beside it, and knows
// neither its path nor the time.
type examined struct {
	app      *appdef.App       // nil while it is put away; see Catalogue.open
	head     *head             // nil for what is no definition
	findings []diag.Diagnostic // sorted
	secrets  []diag.Span
	skip     bool // no app definition
}

// examine reads a definition. name is the base name of its file: a file
// called app.json is meant to be a definition, whatever it holds.
func examine(text []byte, name string, limits Limits, around rules.Around) examined {
	reading, secrets := appdef.Parse(text, limits.parse())
	root, findings := reading.Root, reading.Faults
	hidden := make([]diag.Span, len(secrets))
	for i, s := range secrets {
		hidden[i] = s.Span
	}
	if e, ok := skipped(root, name, findings); ok {
		e.secrets = hidden
		return e
	}
	app, shape := appdef.Decode(root)
	app.Secrets = secrets
	many := tooMany(app, limits) // before the rules: they look at what is left
	all := slices.Concat(findings, shape, many, rules.Check(app, secrets, around))
	if reading.Sure < len(text) { // what belongs where is a guess, and so is whatever rules make of it
		diag.Doubt(all[len(findings):], -1)
	}
	all = diag.Withhold(all, hidden)
	diag.Bound(all)
	return examined{app: app, head: headOf(app), findings: bounded(diag.Sort(all), limits.Findings, reading.Hidden), secrets: hidden}
}

// head is what must be known of every definition at any time. The rest is
// much larger and worked out again when it is needed.
type head struct {
	id, version     string
	idAt, versionAt rules.Place
	widgets         []string // names
	secret          []string // names of settings
	pictures        []picture
	shots           []string // the screenshots that a page shows
	needs           []dependency
}

// picture is an icon that a definition names.
type picture struct {
	address string
	at      rules.Place
}

func headOf(a *appdef.App) *head {
	h := &head{
		id: a.ID.Value, version: a.Version.Value, secret: a.SecretSettings(),
		idAt: rules.Place{Span: a.ID.Span, Path: a.ID.Path}, versionAt: rules.Place{Span: a.Version.Span, Path: a.Version.Path},
	}
	for _, d := range a.Dependencies {
		if app, ok := appdef.DependsOn(d.Value); ok {
			h.needs = append(h.needs, dependency{app, rules.Place{Span: d.Span, Path: d.Path}})
		}
	}
	shows := func(icon appdef.Field[string]) {
		if icon.Set {
			h.pictures = append(h.pictures, picture{icon.Value, rules.Place{Span: icon.Span, Path: icon.Path}})
		}
	}
	shows(a.IconURL)
	for _, f := range a.Screenshots[:min(len(a.Screenshots), site.ShotLimit)] {
		h.shots = append(h.shots, f.Value)
	}
	for i := range a.Widgets {
		h.widgets = append(h.widgets, a.Widgets[i].Name.Value)
		shows(a.Widgets[i].Icon)
	}
	return h
}

// tooMany cuts the widgets that get no page.
func tooMany(app *appdef.App, limits Limits) []diag.Diagnostic {
	if len(app.Widgets) <= limits.Widgets {
		return nil
	}
	n := len(app.Widgets)
	first := app.Widgets[limits.Widgets]
	app.Widgets = app.Widgets[:limits.Widgets]
	return []diag.Diagnostic{{
		Rule: "json-limits", Severity: diag.Error, Span: first.Span, Path: first.Path,
		Message: fmt.Sprintf("the app has %d widgets; the first %d are shown and checked", n, limits.Widgets),
		Hint:    "raise limits.widgets in config.yaml",
	}}
}

// skipped recognises JSON that is no app definition: other tools keep their
// files beside ours.
func skipped(root *jsontree.Node, name string, findings []diag.Diagnostic) (examined, bool) {
	if strings.EqualFold(name, "app.json") {
		return examined{}, false
	}
	switch root.Kind {
	case jsontree.Object:
		if keys, hasApp := appdef.Resembles(root); hasApp || keys >= 2 || wrapsDefinition(root) {
			return examined{}, false
		}
		if len(root.Members) == 0 && len(findings) > 0 {
			return examined{}, false // nothing could be read: say why
		}
	case jsontree.Array:
		if len(root.Items) == 0 || root.Items[0].Get("app") != nil || root.Items[0].Kind != jsontree.Object {
			return examined{}, false
		}
	default:
		return examined{}, false
	}
	return examined{skip: true, findings: []diag.Diagnostic{{
		Rule: "gallery-not-a-definition", Severity: diag.Info,
		Message: "not an app definition: no app, version or title",
		Hint:    "nothing to do, unless this was meant to be one",
	}}}, true
}

func wrapsDefinition(root *jsontree.Node) bool {
	if len(root.Members) != 1 {
		return false
	}
	keys, hasApp := appdef.Resembles(root.Members[0].Value)
	return hasApp && keys >= 2
}

// name is what the gallery calls the app of a definition in that file.
func (h *head) name(file string) string {
	if strings.TrimSpace(h.id) == "" {
		return fallbackName(file)
	}
	return h.id
}

// fallbackName names a definition whose id cannot be read: after its folder
// if it is called app.json, else after its file.
func fallbackName(file string) string {
	file = appdef.ConcealName(file)
	base := path.Base(file)
	if dir := path.Base(path.Dir(file)); strings.EqualFold(base, "app.json") && dir != "." && dir != "/" {
		return dir
	}
	return strings.TrimSuffix(base, path.Ext(base))
}
