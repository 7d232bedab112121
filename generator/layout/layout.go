package layout

import (
	"cmp"
	"maps"
	"path"
	"slices"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// Layout is every file of the content directory, and the definitions among
// them in their groups.
type Layout struct {
	entries map[string]*Entry // by path
	sorted  []*Entry          // by path
	groups  map[string]*Group // by key
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
func (l *Layout) Entry(p string) *Entry { return l.entries[p] }

// Entries returns every file by path. The list must not be changed.
func (l *Layout) Entries() []*Entry { return l.sorted }

// All visits every file in no particular order.
func (l *Layout) All(visit func(*Entry)) {
	for _, e := range l.entries {
		visit(e)
	}
}

// Groups returns the groups by key. The map must not be changed.
func (l *Layout) Groups() map[string]*Group { return l.groups }

// App returns the versions of an app by its name; nil if there is none.
func (l *Layout) App(name string) *App {
	g := l.groups[groupKey(name)]
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

// Next returns the layout after a change, and the groups in it that are not
// those of the old one: nothing else costs anything. The entries of these
// groups are new, and the caller's to fill in.
func (l *Layout) Next(c Change, compare Compare) (next *Layout, again []*Group) {
	n := &Layout{entries: maps.Clone(l.entries), groups: maps.Clone(l.groups), circled: map[string]string{}}
	if n.entries == nil {
		n.entries, n.groups = map[string]*Entry{}, map[string]*Group{}
	}
	touched := map[string]bool{}
	if c.All {
		for key := range n.groups {
			touched[key] = true
		}
	}
	for _, p := range c.Gone {
		n.leave(p, touched)
	}
	joined := map[string][]*Entry{}
	for _, e := range c.Entries {
		n.leave(e.Path, touched)
		n.entries[e.Path] = e
		e.clear()
		if e.Definition() {
			e.Name = shortName(e.Head().Name(e.Path))
			key := groupKey(e.Name)
			touched[key] = true
			joined[key] = append(joined[key], e)
		}
	}
	for key := range touched {
		n.gather(key, joined[key])
	}
	if sameNeeds(l, n, touched) {
		n.keepCircles(l, touched)
	} else {
		n.judgeCircles(l.circled, touched)
	}
	for _, key := range slices.Sorted(maps.Keys(touched)) {
		if g := n.groups[key]; g != nil {
			g.assignPages()
			g.judge(compare)
			again = append(again, g)
		}
	}
	n.sorted = sortedAfter(l.sorted, c, again, n.entries)
	return n, again
}

// sortedAfter puts the entries in order, as far as a change has put them out of
// it: to sort them all takes longer than all else when one file is saved.
func sortedAfter(before []*Entry, c Change, again []*Group, entries map[string]*Entry) []*Entry {
	if len(before) == 0 || len(c.Entries)+len(c.Gone)+len(again) > 100 {
		return slices.SortedFunc(maps.Values(entries), byPath)
	}
	list := slices.Clone(before)
	for _, p := range c.Gone {
		if at, ok := slices.BinarySearchFunc(list, p, pathOf); ok {
			list = slices.Delete(list, at, at+1)
		}
	}
	put := func(e *Entry) {
		at, ok := slices.BinarySearchFunc(list, e.Path, pathOf)
		if !ok {
			list = slices.Insert(list, at, e)
		}
		list[at] = e
	}
	for _, e := range c.Entries {
		put(e)
	}
	for _, g := range again { // copies have come in the place of those that stay
		for _, e := range g.Entries {
			put(e)
		}
	}
	return list
}

func byPath(a, b *Entry) int { return cmp.Compare(a.Path, b.Path) }

func pathOf(e *Entry, p string) int { return cmp.Compare(e.Path, p) }

// leave takes a file out of the layout, and marks the group that it was in.
func (l *Layout) leave(p string, touched map[string]bool) {
	if e := l.entries[p]; e != nil && e.Definition() {
		touched[groupKey(e.Name)] = true
	}
	delete(l.entries, p)
}

// gather puts together the definitions of a group: those that stay, as copies
// that may be filled in anew, and those that joined.
func (l *Layout) gather(key string, joined []*Entry) {
	list := slices.Clone(joined)
	if old := l.groups[key]; old != nil {
		for _, e := range old.Entries {
			if l.entries[e.Path] == e {
				list = append(list, l.renew(e))
			}
		}
	}
	delete(l.groups, key)
	if len(list) > 0 {
		slices.SortFunc(list, byPath)
		l.groups[key] = &Group{Key: key, Entries: list}
	}
}

// renew puts a copy in the place of an entry, as the layout has not seen it.
func (l *Layout) renew(e *Entry) *Entry {
	fresh := *e
	fresh.clear()
	l.entries[e.Path] = &fresh
	return &fresh
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
