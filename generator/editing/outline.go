package editing

import (
	"cmp"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// SymbolKind says what a symbol is.
type SymbolKind uint8

// The kinds of symbols.
const (
	GroupSymbol    SymbolKind = iota // what has the others: "widgets", "settings", "i18n", …
	AppSymbol                        // the definition itself
	WidgetSymbol                     // one widget
	CategorySymbol                   // a category of settings
	SettingSymbol                    // one setting
	LocaleSymbol                     // the texts of one language
	TextSymbol                       // one translated text
	ValueSymbol                      // any other property
)

// Symbol is a part of a definition that has a name. Selection is the part of Span
// that is the name itself.
type Symbol struct {
	Name, Detail    string
	Kind            SymbolKind
	Span, Selection diag.Span
	Children        []Symbol
}

// nameMost bounds names and details, in bytes.
const nameMost = 80

// short is foreign text as a name: one line, and harmless.
func short(s string) string {
	return diag.Visible(diag.Shorten(strings.Join(strings.Fields(s), " "), nameMost))
}

// Symbols is the outline of a definition: every top-level key, and in it widgets with
// their titles, settings by category, texts by language.
func Symbols(d *Document) []Symbol {
	if d.App.Root == nil {
		return nil
	}
	var list []Symbol
	for i := range d.App.Root.Members {
		m := &d.App.Root.Members[i]
		s := symbol(short(m.Name.Text), "", ValueSymbol, m.Name.Span, m.Value.Span)
		switch {
		case m.Value.Kind == jsontree.Object || m.Value.Kind == jsontree.Array:
			s.Kind = GroupSymbol
			s.Children = d.children(m.Name.Text)
		case m.Name.Text == "app":
			s.Kind, s.Detail = AppSymbol, short(m.Value.Text)
		default:
			s.Detail = short(m.Value.Text)
		}
		list = append(list, s)
	}
	return list
}

// symbol makes one of a name and its value, which in a module may stand apart.
func symbol(name, detail string, kind SymbolKind, key, value diag.Span) Symbol {
	s := Symbol{Name: cmp.Or(name, "(no name)"), Detail: detail, Kind: kind, Span: diag.Span{Start: key.Start, End: value.End}, Selection: key}
	if value.Start < key.End {
		s.Span = key
	}
	return s
}

// children are the symbols within a top-level key.
func (d *Document) children(key string) (list []Symbol) {
	switch key {
	case "widgets":
		for i := range d.App.Widgets {
			w := &d.App.Widgets[i]
			s := Symbol{Name: short(d.App.WidgetTitle(w, appdef.DefaultLocale)), Detail: short(w.Name.Value), Kind: WidgetSymbol,
				Span: w.Span, Selection: w.Span}
			for _, f := range []appdef.Field[string]{w.Name, w.Title} {
				if f.Present && w.Span.Start <= f.Span.Start && f.Span.End <= w.Span.End {
					s.Selection = f.Span
					break
				}
			}
			list = append(list, s)
		}
	case "settings":
		for i := range d.App.Settings {
			list = append(list, category(&d.App.Settings[i]))
		}
	case "i18n":
		for i := range d.App.Locales {
			l := &d.App.Locales[i]
			s := symbol(short(l.Text), "", LocaleSymbol, l.Span, l.Span)
			for _, t := range l.Texts {
				s.Children = append(s.Children, symbol(short(t.Key.Text), short(t.Value.Value), TextSymbol, t.Key.Span, t.Value.Span))
			}
			list = append(list, s.around())
		}
	}
	return list
}

func category(c *appdef.Category) Symbol {
	s := symbol(short(c.Text), "", CategorySymbol, c.Span, c.Span)
	for k := range c.Settings {
		x := &c.Settings[k]
		s.Children = append(s.Children, symbol(short(x.Text), short(x.Type.Value), SettingSymbol, x.Name.Span, x.Span))
	}
	return s.around()
}

// around lets a symbol reach over those in it.
func (s Symbol) around() Symbol {
	for _, c := range s.Children {
		s.Span.Start, s.Span.End = min(s.Span.Start, c.Span.Start), max(s.Span.End, c.Span.End)
	}
	return s
}

// Folds lists what can be folded: objects and arrays of several lines, in order.
func Folds(d *Document) []diag.Span {
	lines := newlines(d.Text)
	var list []diag.Span
	d.walk(func(_ []string, _ *jsontree.Member, n *jsontree.Node) bool {
		if d.written(n) && lines.between(n.Span) {
			list = append(list, n.Span)
		}
		return true
	})
	slices.SortFunc(list, func(a, b diag.Span) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	return slices.Compact(list) // a constant of a module may be used twice
}

// lineEnds are the offsets of the line ends of a text.
type lineEnds []int

func newlines(text []byte) (list lineEnds) {
	for i, c := range text {
		if c == '\n' {
			list = append(list, i)
		}
	}
	return list
}

// between tells whether a span has more than one line.
func (l lineEnds) between(s diag.Span) bool {
	i, _ := slices.BinarySearch(l, s.Start)
	return i < len(l) && l[i] < s.End
}

// Lens is a place beside which an editor offers to look at a page.
type Lens struct {
	Span   diag.Span
	Widget int // its index; -1 for the app
}

// Lenses lists the places beside which a preview is offered: the app's id, and every
// widget.
func Lenses(d *Document) []Lens {
	var list []Lens
	if d.App.ID.Set && d.App.ID.Value != "" {
		list = append(list, Lens{d.App.ID.Key, -1})
	}
	for i := range d.App.Widgets {
		list = append(list, Lens{d.App.Widgets[i].Span, d.App.Widgets[i].Index})
	}
	return list
}
