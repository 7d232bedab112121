package site

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestListing runs the fixtures in testdata/listing: a definition, and what
// its page says of it as a listing, line by line.
func TestListing(t *testing.T) {
	names, err := filepath.Glob("testdata/listing/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil || len(ar.Files) != 2 {
			t.Fatalf("%s: %d files, %v", name, len(ar.Files), err)
		}
		d := defined(t, string(ar.Files[0].Data))
		d.Listing = map[string]ListingPicture{}
		for _, f := range d.App.Screenshots {
			if strings.HasPrefix(f.Value, "here") {
				d.Listing[f.Value] = ListingPicture{"data:" + f.Value, 3, 2}
			}
		}
		if got, want := told(d), string(ar.Files[1].Data); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got, want)
		}
	}
}

// told is the page in words.
func told(d *Definition) string {
	s := &Settings{Load: "auto"}
	sum := Summarize(d, s)
	older := *sum
	older.Version, older.Page = "1.0.0", "apps/a/v/1.0.0.html"
	page := AppPage(d, sum, []*Summary{sum, &older}, s)
	body := page.Body.(*App)
	var b strings.Builder
	if c := body.Card; c.Count > 0 {
		fmt.Fprintf(&b, "card %d of %d%s: %s\n", c.Count, c.Limit, when(c.Cut, ", cut"), c.Text)
	}
	for _, x := range body.Screenshots {
		fmt.Fprintf(&b, "screenshot %q%s", x.Address, when(x.Href != "", ": link at "+x.Host+" "+x.Path))
		fmt.Fprintf(&b, "%s\n", when(x.Picture.Src != "", fmt.Sprintf(": %s %d × %d", x.Picture.Src, x.Width, x.Height)))
	}
	if l := body.Languages; l != nil {
		tellLanguages(&b, l)
	}
	for _, f := range body.Facts {
		fmt.Fprintf(&b, "fact %s: %s%s\n", f.Name, f.Text, when(f.Href != "", " -> "+f.Href))
	}
	for _, l := range body.Links {
		fmt.Fprintf(&b, "link %s%s\n", l.Text, when(l.Href != "", " -> "+l.Href))
	}
	for _, c := range body.Changelog {
		fmt.Fprintf(&b, "change %s%s%s%s: %s\n", c.Version, when(c.Current, " this version"), when(c.Date != "", " ("+c.Date+")"), when(c.Href != "", " -> "+c.Href), c.Text)
	}
	return b.String()
}

func tellLanguages(b *strings.Builder, l *Languages) {
	for _, x := range l.Locales {
		fmt.Fprintf(b, "locale %s %s: %d, missing %d\n", x.Name, x.Tag, x.Have, x.Missing)
	}
	for _, x := range l.Texts {
		fmt.Fprintf(b, "text %s: %s, %s\n", x.Key, x.What, x.Kind)
		for _, c := range x.Cells {
			if c.Text == "" {
				fmt.Fprintf(b, "\t%s missing, %s\n", c.Locale, c.Instead)
			} else {
				fmt.Fprintf(b, "\t%s %q%s\n", c.Locale, c.Text, when(c.Written, " as written"))
			}
		}
	}
}

func when(yes bool, text string) string {
	if yes {
		return text
	}
	return ""
}

// TestWords: what a page holds of a text in each language, and which of them
// counts as missing.
func TestWords(t *testing.T) {
	d := defined(t, `{"app": "a", "title": "A", "version": "1.0.0", "settings": {"c": {"s": {"type": "string", "description": "Here."}, "h": {"type": "string", "hidden": true}}},
	"widgets": [{"url": "https://a.test/"}, {"name": "w", "url": "https://a.test/"}],
	"i18n": {"de_de": {"a.widgets.w.title": "W"}, "x y": {}, "fr_fr": {"app.a.widgets.w.title": "V"}}}`)
	w := d.widgetWords(1, "w")
	if got := fmt.Sprintf("%+v", w); got != "{Text:w Tag: Instead:shown as written Others:[{Locale:de_de Tag:de-DE Text:W} {Locale:fr_fr Tag:fr-FR Text:V}] Switched:true said:false}" {
		t.Errorf("the widget's title is %s", got)
	}
	if w := d.widgetWords(0, "a.test"); w.Switched || w.Text != "a.test" {
		t.Errorf("a widget without a name has no text to translate: %+v", w)
	}
	if w := d.appWords("A"); w.Switched {
		t.Errorf("no language has the app's title, so none misses it: %+v", w)
	}
	name, about := d.settingWords(d.App.Setting("c", "s"))
	if name.Text != "" || !name.Switched || about.Text != "Here." || !about.Switched {
		t.Errorf("the setting is %+v, %+v", name, about)
	}
	if name, about := d.settingWords(d.App.Setting("c", "h")); name.Switched || about.Switched {
		t.Errorf("a hidden setting needs no words: %+v, %+v", name, about)
	}
	if got := d.spoken()[2]; got.Name != "x y" || got.Tag != "" {
		t.Errorf("what is no language is %+v", got)
	}
}

// TestLanguageBounds: many languages with many texts stay a page that can be
// looked at.
func TestLanguageBounds(t *testing.T) {
	var locales []string
	for i := range 60 {
		var texts []string
		for k := range 20 {
			texts = append(texts, fmt.Sprintf(`"a.actions.x%d.title": "t"`, i*20+k))
		}
		locales = append(locales, fmt.Sprintf(`"l%c_%c%c": {%s}`, 'a'+i%26, 'a'+i/26, 'a'+i%26, strings.Join(texts, ",")))
	}
	d := defined(t, `{"app": "a", "version": "1.0.0", "title": "A", "i18n": {`+strings.Join(locales, ",")+`}}`)
	l := d.languages(Summarize(d, &Settings{}))
	if len(l.Locales) != maxLanguages || l.Unseen != 60-(maxLanguages-1) || len(l.Texts) < 10 || len(l.Texts) > 30 || l.Total != 1200 || l.More != 1200-len(l.Texts) {
		t.Errorf("%d languages, %d unseen; %d texts of %d, %d more", len(l.Locales), l.Unseen, len(l.Texts), l.Total, l.More)
	}
	if x := l.Locales[1]; x.Have != 20 || x.Missing != 1180 {
		t.Errorf("texts that are not listed count: %+v", x)
	}
}

func TestLanguageTag(t *testing.T) {
	for in, want := range map[string]string{
		"en_us": "en-US", "de_de": "de-DE", "zh_hant_tw": "zh-Hant-TW", "es_419": "es-419", "en-US": "en-US", "fr": "fr",
		"": "", "x y": "", "e": "", "en_": "", "\" onload=": "", "deutsch": "",
	} {
		if got := languageTag(in); got != want {
			t.Errorf("languageTag(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestUntitled: a README that begins with the app's title does not say it again.
func TestUntitled(t *testing.T) {
	for readme, want := range map[string]string{
		"# Acme\n\nText": "Text", "\n# acme #\r\nText": "Text", "Acme\n====\nText": "Text", "# Acme": "",
		"# Acme Orders\nText": "# Acme Orders\nText", "## Acme\nText": "## Acme\nText", "Acme\nText": "Acme\nText", "Acme\n\n===": "Acme\n\n===",
		"": "", "Text\n# Acme": "Text\n# Acme",
	} {
		if got := untitled(readme, "Acme"); got != want {
			t.Errorf("%q becomes %q, want %q", readme, got, want)
		}
	}
}
