package editing

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// named finds what is named at an offset of the definition.
func (d *Document) named(offset int, list []mention) (m mention, ok bool) {
	for _, x := range list {
		if x.Path == d.Path && holds(x.Span, offset) && (!ok || length(x.Span) < length(m.Span)) {
			m, ok = x, true
		}
	}
	return m, ok
}

// meant finds what an offset is about: the name that stands there, or what the rest of
// a reference or of a key is about.
func (d *Document) meant(offset int, list []mention) (m mention, ok bool) {
	if m, ok = d.named(offset, list); ok {
		return m, true
	}
	for _, x := range list {
		if x.Path == d.Path && x.around != (diag.Span{}) && holds(x.around, offset) && x.kind != categorySubject {
			return x, true
		}
	}
	return m, false
}

// Definition says where that is declared which a name at an offset means: a setting,
// a category, a widget. Where a reference without a category may mean several
// settings, they are all told.
func Definition(d *Document, offset int) []Place {
	list := d.mentions()
	m, ok := d.meant(offset, list)
	if !ok {
		return nil
	}
	var out []Place
	for _, x := range list {
		if x.defines && (x.subject == m.subject || m.short && x.kind == m.kind && x.name == m.name) {
			out = append(out, d.bare(x))
		}
	}
	return sorted(out)
}

// References lists where that stands which a name at an offset means, in the
// definition and in its samples; with its declaration only where that is wanted.
func References(d *Document, offset int, declaration bool) []Place {
	list := d.mentions()
	m, ok := d.meant(offset, list)
	if !ok {
		return nil
	}
	var out []Place
	for _, x := range list {
		if x.subject == m.subject && (declaration || !x.defines) {
			out = append(out, d.bare(x))
		}
	}
	return sorted(out)
}

// bare is the place of a name without its quotes.
func (d *Document) bare(m mention) Place {
	p, text := m.Place, d.Text
	if p.Path != d.Path {
		text = d.Samples.Text
	}
	s := p.Span
	if !m.whole || s.Start < 0 || s.End > len(text) || s.End-s.Start < 2 {
		return p
	}
	if at := bytes.Index(text[s.Start:s.End], []byte(m.text())); at >= 0 && !d.Module { // whatever quotes there are, or lack
		p.Span = diag.Span{Start: s.Start + at, End: s.Start + at + len(m.text())}
	} else if isQuote(text[s.Start]) && text[s.End-1] == text[s.Start] {
		p.Span = diag.Span{Start: s.Start + 1, End: s.End - 1}
	}
	return p
}

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

func sorted(list []Place) []Place {
	slices.SortFunc(list, func(a, b Place) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), a.Span.Start-b.Span.Start, a.Span.End-b.Span.End)
	})
	return slices.Compact(list)
}

// Renamable tells whether something at an offset can be renamed, where its name
// stands there, and what it is called.
func Renamable(d *Document, offset int) (diag.Span, string, bool) {
	list := d.mentions()
	m, ok := d.named(offset, list)
	if !ok || d.secret(m.Span) || !slices.ContainsFunc(list, func(x mention) bool { return x.defines && x.subject == m.subject }) {
		return diag.Span{}, "", false
	}
	return d.bare(m).Span, m.text(), true
}

// Renaming is what a new name asks for.
type Renaming struct {
	Edits []Edit // of the definition and its samples
	Older []Edit // of other versions: made only where that is asked for
}

// Rename gives a setting, a category of settings or a widget another name, wherever
// it stands: where it is declared, in references, in keys of texts, in samples.yaml
// and, apart, in other versions of the app. Nothing else changes. It is an error
// where the new name is none, is taken, or would mean something else.
func Rename(d *Document, offset int, name string, older []*Document) (Renaming, error) {
	list := d.mentions()
	m, ok := d.named(offset, list)
	if !ok || d.secret(m.Span) {
		return Renaming{}, errors.New("nothing here can be renamed; expected the name of a setting, a category or a widget")
	}
	if err := nameable(m.subject, name); err != nil {
		return Renaming{}, err
	}
	if d.Samples != nil {
		if _, ok := appdef.SampleNames(d.Samples.Text); !ok {
			return Renaming{}, fmt.Errorf("%s cannot be read, and may name the %s; mend it first", path.Base(d.Samples.Path), m.words())
		}
	}
	edits, err := d.rename(list, m.subject, name)
	if err != nil {
		return Renaming{}, err
	}
	r := Renaming{Edits: edits}
	for _, o := range older {
		alone := *o
		alone.Samples = nil // they are those of this version
		if edits, err := alone.rename(alone.mentions(), m.subject, name); err == nil {
			r.Older = append(r.Older, edits...)
		}
	}
	return r, nil
}

// nameable says why something cannot be called so.
func nameable(s subject, name string) error {
	unseen := func(r rune) bool { return r < ' ' || diag.Hidden(r) }
	switch {
	case name == "":
		return fmt.Errorf("expected a name for the %s", s.words())
	case s.kind == widgetSubject && (strings.TrimSpace(name) != name || strings.ContainsFunc(name, unseen)):
		return fmt.Errorf("%q is no name for a widget: it begins or ends with a space, or has a character that nobody sees", name)
	case s.kind != widgetSubject && !appdef.Nameable(name):
		return fmt.Errorf("%q is no name for a %s: no reference could name it; write letters, digits, dashes and underscores", name, s.words())
	}
	return nil
}

// rename lists the edits of one document.
func (d *Document) rename(list []mention, s subject, name string) ([]Edit, error) {
	if name == s.text() {
		return nil, nil
	}
	if err := d.free(list, s, name); err != nil {
		return nil, err
	}
	var out []Edit
	declared := false
	for _, m := range list {
		if m.subject != s {
			continue
		}
		declared = declared || m.defines
		e, err := d.edit(m, name)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	if err := d.shared(list, s); err != nil {
		return nil, err
	}
	if !declared {
		return nil, fmt.Errorf("the %s %q is declared nowhere", s.words(), s.text())
	}
	slices.SortFunc(out, func(a, b Edit) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), a.Span.Start-b.Span.Start, a.Span.End-b.Span.End)
	})
	return slices.Compact(out), nil
}

// shared says whether a constant of a module is the name and something else as well.
func (d *Document) shared(list []mention, s subject) error {
	if !d.Module {
		return nil
	}
	uses := map[diag.Span]int{}
	count := func(n *jsontree.Node) {
		if n.Kind == jsontree.String {
			uses[n.Span]++
		}
	}
	d.walk(func(_ []string, m *jsontree.Member, n *jsontree.Node) bool {
		if count(n); m != nil {
			count(m.Name)
		}
		return true
	})
	for _, m := range list {
		if m.subject == s && m.Path == d.Path {
			uses[m.host]--
		}
	}
	for _, m := range list {
		if m.subject == s && m.Path == d.Path && uses[m.host] > 0 {
			return fmt.Errorf("what is written on %s is the %s %q and something else as well; rename it by hand",
				d.place(m.Place), s.words(), s.text())
		}
	}
	return nil
}

// free says why a name cannot be given: something of that kind has it, or what stands
// in the text would mean something else afterwards.
func (d *Document) free(list []mention, s subject, name string) error {
	wanted := s
	if wanted.name = name; s.kind == categorySubject {
		wanted.name, wanted.category = "", name
	}
	if s.kind == categorySubject && slices.ContainsFunc(d.App.Settings, func(c appdef.Category) bool { return c.Text == name }) {
		return fmt.Errorf("there is a category %q already; choose another name", name)
	}
	have := names{}
	for _, m := range list {
		switch {
		case m.subject == wanted && m.defines:
			return d.taken(m, name)
		case m.short && s.kind == settingSubject && m.name == s.name && len(d.App.Named(s.name)) > 1:
			return fmt.Errorf("several categories have a setting %q, and %s names it without one; write the category there first",
				s.name, d.place(m.Place))
		case m.short && s.kind == settingSubject && len(d.App.Named(name)) > 0 && (m.name == s.name || m.name == name):
			return fmt.Errorf("another category has a setting %q, and %s names one without its category; write the category there first",
				name, d.place(m.Place))
		case m.key != nil && m.subject == s:
			if after := m.key.Text[:m.at] + name + m.key.Text[m.at+len(s.text()):]; have.has(m.texts, after) {
				return fmt.Errorf("a text %q is there already; choose another name", after)
			}
		}
	}
	return nil
}

// names are the names in some objects, each of which is looked at once.
type names map[*jsontree.Node]map[string]bool

func (n names) has(object *jsontree.Node, name string) bool {
	if n[object] == nil {
		n[object] = make(map[string]bool, len(object.Members))
		for i := range object.Members {
			n[object][object.Members[i].Name.Text] = true
		}
	}
	return n[object][name]
}

func (d *Document) taken(m mention, name string) error {
	if m.kind == settingSubject {
		return fmt.Errorf("the category %q has a setting %q already, on %s; choose another name", m.category, name, d.place(m.Place))
	}
	return fmt.Errorf("there is a %s %q already, on %s; choose another name", m.words(), name, d.place(m.Place))
}

// place names a place for a message: "line 12".
func (d *Document) place(p Place) string {
	if p.Path != d.Path {
		return fmt.Sprintf("line %d of samples.yaml", 1+bytes.Count(d.Samples.Text[:p.Span.Start], []byte("\n")))
	}
	return fmt.Sprintf("line %d", 1+bytes.Count(d.Text[:d.clamp(p.Span.Start)], []byte("\n")))
}

// edit replaces the name in one place. How it is written there stays: in quotes or
// without.
func (d *Document) edit(m mention, name string) (Edit, error) {
	if m.Path != d.Path {
		return d.sampleEdit(m, name), nil
	}
	span := d.bare(m).Span
	was := ""
	if 0 <= span.Start && span.End <= len(d.Text) && span.Start <= span.End {
		was = string(d.Text[span.Start:span.End])
	}
	quoted := jsontree.Quote(name)
	switch e := (Edit{Place{m.Path, span}, quoted[1 : len(quoted)-1]}); {
	case !d.Module && (span != m.Span || !m.whole):
		return e, nil
	case !d.Module: // a name without quotes, which is a fault that is told elsewhere
		if e.New = name; !identifier.MatchString(name) {
			e.New = quoted
		}
		return e, nil
	case was != m.text():
		return e, fmt.Errorf("on %s the name of the %s %q is put together, or comes from another file; rename it by hand",
			d.place(m.Place), m.words(), m.text())
	case m.whole && span == m.Span:
		return d.moduleName(e, was, name), nil
	default:
		return e, nil
	}
}

var identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// moduleName replaces a key that stands in a module without quotes. One that is short
// for a constant of its name keeps meaning the constant.
func (d *Document) moduleName(e Edit, was, name string) Edit {
	e.New = (&writer{d: d}).name(name)
	if next, _ := d.next(e.Span.End); next == ',' || next == '}' {
		e.New += ": " + was
	}
	return e
}

var plainYAML = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// sampleEdit replaces a name in samples.yaml.
func (d *Document) sampleEdit(m mention, name string) Edit {
	e := Edit{d.bare(m), name}
	switch {
	case e.Span != m.Span && d.Samples.Text[m.Span.Start] == '"':
		q := jsontree.Quote(name)
		e.New = q[1 : len(q)-1]
	case e.Span == m.Span && (!plainYAML.MatchString(name) || yamlWords.MatchString(name)):
		e.New = jsontree.Quote(name)
	}
	return e
}

// yamlWords are those that YAML takes for something else than text.
var yamlWords = regexp.MustCompile(`(?i)^(null|true|false|yes|no|on|off|y|n)$`)
