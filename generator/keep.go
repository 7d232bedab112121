package generator

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/site"
)

// keeping is what an earlier build has of a definition that is lost.
type keeping struct {
	app     galleryApp
	below   string // what could not be read: the file, or a folder that it is in
	earlier func(name string) ([]byte, bool)
}

// Keep shows definitions that cannot be read as an earlier build had them, and
// returns how many there are. earlier returns the files of that build; its
// gallery.json tells which pages came from which file. The pages are taken
// over as they are; what sees all definitions has what gallery.json says.
func (c *Catalogue) Keep(earlier func(name string) ([]byte, bool)) (int, error) {
	lost := c.Unreadable()
	text, ok := earlier("gallery.json")
	if len(lost) == 0 || !ok {
		return 0, nil
	}
	var doc galleryDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return 0, fmt.Errorf("read the gallery.json of the earlier build, for what cannot be read now: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	touched := map[string]bool{}
	n := 0
	for _, app := range doc.Apps {
		for _, u := range lost {
			if !u.Shown && (app.Source == u.Path || strings.HasPrefix(app.Source, u.Path+"/")) && hasAll(&app, earlier) {
				c.keep(&keeping{app, u.Path, earlier}, u.Reason, touched)
				n++
			}
		}
	}
	if c.verdict.list = nil; n > 0 {
		c.keeps = map[string]func(string) ([]byte, bool){}
	}
	c.layout(touched, &Changes{})
	return n, nil
}

// hasAll tells whether the earlier build has all pages of an app.
func hasAll(app *galleryApp, earlier func(string) ([]byte, bool)) bool {
	_, ok := earlier(app.Page)
	for i := range app.Widgets {
		_, has := earlier(app.Widgets[i].Page)
		ok = ok && has
	}
	return ok
}

// keep puts an earlier definition into the place of one that is lost, so that
// the versions beside it get the pages that they had.
func (c *Catalogue) keep(k *keeping, why string, touched map[string]bool) {
	f := c.files[k.app.Source]
	if f == nil {
		f = &file{path: k.app.Source, trouble: c.files[k.below].trouble}
		c.files[f.path] = f
	}
	f.kept, f.lost, f.name = k, why, k.app.App
	h := &head{version: k.app.Version}
	if k.app.App != fallbackName(f.path) {
		h.id = k.app.App
	}
	for i := range k.app.Widgets {
		h.widgets = append(h.widgets, k.app.Widgets[i].Name)
	}
	f.examined = examined{app: &appdef.App{}, head: h}
	f.key = strings.ToLower(slug(f.name, false))
	add(c.groups, f.key, f)
	touched[f.key] = true
}

// summary is what gallery.json says of a definition.
func (k *keeping) summary(f *file) *site.Summary {
	a := &k.app
	s := &site.Summary{
		Name: a.App, Version: a.Version, Title: a.Title, Source: a.Source, Page: f.page, Latest: f.latest, Step: stepOf(f),
		Status: a.Status, Counts: a.Counts, Digest: a.Digest,
	}
	for i, w := range a.Widgets {
		s.Widgets = append(s.Widgets, site.WidgetSummary{
			Name: w.Name, Title: w.Title, Page: f.widgets[i], PreviewURL: w.PreviewURL, PreviewReason: w.PreviewReason, Width: w.Width, Height: w.Height,
			Requested: w.Requested, Permissions: w.Permissions, Status: w.Status, Counts: w.Counts, Badge: w.Badge,
		})
	}
	return s
}

// lacks tells whether a definition is lost and the earlier build has no such
// page of it.
func (f *file) lacks(page string) bool {
	if f.kept == nil {
		return false
	}
	_, ok := f.kept.earlier(page)
	return !ok
}

// keptFile returns a page of a definition that is lost, or a file that such a
// page leads to.
func (c *Catalogue) keptFile(name string) ([]byte, bool) {
	if earlier := c.keeps[name]; earlier != nil {
		return earlier(name)
	}
	if step := c.steps[name]; step != nil {
		for _, side := range []*file{step, step.before} {
			if side.kept != nil {
				return side.kept.earlier(name)
			}
		}
	}
	r, found := c.pages[name]
	if !found || r.file.kept == nil {
		return nil, false
	}
	return r.file.kept.earlier(r.file.kept.page(r.widget))
}

// page returns where the earlier build has a page of a definition.
func (k *keeping) page(widget int) string {
	if widget >= 0 {
		return k.app.Widgets[widget].Page
	}
	return k.app.Page
}

// linkTo finds what a page loads or leads to.
var linkTo = regexp.MustCompile(`(?:href|src)="([^"#?:]+)`)

// keepMore adds to the files of the site what kept pages lead to and the site
// no longer has: files of another theme, pages about what changed.
func (c *Catalogue) keepMore(paths []string) []string {
	c.keeps = map[string]func(string) ([]byte, bool){}
	have := make(map[string]bool, len(paths))
	for _, p := range paths {
		have[p] = true
	}
	for name, r := range c.pages {
		if r.file.kept == nil {
			continue
		}
		data, _ := c.keptFile(name)
		for _, m := range linkTo.FindAllSubmatch(data, -1) {
			to := path.Join(path.Dir(name), string(m[1]))
			if have[to] || !fs.ValidPath(to) {
				continue
			}
			if _, there := r.file.kept.earlier(to); there {
				have[to] = true
				c.keeps[to] = r.file.kept.earlier
				paths = append(paths, to)
			}
		}
	}
	return paths
}
