package generator

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/render"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// source indexes the text of a definition.
func (f *file) source() *diag.Source {
	s := diag.NewSource(appdef.ConcealName(f.path), f.text)
	s.Secret = f.secrets
	return s
}

// allFindings is what is known against a file, its own findings, those of the
// set, of circles, of its icons and of the network, in order of place.
func (f *file) allFindings() []diag.Diagnostic {
	if f.trouble != nil {
		return []diag.Diagnostic{*f.trouble}
	}
	if len(f.set)+len(f.circle)+len(f.icons)+len(f.online) == 0 && f.lost == "" {
		return f.findings
	}
	return diag.Sort(slices.Concat(f.stale(), f.findings, f.set, f.circle, f.icons, f.online))
}

// Page returns one file of the site, the same bytes that Build would write.
// ok is false where there is no such file.
func (c *Catalogue) Page(name string) (data []byte, ok bool, err error) {
	c.mu.RLock()
	if c.order != nil {
		defer c.mu.RUnlock()
		return c.file(name)
	}
	c.mu.RUnlock()
	// The order of the index must be worked out. The lock is not given back in
	// between: a save would throw the order away, and the page come out empty.
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sorted()
	return c.file(name)
}

// file is Page for callers that hold the lock.
func (c *Catalogue) file(name string) (data []byte, ok bool, err error) {
	if data, found := c.keptFile(name); found {
		return data, true, nil
	}
	if r, found := c.pages[name]; found {
		return c.render(c.definitionPage(r))
	}
	if f, found := c.steps[name]; found {
		return c.render(c.stepPage(f))
	}
	switch {
	case name == "gallery.json":
		return c.galleryJSON(), true, nil
	case strings.HasPrefix(name, "review") && !strings.Contains(name, "/"):
		return c.reviewPage(name)
	case strings.HasPrefix(name, "report.") || strings.HasPrefix(name, "report/"):
		return c.reportFile(name)
	case name == ".nojekyll": // or GitHub Pages leaves out what begins with _
		return []byte{}, true, nil
	case strings.HasSuffix(name, ".xml") && !strings.Contains(name, "/"):
		return c.feed(name)
	case name == "404.html":
		return c.render(site.NotFoundPage(&c.opts.Site))
	case strings.HasPrefix(name, "rules/"):
		return c.rulePage(name)
	case strings.HasPrefix(name, "assets/"):
		return c.asset(name)
	case strings.HasPrefix(name, "badges/"):
		return c.badge(name)
	case isPicture(name):
		return c.pictureFile(name)
	}
	if _, found := c.publish[name]; found {
		data, err := readFile(c.content, name, maxPublish)
		return data, err == nil, nil
	}
	if c.stills.files[name] {
		data, err := readFile(c.opts.Stills, strings.TrimPrefix(name, stillsFolder), maxStill)
		return data, err == nil, err
	}
	if n, found := indexNumber(name); found {
		return c.indexPage(n)
	}
	return c.searchFile(name)
}

func (c *Catalogue) render(p *site.Page) ([]byte, bool, error) {
	data, err := c.theme.Page(p)
	return data, err == nil, err
}

func (c *Catalogue) definitionPage(r route) *site.Page {
	d := c.describe(r.file)
	versions := c.versions(r.file)
	if r.widget >= 0 {
		return site.WidgetPage(d, r.file.summary, versions, &c.opts.Site, r.widget)
	}
	d.Readme = c.readme(r.file)
	if r.file.latest && r.file.step != "" && r.file.before.kept == nil {
		d.Since = c.changed(r.file)
	}
	return site.AppPage(d, r.file.summary, versions, &c.opts.Site)
}

// readme returns the README of a definition's home.
func (c *Catalogue) readme(f *file) string {
	p := path.Join(f.home, "README.md")
	if _, ok := c.beside[p]; !ok || !c.ownHome(f) {
		return ""
	}
	text, err := readFile(c.content, p, maxReadme)
	if err != nil {
		return "*README.md cannot be shown: " + reason(err) + "*"
	}
	return appdef.Conceal(string(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))))
}

func (c *Catalogue) rulePage(name string) ([]byte, bool, error) {
	if name == "rules/index.html" {
		list := make([]diag.Rule, len(rules.All))
		for i := range rules.All {
			list[i] = rules.All[i].Rule
		}
		return c.render(site.RulesPage(list, &c.opts.Site))
	}
	base, ok := strings.CutSuffix(strings.TrimPrefix(name, "rules/"), ".html")
	if r, found := rules.Find(base); ok && found {
		return c.render(site.RulePage(r.Rule, &c.opts.Site))
	}
	return nil, false, nil
}

// badge draws the badge of a page: badges/acme/orders.svg goes with
// apps/acme/orders.html. Apps have one as data as well.
func (c *Catalogue) badge(name string) ([]byte, bool, error) {
	ext := path.Ext(name)
	r, found := c.pages["apps/"+strings.TrimSuffix(strings.TrimPrefix(name, "badges/"), ext)+".html"]
	switch {
	case !found:
	case ext == ".svg" && r.widget >= 0:
		return render.Badge(r.file.summary.Widgets[r.widget].Counts), true, nil
	case ext == ".svg":
		return render.Badge(r.file.summary.Counts), true, nil
	case ext == ".json" && r.widget < 0:
		return render.BadgeEndpoint(r.file.summary.Counts), true, nil
	}
	return nil, false, nil
}

func (c *Catalogue) asset(name string) ([]byte, bool, error) {
	for _, f := range c.theme.Files() {
		if f.Path == name {
			return f.Data, true, nil
		}
	}
	return nil, false, nil
}

// indexNumber reads "index.html" and "index-2.html".
func indexNumber(name string) (int, bool) {
	if name == site.IndexPath(1) {
		return 1, true
	}
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(name, "index-"), ".html"))
	return n, err == nil && n > 1 && site.IndexPath(n) == name
}

// cardPages lays the cards of the index out on pages. A page never grows
// with the catalogue.
func (c *Catalogue) indexPage(n int) ([]byte, bool, error) {
	from, total, widgets := (n-1)*site.PageSize, 0, 0
	var cards []site.Card
	for _, f := range c.order {
		k := max(1, len(f.summary.Widgets))
		if total+k > from && total < from+site.PageSize {
			all := site.Cards(f.summary)
			cards = append(cards, all[max(0, from-total):min(len(all), from+site.PageSize-total)]...)
		}
		total += k // an app without widgets has a card as well
		widgets += len(f.summary.Widgets)
	}
	pages := max(1, (total+site.PageSize-1)/site.PageSize)
	if n > pages {
		return nil, false, nil
	}
	return c.render(site.IndexPage(cards, n, pages, widgets, len(c.order), &c.opts.Site))
}

func (c *Catalogue) indexPages() int {
	total := 0
	for _, f := range c.order {
		total += max(1, len(f.summary.Widgets))
	}
	return max(1, (total+site.PageSize-1)/site.PageSize)
}
