package diff

import (
	"fmt"
	"strconv"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/jsontree"
)

// identity compares what the app is called by.
func (c *comparer) identity() {
	if c.old.ID.Value != c.new.ID.Value {
		c.add("app-id", pointOf(c.old.ID), pointOf(c.new.ID), "these are two apps: %q and %q", c.old.ID.Value, c.new.ID.Value)
	}
	if c.old.Identifier.Value != c.new.Identifier.Value {
		c.add("identifier", pointOf(c.old.Identifier), pointOf(c.new.Identifier), "the prefix of the app's own attributes changed")
	}
	if c.old.Visibility.Value != c.new.Visibility.Value {
		c.add("visibility", pointOf(c.old.Visibility), pointOf(c.new.Visibility), "the visibility changed")
	}
}

// told are the top-level properties that are compared elsewhere.
var told = map[string]bool{
	"app": true, "version": true, "title": true, "identifier": true, "visibility": true, "description": true, "iconUrl": true,
	"screenshots": true, "appDetails": true, "tags": true, "changelog": true, "dependencies": true, "instructions": true,
	"postInstallMessage": true, "installUrl": true, "releaseNotesUrl": true, "setupUrl": true, "settings": true,
	"settingsPageConfig": true, "i18n": true, "widgets": true,
}

// components compares what is only recognised: kviews, actions, roles and
// whatever else stands at the top.
func (c *comparer) components() {
	for _, name := range members(c.old.Root, c.new.Root) {
		if told[name] {
			continue
		}
		a, b := c.old.Root.Get(name), c.new.Root.Get(name)
		if canonical(a) == canonical(b) {
			continue
		}
		path := jsontree.Pointer("", name)
		switch {
		case name == "roles":
			c.add("roles-changed", raw(a, path), raw(b, path), "the roles changed: every organisation must agree to them")
		case name == "auth":
			c.add("auth-changed", raw(a, path), raw(b, path), "the connections to other services (auth) changed")
		case list(a) && list(b):
			c.component(name, path, a, b)
		case a == nil:
			c.add("property", nothing, raw(b, path), "the property %q is new", name)
		case b == nil:
			c.add("property", raw(a, path), nothing, "the property %q is gone", name)
		default:
			c.add("property", raw(a, path), raw(b, path), "the property %q changed", name)
		}
	}
}

func list(n *jsontree.Node) bool { return n == nil || n.Kind == jsontree.Array }

// members lists the names of both objects, each once, in order.
func members(a, b *jsontree.Node) []string {
	var names []string
	seen := map[string]bool{}
	for _, n := range []*jsontree.Node{a, b} {
		if n == nil {
			continue
		}
		for _, m := range n.Members {
			if !seen[m.Name.Text] {
				seen[m.Name.Text] = true
				names = append(names, m.Name.Text)
			}
		}
	}
	return names
}

// component compares a list by the names of what is in it. What has no name
// is known by its content.
func (c *comparer) component(kind, path string, a, b *jsontree.Node) {
	before, after := byName(a), byName(b)
	var gone, fresh, changed []string
	for _, n := range names(a) {
		if now, ok := after[n]; !ok {
			gone = append(gone, n)
		} else if canonical(now) != canonical(before[n]) {
			changed = append(changed, n)
		}
	}
	for _, n := range names(b) {
		if before[n] == nil {
			fresh = append(fresh, n)
		}
	}
	x, y := raw(a, path), raw(b, path)
	if len(gone) > 0 {
		c.add("component-removed", x, y, "gone from %s: %s", kind, several(gone))
	}
	if len(fresh) > 0 {
		c.add("component-added", x, y, "new in %s: %s", kind, several(fresh))
	}
	if len(changed) > 0 || len(gone)+len(fresh) == 0 {
		what := "the order"
		if len(changed) > 0 {
			what = several(changed)
		}
		c.add("component-changed", x, y, "changed in %s: %s; look at what they ask for", kind, what)
	}
}

func names(n *jsontree.Node) []string {
	var out []string
	if n == nil {
		return nil
	}
	for i, item := range n.Items {
		out = append(out, nameOf(item, i))
	}
	return out
}

func byName(n *jsontree.Node) map[string]*jsontree.Node {
	m := map[string]*jsontree.Node{}
	if n != nil {
		for i, item := range n.Items {
			m[nameOf(item, i)] = item
		}
	}
	return m
}

func nameOf(n *jsontree.Node, i int) string {
	if t := n.Get("name"); n.Kind == jsontree.Object && t != nil && t.Kind == jsontree.String && t.Text != "" {
		return t.Text
	}
	if n.Kind == jsontree.String {
		return n.Text
	}
	return fmt.Sprintf("entry %d", i+1)
}

// listing compares what the App Directory shows.
func (c *comparer) listing() {
	a, b := c.old, c.new
	for _, f := range []struct {
		what     string
		old, new appdef.Field[string]
	}{
		{"title", a.Title, b.Title}, {"description", a.Description, b.Description}, {"app icon", a.IconURL, b.IconURL},
		{"instructions", a.Instructions, b.Instructions}, {"message after installing", a.PostInstall, b.PostInstall},
		{"address for installing", a.InstallURL, b.InstallURL}, {"address of the release notes", a.ReleaseNotesURL, b.ReleaseNotesURL},
		{"address for setting up", a.SetupURL, b.SetupURL}, {"developer", a.Details.Developer, b.Details.Developer},
		{"developer's website", a.Details.Website, b.Details.Website}, {"support address", a.Details.SupportEmail, b.Details.SupportEmail},
		{"platform", a.Details.Platform, b.Details.Platform}, {"platform's website", a.Details.PlatformWebsite, b.Details.PlatformWebsite},
	} {
		if f.old.Value != f.new.Value {
			c.add("listing", pointOf(f.old), pointOf(f.new), "the %s changed", f.what)
		}
	}
	c.strings("listing", "tags", a.Tags, b.Tags)
	c.strings("listing", "screenshots", a.Screenshots, b.Screenshots)
	c.strings("listing", "documentation links", links(a), links(b))
	c.strings("dependency", "dependencies", a.Dependencies, b.Dependencies)
	c.changelog()
	c.settingsPage()
}

func links(a *appdef.App) []appdef.Field[string] {
	var out []appdef.Field[string]
	for _, l := range a.Details.Links {
		f := l.URL
		f.Value = l.Title.Value + " " + f.Value
		out = append(out, f)
	}
	return out
}

// strings compares lists of texts as sets.
func (c *comparer) strings(kind, what string, old, new []appdef.Field[string]) {
	text := func(f *appdef.Field[string]) string { return f.Value }
	before, after := index(old, text), index(new, text)
	for _, f := range old {
		if after[f.Value] == nil {
			c.add(kind, pointOf(f), nothing, "gone from the %s: %q", what, short(f.Value))
		}
	}
	for _, f := range new {
		if before[f.Value] == nil {
			c.add(kind, nothing, pointOf(f), "new among the %s: %q", what, short(f.Value))
		}
	}
}

func (c *comparer) settingsPage() {
	a, b := c.old.SettingsPage, c.new.SettingsPage
	switch {
	case a.URL.Value != b.URL.Value && a.Present && b.Present:
		c.add("settings-page", pointOf(a.URL), pointOf(b.URL), "the app's own settings page moved")
	case a.Present && !b.Present:
		c.add("settings-page", pointOf(a.URL), nothing, "the app has no settings page of its own any more")
	case b.Present && !a.Present:
		c.add("settings-page", nothing, pointOf(b.URL), "the app has a settings page of its own, which replaces the generated one")
	}
	for _, f := range [][2]appdef.Field[string]{{a.Title, b.Title}, {a.Description, b.Description}} {
		if f[0].Value != f[1].Value {
			c.add("listing", pointOf(f[0]), pointOf(f[1]), "a text of the app's settings page changed")
		}
	}
}

func (c *comparer) changelog() {
	version := func(e *appdef.Change) string { return e.Version.Text }
	before, after := index(c.old.Changelog, version), index(c.new.Changelog, version)
	for i := range c.new.Changelog {
		e := &c.new.Changelog[i]
		switch was := before[e.Version.Text]; {
		case after[e.Version.Text] != e: // written twice
		case was == nil:
			c.add("changelog", nothing, pointOf(e.Text), "the changelog has an entry for %q", e.Version.Text)
		case was.Text.Value != e.Text.Value:
			c.add("changelog", pointOf(was.Text), pointOf(e.Text), "the changelog's entry for %q changed", e.Version.Text)
		}
	}
	for i := range c.old.Changelog {
		if e := &c.old.Changelog[i]; after[e.Version.Text] == nil {
			c.add("changelog", pointOf(e.Text), nothing, "the changelog's entry for %q is gone", e.Version.Text)
		}
	}
}

// texts compares the translations, one change a language and kind.
func (c *comparer) texts() {
	name := func(l *appdef.Locale) string { return l.Text }
	before, after := index(c.old.Locales, name), index(c.new.Locales, name)
	for i := range c.old.Locales {
		if l := &c.old.Locales[i]; after[l.Text] == nil {
			c.add("locale-removed", localePoint(l), nothing, "the language %q is gone", l.Text)
		}
	}
	for i := range c.new.Locales {
		l := &c.new.Locales[i]
		switch was := before[l.Text]; {
		case after[l.Text] != l: // written twice
		case was == nil:
			c.add("locale-added", nothing, localePoint(l), "the language %q is new", l.Text)
		default:
			c.locale(was, l)
		}
	}
}

func localePoint(l *appdef.Locale) Point {
	return Point{true, l.Path, l.Name.Span, count(len(l.Texts), "text")}
}

func (c *comparer) locale(old, new *appdef.Locale) {
	var gone, fresh, changed []string
	for i, t := range old.Texts {
		if same, _ := old.Lookup(t.Key.Text); same.Key != old.Texts[i].Key {
			continue // written twice
		}
		if now, ok := new.Lookup(t.Key.Text); !ok {
			gone = append(gone, c.brief(t.Key.Text))
		} else if now.Value.Value != t.Value.Value {
			changed = append(changed, c.brief(t.Key.Text))
		}
	}
	for _, t := range new.Texts {
		if _, ok := old.Lookup(t.Key.Text); !ok {
			fresh = append(fresh, c.brief(t.Key.Text))
		}
	}
	for _, x := range []struct {
		names []string
		what  string
	}{{changed, "changed"}, {fresh, "new"}, {gone, "removed"}} {
		if len(x.names) > 0 {
			c.add("texts", localePoint(old), localePoint(new), "%s in %q: %s", count(len(x.names), x.what+" text"), new.Text, several(x.names))
		}
	}
}

// brief drops the app's name, with which every key begins.
func (c *comparer) brief(key string) string { return strings.TrimPrefix(key, c.new.ID.Value+".") }

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return strconv.Itoa(n) + " entries"
}
