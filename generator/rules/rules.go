// Package rules holds the promises that an app definition must keep.
//
// A rule is a literal: its name, severity, reason and two examples, and the
// function that checks it. There is one file a family, and the family is the
// first word of a rule's name. All lists every rule there is; nothing is
// registered behind its back. Check runs the rules of one definition over a
// Pass; CheckSet runs those that need to see several definitions at once.
//
// Rules judge what was read: a place that could not be parsed was reported by
// the parser and is not judged again.
package rules

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Rule is one promise. Exactly one of App, Set and By is set.
type Rule struct {
	diag.Rule
	App func(*Pass)    // looks at one definition
	Set func(*SetPass) // looks at definitions that may clash
	By  string         // who reports it: "jsontree", "module", "appdef", "reviews", or "rules" over facts that no definition holds
}

// All is every rule, family by family.
var All = slices.Concat(fileRules, syntaxRules, moduleRules, appRules, shapeRules, listingRules, widgetRules, urlRules, referenceRules,
	sizeRules, permissionRules, iconRules, settingRules, localeRules, galleryRules, onlineRules, sampleRules, reviewRules, ignoreRules)

var byName = map[string]*Rule{}

// The functions of rules ask for rules by name, so that only a function can
// fill this in.
func init() {
	for i := range All {
		byName[All[i].Name] = &All[i]
	}
}

// Find returns the rule of that name.
func Find(name string) (*Rule, bool) {
	r, ok := byName[name]
	return r, ok
}

// Finding is a finding of a rule, with its severity and without a place.
func Finding(rule, message, hint string) diag.Diagnostic {
	d := diag.Diagnostic{Rule: rule, Message: message, Hint: hint}
	if r, ok := byName[rule]; ok {
		d.Severity = r.Severity
	}
	label(&d)
	return d
}

// Label adds to findings what their rules say of themselves. Who reads a text
// reports under a rule's name and knows no rules.
func Label(list []diag.Diagnostic) {
	for i := range list {
		label(&list[i])
	}
}

func label(d *diag.Diagnostic) {
	if r, ok := byName[d.Rule]; ok {
		d.Badge, d.Answers, d.Syntax = r.Badge, r.Answers, r.Syntax
	}
}

// Names returns the names of all rules in the order of All.
func Names() []string {
	names := make([]string, len(All))
	for i := range All {
		names[i] = All[i].Name
	}
	return names
}

// Pass is one definition while the rules look at it.
type Pass struct {
	App     *appdef.App
	Secrets []appdef.Secret // what Redact found
	Around

	widgets []widgetFacts
	words   *vocabulary
	rule    *Rule
	guesses int               // of this rule
	meant   map[string]string // what unknown keys are likely to mean, by their pointers
	found   []diag.Diagnostic
}

// Around is what the rules ask about a definition's surroundings. What is nil
// is not known.
type Around struct {
	Local   func(name string) bool    // tells whether that file stands beside the definition
	Gallery func(address string) bool // tells whether the preview of an address is a page of the gallery itself
}

// Check runs every rule of one definition and appends what they find to a list.
// The diagnostics come in no particular order.
func Check(list []diag.Diagnostic, app *appdef.App, secrets []appdef.Secret, around Around) []diag.Diagnostic {
	if app.Root == nil {
		return list
	}
	p := &Pass{App: app, Secrets: secrets, Around: around, widgets: facts(app), found: list[len(list):]}
	for i := range All {
		if All[i].App != nil {
			p.rule, p.guesses = &All[i], 0
			All[i].App(p)
		}
	}
	return append(list, p.settle()...)
}

// Place is where a finding points.
type Place struct {
	Span diag.Span
	Path string
}

// at is the place of a whole field.
func at[T any](f appdef.Field[T]) Place { return Place{f.Span, f.Path} }

// inside is the place of a part of a string.
func inside(f appdef.Field[string], s diag.Span) Place { return Place{f.At(s), f.Path} }

// Report adds a finding of the rule that is running. The result can be given
// fixes and related places.
func (p *Pass) Report(where Place, message, hint string) *diag.Diagnostic {
	d := Finding(p.rule.Name, message, hint)
	d.Span, d.Path = where.Span, where.Path
	p.found = append(p.found, d)
	return &p.found[len(p.found)-1]
}

// Lacks adds a finding about a key that is missing from an object.
func (p *Pass) Lacks(key string, where Place, message, hint string) *diag.Diagnostic {
	if p.App.Partial && p.open(where.Path) {
		return new(diag.Diagnostic) // it may well be there
	}
	d := p.Report(where, message, hint)
	d.Missing = key
	return d
}

// open tells whether something in an object is not known that may be anything.
func (p *Pass) open(path string) bool {
	n := p.App.Root.Find(strings.TrimPrefix(path, p.App.RootPath))
	return n != nil && n.Open
}

// means notes that an unknown key of an object is likely to be a misspelling of
// a known one.
func (p *Pass) means(unknown *diag.Diagnostic, key string) {
	if p.meant == nil {
		p.meant = map[string]string{}
	}
	p.meant[unknown.Path] = key
}

// settle lets a missing key stay silent where an unknown key of the same object
// is its likely misspelling: one slip is one finding, which has the better hint
// and perhaps a fix. It weighs as much as the heavier of the two.
func (p *Pass) settle() []diag.Diagnostic {
	if len(p.meant) == 0 {
		return p.found
	}
	misspelt := map[string]int{} // pointer of the key that is meant -> finding
	for i := range p.found {
		if key, ok := p.meant[p.found[i].Path]; ok {
			parent := p.found[i].Path[:strings.LastIndexByte(p.found[i].Path, '/')]
			if at := jsontree.Pointer(parent, key); misspelt[at] == 0 {
				misspelt[at] = i + 1
			}
		}
	}
	kept := make([]diag.Diagnostic, 0, len(p.found))
	for _, d := range p.found {
		if at := misspelt[jsontree.Pointer(d.Path, d.Missing)]; d.Missing != "" && at > 0 {
			u := &p.found[at-1]
			u.Severity = min(u.Severity, d.Severity)
			u.Answers = append(slices.Clone(u.Answers), d.Answers...)
			u.Message += fmt.Sprintf(", and %q is missing", d.Missing)
		}
	}
	for _, d := range p.found {
		if d.Missing == "" || misspelt[jsontree.Pointer(d.Path, d.Missing)] == 0 {
			kept = append(kept, d)
		}
	}
	return kept
}

// problems reports what a grammar found under this rule's name.
func (p *Pass) problems(f appdef.Field[string], list []appdef.Problem) {
	for _, x := range list {
		if x.Code != p.rule.Name {
			continue
		}
		d := p.Report(inside(f, x.Span), x.Message, x.Hint)
		d.Unsafe = x.Unsafe
		for _, e := range x.Fix {
			d.Fix = append(d.Fix, diag.Edit{Span: f.At(e.Span), New: inString(e.New)})
		}
	}
}

// widgetFacts is what the grammars say of a widget, worked out once for all
// rules. Offsets count in the decoded strings.
type widgetFacts struct {
	*appdef.Widget
	refs        []appdef.Reference
	refTrouble  []appdef.Problem
	components  []appdef.URLComponent
	host        appdef.Address
	address     []appdef.Problem
	permissions appdef.Permissions
	sizes       [2]sizeFacts
}

type sizeFacts struct {
	name    string
	field   appdef.Field[string]
	length  appdef.Length
	trouble *appdef.Problem
}

func facts(app *appdef.App) []widgetFacts {
	list := make([]widgetFacts, len(app.Widgets))
	for i := range app.Widgets {
		w := &app.Widgets[i]
		f := &list[i]
		f.Widget = w
		if w.URL.Set {
			f.refs, f.refTrouble = appdef.References(w.URL.Value)
			f.components = appdef.Locate(w.URL.Value, f.refs)
			f.host, f.address = appdef.ParseTemplate(w.URL.Value, f.refs)
		}
		if w.IframePermissions.Set {
			f.permissions = w.Permissions()
		}
		f.sizes = [2]sizeFacts{sizeOf("width", w.Width), sizeOf("height", w.Height)}
	}
	return list
}

func sizeOf(name string, f appdef.Field[string]) sizeFacts {
	s := sizeFacts{name: name, field: f}
	if f.Set {
		s.length, s.trouble = appdef.ParseLength(f.Value)
	}
	return s
}
