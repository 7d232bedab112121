package appdef

import (
	"fmt"
	"slices"
	"sync"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// definitionKeys are the top-level keys of an app definition that any document
// names, in the order of the platform's examples.
var definitionKeys = []string{
	"app", "version", "title", "identifier", "visibility", "description", "iconUrl", "screenshots", "appDetails", "tags", "changelog",
	"dependencies", "instructions", "postInstallMessage", "installUrl", "releaseNotesUrl", "setupUrl", "auth", "redirectUris", "roles",
	"dataSubscriptions", "meta", "settings", "settingsPageConfig", "widgets", "kviews", "shortcuts", "klasses", "hooks", "triggers",
	"actions", "commands", "workflows", "outboundWebhooks", "i18n",
}

// manifestKeys are those that only the legacy SDK's manifest has.
var manifestKeys = []string{"env", "default", "system", "url", "clientId", "clientSecret", "inboundHookUris"}

// known lists the top-level keys of all generations of the documents: 1 for
// those of an app definition, 2 for those that only the SDK's manifest has.
var known = func() map[string]int {
	m := map[string]int{}
	for generation, keys := range [][]string{1: definitionKeys, 2: manifestKeys} {
		for _, key := range keys {
			m[key] = generation
		}
	}
	return m
}()

// KnownKeys returns the top-level keys of an app definition, for did-you-mean,
// in alphabetical order: of two that are equally near the first is suggested.
// They must not be changed.
var KnownKeys = sync.OnceValue(func() []string { return slices.Sorted(slices.Values(definitionKeys)) })

// WidgetKeys are the properties of a widget that any document names, in the
// order of the platform's examples.
var WidgetKeys = []string{"name", "title", "url", "icon", "width", "height", "iframePermissions", "backgroundLoad"}

// SettingKeys are the properties of a setting that any document names, in the
// order of the platform's examples.
var SettingKeys = []string{"type", "defaultValue", "required", "hidden", "description"}

// components are read no further than "is an array".
var components = []string{"kviews", "klasses", "hooks", "triggers", "actions", "commands", "workflows", "outboundWebhooks"}

func (d *decoder) app(o *object, a *App) {
	a.ID, a.Version, a.Title = o.text("app"), o.text("version"), o.text("title")
	a.Identifier, a.Visibility, a.Description = o.text("identifier"), o.text("visibility"), o.text("description")
	a.IconURL, a.Instructions = o.text("iconUrl"), o.text("instructions")
	a.PostInstall, a.InstallURL = o.text("postInstallMessage"), o.text("installUrl")
	a.ReleaseNotesURL, a.SetupURL = o.text("releaseNotesUrl"), o.text("setupUrl")
	a.Screenshots, a.Tags, a.Dependencies = o.texts("screenshots"), o.texts("tags"), o.texts("dependencies")
	a.RedirectURIs = o.texts("redirectUris")
	o.texts("roles")
	o.texts("dataSubscriptions")
	o.sub("meta").text("externalQueue")
	o.sub("auth").container("oauth2", jsontree.Object)
	d.details(o, a)
	d.changelog(o, a)
	d.settings(o, a)
	d.settingsPage(o, a)
	d.locales(o, a)
	d.widgets(o, a)
	for _, kind := range components {
		if m := o.container(kind, jsontree.Array); m != nil {
			a.Components = append(a.Components, Component{kind, len(m.Value.Items)})
		}
	}
	for _, k := range o.unknown() {
		switch known[k.Text] {
		case 0:
			a.Unknown = append(a.Unknown, k)
		case 2:
			a.SDKOnly = append(a.SDKOnly, k)
		}
	}
}

func (d *decoder) details(o *object, a *App) {
	out := &a.Details
	det := o.sub("appDetails")
	dev, ext := det.sub("appDeveloper"), det.sub("externalPlatform")
	out.Developer, out.Website, out.SupportEmail = dev.text("name"), dev.text("website"), dev.text("supportEmail")
	out.Platform, out.PlatformWebsite = ext.text("name"), ext.text("website")
	m := det.member("documentationLinks")
	a.unnamed(det, "appDetails")
	a.unnamed(dev, "appDeveloper")
	a.unnamed(ext, "externalPlatform")
	if m == nil {
		return
	}
	path := jsontree.Pointer(det.path, "documentationLinks")
	items := m.Value.Items
	if m.Value.Kind == jsontree.Object {
		d.report("app-details", diag.Warning, m.Value.Span, path,
			"\"documentationLinks\" is one object; every sample of the platform has an array", "put [ and ] around it",
			diag.Edit{Span: diag.Span{Start: m.Value.Span.Start, End: m.Value.Span.Start}, New: "["},
			diag.Edit{Span: diag.Span{Start: m.Value.Span.End, End: m.Value.Span.End}, New: "]"})
		items = []*jsontree.Node{m.Value}
	} else if m.Value.Kind != jsontree.Array {
		det.wrong("documentationLinks", "an array", m.Value)
	}
	for i, n := range items {
		if n.Kind != jsontree.Object {
			if n.Kind != jsontree.Invalid {
				d.report("app-type", diag.Error, n.Span, fmt.Sprintf("%s/%d", path, i),
					fmt.Sprintf("documentationLinks[%d] should be an object with title and url, found %s", i, n.Kind), "")
			}
			continue
		}
		l := d.object(n, fmt.Sprintf("%s/%d", path, i), diag.Span{Start: n.Span.Start, End: n.Span.Start + 1}, "app-type")
		out.Links = append(out.Links, Link{Title: l.text("title"), URL: l.text("url")})
		a.unnamed(l, "a documentation link")
	}
}

// unnamed records the keys of an object that nobody asked for.
func (a *App) unnamed(o *object, in string) {
	for _, k := range o.unknown() {
		a.Unnamed = append(a.Unnamed, Unnamed{k, in, o.asked})
	}
}

func (d *decoder) changelog(o *object, a *App) {
	m := o.container("changelog", jsontree.Object)
	if m == nil {
		return
	}
	log := d.object(m.Value, jsontree.Pointer(o.path, "changelog"), m.Name.Span, "app-type")
	for _, e := range m.Value.Members {
		a.Changelog = append(a.Changelog, Change{Name{e.Name.Text, e.Name.Span}, log.textOf(e)})
	}
}

func (d *decoder) settingsPage(o *object, a *App) {
	if o.node.Get("settingsPageConfig") == nil {
		o.member("settingsPageConfig")
		return
	}
	p := o.sub("settingsPageConfig")
	a.SettingsPage = SettingsPage{true, p.text("url"), p.text("title"), p.text("description")}
	a.unnamed(p, "settingsPageConfig")
}

func (d *decoder) widgets(o *object, a *App) {
	a.WidgetsKey = field[*jsontree.Node](o, "widgets")
	n := a.WidgetsKey.Node
	if n == nil {
		return
	}
	a.WidgetsKey.Set = n.Kind == jsontree.Array
	items := n.Items
	switch n.Kind {
	case jsontree.Array, jsontree.Invalid:
	case jsontree.Object:
		var wrap []diag.Edit
		if len(n.Members) > 0 { // an empty one would become a widget without anything
			items = []*jsontree.Node{n}
			wrap = []diag.Edit{
				{Span: diag.Span{Start: n.Span.Start, End: n.Span.Start}, New: "["},
				{Span: diag.Span{Start: n.Span.End, End: n.Span.End}, New: "]"}}
		}
		d.report("widget-not-array", diag.Error, a.WidgetsKey.Span, a.WidgetsKey.Path, "\"widgets\" should be an array, found an object",
			"put [ and ] around the widget", wrap...)
	default:
		d.report("widget-not-array", diag.Error, a.WidgetsKey.Span, a.WidgetsKey.Path,
			fmt.Sprintf("\"widgets\" should be an array, found %s", n.Kind), "write \"widgets\": [ { \"url\": …, \"icon\": … } ]")
	}
	a.Widgets = make([]Widget, 0, len(items))
	for i, item := range items {
		d.widget(a, i, item)
	}
}

func (d *decoder) widget(a *App, i int, n *jsontree.Node) {
	path := fmt.Sprintf("%s/%d", a.WidgetsKey.Path, i)
	if n.Kind != jsontree.Object {
		if n.Kind != jsontree.Invalid {
			d.report("widget-type", diag.Error, n.Span, path, fmt.Sprintf("widgets[%d] should be an object, found %s", i, n.Kind),
				"a widget is written { \"url\": …, \"icon\": … }")
		}
		return
	}
	o := d.object(n, path, diag.Span{Start: n.Span.Start, End: n.Span.Start + 1}, "widget-type")
	w := Widget{Index: i, Path: path, Span: n.Span}
	w.URL, w.Icon, w.Name, w.Title = o.text("url"), o.text("icon"), o.text("name"), o.text("title")
	w.Width, w.Height = o.size("width"), o.size("height")
	w.IframePermissions, w.BackgroundLoad = o.text("iframePermissions"), o.flag("backgroundLoad")
	text := w.IframePermissions.Value
	w.permissions = sync.OnceValue(func() Permissions { return ParsePermissions(text) })
	w.Unknown = o.unknown()
	a.Widgets = append(a.Widgets, w)
}
