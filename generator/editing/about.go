package editing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/jsontree"
	"vitrine/generator/rules"
)

// cited says in which document a top-level key is described, in the words of the
// sources of rules; all others are in that of the definition.
var cited = map[string]string{
	"widgets":            "platform: widgets (newer page)",
	"settings":           "platform: settings",
	"settingsPageConfig": "platform: settings",
	"i18n":               "platform: i18n",
	"version":            "platform: versioning",
	"changelog":          "platform: versioning",
	"dependencies":       "platform: versioning",
	"auth":               "platform: OAuth",
	"redirectUris":       "platform: OAuth",
}

// documents links the documents that a place of a definition is described in.
func documents(path []string, deprecated bool) string {
	source := "platform: app definition"
	if s, ok := cited[path[0]]; ok {
		source = s
	}
	if deprecated {
		source = "platform: legacy SDK"
	}
	var list []string
	for _, doc := range rules.Documents(source) {
		if doc.Href != "" {
			list = append(list, fmt.Sprintf("[%s](%s)", doc.Text, doc.Href))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "Documented: " + strings.Join(list, ", ")
}

// about says in Markdown what the value means that a path leads to, and where that is
// documented; "" where no document says anything.
func (d *Document) about(path []string) string {
	of, ok := appdef.DocumentedAt(path...)
	if !ok || len(path) == 0 {
		return ""
	}
	around, _ := appdef.DocumentedAt(path[:len(path)-1]...)
	key := path[len(path)-1]
	title := "**" + code(key) + "**"
	if _, err := strconv.Atoi(key); err == nil || around.Named {
		title = ""
	}
	meaning, kind, byDefault := "", strings.Join(of.Types, " or "), ""
	if len(path) == 3 && path[0] == "widgets" {
		for _, p := range appdef.WidgetProperties {
			if p.Name == key {
				meaning, byDefault = p.Meaning, p.Default
				if p.Type == kind && len(of.Examples) == 0 {
					of.Description = "" // there is nothing to say of how it is written
				}
				kind = p.Type
			}
		}
	}
	var facts []string
	if kind != "" {
		facts = append(facts, kind)
	}
	if slices.Contains(around.Required, key) {
		facts = append(facts, "required")
	}
	if byDefault != "" {
		facts = append(facts, "default: "+byDefault)
	}
	if of.Deprecated {
		facts = append(facts, "deprecated")
	}
	if len(facts) > 0 && title != "" {
		title += " — " + strings.Join(facts, ", ")
	}
	if meaning+of.Description == "" && len(of.Values) == 0 && (title == "" || kind == "") {
		return ""
	}
	return paragraphs(title, meaning, sentence(of.Description), oneOf("One of", of.Values), oneOf("For example", of.Examples),
		documents(path, of.Deprecated))
}

// sentence begins with a capital and ends with a full stop. The texts of the schema
// have neither.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	if rest, ok := strings.CutPrefix(s, "https "); ok {
		s = "HTTPS " + rest
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	s = strings.NewReplacer("<", `\<`, "*", `\*`).Replace(s)
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

func oneOf(what string, values []string) string {
	if len(values) == 0 {
		return ""
	}
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = code(v)
	}
	return what + ": " + strings.Join(list, ", ")
}

// aboutSetting says in Markdown what a setting is: type, default, description. A
// secret's value is never shown.
func (d *Document) aboutSetting(s *appdef.Setting) string {
	title := "**" + code(s.Category+"."+s.Text) + "** — setting"
	for _, fact := range []struct {
		holds bool
		text  string
	}{
		{s.Type.Value != "", code(s.Type.Value)}, {s.Required.Value, "required"}, {s.Hidden.Value, "hidden"},
	} {
		if fact.holds {
			title += ", " + fact.text
		}
	}
	name, _, _ := d.App.Translate(settingTexts+s.Category+"."+s.Text+".displayName", appdef.DefaultLocale)
	description := s.Description.Value
	if t, _, ok := d.App.Translate(settingTexts+s.Category+"."+s.Text+".description", appdef.DefaultLocale); ok {
		description = t
	}
	return paragraphs(title, prose(name), prose(description), d.values(s))
}

// aboutCategory says how the settings of a category are referred to.
func (d *Document) aboutCategory(name string) string {
	for i := range d.App.Settings {
		c := &d.App.Settings[i]
		if c.Text == name && len(c.Settings) > 0 {
			return paragraphs("**"+code(name)+"** — category of settings", fmt.Sprintf("An address refers to them as %s and so on. It has %s.",
				code("{{{settings."+name+"."+c.Settings[0].Text+"}}}"), counted(len(c.Settings), "setting")), documents([]string{"settings"}, false))
		}
	}
	return ""
}

// aboutLocale says how complete a language is, compared with the one that the others
// fall back to.
func (d *Document) aboutLocale(name string) string {
	l, base := d.App.Locale(name), d.App.Locale(appdef.DefaultLocale)
	if l == nil {
		return ""
	}
	lacks := ""
	if base != nil && l != base {
		missing := 0
		for _, t := range base.Texts {
			if _, ok := l.Lookup(t.Key.Text); !ok {
				missing++
			}
		}
		lacks = fmt.Sprintf(" Of those of en_us it lacks %s; there people see en_us.", counted(missing, "text"))
	}
	return paragraphs("**"+code(name)+"** — locale", "It has "+counted(len(l.Texts), "text")+"."+lacks, documents([]string{"i18n"}, false))
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// values lists the default of a setting, and what the sample sets give it.
func (d *Document) values(s *appdef.Setting) string {
	if s.Secret() {
		return "A secret: its value is never shown, and must not stand in an address."
	}
	var list []string
	switch n := s.Default.Node; {
	case n == nil:
		list = append(list, "no default")
	case n.Kind == jsontree.Null || n.Kind == jsontree.String && n.Text == "":
		list = append(list, "default: none")
	default:
		list = append(list, "default: "+code(n.Text))
	}
	const most = 5
	for i := range d.Sets {
		if v, ok := d.Sets[i].Value(s.Category, s.Text); ok && i < most {
			list = append(list, prose(d.Sets[i].Name)+": "+code(v))
		}
	}
	return "- " + strings.Join(list, "\n- ")
}

// usedBy says which widgets have a setting in their address.
func (d *Document) usedBy(s *appdef.Setting) string {
	const most = 6
	var list []string
	more := 0
	for i := range d.App.Widgets {
		w := &d.App.Widgets[i]
		refs, _ := appdef.References(w.URL.Value)
		if !slices.ContainsFunc(refs, func(r appdef.Reference) bool { return d.App.Resolve(r) == s }) {
			continue
		}
		if len(list) == most {
			more++
			continue
		}
		list = append(list, prose(d.App.WidgetTitle(w, appdef.DefaultLocale)))
	}
	switch {
	case len(list) == 0:
		return "No widget uses it in its address."
	case more > 0:
		return fmt.Sprintf("Used by %s and %d more widgets.", strings.Join(list, ", "), more)
	}
	return "Used by " + strings.Join(list, ", ") + "."
}

// aboutPermission says in Markdown what a permission lets a widget do.
func (d *Document) aboutPermission(name string) string {
	title := "**" + code(name) + "** — permission"
	if s := appdef.PermissionSentence(name); s != "" {
		return paragraphs(title, s+".", documents([]string{"widgets"}, false))
	}
	return paragraphs(title, "The platform sets microphone, camera and autoplay only; this is ignored.", documents([]string{"widgets"}, false))
}

// mostLanguages is how many languages are looked at.
const mostLanguages = 24

// inLanguages lists what every language says under a key.
func (d *Document) inLanguages(key string) string {
	var list []string
	for i := range d.App.Locales[:min(len(d.App.Locales), mostLanguages)] {
		l := &d.App.Locales[i]
		if t, ok := l.Lookup(key); ok {
			list = append(list, code(l.Text)+": "+prose(t.Value.Value))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "- " + strings.Join(list, "\n- ")
}
