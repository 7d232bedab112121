package site

import (
	"fmt"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Widget is the body of a widget's page.
type Widget struct {
	App         *Summary
	Summary     WidgetSummary
	Title       Words
	AppTitle    Words
	Languages   *Languages // names only; nil for an app that speaks one language only
	Versions    []Version
	Latest      *Link // to the same widget of the latest version, or to its app where there is none; nil on its own pages
	Preview     Preview
	Properties  []Property
	Settings    []Setting
	Permissions []Permission
	Badges      []Badge
	May         []May
	Findings    FindingList
	Elsewhere   int // findings about the settings that it uses, which stand on the app's page
	More        More
	Broken      []Finding // faults of the JSON text, which concern every widget
	Source      Source
	Others      []WidgetSummary
}

// Property is one row of the documentation table.
type Property struct {
	ID       string // the anchor of the row
	Name     string
	Written  string // as in the definition; "" when absent
	Present  bool
	Resolved string        // what it comes to
	Parts    []appdef.Part // of an address, as it is filled in
	Loads    string        // what a browser makes of the parts, where that is another text; else ""
	Values   []Value
	Type     string
	Required bool
	Default  string
	Meaning  string
	Findings []Finding
	Line     int // of the definition; 0 when absent
}

// Setting is one row of a settings table.
type Setting struct {
	ID                   string // the anchor of the row
	Category, Name, Type string
	DisplayName          Words
	Required             bool
	RequiredWritten      string // as written, when it is no boolean
	Hidden, Secret       bool
	Default              string
	HasDefault           bool
	Description          Words // Markdown
	Value                Value // in the first sample
	Findings             []Finding
	Line                 int
	UsedBy               []Link // widgets
}

// Permission is one feature that a widget asks for, in words.
type Permission struct {
	Name      string // "microphone"
	Sentence  string // "may use the microphone"
	Supported bool   // the platform sets it
	Granted   bool   // the preview's frame gets it
	Why       string // why it is not granted
}

// Version is one version of an app.
type Version struct {
	Text       string
	Href       string
	Latest     bool // it is what the app's page shows
	Prerelease bool
	Current    bool
	Status     string
}

// WidgetPage describes the i-th widget of a definition.
func WidgetPage(d *Definition, sum *Summary, versions []*Summary, s *Settings, i int) *Page {
	path := d.Widgets[i]
	root := Root(path)
	ws := sum.Widgets[i]
	about := d.about(i)
	mine, settings := d.inside(i, about)
	list := findings(d.Source, mine, definitionLink(To(path, d.Text), d.Source), root)
	used := findings(d.Source, settings, nowhere, root)
	for k := range used {
		used[k].ID, used[k].Elsewhere = "", To(path, d.Page)+"#findings"
	}
	body := &Widget{
		App: sum, Summary: ws, Versions: versionList(versions, sum, root), Latest: latestWidget(versions, sum, &ws), Preview: d.preview(s, i),
		Badges: badges(about, "#findings", d.absent(i)...),
		Source: source(d.Source, list, about, d.concerns(i)), May: MayOf(sum.Widgets[i:i+1], sum.before(versions), path),
	}
	body.Preview.Data = d.stageData(s, i, root)
	body.Source.Full = To(path, d.Text)
	body.Properties = d.properties(i, list, body.Preview)
	for k := range body.Properties {
		if row := &body.Properties[k]; row.Line > 0 && !body.Source.shows(row.Line) {
			row.Line = 0
		}
	}
	body.Settings = d.usedSettings(i, append(list, used...))
	body.Elsewhere = len(used)
	body.Title, body.AppTitle = d.widgetWords(i, ws.Title), d.appWords(sum.Title)
	if d.several() {
		body.Languages = &Languages{Locales: d.spoken()}
	}
	body.fold()
	body.Findings, body.Broken = d.findingList(list)
	body.Permissions = permissions(&d.App.Widgets[i])
	for k := range sum.Widgets {
		if k != i && len(body.Others) < 12 {
			body.Others = append(body.Others, sum.Widgets[k])
		}
	}
	title := ws.Title
	if title != sum.Title { // a widget that has no name is called as its app is
		title += " · " + sum.Title
	}
	return &Page{
		Path: path, Kind: "widget", Root: root, Site: s, Picture: sum.Widgets[i].Social, Body: body, Title: title,
		Description: fmt.Sprintf("%s, a widget of %s %s.", ws.Title, sum.Title, sum.Version),
		Crumbs:      []Link{{"Gallery", "index.html"}, {sum.Title, d.Page}, {ws.Title, ""}},
		Frames:      body.Preview.Data.Frames, Images: d.images(s, i), Sheets: sheets(ws.Icon),
	}
}

// fold leaves out of the lists what makes no page.
func (b *Widget) fold() {
	b.Properties, b.More.Properties = fit(b.Properties, propertyRoom, (*Property).weight)
	b.Settings, b.More.Settings = fit(b.Settings, settingRoom, (*Setting).weight)
	if n := len(b.Permissions) - permissionMost; n > 0 {
		b.Permissions, b.More.Permissions = b.Permissions[:permissionMost], n
	}
}

// concerns tells which lines of a definition a widget's page shows: its own.
func (d *Definition) concerns(i int) func(int) bool {
	span := d.App.Widgets[i].Span
	first, last := d.Source.Position(span.Start).Line, d.Source.Position(max(span.Start, span.End-1)).Line
	return func(n int) bool { return n >= first && n <= last }
}

func (d *Definition) properties(i int, list []Finding, p Preview) []Property {
	w := &d.App.Widgets[i]
	fields := map[string]appdef.Field[string]{
		"url": w.URL, "icon": w.Icon, "name": w.Name, "title": w.Title, "width": w.Width, "height": w.Height,
		"iframePermissions": w.IframePermissions,
	}
	var out []Property
	for _, m := range appdef.WidgetProperties {
		row := Property{ID: "property-" + m.Name, Name: m.Name, Type: m.Type, Default: m.Default, Meaning: m.Meaning,
			Required: m.Required, Findings: d.rowFindings(w, m.Name, list)}
		if m.Name == "backgroundLoad" {
			d.written(&row, w.BackgroundLoad.Node, w.BackgroundLoad.Key)
		} else {
			d.written(&row, fields[m.Name].Node, fields[m.Name].Key)
		}
		d.resolved(&row, i, p)
		out = append(out, row)
	}
	for n, k := range w.Unknown {
		row := Property{ID: fmt.Sprintf("property-unknown-%d", n+1), Name: named(k.Text), Type: "–", Meaning: "No document names this property.",
			Findings: at(list, k.Path)}
		d.written(&row, k.Node, k.Name.Span)
		out = append(out, row)
	}
	return out
}

// rowFindings returns the findings of a property; one about a missing
// property points at the widget and names it.
func (d *Definition) rowFindings(w *appdef.Widget, name string, list []Finding) []Finding {
	out := at(list, jsontree.Pointer(w.Path, name))
	for _, f := range list {
		if f.Pointer == w.Path && f.Missing == name {
			out = append(out, f)
		}
	}
	return out
}

func (d *Definition) written(row *Property, n *jsontree.Node, key diag.Span) {
	if n == nil {
		return
	}
	row.Present = true
	row.Written = d.text(n)
	row.Line = d.Source.Position(key.Start).Line
}

// text is a value as written, masked and cut.
func (d *Definition) text(n *jsontree.Node) string {
	t := n.Text
	if notKnown(n) {
		return NotKnown
	}
	if n.Kind != jsontree.String && n.Kind != jsontree.Number && n.Kind != jsontree.Bool {
		t = string(d.Source.Masked(n.Span))
	}
	return strings.ToValidUTF8(diag.Shorten(t, textMost), "\uFFFD")
}

func (d *Definition) resolved(row *Property, i int, p Preview) {
	w := &d.App.Widgets[i]
	switch row.Name {
	case "url":
		row.Resolved, row.Parts, row.Loads, row.Values = p.Sets[0].URL, p.Sets[0].Parts, p.Sets[0].Loads, p.Sets[0].Values
		if !p.Sets[0].OK {
			row.Resolved = ""
		}
	case "width", "height":
		size := p.Width
		if row.Name == "height" {
			size = p.Height
		}
		row.Resolved = fmt.Sprintf("%d px at 1440 × 900", size.Px)
		if size.Default {
			row.Resolved = fmt.Sprintf("previewed at %s", size.CSS)
		}
	case "title":
		if t := d.App.WidgetTitle(w, appdef.DefaultLocale); t != w.Title.Value {
			row.Resolved = named(t)
		}
	case "iframePermissions":
		if row.Present && !notKnown(w.IframePermissions.Node) {
			row.Resolved = "grants nothing"
			if p.Allow != "" {
				row.Resolved = "grants " + strings.Join(w.Permissions().Granted(), ", ")
			}
		}
	}
}

func permissions(w *appdef.Widget) []Permission {
	if w.IframePermissions.Value == "" {
		return nil
	}
	p := w.Permissions()
	granted := map[string]bool{}
	for _, g := range p.Granted() {
		granted[g] = true
	}
	var out []Permission
	for _, name := range p.Requested() {
		sentence := appdef.PermissionSentence(name)
		supported := sentence != ""
		row := Permission{Name: named(name), Sentence: sentence, Supported: supported, Granted: granted[name]}
		switch {
		case !supported:
			row.Sentence, row.Why = "Use "+named(name), "the platform sets microphone, camera and autoplay only"
		case !row.Granted:
			row.Why = "the way it is written, a browser grants nothing"
		}
		out = append(out, row)
	}
	return out
}
