// Package appdef turns a JSON tree into a typed app definition in which every
// value still knows where it stood, and reads the small languages inside its
// strings: settings references, CSS lengths, permissions, addresses.
//
// Decode checks the shape only: names and types. What a value should say is
// the business of the rules.
package appdef

import (
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Field is one value of a definition and its place.
type Field[T any] struct {
	Value   T
	Span    diag.Span      // the value; where it is absent, the place where it should stand
	Key     diag.Span      // its name
	Path    string         // its JSON Pointer; where it is absent, its parent's
	Set     bool           // written, with a usable type
	Present bool           // written, with whatever type
	Node    *jsontree.Node // as written; nil where absent
}

// At maps a range of bytes of the decoded string to the characters of the
// source that stand for it.
func (f Field[T]) At(s diag.Span) diag.Span {
	if f.Node == nil || f.Node.Kind != jsontree.String {
		return f.Span
	}
	return f.Node.At(s.Start, s.End)
}

// Name is a key of an object, with its place.
type Name struct {
	Text string
	Span diag.Span
}

// App is one app definition.
type App struct {
	Text     []byte         // without secrets; strings of the definition are parts of it, and keep it in memory
	Root     *jsontree.Node // nil unless the text holds an object
	RootPath string         // JSON Pointer of Root: "" unless the definition is wrapped

	ID, Version, Title                             Field[string] // the three required keys; ID is "app"
	Identifier, Visibility, Description            Field[string]
	IconURL, Instructions, PostInstall, InstallURL Field[string]
	ReleaseNotesURL, SetupURL                      Field[string]
	Details                                        Details
	Screenshots, Tags, Dependencies                []Field[string]
	Changelog                                      []Change
	Settings                                       []Category
	SettingsPage                                   SettingsPage
	Locales                                        []Locale
	Widgets                                        []Widget
	WidgetsKey                                     Field[*jsontree.Node] // the widgets property itself
	Components                                     []Component           // kviews, klasses and the like: recognised, counted
	Unknown                                        []Key                 // top-level keys that no document names
	SDKOnly                                        []Key                 // keys of the legacy SDK's manifest
	Secrets                                        []Secret              // what Parse hid
	Partial                                        bool                  // of a module: not all of it need be known
	Unnamed                                        []Unnamed             // keys inside documented objects that no document names
	RedirectURIs                                   []Field[string]       // where an OAuth consent may return to

	index index
}

// Key is a member that Decode could not place.
type Key struct {
	Name
	Path string
	Node *jsontree.Node
}

// Unnamed is a key that no document names, in an object that one describes.
type Unnamed struct {
	Key
	In    string   // what the object is called
	Known []string // the keys that the documents name
}

// Details is the listing's appDetails.
type Details struct {
	Developer, Website, SupportEmail Field[string] // appDeveloper
	Platform, PlatformWebsite        Field[string] // externalPlatform
	Links                            []Link        // documentationLinks
}

// Link is one documentation link.
type Link struct{ Title, URL Field[string] }

// Change is one entry of the changelog. Its text may begin with a date in
// double braces, which is not a settings reference.
type Change struct {
	Version Name
	Text    Field[string]
}

// SettingsPage is an app's own settings page, which replaces the generated one.
type SettingsPage struct {
	Present                 bool
	URL, Title, Description Field[string]
}

// Component is a kind of definition that Vitrine recognises and does not read.
type Component struct {
	Kind  string
	Count int
}

// Category is a group of settings.
type Category struct {
	Name
	Path     string
	Settings []Setting
}

// Setting is one value that an admin fills in after installing the app.
type Setting struct {
	Name
	Category    string
	Path        string
	Span        diag.Span             // the whole object
	Type        Field[string]         // string, number, boolean or secret
	Default     Field[*jsontree.Node] // any scalar
	Required    Field[bool]           // Set only when written as a boolean
	Description Field[string]         // Markdown
	Hidden      Field[bool]
	Unknown     []Key
}

// Secret tells whether the setting holds what nobody may see.
func (s *Setting) Secret() bool { return s.Type.Value == "secret" }

// Widget is one iframe that agents open from the navigation rail.
type Widget struct {
	Index             int // position in the array, from 0
	Path              string
	Span              diag.Span // the whole object
	URL, Icon         Field[string]
	Name, Title       Field[string]
	Width, Height     Field[string] // as written; a JSON number is px and gets "px" appended
	IframePermissions Field[string]
	BackgroundLoad    Field[bool]
	Unknown           []Key

	permissions func() Permissions // parses once
}

// Permissions is what iframePermissions means. The string is parsed when it
// is first asked about, and once.
func (w *Widget) Permissions() Permissions {
	if w.permissions == nil { // not decoded, but made by hand
		return ParsePermissions(w.IframePermissions.Value)
	}
	return w.permissions()
}

// SizeNumber tells whether width or height was written as a JSON number,
// which older documents read as px.
func SizeNumber(f Field[string]) bool {
	return f.Node != nil && f.Node.Kind == jsontree.Number
}

// Locale is the texts of one language.
type Locale struct {
	Name
	Path  string
	Texts []Text
	index map[string]int
}

// Text is one translated text.
type Text struct {
	Key   Name
	Value Field[string]
}

// Lookup returns the text of a key in this locale.
func (l *Locale) Lookup(key string) (Text, bool) {
	i, ok := l.index[key]
	if !ok {
		return Text{}, false
	}
	return l.Texts[i], true
}

// DefaultLocale is the language that every other falls back to.
const DefaultLocale = "en_us"

// Locale returns the locale of that name, or nil.
func (a *App) Locale(name string) *Locale { return a.indexed().locales[name] }

// Translate looks a key up in a locale, then in en_us. The key is given
// without the app's name: "widgets.lookup.title". Older documents put "app."
// in front of the whole key.
func (a *App) Translate(key, locale string) (text string, from string, ok bool) {
	if t, ok := a.Said(a.Locale(locale), key); ok {
		return t, locale, true
	}
	if locale != DefaultLocale {
		if t, ok := a.Said(a.Locale(DefaultLocale), key); ok {
			return t, DefaultLocale, true
		}
	}
	return "", "", false
}

// Said looks a key up in one locale alone, which may be nil.
func (a *App) Said(l *Locale, key string) (text string, ok bool) {
	if l == nil {
		return "", false
	}
	for _, prefix := range []string{a.ID.Value + ".", "app." + a.ID.Value + "."} {
		if t, ok := l.Lookup(prefix + key); ok && t.Value.Set {
			return t.Value.Value, true
		}
	}
	return "", false
}

// OwnKey strips the app's id from the key of a text; ok tells whether it was
// there.
func (a *App) OwnKey(key string) (rest string, ok bool) {
	if rest, ok := strings.CutPrefix(key, a.ID.Value+"."); ok {
		return rest, true
	}
	return strings.CutPrefix(key, "app."+a.ID.Value+".")
}

// Partly tells whether something is not known of the definition's members of
// these names, of anything in it where none is given: nothing can be said to be
// missing there.
func (a *App) Partly(keys ...string) bool {
	if !a.Partial || a.Root == nil {
		return false
	}
	open := func(n *jsontree.Node) bool {
		found := false
		n.Walk(func(n *jsontree.Node, _ *jsontree.Trail) bool {
			found = found || n.Open
			return !found
		})
		return found
	}
	if len(keys) == 0 {
		return open(a.Root)
	}
	return a.Root.Open || slices.ContainsFunc(keys, func(key string) bool {
		n := a.Root.Get(key)
		return n != nil && open(n)
	})
}

// Setting finds a setting by category and name; nil if there is none.
func (a *App) Setting(category, name string) *Setting {
	return a.indexed().settings[settingKey{category, name}]
}

// Named returns the settings of that name in all categories: the older form
// of a reference, {{settings.storeName}}, names no category.
func (a *App) Named(name string) []*Setting { return a.indexed().named[name] }

// Resolve finds the setting that a reference means. Without a category the
// first of that name counts.
func (a *App) Resolve(r Reference) *Setting {
	if r.Root != "settings" {
		return nil
	}
	if r.Category != "" {
		return a.Setting(r.Category, r.Name)
	}
	if found := a.Named(r.Name); len(found) > 0 {
		return found[0]
	}
	return nil
}

// DisplayTitle returns the app's title in a locale: the translation, else
// the title as written.
func (a *App) DisplayTitle(locale string) string {
	if t, _, ok := a.Translate("title", locale); ok && strings.TrimSpace(t) != "" {
		return t
	}
	return a.Title.Value
}

// WidgetTitle returns what a person would call the widget: what the definition
// calls it, else the app, with its number where there are several.
func (a *App) WidgetTitle(w *Widget, locale string) string {
	if t := a.WidgetLabel(w, locale); t != "" {
		return t
	}
	number := strconv.Itoa(w.Index + 1)
	for _, t := range []string{a.DisplayTitle(locale), a.ID.Value} {
		if strings.TrimSpace(t) == "" {
			continue
		}
		if len(a.Widgets) > 1 {
			t += ", widget " + number
		}
		return t
	}
	return "Widget " + number
}

// WidgetLabel returns what the definition itself calls the widget: its
// translated title, its title or its name; "" for none.
func (a *App) WidgetLabel(w *Widget, locale string) string {
	if w.Name.Value != "" {
		if t, _, ok := a.Translate("widgets."+w.Name.Value+".title", locale); ok && strings.TrimSpace(t) != "" {
			return t
		}
	}
	for _, t := range []string{w.Title.Value, w.Name.Value} {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}
