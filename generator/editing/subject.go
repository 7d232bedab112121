package editing

import (
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// subjectKind says what a name is of that stands in several places.
type subjectKind uint8

const (
	settingSubject subjectKind = iota
	categorySubject
	widgetSubject
)

// subject is what a name means that stands in several places: a setting, a category
// of settings, or a widget by its name.
type subject struct {
	kind     subjectKind
	category string // of a setting, or the category itself
	name     string // of a setting or a widget
}

// text is the name itself.
func (s subject) text() string {
	if s.kind == categorySubject {
		return s.category
	}
	return s.name
}

// words is how people call it.
func (s subject) words() string {
	return [...]string{"setting", "category", "widget"}[s.kind]
}

// mention is a place where the name of a subject stands. A reference may name a
// setting by its name alone: short.
type mention struct {
	Place
	subject
	defines bool           // it is where the subject is declared
	short   bool           // it names no category, though a setting has one
	key     *jsontree.Node // the whole key of a text, of which it is a part; else nil
	texts   *jsontree.Node // the object in which that key stands
	at      int            // where in the key's text the name begins
	whole   bool           // the span is that of a whole name or value with its quotes, if it has any
	host    diag.Span      // the name or value in which it stands
	around  diag.Span      // the reference or the key of which it is a part; all of it means the same
}

// mentions lists every place in a document where a setting, a category or a widget is
// named, in no particular order.
func (d *Document) mentions() []mention {
	f := mentionFinder{d: d}
	f.declared()
	f.inStrings()
	f.inTexts()
	f.inSamples()
	return f.list
}

type mentionFinder struct {
	d    *Document
	list []mention
}

// add notes a place in the definition itself.
func (f *mentionFinder) add(span diag.Span, s subject, more mention) {
	more.Place, more.subject = Place{f.d.Path, span}, s
	if more.whole {
		more.host = span
	}
	f.list = append(f.list, more)
}

// flat tells whether settings stand outside of any category, so that the one that
// they are counted to is written nowhere.
func (d *Document) flat(c *appdef.Category) bool {
	return !strings.HasSuffix(c.Path, jsontree.Pointer("", c.Text))
}

func (f *mentionFinder) declared() {
	a := f.d.App
	for i := range a.Settings {
		c := &a.Settings[i]
		if !f.d.flat(c) {
			f.add(c.Span, subject{kind: categorySubject, category: c.Text}, mention{defines: true, whole: true})
		}
		for k := range c.Settings {
			s := &c.Settings[k]
			f.add(s.Name.Span, subject{category: s.Category, name: s.Text}, mention{defines: true, whole: true})
		}
	}
	for i := range a.Widgets {
		if w := &a.Widgets[i]; w.Name.Set && w.Name.Value != "" {
			f.add(w.Name.Span, subject{kind: widgetSubject, name: w.Name.Value}, mention{defines: true, whole: true})
		}
	}
}

// inStrings looks for references in every string of the definition, and for the
// settings that commands and actions ask for by their whole names.
func (f *mentionFinder) inStrings() {
	asked := 0 // how deep in the object that holds such names; 0 outside
	f.d.walk(func(path []string, m *jsontree.Member, n *jsontree.Node) bool {
		if asked >= len(path) {
			asked = 0
		}
		if asked == 0 && m != nil && m.Name.Text == "appSettings" {
			asked = len(path)
		}
		switch {
		case n.Kind != jsontree.String:
		case strings.Contains(n.Text, "{{"):
			refs, _ := appdef.References(n.Text)
			for _, r := range refs {
				f.reference(n, r)
			}
		case asked > 0:
			f.wholeName(n)
		}
		return true
	})
}

func (f *mentionFinder) reference(n *jsontree.Node, r appdef.Reference) {
	if r.Root != "settings" || r.Name == "" {
		return
	}
	end := r.PathSpan.End
	at := n.At(end-len(r.Name), end)
	in := mention{host: n.Span, around: n.At(r.Span.Start, r.Span.End)}
	if r.Category != "" {
		f.add(at, subject{category: r.Category, name: r.Name}, in)
		end -= len(r.Name) + 1
		f.add(n.At(end-len(r.Category), end), subject{kind: categorySubject, category: r.Category}, in)
		return
	}
	in.short = true
	for _, s := range f.d.App.Named(r.Name) {
		f.add(at, subject{category: s.Category, name: s.Text}, in)
	}
	if len(f.d.App.Named(r.Name)) == 0 {
		f.add(at, subject{name: r.Name}, in)
	}
}

// wholeName reads "<app>.<category>.<name>".
func (f *mentionFinder) wholeName(n *jsontree.Node) {
	parts := strings.Split(n.Text, ".")
	if len(parts) != 3 || parts[0] != f.d.App.ID.Value || f.d.App.Setting(parts[1], parts[2]) == nil {
		return
	}
	f.named(n, len(parts[0])+1, parts[1], parts[2], mention{host: n.Span, around: n.Span})
}

// named notes a category and behind a point the setting in it.
func (f *mentionFinder) named(n *jsontree.Node, at int, category, name string, more mention) {
	more.at = at
	f.add(n.At(at, at+len(category)), subject{kind: categorySubject, category: category}, more)
	at += len(category) + 1
	more.at = at
	f.add(n.At(at, at+len(name)), subject{category: category, name: name}, more)
}

// inTexts looks at the keys of i18n.
func (f *mentionFinder) inTexts() {
	i18n := f.d.App.Root.Get("i18n")
	if i18n == nil || f.d.App.ID.Value == "" {
		return
	}
	for i := range i18n.Members {
		texts := i18n.Members[i].Value
		for k := range texts.Members {
			f.inKey(texts.Members[k].Name, texts)
		}
	}
}

const (
	settingTexts = "settings.path."
	widgetTexts  = "widgets."
)

// inKey reads "<app>.settings.path.<category>.<name>.displayName" and
// "<app>.widgets.<name>.title".
func (f *mentionFinder) inKey(key, texts *jsontree.Node) {
	rest, ok := f.d.App.OwnKey(key.Text)
	if !ok {
		return
	}
	at := len(key.Text) - len(rest)
	more := mention{key: key, texts: texts, host: key.Span, around: key.Span}
	if path, ok := strings.CutPrefix(rest, settingTexts); ok {
		if parts := strings.SplitN(path, ".", 3); len(parts) == 3 {
			f.named(key, at+len(settingTexts), parts[0], parts[1], more)
		}
		return
	}
	name, ok := strings.CutPrefix(rest, widgetTexts)
	if name, titled := strings.CutSuffix(name, ".title"); ok && titled && name != "" {
		at += len(widgetTexts)
		more.at = at
		f.add(key.At(at, at+len(name)), subject{kind: widgetSubject, name: name}, more)
	}
}

// inSamples looks at the names in samples.yaml.
func (f *mentionFinder) inSamples() {
	if f.d.Samples == nil {
		return
	}
	add := func(span diag.Span, s subject, short bool) {
		f.list = append(f.list, mention{Place: Place{f.d.Samples.Path, span}, subject: s, whole: true, short: short})
	}
	names, _ := appdef.SampleNames(f.d.Samples.Text)
	for _, n := range names {
		if n.Category != "" {
			add(n.CategorySpan, subject{kind: categorySubject, category: n.Category}, false)
			add(n.NameSpan, subject{category: n.Category, name: n.Name}, false)
			continue
		}
		for _, s := range f.d.App.Named(n.Name) {
			add(n.NameSpan, subject{category: s.Category, name: s.Text}, true)
		}
	}
}
