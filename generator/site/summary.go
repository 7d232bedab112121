package site

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/diff"
	"vitrine/generator/jsontree"
)

// Summarize says in a few words what a definition holds.
func Summarize(d *Definition, s *Settings) *Summary {
	a := d.App
	title := a.DisplayTitle(appdef.DefaultLocale)
	if strings.TrimSpace(title) == "" {
		title = d.Name
	}
	title = named(title)
	sum := &Summary{
		Name: d.Name, Version: named(a.Version.Value), Title: title, Line: cardText(a.Description.Value),
		Developer: named(a.Details.Developer.Value), Icon: d.icon(a.IconURL, title), Source: d.Source.Path, Page: d.Page, Text: d.Text,
		Digest: diff.Digest(a), Counts: diag.Count(d.Findings), Unreadable: a.Root == nil,
	}
	sum.VersionUnknown = notKnown(a.Version.Node)
	sum.Status = sum.Counts.Status()
	sum.Badges = badges(pointers(d.Findings), d.Page+"#findings", d.absent(-1)...)
	for _, c := range a.Changelog {
		if c.Version.Text == a.Version.Value {
			date, text := dated(c.Text.Value)
			sum.Released, sum.News = released(date), diag.Shorten(strings.TrimSpace(text), lineMost)
		}
	}
	for i, t := range a.Tags {
		if i == tagMost {
			sum.Tags = append(sum.Tags, fmt.Sprintf("and %d more", len(a.Tags)-i))
			break
		}
		sum.Tags = append(sum.Tags, named(t.Value))
	}
	for i := range a.Widgets {
		sum.Widgets = append(sum.Widgets, d.widgetSummary(s, i))
	}
	sum.Met, sum.Asked, sum.Unmet = d.met()
	sum.Visibility, sum.Settings = named(a.Visibility.Value), settingNames(a)
	sum.Rules = slices.DeleteFunc(ruleNames(pointers(d.Findings)), func(rule string) bool {
		return slices.ContainsFunc(sum.Widgets, func(w WidgetSummary) bool { return slices.Contains(w.Rules, rule) })
	})
	return sum
}

// settingNames lists the names of an app's settings without their categories.
func settingNames(a *appdef.App) []string {
	var names []string
	for _, c := range a.Settings {
		for _, s := range c.Settings {
			names = append(names, named(s.Text))
		}
	}
	slices.Sort(names)
	return slices.Clone(slices.Compact(names)) // it stays: without the room of those that are gone
}

// counted counts findings by severity.
func counted(list []*diag.Diagnostic) (c diag.Counts) {
	for _, d := range list {
		c.Add(d.Severity)
	}
	return c
}

// ruleNames lists the rules that findings are about.
func ruleNames(list []*diag.Diagnostic) []string {
	names := make([]string, 0, len(list))
	for _, f := range list {
		names = append(names, f.Rule)
	}
	slices.Sort(names)
	return slices.Clone(slices.Compact(names)) // it stays: without the room of those that are gone
}

func (d *Definition) widgetSummary(s *Settings, i int) WidgetSummary {
	w := &d.App.Widgets[i]
	p := d.preview(s, i)
	perm := w.Permissions()
	list, asked := d.about(i), slices.Clone(perm.Requested())
	for k := range asked {
		asked[k] = named(asked[k])
	}
	ws := WidgetSummary{
		Name: named(w.Name.Value), Title: p.Title, Page: d.Widgets[i], Host: named(p.Sets[0].Host),
		PreviewURL: p.Sets[0].URL, PreviewReason: p.Reason, Width: named(w.Width.Value), Height: named(w.Height.Value),
		Box: p.Box, Icon: p.Icon, Requested: asked[:min(len(asked), permissionMost)], Permissions: perm.Granted(),
		Rules: ruleNames(list), Counts: counted(list), Badge: "badges/" + strings.TrimSuffix(strings.TrimPrefix(d.Widgets[i], "apps/"),
			".html") + ".svg",
		Badges: badges(list, d.Widgets[i]+"#findings", d.absent(i)...),
	}
	ws.Background, ws.Sends = w.BackgroundLoad.Value, d.sends(i)
	if d.App.Partial {
		ws.Unsure = unsure(d.App.Root.Find(strings.TrimPrefix(w.Path, d.App.RootPath)))
	}
	ws.Status = ws.Counts.Status()
	if len(d.Screenshots) > 0 {
		shot := d.Screenshots[p.screenshotKey(d, i)]
		ws.Still, ws.StillDark, ws.Social = shot.Light, shot.Dark, shot.Social
	}
	return ws
}

// unsure tells whether it is not known of a widget in a module what it may do.
func unsure(w *jsontree.Node) bool {
	keys := []string{"url", "width", "height", "iframePermissions", "backgroundLoad"}
	return w != nil && (w.Open || slices.ContainsFunc(keys, func(key string) bool { return notKnown(w.Get(key)) }))
}

// absent lists the families that have nothing to check: for a widget, or for
// the app as a whole with -1.
func (d *Definition) absent(i int) []string {
	var none []string
	if len(d.App.Settings) == 0 {
		none = append(none, "settings")
	}
	if i < 0 {
		if len(d.App.Widgets) == 0 {
			none = append(none, "url", "size", "icon", "permissions")
		}
		return none
	}
	w := &d.App.Widgets[i]
	if !w.IframePermissions.Present {
		none = append(none, "permissions")
	}
	if !w.Width.Present && !w.Height.Present {
		none = append(none, "size")
	}
	return none
}

// released reads a date as changelogs write it; "" for none.
func released(date string) string {
	date = strings.TrimSpace(date)
	for _, layout := range []string{"2006-01-02", "2006/01/02", "2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006",
		"January 2006", "Jan 2006", "2006-01", time.RFC3339} {
		if t, err := time.Parse(layout, date); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

// cardText is the first line of a description in plain words, cut after 110
// characters as people count them.
func cardText(markdown string) string {
	text := strings.TrimSpace(plain(markdown))
	if uniseg.GraphemeClusterCount(text) <= cardLimit {
		return text
	}
	g := uniseg.NewGraphemes(text)
	end := 0
	for i := 0; i < cardLimit-1 && g.Next(); i++ {
		_, end = g.Positions()
	}
	return strings.TrimSpace(text[:end]) + "…"
}

// plain drops the marks of Markdown that would stand out in a line of text.
func plain(markdown string) string {
	if len(markdown) > 2000 {
		markdown = strings.ToValidUTF8(markdown[:2000], "")
	}
	var b strings.Builder
	for _, line := range strings.Split(markdown, "\n") {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "#>*- "))
		if line == "" && b.Len() > 0 {
			break // the first paragraph
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return strings.NewReplacer("**", "", "__", "", "`", "").Replace(b.String())
}
