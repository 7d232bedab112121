// Package check reads one app definition: what its text comes to, which
// findings there are about it, and how it is mended.
//
// Facts are all that the rest of the house knows of a definition at any time.
// They depend on the text, the limits and which files stand beside it, and know
// neither a path nor the time; so they are remembered under a key of these. The
// tree of a text is much larger: Tree works it out again when a page is made
// of it.
package check

import (
	"fmt"
	"path"
	"strings"
	"sync"

	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/internal/own"
	"vitrine/generator/memo"
	"vitrine/generator/module"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// Facts is what a text comes to. It is never changed.
type Facts struct {
	Key      memo.Key    // of all that it depends on
	Head     *Head       // nil for what is no definition
	Blank    bool        // a definition of which nothing could be read
	Findings diag.Packed // sorted
	NotJSON  int         // how many of them say that the text is not JSON
	Secrets  []diag.Span // in the text
	Unread   int         // faults of the text because of which some of it may not have been read
	Asked    []Asked     // the files whose coming or going changes this
	Imports  []Import    // the files that a module brings in, and those that it looked for
}

// Asked is a file that a definition names, and whether it stood there.
type Asked struct {
	Name   string // as it is written
	Stands bool
}

// Head is what must be known of every definition at any time.
type Head struct {
	ID, Version     string
	IDAt, VersionAt rules.Place
	Widgets         []string // names
	Secret          []string // names of settings
	Icons           []Icon
	Screenshots     []string // addresses of those that a page shows
	ShotsBeyond     int      // screenshots that do not stand on the app's page itself
	Needs           []rules.Dependency
}

// Icon is a picture that a definition names.
type Icon struct {
	Address string
	At      rules.Place
}

// read parses and decodes a text. The findings of the parser and the decoder
// are in it; app is nil for what is no definition.
type reading struct {
	app     *appdef.App
	faults  []diag.Diagnostic // of the parser
	shape   []diag.Diagnostic // of the decoder, and of limits
	secrets []appdef.Secret
	hidden  []diag.Span // of these
	sure    bool        // nothing was guessed
	unkept  int         // faults that were not kept
	imports []Import
	module  *module.Reading // nil for JSON
}

// read reads a text as that of a subject.
func read(s *Subject, text []byte, limits Limits) reading {
	if content.Module(s.Path) {
		return readModule(s, text, limits)
	}
	parsed, secrets := appdef.Parse(text, limits.parse())
	r := reading{faults: parsed.Faults, secrets: secrets, sure: parsed.Sure >= len(text), unkept: parsed.Hidden}
	r.hidden = make([]diag.Span, len(secrets))
	for i, s := range secrets {
		r.hidden[i] = s.Span
	}
	if !isMain(s.Path) && rules.Foreign(parsed.Root, len(parsed.Faults)) {
		return r
	}
	app, shape := appdef.Decode(parsed.Root)
	app.Text, app.Secrets = parsed.Text, secrets
	r.app, r.shape = app, append(shape, tooMany(app, limits)...) // before the rules: they look at what is left
	return r
}

// rooms are lists for the findings of a text while it is judged: they are packed
// afterwards.
var rooms = sync.Pool{New: func() any { return new([]diag.Diagnostic) }}

// run judges a text as that of a subject.
func run(s *Subject, text []byte, limits Limits, around rules.Around) (*Facts, *appdef.App) {
	r := read(s, text, limits)
	if r.app == nil {
		return &Facts{Secrets: r.hidden, Imports: r.imports, Findings: diag.Pack([]diag.Diagnostic{rules.NotADefinition()})}, nil
	}
	room := rooms.Get().(*[]diag.Diagnostic)
	all := rules.Check(append(append((*room)[:0], r.faults...), r.shape...), r.app, r.secrets, around)
	defer func(list []diag.Diagnostic) {
		clear(list[:cap(list)])
		*room = list[:0]
		rooms.Put(room)
	}(all)
	if !r.sure { // what belongs where is a guess, and so is whatever rules make of it
		diag.Doubt(all[len(r.faults):], -1)
	}
	if r.module != nil {
		r.settle(all)
	}
	all = diag.Withhold(all, r.hidden)
	diag.Bound(all)
	all = bounded(diag.Sort(all), limits.Findings, r.unkept)
	rules.Label(all)
	f := &Facts{
		Head: own.Strings(headOf(r.app), r.app.Text), Findings: diag.Pack(all), NotJSON: len(NotJSON(all)), Secrets: r.hidden, Unread: r.unkept,
		Imports: r.imports,
	}
	for _, d := range r.faults {
		if d.Severity == diag.Error {
			f.Unread++
		}
	}
	return f, r.app
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

// TooLarge is what is known of a file that has more bytes than are read: that it
// is none of ours, if it is a module, as bundles of all kinds are.
func TooLarge(name string, limits Limits) *Facts {
	if content.Module(name) {
		return &Facts{Findings: diag.Pack([]diag.Diagnostic{rules.NotADefinition()})}
	}
	return &Facts{Head: &Head{}, Blank: true, Findings: diag.Pack([]diag.Diagnostic{rules.Finding("json-limits",
		fmt.Sprintf("the file has more than %d bytes and was not read", limits.FileSize),
		"raise limits.file-size in config.yaml if it really is a definition")}),
		Key: memo.NewHash("too large").Int(int(limits.FileSize)).Sum()}
}

func headOf(a *appdef.App) *Head {
	h := &Head{
		ID: a.ID.Value, Version: a.Version.Value, Secret: a.SecretSettings(),
		IDAt: rules.Place{Span: a.ID.Span, Path: a.ID.Path}, VersionAt: rules.Place{Span: a.Version.Span, Path: a.Version.Path},
	}
	for _, d := range a.Dependencies {
		if app, ok := appdef.DependsOn(d.Value); ok {
			h.Needs = append(h.Needs, rules.Dependency{App: app, At: rules.Place{Span: d.Span, Path: d.Path}})
		}
	}
	shows := func(icon appdef.Field[string]) {
		if icon.Set {
			h.Icons = append(h.Icons, Icon{icon.Value, rules.Place{Span: icon.Span, Path: icon.Path}})
		}
	}
	shows(a.IconURL)
	for _, f := range a.Screenshots[:min(len(a.Screenshots), site.ShotLimit)] {
		h.Screenshots = append(h.Screenshots, f.Value)
	}
	h.ShotsBeyond = site.ShotsBeyond(a)
	for i := range a.Widgets {
		h.Widgets = append(h.Widgets, a.Widgets[i].Name.Value)
		shows(a.Widgets[i].Icon)
	}
	return h
}

// Name is what the gallery calls the app of a definition in that file.
func (h *Head) Name(file string) string {
	if strings.TrimSpace(h.ID) == "" {
		return FallbackName(file)
	}
	return h.ID
}

// FallbackName names a definition whose id cannot be read: after its folder
// if it is called app.json, or is the module that speaks for it, else after its file.
func FallbackName(file string) string {
	file = appdef.ConcealName(file)
	base := path.Base(file)
	if dir := path.Base(path.Dir(file)); (strings.EqualFold(base, "app.json") || content.MainModule(file)) && dir != "." && dir != "/" {
		return dir
	}
	return strings.TrimSuffix(base, path.Ext(base))
}

// NoDefinition tells whether all that is known of a file is that it is none of
// ours.
func NoDefinition(found diag.Packed) bool {
	if found.Len() != 1 {
		return false
	}
	one, none := found.List()[0], rules.NotADefinition()
	return one.Rule == none.Rule && one.Severity == none.Severity
}

// NotJSON returns the findings that say that a text is not JSON.
func NotJSON(list []diag.Diagnostic) []diag.Diagnostic {
	var found []diag.Diagnostic
	for _, d := range list {
		if d.Syntax {
			found = append(found, d)
		}
	}
	return found
}
