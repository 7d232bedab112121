package layout

import (
	"iter"
	"maps"
	"path"
	"slices"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/internal/persist"
	"vitrine/generator/rules"
)

// Layout is every file of the content directory, and the definitions among
// them in their groups.
type Layout struct {
	entries *persist.Map[*Entry] // by path
	sorted  []*Entry             // by path
	groups  *persist.Map[*Group] // by key
	homes   *persist.Map[[]*Entry]
	unsure  []*Entry          // whose reading failed, by path
	circled map[string]string // what is said of definitions in a circle, by path
}

// Group is the definitions whose names are equal, or equal but for letter
// case: their pages could meet.
type Group struct {
	Key     string
	Entries []*Entry // by path
	Apps    []*App   // by name
}

// App is the versions of one app.
type App struct {
	Name     string
	Folder   string   // of its pages: "apps/acme"
	Versions []*Entry // newest first, never empty
}

// Latest is the version that the app's page shows: the newest release, or the
// newest of all where there is none.
func (a *App) Latest() *Entry { return slices.MinFunc(a.Versions, latestFirst) }

// Entry returns the file of that path; nil if there is none.
func (l *Layout) Entry(p string) *Entry {
	e, _ := l.entries.Get(p)
	return e
}

// Entries returns every file by path. The list must not be changed.
func (l *Layout) Entries() []*Entry { return l.sorted }

// At returns the files of a home in no particular order. The list must not be
// changed.
func (l *Layout) At(home string) []*Entry {
	list, _ := l.homes.Get(home)
	return list
}

// Unsure returns the files whose reading failed, and may go well another time,
// by path. The list must not be changed.
func (l *Layout) Unsure() []*Entry { return l.unsure }

// Groups visits the groups by key in no particular order.
func (l *Layout) Groups() iter.Seq2[string, *Group] { return l.groups.All() }

// Group returns the group of that key; nil if there is none.
func (l *Layout) Group(key string) *Group {
	g, _ := l.groups.Get(key)
	return g
}

// App returns the versions of an app by its name; nil if there is none.
func (l *Layout) App(name string) *App {
	g := l.Group(groupKey(name))
	if g == nil {
		return nil
	}
	for _, a := range g.Apps {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// Compare tells the rules what changed from a definition to a newer one.
type Compare func(old, now *Entry) *rules.Since

// Change is what differs from a layout to the next.
type Change struct {
	Entries []*Entry // new, or in place of those with the same path
	Gone    []string // paths
	All     bool     // every group is to be laid out again
}

// clear forgets what the other definitions made of an entry.
func (e *Entry) clear() {
	e.App, e.Page, e.TextPage, e.Widgets, e.Newest, e.Latest = nil, "", "", nil, false, false
	e.Before, e.Step, e.Compare, e.Set = nil, "", "", nil
}

// assignPages names the pages of one group: apps/<app>.html for the latest
// version of each name, apps/<app>/v/<version>.html for the others.
func (g *Group) assignPages() {
	byName := map[string][]*Entry{}
	for _, e := range g.Entries {
		byName[e.Name] = append(byName[e.Name], e)
	}
	order := slices.Sorted(maps.Keys(byName))
	folders := spelled(order, AppSlug)
	g.Apps = nil
	for k, name := range order {
		app := &App{Name: name, Folder: path.Join("apps", folders[k]), Versions: byName[name]}
		slices.SortStableFunc(app.Versions, newestFirst)
		app.assignVersions()
		app.assignSteps()
		app.assignCompares()
		g.Apps = append(g.Apps, app)
	}
}

// assignVersions names the pages of an app's versions.
func (a *App) assignVersions() {
	for _, e := range a.Versions {
		e.App = a
	}
	latest := a.Latest()
	latest.Latest, a.Versions[0].Newest = true, true
	latest.namePages(a.Folder)
	var others []*Entry
	var versions []string
	for _, e := range a.Versions {
		if e != latest {
			others, versions = append(others, e), append(versions, e.Head().Version)
		}
	}
	for i, folder := range spelled(versions, VersionSlug) {
		others[i].namePages(path.Join(a.Folder, "v", folder))
	}
}

// namePages names the pages of one definition below a folder.
func (e *Entry) namePages(dir string) {
	e.Page, e.TextPage = dir+".html", path.Join(dir, textName+".html")
	taken := Names{}
	e.Widgets = make([]string, len(e.Head().Widgets))
	for i, name := range e.Head().Widgets {
		e.Widgets[i] = path.Join(dir, taken.Unique(widgetSlug(name, i))) + ".html"
	}
}

// judge runs the rules that see several definitions, which by now know the
// version before them. Those without an id of their own cannot clash.
func (g *Group) judge(compare Compare) {
	var defs []rules.Definition
	var of []*Entry
	for _, e := range g.Entries {
		if e.Head().ID == "" {
			continue
		}
		h := e.Head()
		defs = append(defs, rules.Definition{
			File: appdef.ConcealName(e.Path), ID: h.ID, Version: h.Version, IDPlace: h.IDAt, VersionAt: h.VersionAt, Since: e.since(compare),
		})
		of = append(of, e)
	}
	if len(defs) < 2 {
		return
	}
	for i, found := range rules.CheckSet(defs) {
		of[i].Set = slices.Clip(append([]diag.Diagnostic(nil), found...))
	}
}

// since is what the rules may know of the step to a definition. Files with
// the same version are a matter of another rule.
func (e *Entry) since(compare Compare) *rules.Since {
	if e.Before == nil || e.Kept != nil || e.Before.Kept != nil || e.Before.Head().Version == e.Head().Version {
		return nil
	}
	s := *compare(e.Before, e)
	if !e.Newest { // what was registered before cannot be raised any more
		s.Bump, s.Because = "", nil
	}
	return &s
}
