package site

import (
	"fmt"
	"regexp"
	"strings"

	"vitrine/generator/appdef"
)

// App is the body of an app's page.
type App struct {
	Summary     *Summary
	Versions    []Version
	Description string // Markdown
	Readme      string // Markdown
	Facts       []Fact
	Links       []Link
	Settings    []Setting
	Changelog   []ChangelogEntry
	Since       *Since // the last step, on the page of the newest version
	Components  []appdef.Component
	Locales     []string
	Badges      []Badge
	Findings    []Finding
	Checklist   Checklist // on the page of the newest version
	Source      Source
}

// Fact is a line of the aside: a name and a text or link.
type Fact struct {
	Name, Text, Href string
}

// ChangelogEntry is what changed in one version.
type ChangelogEntry struct {
	Version string
	Date    string // as written in double braces
	Text    string // Markdown
}

// Root returns what a link on that page begins with to reach the site's root.
func Root(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// AppPage describes a definition in full.
func AppPage(d *Definition, sum *Summary, versions []*Summary, s *Settings) *Page {
	root := Root(d.Page)
	list := findings(d.Source, d.Findings, "", root)
	body := &App{
		Summary: sum, Versions: versionList(versions, sum, root), Description: d.App.Description.Value, Readme: d.Readme,
		Facts: d.facts(), Links: d.links(), Settings: d.allSettings(list, sum.Widgets), Changelog: d.changelog(),
		Components: d.App.Components, Badges: badges(d.Findings, "#findings", d.absent(-1)...), Findings: list,
		Source: source(d.Source, list, d.Findings, fullLimit, nil),
	}
	body.Since = d.since(sum)
	if sum.Latest {
		body.Checklist = d.checklist(list)
	}
	for _, l := range d.App.Locales {
		body.Locales = append(body.Locales, l.Text)
	}
	page := &Page{
		Path: d.Page, Kind: "app", Root: root, Site: s, Body: body, Title: sum.Title, Description: sum.Line,
		Crumbs: []Link{{"Gallery", "index.html"}, {sum.Title, ""}},
	}
	for i := range sum.Widgets {
		if page.Picture == "" {
			page.Picture = sum.Widgets[i].Social
		}
	}
	if page.Description == "" {
		page.Description = fmt.Sprintf("%s %s: widgets, settings and checks.", sum.Title, sum.Version)
	}
	return page
}

func versionList(all []*Summary, current *Summary, root string) []Version {
	var out []Version
	for _, v := range all {
		text := v.Version
		if text == "" {
			text = "no version"
		}
		out = append(out, Version{text, root + v.Page, v.Latest, v == current, v.Status})
	}
	return out
}

func (d *Definition) facts() []Fact {
	a := d.App
	var out []Fact
	add := func(name, text, href string) {
		if text != "" {
			out = append(out, Fact{name, text, href})
		}
	}
	add("App id", a.ID.Value, "")
	add("Version", a.Version.Value, "")
	add("Visibility", a.Visibility.Value, "")
	add("Developer", a.Details.Developer.Value, "")
	add("Website", a.Details.Website.Value, SafeLink(a.Details.Website.Value))
	add("Support", a.Details.SupportEmail.Value, mailLink(a.Details.SupportEmail.Value))
	add("Platform", a.Details.Platform.Value, SafeLink(a.Details.PlatformWebsite.Value))
	var tags []string
	for _, t := range a.Tags {
		tags = append(tags, t.Value)
	}
	add("Tags", strings.Join(tags, ", "), "")
	var deps []string
	for _, t := range a.Dependencies {
		deps = append(deps, t.Value)
	}
	add("Depends on", strings.Join(deps, ", "), "")
	var locales []string
	for _, l := range a.Locales {
		locales = append(locales, l.Text)
	}
	add("Languages", strings.Join(locales, ", "), "")
	add("File", d.Source.Path, "")
	return out
}

func (d *Definition) links() []Link {
	var out []Link
	for _, l := range d.App.Details.Links {
		text := l.Title.Value
		if text == "" {
			text = l.URL.Value
		}
		if text != "" {
			out = append(out, Link{text, SafeLink(l.URL.Value)})
		}
	}
	return out
}

// SafeLink returns an address that may be linked: absolute https with nothing
// unusual about it. Anything else is shown as text.
func SafeLink(s string) string {
	if a, problems := appdef.ParseAddress(s); len(problems) == 0 && a.Scheme == "https" {
		return s
	}
	return ""
}

var mailExpr = regexp.MustCompile(`^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)

func mailLink(s string) string {
	if mailExpr.MatchString(s) {
		return "mailto:" + s
	}
	return ""
}

var dateExpr = regexp.MustCompile(`^\s*\{\{([^{}]{1,60})\}\}\s*`)

func (d *Definition) changelog() []ChangelogEntry {
	var out []ChangelogEntry
	for i := len(d.App.Changelog) - 1; i >= 0; i-- {
		c := d.App.Changelog[i]
		e := ChangelogEntry{Version: c.Version.Text, Text: c.Text.Value}
		if m := dateExpr.FindStringSubmatch(e.Text); m != nil {
			e.Date, e.Text = m[1], e.Text[len(m[0]):]
		}
		out = append(out, e)
	}
	return out
}
