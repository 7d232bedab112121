package gallery

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

// Baseline is an earlier state of the gallery that a later one is compared with.
type Baseline struct {
	apps map[string][]galleryApp // the versions of each app
}

// ReadBaseline reads the gallery.json of an earlier build.
func ReadBaseline(text []byte) (*Baseline, error) {
	var doc galleryDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("read gallery.json: %w", err)
	}
	if doc.Version != 1 {
		return nil, fmt.Errorf("read gallery.json: version %d is not known, only 1", doc.Version)
	}
	return baselineOf(doc), nil
}

func baselineOf(doc galleryDoc) *Baseline {
	b := &Baseline{apps: map[string][]galleryApp{}}
	for _, a := range doc.Apps {
		b.apps[a.App] = append(b.apps[a.App], a)
	}
	return b
}

// AsBaseline is this state, for a later one to be compared with.
func AsBaseline(s *Snapshot) *Baseline { return baselineOf(galleryOf(s)) }

// key stands for the state.
func (b *Baseline) key() memo.Key {
	if b == nil {
		return memo.Key{}
	}
	return memo.NewHash("baseline").Value(b.apps).Sum()
}

// mark says of a version what it is since the earlier state. A version that was
// not there before is new by itself; the latest changes its app.
func (b *Baseline) mark(s *site.Summary) {
	if b == nil {
		return
	}
	versions := b.apps[s.Name]
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

// compared adds to the report how the gallery differs from the earlier state:
// apps, and pre-releases that are newer than what an app's page shows.
func (s reports) compared(p *site.Page) *site.Page {
	if s.Baseline == nil {
		return p
	}
	out := &site.Compared{}
	for _, e := range s.order {
		l := site.Link{Text: e.Summary.Title, Href: e.Page}
		switch e.Summary.Mark {
		case "new":
			out.New = append(out.New, l)
		case "changed":
			out.Changed = append(out.Changed, l)
		}
		if next := e.App.Versions[0]; next != e && e.Summary.Mark != "new" && next.Summary.Mark != "" {
			out.Changed = append(out.Changed, site.Link{Text: next.Summary.Title + " " + next.Summary.Version, Href: next.Page})
		}
	}
	out.Removed = s.removed()
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
func (s reports) removed() []site.RemovedApp {
	var out []site.RemovedApp
	for _, name := range slices.Sorted(maps.Keys(s.Baseline.apps)) {
		versions := s.Baseline.apps[name]
		var now []*layout.Entry
		if a := s.Layout.App(name); a != nil {
			now = a.Versions
		}
		gone := site.RemovedApp{Name: name, Title: newest(versions).Title, Whole: len(now) == 0}
		for _, a := range versions {
			if !slices.ContainsFunc(now, func(e *layout.Entry) bool { return e.Head().Version == a.Version }) {
				gone.Versions = append(gone.Versions, a.Version)
			}
		}
		if len(gone.Versions) > 0 {
			out = append(out, gone)
		}
	}
	return out
}
