package generator

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/render"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// leave takes a definition out of its group and gives its pages back.
func (c *Catalogue) leave(f *file, touched map[string]bool, changes *Changes) {
	remove(c.homes, f.home, f)
	for _, p := range f.asked {
		remove(c.asked, p, f)
	}
	if f.key != "" {
		remove(c.groups, f.key, f)
		touched[f.key] = true
	}
	c.unroute(f, changes)
	f.key = ""
}

// unroute gives the pages of a definition back.
func (c *Catalogue) unroute(f *file, changes *Changes) {
	for _, p := range append([]string{f.page}, f.widgets...) {
		if p == "" {
			continue
		}
		delete(c.pages, p)
		changes.Pages = append(changes.Pages, p)
	}
	if f.step != "" {
		delete(c.steps, f.step)
		changes.Pages = append(changes.Pages, f.step)
	}
	f.page, f.widgets, f.summary, f.step, f.before = "", nil, nil, "", nil
}

// regroup puts examined definitions into the groups of their names.
func (c *Catalogue) regroup(dirty map[*file]bool, touched map[string]bool, changes *Changes) {
	for f := range dirty {
		key := ""
		if f.definition() {
			f.name = shortName(f.head.name(f.path))
			key = groupKey(f.name)
		}
		if f.key != key && f.key != "" {
			remove(c.groups, f.key, f)
			touched[f.key] = true
		}
		c.unroute(f, changes)
		f.set = nil
		if f.key = key; key != "" {
			add(c.groups, key, f)
			touched[key] = true
		}
	}
}

// layout gives the definitions of touched groups their pages, judges them
// together and sums them up. Only these groups cost anything.
func (c *Catalogue) layout(touched map[string]bool, changes *Changes) {
	if len(touched) > 0 {
		c.order = nil
	}
	var all []*file
	for key := range touched {
		list := make([]*file, 0, len(c.groups[key]))
		for f := range c.groups[key] {
			list = append(list, f)
		}
		slices.SortFunc(list, func(a, b *file) int { return cmp.Compare(a.path, b.path) })
		for _, f := range list {
			c.unroute(f, changes)
		}
		c.assignPages(list)
		c.judgeSet(list)
		all = append(all, list...)
	}
	c.loadIcons(all)
	if c.opts.Bare {
		return
	}
	c.summarize(all)
	for _, f := range all {
		changes.Pages = append(changes.Pages, f.page)
		changes.Pages = append(changes.Pages, f.widgets...)
		if f.step != "" {
			changes.Pages = append(changes.Pages, f.step)
		}
	}
}

// summarize sums definitions up for the rest of the gallery.
func (c *Catalogue) summarize(list []*file) {
	parallel(len(list), func(i int) {
		f := list[i]
		if f.kept != nil {
			f.summary = f.kept.summary(f)
			c.earlier.mark(f.summary)
			return
		}
		f.summary = site.Summarize(c.describe(f), &c.opts.Site)
		f.summary.Latest = f.latest
		f.summary.Step = stepOf(f)
		c.earlier.mark(f.summary)
	})
}

// judgeSet runs the rules that see several definitions, which by now know the
// version before them. Those without an id
// of their own cannot clash.
func (c *Catalogue) judgeSet(list []*file) {
	var defs []rules.Definition
	var of []*file
	for _, f := range list {
		f.set = nil
		if f.head.id == "" {
			continue
		}
		defs = append(defs, rules.Definition{File: appdef.ConcealName(f.path), ID: f.head.id, Version: f.head.version, IDPlace: f.head.idAt, VersionAt: f.head.versionAt, Since: c.since(f)})
		of = append(of, f)
	}
	if len(defs) < 2 {
		return
	}
	for i, found := range rules.CheckSet(defs) {
		of[i].set = found
	}
}

// assignPages names the pages of one group: apps/<app>.html for the newest
// version of each name, apps/<app>/v/<version>.html for the others.
func (c *Catalogue) assignPages(list []*file) {
	byName := map[string][]*file{}
	var order []string
	for _, f := range list {
		if byName[f.name] == nil {
			order = append(order, f.name)
		}
		byName[f.name] = append(byName[f.name], f)
	}
	slices.Sort(order)
	apps := spelled(order, appSlug)
	for k, name := range order {
		base := path.Join("apps", apps[k])
		versions := byName[name]
		slices.SortStableFunc(versions, newestFirst)
		older := make([]string, len(versions)-1)
		for i, f := range versions[1:] {
			older[i] = f.head.version
		}
		older = spelled(older, versionSlug)
		for i, f := range versions {
			f.latest = i == 0
			dir := base
			if !f.latest {
				dir = path.Join(base, "v", older[i-1])
			}
			c.route(f, dir)
		}
		c.assignSteps(base, versions)
	}
}

// route names the pages of one definition below a folder.
func (c *Catalogue) route(f *file, dir string) {
	f.page = dir + ".html"
	c.pages[f.page] = route{f, -1}
	taken := names{}
	f.widgets = make([]string, len(f.head.widgets))
	for i := range f.head.widgets {
		name := widgetSlug(f.head.widgets[i], i)
		f.widgets[i] = path.Join(dir, taken.unique(name)) + ".html"
		c.pages[f.widgets[i]] = route{f, i}
	}
}

// byAge orders versions, newest first; of the same version the first path
// comes first.
func byAge(a, b *file) int { return cmp.Or(newestFirst(a, b), cmp.Compare(a.path, b.path)) }

// newestFirst orders versions by semver; what is no version comes last.
func newestFirst(a, b *file) int {
	va, okA := appdef.ParseVersion(a.head.version)
	vb, okB := appdef.ParseVersion(b.head.version)
	switch {
	case okA && okB:
		return cmp.Or(vb.Compare(va), cmp.Compare(b.head.version, a.head.version))
	case okA:
		return -1
	case okB:
		return 1
	}
	return cmp.Compare(b.head.version, a.head.version)
}

// describe gathers what the pages of a definition show.
func (c *Catalogue) describe(f *file) *site.Definition {
	return &site.Definition{
		Name: f.name, App: c.open(f), Source: f.source(), Findings: c.judged(f, nil), Samples: f.samples.sets,
		Picture:    func(address string) string { return c.picture(f, address) },
		Screenshot: func(address string) (string, int, int) { return c.screenshot(f, address) },
		Plain:      render.PlainText,
		Still:      c.stills.find(), Page: f.page, Widgets: f.widgets,
	}
}

// versions returns the summaries of all versions of a definition's app,
// newest first.
func (c *Catalogue) versions(f *file) []*site.Summary {
	var list []*file
	for g := range c.groups[f.key] {
		if g.name == f.name {
			list = append(list, g)
		}
	}
	slices.SortFunc(list, byAge)
	out := make([]*site.Summary, len(list))
	for i, g := range list {
		out[i] = g.summary
	}
	return out
}

// sorted returns the newest version of each app by title. It is worked out
// when it is asked for, not at each change.
func (c *Catalogue) sorted() []*file {
	if c.order == nil {
		c.order = make([]*file, 0, len(c.groups))
		for _, g := range c.groups {
			for f := range g {
				if f.latest {
					c.order = append(c.order, f)
				}
			}
		}
		slices.SortFunc(c.order, func(a, b *file) int {
			return cmp.Or(cmp.Compare(strings.ToLower(a.summary.Title), strings.ToLower(b.summary.Title)), cmp.Compare(a.page, b.page))
		})
	}
	return c.order
}
