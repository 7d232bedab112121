package generator

import (
	"encoding/json"
	"fmt"
	"slices"

	"vitrine/generator/site"
)

// Earlier is a state of the gallery that a later one is compared with.
type Earlier struct {
	apps map[string][]galleryApp // the versions of each app
}

// ReadEarlier reads the gallery.json of an earlier build.
func ReadEarlier(text []byte) (*Earlier, error) {
	var doc galleryDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("read gallery.json: %w", err)
	}
	if doc.Version != 1 {
		return nil, fmt.Errorf("read gallery.json: version %d is not known, only 1", doc.Version)
	}
	return earlierOf(doc), nil
}

func earlierOf(doc galleryDoc) *Earlier {
	e := &Earlier{apps: map[string][]galleryApp{}}
	for _, a := range doc.Apps {
		e.apps[a.App] = append(e.apps[a.App], a)
	}
	return e
}

// Earlier is the state of this catalogue, for another to be compared with.
func (c *Catalogue) Earlier() *Earlier {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sorted()
	return earlierOf(c.gallery())
}

// Against marks what is new and what changed since an earlier state.
func (c *Catalogue) Against(e *Earlier) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.earlier = e
	for _, f := range c.files {
		if f.summary != nil {
			e.mark(f.summary)
		}
	}
}

// mark says of a version what it is since the earlier state. An older version
// that was not there before is new by itself; a newest one changes its app.
func (e *Earlier) mark(s *site.Summary) {
	if e == nil {
		return
	}
	versions := e.apps[s.Name]
	was := find(versions, s.Version)
	switch {
	case len(versions) == 0:
		s.Mark = "new"
		return
	case was == nil && !s.Latest:
		s.Mark = "new"
		return
	case was == nil, was.differs(galleryEntry(s)):
		s.Mark = "changed"
	default:
		s.Mark = ""
	}
	if was == nil {
		was = newest(versions)
	}
	for i := range s.Widgets {
		if w := &s.Widgets[i]; s.Mark != "" && w.Name != "" && !was.has(w.Name) {
			w.Mark = "new"
		}
	}
}

func find(versions []galleryApp, version string) *galleryApp {
	i := slices.IndexFunc(versions, func(a galleryApp) bool { return a.Version == version })
	if i < 0 {
		return nil
	}
	return &versions[i]
}

func newest(versions []galleryApp) *galleryApp {
	i := slices.IndexFunc(versions, func(a galleryApp) bool { return a.Latest })
	return &versions[max(i, 0)]
}

func (a *galleryApp) has(widget string) bool {
	return slices.ContainsFunc(a.Widgets, func(w galleryWidget) bool { return w.Name == widget })
}

// differs compares digests. A gallery.json of an older Vitrine has none; then
// what it does say is compared.
func (a *galleryApp) differs(now galleryApp) bool {
	if a.Digest != "" && now.Digest != "" {
		return a.Digest != now.Digest
	}
	return a.Title != now.Title || !slices.EqualFunc(a.Widgets, now.Widgets, func(x, y galleryWidget) bool {
		return x.Name == y.Name && x.Title == y.Title && x.PreviewURL == y.PreviewURL && x.Width == y.Width && x.Height == y.Height &&
			slices.Equal(x.Requested, y.Requested) && slices.Equal(x.Permissions, y.Permissions)
	})
}

// compared adds to the report how the gallery differs from the earlier state.
func (c *Catalogue) compared(p *site.Page) *site.Page {
	if c.earlier == nil {
		return p
	}
	out := &site.Compared{}
	for _, f := range c.order {
		l := site.Link{Text: f.summary.Title, Href: f.page}
		switch f.summary.Mark {
		case "new":
			out.New = append(out.New, l)
		case "changed":
			out.Changed = append(out.Changed, l)
		}
	}
	out.Removed = c.removed()
	out.New, out.More = cut(out.New, out.More)
	out.Changed, out.More = cut(out.Changed, out.More)
	out.Removed, out.More = cut(out.Removed, out.More)
	p.Compared = out
	return p
}

func cut[T any](list []T, more int) ([]T, int) {
	n := min(len(list), site.ComparedLimit)
	return list[:n], more + len(list) - n
}

// removed lists the versions that are no more, by app.
func (c *Catalogue) removed() []site.RemovedApp {
	var out []site.RemovedApp
	for _, name := range sortedKeys(c.earlier.apps) {
		versions := c.earlier.apps[name]
		now := c.lineage(name)
		gone := site.RemovedApp{Name: name, Title: newest(versions).Title, Whole: len(now) == 0}
		for _, a := range versions {
			if !slices.ContainsFunc(now, func(f *file) bool { return f.head.version == a.Version }) {
				gone.Versions = append(gone.Versions, a.Version)
			}
		}
		if len(gone.Versions) > 0 {
			out = append(out, gone)
		}
	}
	return out
}
