package editing

import (
	"slices"
	"strings"

	"vitrine/generator/appdef"
)

// locales are those of the languages that most apps are translated into. The platform
// takes others as well.
var locales = []string{
	"en_us", "en_gb", "de_de", "es_es", "es_mx", "fr_fr", "fr_ca", "it_it", "ja_jp", "ko_kr", "nl_nl", "pl_pl", "pt_br", "pt_pt", "sv_se",
	"tr_tr", "zh_cn", "zh_tw",
}

// chosen completes names that are the author's choice.
func (w *writer) chosen(have map[string]bool) {
	path := w.c.path
	switch {
	case len(path) == 1 && path[0] == "settings":
		w.categories(have)
	case len(path) == 2 && path[0] == "settings":
		w.settings(path[1], have)
	case len(path) == 1 && path[0] == "i18n":
		for _, l := range locales {
			if !have[l] {
				w.member(Completion{Detail: "locale", Documentation: w.d.about(path), Kind: KeyCompletion}, l, "{\n\t$1\n}")
			}
		}
	case len(path) == 2 && path[0] == "i18n":
		w.texts(have)
	case len(path) == 1 && path[0] == "changelog":
		if v := w.d.App.Version.Value; v != "" && !have[v] {
			w.member(Completion{Detail: "this version", Documentation: w.d.about(path), Kind: KeyCompletion}, v, w.d.mark()+"$1"+w.d.mark())
		}
	}
}

// categories offers "default", and the categories that references name.
func (w *writer) categories(have map[string]bool) {
	names := []string{"default"}
	for _, r := range w.dangling() {
		names = append(names, r.Category)
	}
	for _, name := range names {
		if name != "" && !have[name] {
			have[name] = true
			w.member(Completion{Detail: "category", Documentation: w.d.about([]string{"settings"}), Kind: KeyCompletion}, name, "{\n\t$1\n}")
		}
	}
}

// settings offers the settings that references name and the app lacks, and a new one.
func (w *writer) settings(category string, have map[string]bool) {
	seen := map[string]bool{}
	for _, r := range w.dangling() {
		if (r.Category == category || r.Category == "") && !have[r.Name] && !seen[r.Name] {
			seen[r.Name] = true
			w.member(Completion{
				Detail: "setting that a widget asks for", Documentation: w.d.about(append(slices.Clone(w.c.path), r.Name)), Kind: KeyCompletion,
			}, r.Name, w.setting())
		}
	}
	c := Completion{
		Label: "a new setting", Filter: w.text, Detail: "setting", Kind: SnippetCompletion, Snippet: true,
		Documentation: w.d.about(append(slices.Clone(w.c.path), "name")),
	}
	mark := w.d.mark()
	if w.c.quote != 0 && w.d.Module {
		mark = string(w.c.quote)
	}
	name := "${1:name}"
	if w.text != "" {
		name = "${1:" + escapeSnippet(w.text) + "}"
	}
	if !w.d.Module || w.c.quote != 0 {
		name = mark + name + mark
	}
	end := w.around().End
	if next, _ := w.d.next(end); next == ':' {
		return // it has a value already
	}
	c.Insert = name + ": " + w.setting() + w.tail(end)
	w.add(c)
}

// dangling lists the references of addresses that mean no setting.
func (w *writer) dangling() (list []appdef.Reference) {
	for i := range w.d.App.Widgets {
		refs, _ := appdef.References(w.d.App.Widgets[i].URL.Value)
		for _, r := range refs {
			if r.Root == "settings" && r.Name != "" && w.d.App.Resolve(r) == nil {
				list = append(list, r)
			}
		}
	}
	return list
}

// texts offers the keys that lack a text in this language: of what the app has, and of
// what is said in another language.
func (w *writer) texts(have map[string]bool) {
	add := func(key, about string) {
		if key = w.d.App.ID.Value + "." + key; have[key] || have["app."+key] || strings.Contains(key, "**") {
			return
		}
		have[key] = true
		value := w.d.mark() + "$1" + w.d.mark()
		if t := w.d.elsewhere(key, w.c.path[1]); t != "" {
			q := (&writer{d: w.d}).written(t)
			value = q[:1] + "${1:" + escapeSnippet(q[1:len(q)-1]) + "}" + q[:1]
		}
		w.member(Completion{Detail: about, Documentation: w.d.inLanguages(key), Kind: KeyCompletion}, key, value)
	}
	a := w.d.App
	if a.ID.Value == "" {
		return
	}
	for i := range a.Settings {
		for k := range a.Settings[i].Settings {
			s := &a.Settings[i].Settings[k]
			if !s.Hidden.Value {
				add(settingTexts+s.Category+"."+s.Text+".displayName", "name of a setting")
			}
		}
	}
	for i := range a.Widgets {
		if name := a.Widgets[i].Name.Value; name != "" {
			add(widgetTexts+name+".title", "title of a widget")
		}
	}
	for i := range a.Locales {
		for _, t := range a.Locales[i].Texts {
			if key, ok := a.OwnKey(t.Key.Text); ok {
				add(key, "said in "+short(a.Locales[i].Text))
			}
		}
	}
	if len(a.Settings) > 0 {
		add("settings.page.title", "title of the settings page")
		add("settings.page.description", "text of the settings page")
	}
	for i := range a.Settings {
		for k := range a.Settings[i].Settings {
			if s := &a.Settings[i].Settings[k]; !s.Hidden.Value {
				add(settingTexts+s.Category+"."+s.Text+".description", "text about a setting")
			}
		}
	}
}

// elsewhere is a text in another language, to begin a translation with; "" where there
// is none or it is long.
func (d *Document) elsewhere(key, locale string) string {
	const most = 200
	for i := range d.App.Locales[:min(len(d.App.Locales), mostLanguages)] {
		l := &d.App.Locales[i]
		if t, ok := l.Lookup(key); ok && l.Text != locale && len(t.Value.Value) <= most && !strings.Contains(t.Value.Value, "**") {
			return t.Value.Value
		}
	}
	return ""
}
