package site

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vitrine/generator/appdef"
)

// App is the body of an app's page.
type App struct {
	Summary     *Summary
	Title       Words
	Widgets     []WidgetSummary
	Titles      []Words // of the widgets
	Platform    string
	Card        DirectoryCard
	Versions    []Version
	Latest      *Link // to the latest version; nil on its own page
	May         []May
	Matrix      *Matrix // what each version may do; nil for an app with one
	Marketplace Verdict
	Description string // Markdown
	Readme      string // Markdown
	Screenshots []Screenshot
	Install     Install
	Facts       []Fact
	Links       []Link
	Settings    []Setting
	Changelog   []ChangelogEntry
	Since       *Since // the last step, on the pages of the latest and of the newest version
	Components  []appdef.Component
	Languages   *Languages // nil for an app that speaks one language only
	Badges      []Badge
	Findings    FindingList // about the app itself; those of a widget are on its page
	Broken      []Finding   // faults of the JSON text
	More        More
	Checklist   Checklist
	Text        Link // the page of the definition's text
	Review      Reviewed
	Picker      *Picker // nil where there are no versions to choose from
}

// ReadmeLabel says whose README the page shows: one stands in a folder, for all
// versions in it.
func (b *App) ReadmeLabel() string {
	if !b.Summary.Latest {
		return "README of the app’s folder, written by the developer, maybe of another version"
	}
	return "README, written by the developer"
}

// More counts what a page does not show.
type More struct {
	Widgets       int
	WidgetsAt     string // the page that goes on with them; "" where there are no more
	Screenshots   int
	ScreenshotsAt string
	Settings      int
	Changelog     int
	Properties    int
	Permissions   int
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
	Href    string // the page of that version; "" where there is none
	Current bool   // the version that the page is about
}

// Root returns what a link on that page begins with to reach the site's root.
func Root(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// To is the shortest link from one page of the site to another.
func To(from, page string) string {
	to := page
	for {
		dir, rest, ok := strings.Cut(from, "/")
		other, tail, has := strings.Cut(to, "/")
		if !ok || !has || other != dir {
			return Root(from) + to
		}
		from, to = rest, tail
	}
}

// AppPage describes a definition in full.
func AppPage(d *Definition, sum *Summary, versions []*Summary, s *Settings) *Page {
	root := Root(d.Page)
	text := definitionLink(To(d.Page, d.Text), d.Source)
	mine, theirs := d.own()
	list := findings(d.Source, mine, text, root)
	body := &App{
		Summary: sum, Versions: versionList(versions, sum, root), Latest: latestApp(versions, sum),
		Description: d.App.Description.Value, Readme: untitled(d.Readme, sum.Title),
		Title: d.appWords(sum.Title), Platform: named(d.App.Details.Platform.Value), Card: directoryCard(said(d.App.Description)),
		Screenshots: d.screenshots(), Install: d.install(),
		Facts: d.facts(), Links: d.links(), Settings: d.allSettings(list, sum.Widgets), Changelog: d.changelog(versions, sum, root),
		Components: d.App.Components, Badges: badges(pointers(d.Findings), "#findings", d.absent(-1)...),
		May: MayOf(sum.Widgets, sum.before(versions), d.Page), Text: Link{sum.Source, To(d.Page, d.Text)},
	}
	body.fold(sum)
	body.Findings, body.Broken = d.findingList(list)
	body.Since = d.since(sum)
	body.Matrix, body.Picker = matrixOf(versions, d.Page), sum.picker(versions)
	body.Checklist = d.checklist(append(list, d.elsewhere(theirs)...))
	body.Review = d.reviewed()
	body.Marketplace = Verdict{body.Checklist.Passed, body.Checklist.Total}
	listingBadge(body.Badges, body.Marketplace)
	body.Languages = d.languages(sum)
	for i := range body.Widgets {
		body.Titles = append(body.Titles, d.widgetWords(i, sum.Widgets[i].Title))
	}
	page := &Page{
		Path: d.Page, Kind: "app", Root: root, Site: s, Body: body, Title: sum.Title, Description: sum.Line,
		Crumbs: []Link{{"Gallery", "index.html"}, {sum.Title, ""}},
	}
	icons := []Icon{sum.Icon}
	for i := range body.Widgets {
		icons = append(icons, body.Widgets[i].Icon)
	}
	for i := range sum.Widgets {
		if page.Picture == "" {
			page.Picture = sum.Widgets[i].Social
		}
	}
	page.Sheets = sheets(icons...)
	if page.Description == "" {
		page.Description = fmt.Sprintf("%s %s: widgets, settings and checks.", sum.Title, sum.Version)
	}
	return page
}

// fold leaves out of the lists what makes no page.
func (b *App) fold(sum *Summary) {
	b.Widgets, b.More.Widgets = sum.widgetsShown()
	if b.More.Widgets > 0 {
		b.More.WidgetsAt = ListPath(sum.Page, 2)
	}
	b.Screenshots, b.More.Screenshots = shotsShown(b.Screenshots)
	if b.More.Screenshots > 0 {
		b.More.ScreenshotsAt = ListPath(sum.Page, 2+pagesOf(b.More.Widgets, widgetsListed))
	}
	b.Settings, b.More.Settings = fit(b.Settings, settingRoom, (*Setting).weight)
	b.Changelog, b.More.Changelog = fit(b.Changelog, changelogRoom, func(e *ChangelogEntry) int { return 120 + markup(e.Version, e.Text) })
}

func versionList(all []*Summary, current *Summary, root string) []Version {
	var out []Version
	for _, v := range all {
		out = append(out, Version{v.VersionText(), root + v.Page, v.Latest, v.Prerelease, v == current, v.Status})
	}
	return out
}

// VersionText is the version of a definition, or that there is none, or none that
// is known.
func (s *Summary) VersionText() string {
	if s.VersionUnknown {
		return "version " + NotKnown
	}
	return cmp.Or(s.Version, "no version")
}

// latestOf returns the latest version of an app, unless that is the current
// one.
func latestOf(versions []*Summary, current *Summary) *Summary {
	for _, v := range versions {
		if v.Latest && v != current {
			return v
		}
	}
	return nil
}

// latestApp leads from a version to the latest.
func latestApp(versions []*Summary, current *Summary) *Link {
	v := latestOf(versions, current)
	if v == nil {
		return nil
	}
	return &Link{v.VersionText(), v.Page}
}

// latestWidget leads from a widget of a version to the same one of the latest:
// the one of its name or, where neither has one, of its title.
func latestWidget(versions []*Summary, current *Summary, w *WidgetSummary) *Link {
	link := latestApp(versions, current)
	if link == nil {
		return nil
	}
	for _, x := range latestOf(versions, current).Widgets {
		if x.Name == w.Name && (x.Name != "" || x.Title == w.Title) {
			link.Href = x.Page
			break
		}
	}
	return link
}

var dateExpr = regexp.MustCompile(`^\s*\{\{([^{}]{1,60})\}\}\s*`)

// dated parts the date that begins an entry from its text.
func dated(entry string) (date, text string) {
	if m := dateExpr.FindStringSubmatch(entry); m != nil {
		return m[1], entry[len(m[0]):]
	}
	return "", entry
}

// changelog lists the entries, the newest version first; entries of what is
// no version keep their order behind the others. Where a version has a page,
// its entry leads there.
func (d *Definition) changelog(versions []*Summary, sum *Summary, root string) []ChangelogEntry {
	pages := map[string]string{}
	for _, v := range versions {
		if _, taken := pages[v.Version]; !taken {
			pages[v.Version] = root + v.Page
		}
	}
	var out []ChangelogEntry
	for _, c := range d.App.Changelog {
		e := ChangelogEntry{Version: named(c.Version.Text), Current: c.Version.Text == sum.Version}
		e.Date, e.Text = dated(c.Text.Value)
		if !e.Current {
			e.Href = pages[e.Version]
		}
		out = append(out, e)
	}
	parsed := make(map[string]appdef.Version, len(out))
	for _, e := range out {
		if v, ok := appdef.ParseVersion(e.Version); ok {
			parsed[e.Version] = v
		}
	}
	slices.SortStableFunc(out, func(a, b ChangelogEntry) int {
		va, okA := parsed[a.Version]
		vb, okB := parsed[b.Version]
		switch {
		case okA && okB:
			return vb.Compare(va)
		case okA:
			return -1
		case okB:
			return 1
		}
		return 0
	})
	return out
}
