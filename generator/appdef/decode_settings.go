package appdef

import (
	"fmt"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

const settingsHint = "settings are written category → name → object, with the category \"default\" when there is one"

func (d *decoder) settings(o *object, a *App) {
	m := o.container("settings", jsontree.Object)
	if m == nil {
		return
	}
	path := jsontree.Pointer(o.path, "settings")
	if flat := flatSettings(m.Value); flat != nil {
		d.flat(m.Value, path, flat, a)
		return
	}
	d.categories(m.Value, path, a)
}

// flatSettings recognises settings without a category: their objects have a
// "type" that is a string.
func flatSettings(n *jsontree.Node) []jsontree.Member {
	var flat []jsontree.Member
	for _, m := range n.Members {
		if t := m.Value.Get("type"); t != nil && t.Kind == jsontree.String {
			flat = append(flat, m)
		}
	}
	return flat
}

func (d *decoder) flat(n *jsontree.Node, path string, flat []jsontree.Member, a *App) {
	first := flat[0]
	p := jsontree.Pointer(path, first.Name.Text)
	x := diag.Diagnostic{
		Rule: "settings-shape", Severity: diag.Error, Span: first.Name.Span, Path: p,
		Message: fmt.Sprintf("the setting %q stands outside a category", first.Name.Text),
		Hint:    "wrap the settings in a category such as \"default\"",
		Unsafe:  true,
	}
	if len(flat) == len(n.Members) {
		x.Fix = []diag.Edit{
			{Span: diag.Span{Start: n.Span.Start, End: n.Span.Start}, New: "{ \"default\": "},
			{Span: diag.Span{Start: n.Span.End, End: n.Span.End}, New: " }"},
		}
	}
	d.list = append(d.list, x)
	c := Category{Name: Name{"default", first.Name.Span}, Path: path}
	rest := &jsontree.Node{Kind: jsontree.Object, Span: n.Span}
	for _, m := range n.Members {
		if t := m.Value.Get("type"); t != nil && t.Kind == jsontree.String {
			d.setting(&c, path, m)
		} else {
			rest.Members = append(rest.Members, m)
		}
	}
	a.Settings = append(a.Settings, c)
	d.categories(rest, path, a)
}

func (d *decoder) categories(n *jsontree.Node, path string, a *App) {
	for _, m := range n.Members {
		p := jsontree.Pointer(path, m.Name.Text)
		if m.Value.Kind != jsontree.Object {
			if m.Value.Kind != jsontree.Invalid {
				d.report("settings-shape", diag.Error, m.Value.Span, p, fmt.Sprintf("the settings category %q should be an object, found %s",
					m.Name.Text, m.Value.Kind), settingsHint)
			}
			continue
		}
		if flat := nestedTwice(m); flat {
			d.report("settings-shape", diag.Error, m.Name.Span, p, "settings are nested twice: \"settings\" inside \"settings\"",
				"keep one of the two")
			d.categories(m.Value, p, a)
			continue
		}
		c := Category{Name: Name{m.Name.Text, m.Name.Span}, Path: p, Settings: make([]Setting, 0, len(m.Value.Members))}
		for _, s := range m.Value.Members {
			d.setting(&c, p, s)
		}
		a.Settings = append(a.Settings, c)
	}
}

// nestedTwice recognises settings.settings.default.<name>.
func nestedTwice(m jsontree.Member) bool {
	if m.Name.Text != "settings" {
		return false
	}
	for _, c := range m.Value.Members {
		if len(flatSettings(c.Value)) > 0 {
			return true
		}
	}
	return false
}

func (d *decoder) setting(c *Category, path string, m jsontree.Member) {
	p := jsontree.Pointer(path, m.Name.Text)
	if m.Value.Kind != jsontree.Object {
		if m.Value.Kind != jsontree.Invalid {
			d.report("settings-shape", diag.Error, m.Value.Span, p, fmt.Sprintf("the setting %q should be an object, found %s", m.Name.Text,
				m.Value.Kind), "a setting is written { \"type\": \"string\", \"defaultValue\": \"\" }")
		}
		return
	}
	o := d.object(m.Value, p, m.Name.Span, "settings-shape")
	s := Setting{Name: Name{m.Name.Text, m.Name.Span}, Category: c.Text, Path: p, Span: m.Value.Span}
	s.Type, s.Default = scalarType(o), field[*jsontree.Node](o, "defaultValue")
	if s.Default.Node != nil {
		s.Default.Value, s.Default.Set = s.Default.Node, s.Default.Node.Kind != jsontree.Invalid
	}
	s.Required = requiredFlag(o)
	s.Description, s.Hidden = o.text("description"), o.flag("hidden")
	s.Unknown = o.unknown()
	c.Settings = append(c.Settings, s)
}

// scalarType leaves a type of the wrong kind to the rule settings-type.
func scalarType(o *object) Field[string] {
	f := field[string](o, "type")
	if f.Present && f.Node.Kind == jsontree.String {
		f.Value, f.Set = f.Node.Text, true
	}
	return f
}

// requiredFlag leaves a required of the wrong kind to the rule
// settings-required-string; the platform's own sample writes "true".
func requiredFlag(o *object) Field[bool] {
	f := field[bool](o, "required")
	if !f.Present {
		return f
	}
	f.Set = f.Node.Kind == jsontree.Bool
	f.Value = f.Node.Text == "true"
	return f
}

func (d *decoder) locales(o *object, a *App) {
	m := o.container("i18n", jsontree.Object)
	if m == nil {
		return
	}
	path := jsontree.Pointer(o.path, "i18n")
	for _, l := range m.Value.Members {
		p := jsontree.Pointer(path, l.Name.Text)
		loc := Locale{Name: Name{l.Name.Text, l.Name.Span}, Path: p}
		if l.Value.Kind != jsontree.Object {
			if l.Value.Kind != jsontree.Invalid {
				d.report("app-type", diag.Error, l.Value.Span, p, fmt.Sprintf("the locale %q should be an object of texts, found %s", l.Name.Text,
					l.Value.Kind), "")
			}
			continue
		}
		loc.index, loc.Texts = make(map[string]int, len(l.Value.Members)), make([]Text, 0, len(l.Value.Members))
		texts := d.object(l.Value, p, l.Name.Span, "app-type")
		for _, t := range l.Value.Members {
			loc.index[t.Name.Text] = len(loc.Texts)
			loc.Texts = append(loc.Texts, Text{Name{t.Name.Text, t.Name.Span}, texts.textOf(t)})
		}
		a.Locales = append(a.Locales, loc)
	}
}
