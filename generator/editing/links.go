package editing

import (
	"io/fs"
	"path"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
)

// Link is a part of the text that leads somewhere.
type Link struct {
	Span    diag.Span
	Target  string // an https address, or a path relative to the content directory
	Tooltip string
}

// Links lists what the icons, screenshots and addresses of a definition lead to. An
// address with references leads to where its preview does; one that takes a secret
// leads nowhere.
func Links(d *Document) []Link {
	var list []Link
	add := func(f appdef.Field[string]) {
		if l, ok := d.link(f); ok {
			list = append(list, l)
		}
	}
	a := d.App
	for _, f := range []appdef.Field[string]{a.IconURL, a.InstallURL, a.ReleaseNotesURL, a.SetupURL, a.Details.Website,
		a.Details.PlatformWebsite, a.SettingsPage.URL} {
		add(f)
	}
	for i := range a.Details.Links {
		add(a.Details.Links[i].URL)
	}
	for _, f := range a.Screenshots {
		add(f)
	}
	for i := range a.Widgets {
		add(a.Widgets[i].Icon)
		add(a.Widgets[i].URL)
	}
	return list
}

func (d *Document) link(f appdef.Field[string]) (Link, bool) {
	if !f.Set || f.Value == "" || len(f.Value) > longest || d.secret(f.Span) {
		return Link{}, false
	}
	l := Link{Span: inner(f.Node)}
	if l.Span.Start < 0 || l.Span.End > len(d.Text) {
		return Link{}, false
	}
	if name := d.beside(f.Value); name != "" {
		l.Target, l.Tooltip = name, "a file beside the definition"
		return l, true
	}
	r, ok := d.resolve(f)
	if !ok || !r.OK || r.secret || !strings.HasPrefix(r.URL, "https://") {
		return Link{}, false
	}
	l.Target = r.URL
	if len(r.refs) > 0 {
		l.Tooltip = source(r.values)
	}
	return l, true
}

// source says where the values of an address come from.
func source(values []appdef.Filled) string {
	for _, from := range []struct{ from, text string }{
		{appdef.FromNowhere, "without a setting that the app does not have"}, {appdef.FromMadeUp, "with made-up values filled in"},
		{appdef.FromSample, "with the first sample set filled in"},
	} {
		for _, v := range values {
			if v.From == from.from {
				return from.text
			}
		}
	}
	return "with the defaults filled in"
}

// beside returns the path of the file that a relative name means; "" where it means
// none in the content directory.
func (d *Document) beside(name string) string {
	if strings.ContainsAny(name, ":\\?#{}") || strings.HasPrefix(name, "/") || path.Ext(name) == "" {
		return ""
	}
	if name = path.Join(path.Dir(d.Path), name); !fs.ValidPath(name) {
		return ""
	}
	return name
}
