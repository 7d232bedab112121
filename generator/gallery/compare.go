package gallery

import (
	"path"
	"slices"
	"strings"

	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

// compareFiles is the page on which any two versions of an app are compared, and its data: a script for each version that
// says how it differs from older ones. Those that follow each other have a page, which the page leads to.
func (s pages) compareFiles(a *layout.App) []Output {
	var list []*layout.Entry
	h := memo.NewHash("compare")
	for _, e := range a.Versions {
		if e.Compare != "" {
			list = append(list, e)
			h.Key(e.Key).Key(e.Mark)
		}
	}
	if len(list) == 0 {
		return nil
	}
	names := make([]string, len(list))
	for i, e := range list {
		names[i] = compareName(e)
	}
	page := list[0].ComparePage()
	out := []Output{rendered(s.Setup, page, h, sure(func() *site.Page {
		return site.ComparePage(page, summaries(list), names, a.Latest().Summary, &s.Options.Site)
	}))}
	for i, e := range list {
		if older := slices.DeleteFunc(slices.Clone(list[i+1:]), func(o *layout.Entry) bool { return o == e.Before }); len(older) > 0 {
			out = append(out, s.compareData(e, older))
		}
	}
	return out
}

// compareName is what the data of a version are called, without the folder.
func compareName(e *layout.Entry) string { return strings.TrimSuffix(path.Base(e.Compare), ".js") }

// compareData says how a version differs from older ones. Of what is lost there is nothing to compare.
func (s pages) compareData(e *layout.Entry, older []*layout.Entry) Output {
	h := memo.NewHash("compare data").Key(s.key).Key(e.Key).Key(e.Mark).String(e.Compare)
	for _, o := range older {
		h.Key(o.Key).Key(o.Mark).String(o.Compare).Bool(o.Kept != nil)
	}
	return file(e.Compare, h, func() ([]byte, error) {
		now := site.StepSide{Summary: e.Summary}
		var err error
		if e.Kept == nil {
			if now, err = s.side(e); err != nil {
				return nil, err
			}
		}
		c := site.NewComparer(compareName(e), now)
		for _, o := range older {
			if e.Kept != nil || o.Kept != nil {
				continue
			}
			old, err := s.side(o)
			if err != nil {
				return nil, err
			}
			r, err := s.differences(o, e)
			if err != nil {
				return nil, err
			}
			c.Add(compareName(o), old, r)
		}
		return c.Data(), nil
	})
}
