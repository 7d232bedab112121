package site

import (
	"regexp"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// A page offers this many languages, and lists this many texts of them.
const (
	maxLanguages = 24
	maxTexts     = 400
)

// Words is a text in the languages of an app. Pages hold all of them; a
// switch chooses which is seen.
type Words struct {
	Text     string // in en_us, else as the definition has it
	Tag      string // the language of Text as HTML names it; "" where it is not known
	Instead  string // what is seen where a language lacks the text: "shown in en_us"
	Others   []Translation
	Switched bool // the app speaks several languages, and this text should be in each
	said     bool // Text is from en_us
}

// Translation is a text in a language other than en_us.
type Translation struct {
	Locale, Tag, Text string
}

// Languages says how complete an app is in each of its languages. The first
// is en_us, which the others fall back to.
type Languages struct {
	Locales []Locale
	Texts   []LanguageText
	Total   int // texts, listed or not
	More    int // texts beyond those listed
	Unseen  int // languages beyond those listed
	room    int // for more rows, in bytes
}

// Locale is one language of an app.
type Locale struct {
	Name, Tag string // "de_de", "de-DE"
	Have      int    // texts in this language
	Missing   int
}

// LanguageText is one text and what each language says.
type LanguageText struct {
	What, Kind string // "default.team", "name"
	Key        string // without the app's name
	First      bool   // the next one is about the same thing
	Again      bool   // the one before is
	Cells      []LanguageCell
}

// LanguageCell is a text in one language.
type LanguageCell struct {
	Locale, Tag string
	Text        string // "" where it is missing
	Written     bool   // not from i18n, but from the definition itself
	Instead     string // what is seen where it is missing
}

// several tells whether there is a language to switch to.
func (d *Definition) several() bool { return len(d.App.Locales) > 1 }

// spoken lists the languages that pages offer.
func (d *Definition) spoken() []Locale {
	out := []Locale{{Name: appdef.DefaultLocale, Tag: languageTag(appdef.DefaultLocale)}}
	for i := range d.App.Locales {
		if name := d.App.Locales[i].Text; name != appdef.DefaultLocale && len(out) < maxLanguages {
			out = append(out, Locale{Name: named(name), Tag: languageTag(name)})
		}
	}
	return out
}

var tagExpr = regexp.MustCompile(`^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,3}$`)

// languageTag turns a locale of the platform into a language tag of the web:
// "zh_hant_tw" into "zh-Hant-TW". What is neither is no language: "".
func languageTag(locale string) string {
	if !tagExpr.MatchString(locale) {
		return ""
	}
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(locale, "_", "-")), "-")
	for i, p := range parts[1:] {
		switch len(p) {
		case 2:
			parts[i+1] = strings.ToUpper(p)
		case 4:
			parts[i+1] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}

// words gathers a text in all languages. written is what people see where
// not even en_us has it; a text that is expected is missed where a language
// has none.
func (d *Definition) words(key, written string, expected bool) Words {
	w := Words{Text: diag.Shorten(written, textMost), Instead: "shown as written"}
	if key == "" {
		return w
	}
	if t, ok := d.App.Said(d.App.Locale(appdef.DefaultLocale), key); ok && strings.TrimSpace(t) != "" {
		w.Text, w.Tag, w.Instead, w.said = diag.Shorten(t, textMost), languageTag(appdef.DefaultLocale), "shown in en_us", true
	}
	if w.Text == "" {
		w.Instead = "the key is shown"
	}
	for i, n := 0, 1; i < len(d.App.Locales) && n < maxLanguages; i++ {
		l := &d.App.Locales[i]
		if l.Text == appdef.DefaultLocale {
			continue
		}
		n++
		if t, ok := d.App.Said(l, key); ok && strings.TrimSpace(t) != "" {
			w.Others = append(w.Others, Translation{named(l.Text), languageTag(l.Text), diag.Shorten(t, textMost)})
		}
	}
	w.Switched = d.several() && (expected || w.said || len(w.Others) > 0)
	return w
}

func (d *Definition) appWords(written string) Words { return d.words("title", written, false).short() }

func (d *Definition) widgetWords(i int, written string) Words {
	if d.App.Widgets[i].Name.Value == "" {
		return Words{Text: written}
	}
	return d.words("widgets."+d.App.Widgets[i].Name.Value+".title", written, true).short()
}

// short is a text that is a name or a heading.
func (w Words) short() Words {
	w.Text = named(w.Text)
	for i := range w.Others {
		w.Others[i].Text = named(w.Others[i].Text)
	}
	return w
}

// settingWords names and describes a setting; a hidden one needs no words.
func (d *Definition) settingWords(s *appdef.Setting) (name, about Words) {
	base := "settings.path." + s.Category + "." + s.Text
	name = d.words(base+".displayName", "", !s.Hidden.Value).short()
	about = d.words(base+".description", s.Description.Value, false)
	about.Switched = about.Switched || d.several() && about.Text != "" && !s.Hidden.Value
	return name, about
}

// languages lists every text that people see with what each language says.
func (d *Definition) languages(sum *Summary) *Languages {
	if !d.several() {
		return nil
	}
	out := &Languages{Locales: d.spoken(), room: languageRoom}
	out.Unseen = len(d.App.Locales) + 1 - len(out.Locales)
	if d.App.Locale(appdef.DefaultLocale) != nil {
		out.Unseen--
	}
	seen := map[string]bool{}
	add := func(what, kind, key string, w Words) {
		if !seen[key] && w.Switched {
			seen[key] = true
			out.add(LanguageText{What: what, Kind: kind, Key: key}, w)
		}
	}
	add("app", "title", "title", d.appWords(sum.Title))
	for i := range d.App.Widgets {
		name := d.App.Widgets[i].Name.Value
		add(name, "title", "widgets."+name+".title", d.widgetWords(i, sum.Widgets[i].Title))
	}
	for _, kind := range []string{"title", "description"} {
		add("settings page", kind, "settings.page."+kind, d.words("settings.page."+kind, "", false))
	}
	for i := range d.App.Settings {
		for k := range d.App.Settings[i].Settings {
			s := &d.App.Settings[i].Settings[k]
			name, about := d.settingWords(s)
			base := "settings.path." + s.Category + "." + s.Text
			add(s.Category+"."+s.Text, "name", base+".displayName", name)
			add(s.Category+"."+s.Text, "description", base+".description", about)
		}
	}
	for i := range d.App.Locales { // actions, triggers and whatever else has words
		for _, t := range d.App.Locales[i].Texts {
			if key, ok := d.App.OwnKey(t.Key.Text); ok && !seen[key] {
				add(key, "", key, d.words(key, "", true))
			}
		}
	}
	return out
}

// add counts a text in each language and lists it if there is room.
func (l *Languages) add(row LanguageText, w Words) {
	said := make(map[string]string, len(w.Others)+1)
	said[appdef.DefaultLocale] = w.Text
	for _, t := range w.Others {
		said[t.Locale] = t.Text
	}
	for i := range l.Locales {
		loc := &l.Locales[i]
		c := LanguageCell{Locale: loc.Name, Tag: loc.Tag, Text: diag.Shorten(said[loc.Name], lineMost),
			Written: i == 0 && !w.said && w.Text != "", Instead: w.Instead}
		if c.Written {
			c.Tag = ""
		}
		if c.Text == "" {
			loc.Missing++
		} else {
			loc.Have++
		}
		row.Cells = append(row.Cells, c)
		l.room -= 130 + markup(c.Text, c.Locale)
	}
	l.Total++
	row.What, row.Key = named(row.What), named(row.Key)
	if l.room -= 200 + markup(row.What, row.Key); l.room < 0 || len(l.Texts) == maxTexts {
		l.room = 0
		l.More++
		return
	}
	if n := len(l.Texts); n > 0 && row.Kind != "" && l.Texts[n-1].What == row.What {
		l.Texts[n-1].First, row.Again = true, true
	}
	l.Texts = append(l.Texts, row)
}
