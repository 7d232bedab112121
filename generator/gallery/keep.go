package gallery

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"vitrine/generator/check"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

// keeping is what an earlier build has of a definition that is lost.
type keeping struct {
	app     galleryApp
	below   string // what could not be read: the file, or a folder that it is in
	earlier func(name string) ([]byte, bool)
}

// Keep returns the snapshot in which definitions that cannot be read are shown
// as an earlier build had them, and how many there are. earlier returns the
// files of that build; its gallery.json tells which pages came from which file.
// The pages are taken over as they are; what sees all definitions has what
// gallery.json says.
func Keep(s *Snapshot, earlier func(name string) ([]byte, bool)) (*Snapshot, int, error) {
	lost := ListUnreadable(s)
	text, ok := earlier("gallery.json")
	if len(lost) == 0 || !ok {
		return s, 0, nil
	}
	var doc galleryDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return s, 0, fmt.Errorf("read the gallery.json of the earlier build, for what cannot be read now: %w", err)
	}
	var change layout.Change
	for _, app := range doc.Apps {
		for _, u := range lost {
			if !u.Shown && (app.Source == u.Path || strings.HasPrefix(app.Source, u.Path+"/")) && hasAll(&app, earlier) {
				change.Entries = append(change.Entries, keep(s, &keeping{app, u.Path, earlier}, u.Reason))
			}
		}
	}
	l, delta := s.Layout.Next(change, s.Compare)
	n := *s
	n.kept = len(change.Entries) > 0
	return n.Next(Found{Tree: s.Tree, Screenshots: s.Screenshots, Layout: l, Delta: delta}), len(change.Entries), nil
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

// keep returns what stands for a definition that is lost, so that the versions
// beside it get the pages that they had.
func keep(s *Snapshot, k *keeping, why string) *layout.Entry {
	e := &layout.Entry{Path: k.app.Source, Kept: k, Lost: why, Trouble: s.Layout.Entry(k.below).Trouble}
	h := &check.Head{Version: k.app.Version}
	if k.app.App != check.FallbackName(e.Path) {
		h.ID = k.app.App
	}
	for i := range k.app.Widgets {
		h.Widgets = append(h.Widgets, k.app.Widgets[i].Name)
	}
	e.Facts = &check.Facts{Head: h, Blank: true, Key: memo.NewHash("kept").Value(k.app).Sum()}
	return e
}

// summary is what gallery.json says of a definition.
func (k *keeping) summary(e *layout.Entry) *site.Summary {
	a := &k.app
	s := &site.Summary{
		Name: a.App, Version: a.Version, Title: a.Title, Source: a.Source, Page: e.Page, Text: e.TextPage, Latest: e.Latest, Step: leads(e),
		Prerelease: e.Prerelease(), Compare: e.ComparePage(),
		Status: a.Status, Counts: a.Counts, Digest: a.Digest,
	}
	for i, w := range a.Widgets {
		s.Widgets = append(s.Widgets, site.WidgetSummary{
			Name: w.Name, Title: w.Title, Page: e.Widgets[i], PreviewURL: w.PreviewURL, PreviewReason: w.PreviewReason,
			Width: w.Width, Height: w.Height,
			Requested: w.Requested, Permissions: w.Permissions, Status: w.Status, Counts: w.Counts, Badge: w.Badge,
		})
	}
	return s
}

// Has tells whether the earlier build has a page of the definition.
func (k *keeping) Has(page string) bool {
	_, ok := k.earlier(page)
	return ok
}

// output is a file that is taken over under a name of its own.
func (k *keeping) output(path, from string) Output {
	return Output{Path: path, Racy: true, Make: func() ([]byte, error) {
		data, ok := k.earlier(from)
		if !ok {
			return nil, fmt.Errorf("read %q of the earlier build: %w", from, fs.ErrNotExist)
		}
		return data, nil
	}}
}

// outputs are the pages of the definition.
func (k *keeping) outputs(e *layout.Entry) []Output {
	list := append(badges(e.Page, e.Summary.Counts, true), k.output(e.Page, k.app.Page))
	if was := strings.TrimSuffix(k.app.Page, ".html") + "/" + path.Base(e.TextPage); k.Has(was) {
		list = append(list, k.output(e.TextPage, was))
	}
	for n := 2; k.Has(site.ListPath(k.app.Page, n)); n++ {
		list = append(list, k.output(site.ListPath(e.Page, n), site.ListPath(k.app.Page, n)))
	}
	for i, path := range e.Widgets {
		list = append(list, k.output(path, k.app.Widgets[i].Page))
		list = append(list, badges(path, e.Summary.Widgets[i].Counts, false)...)
	}
	return list
}

// linkTo finds what a page loads or leads to.
var linkTo = regexp.MustCompile(`(?:href|src)="([^"#?:]+)`)

// keepMore adds to the files of the site what kept pages lead to and the site
// no longer has: files of another theme, pages about what changed.
func keepMore(s *Snapshot, list []Output) []Output {
	have := make(map[string]bool, len(list))
	for _, o := range list {
		have[o.Path] = true
	}
	for _, part := range s.parts.All() {
		for _, e := range part.group.Entries {
			k, ok := e.Kept.(*keeping)
			if !ok {
				continue
			}
			for _, o := range k.outputs(e) {
				data, _ := o.Make()
				for _, m := range linkTo.FindAllSubmatch(data, -1) {
					to := path.Join(path.Dir(o.Path), string(m[1]))
					if have[to] || !fs.ValidPath(to) || !k.Has(to) {
						continue
					}
					have[to] = true
					list = append(list, k.output(to, to))
				}
			}
		}
	}
	return list
}
