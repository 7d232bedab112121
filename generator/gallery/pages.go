package gallery

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/render"
	"vitrine/generator/site"
)

// Page returns one file of the site, the same bytes that a build writes. ok is
// false where there is no such file.
func (s *Snapshot) Page(path string) (data []byte, ok bool, err error) {
	o, ok := s.Plan().Find(path)
	if !ok {
		return nil, false, nil
	}
	data, err = o.Make()
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, content.ErrChanged) { // the content directory is ahead
		return nil, false, nil
	}
	return data, err == nil, err
}

// rendered is an output that the theme renders.
func rendered(s *Setup, path string, h *memo.Hash, make func() (*site.Page, error)) Output {
	lend := func(use func([]byte) error) error {
		p, err := make()
		if err != nil {
			return err
		}
		return s.Theme.Page(p, use)
	}
	o := file(path, h.Key(s.key), func() (data []byte, err error) {
		err = lend(func(page []byte) error {
			data = bytes.Clone(page)
			return nil
		})
		return data, err
	})
	o.lend = lend
	return o
}

func file(path string, h *memo.Hash, make func() ([]byte, error)) Output {
	return Output{Path: path, Key: h.Sum(), Make: make}
}

// sure is for pages that nothing can keep from being made.
func sure(make func() *site.Page) func() (*site.Page, error) {
	return func() (*site.Page, error) { return make(), nil }
}

// pages makes the files that come of one definition. It knows no snapshot, as
// they are shared by several.
type pages struct{ *Setup }

// definitionFiles lists the files that come of one version of an app: its
// pages, the page about what changed, and their badges.
func (s pages) definitionFiles(a *layout.App, e *layout.Entry) []Output {
	if k, ok := e.Kept.(*keeping); ok {
		return append(k.outputs(e), s.stepFiles(a, e)...)
	}
	about := memo.NewHash("about").Key(e.Key)
	key := marks(about, a.Versions).Sum()
	list := []Output{s.appPage(a, e, key)}
	list = append(list, s.textPage(a, e, key))
	list = append(list, s.listPages(e, key)...)
	list = append(list, badges(e.Page, e.Summary.Counts, true)...)
	for i, path := range e.Widgets {
		list = append(list, rendered(s.Setup, path, memo.NewHash("widget").Key(key).Int(i), func() (*site.Page, error) {
			d, err := s.describe(e)
			if err != nil {
				return nil, err
			}
			return site.WidgetPage(d, e.Summary, summaries(a.Versions), &s.Options.Site, i), nil
		}))
		list = append(list, badges(path, e.Summary.Widgets[i].Counts, false)...)
	}
	return append(list, s.stepFiles(a, e)...)
}

func (s pages) appPage(a *layout.App, e *layout.Entry, key memo.Key) Output {
	h := memo.NewHash("app").Key(key)
	if e.Readme != nil {
		h.Key(e.Readme.Digest)
	}
	if e.Review != nil {
		h.String(e.Review.Text).Int(len(e.Review.Findings))
	}
	tells := (e.Latest || e.Newest) && e.Step != "" && e.Before.Kept == nil
	if tells {
		h.Key(e.Before.Facts.Key)
	}
	return rendered(s.Setup, e.Page, h, func() (*site.Page, error) {
		d, err := s.describe(e)
		if err != nil {
			return nil, err
		}
		d.Listing, d.Review = pictures(s).shots(e), e.Review
		d.ReviewPlace = a.ReviewPlace()
		if d.Readme, err = s.readme(e); err != nil {
			return nil, err
		}
		if tells {
			if d.Since, err = s.differences(e.Before, e); err != nil {
				return nil, err
			}
		}
		return site.AppPage(d, e.Summary, summaries(a.Versions), &s.Options.Site), nil
	})
}

// listPages go on with the lists of the app's page.
func (s pages) listPages(e *layout.Entry, key memo.Key) []Output {
	var list []Output
	for n := 2; n <= site.ListPages(e.Summary, e.Head().ShotsBeyond); n++ {
		list = append(list, rendered(s.Setup, site.ListPath(e.Page, n), memo.NewHash("list").Key(key).Int(n), func() (*site.Page, error) {
			d, err := s.describe(e)
			if err != nil {
				return nil, err
			}
			d.Listing = pictures(s).shots(e)
			return site.ListPage(d, e.Summary, &s.Options.Site, n), nil
		}))
	}
	return list
}

// textPage is the page of a definition's text.
func (s pages) textPage(a *layout.App, e *layout.Entry, key memo.Key) Output {
	return rendered(s.Setup, e.TextPage, memo.NewHash("text").Key(key), func() (*site.Page, error) {
		d, err := s.describe(e)
		if err != nil {
			return nil, err
		}
		return site.TextPage(d, e.Summary, summaries(a.Versions), &s.Options.Site), nil
	})
}

// stepFiles is the page about what changed since the version before.
func (s pages) stepFiles(a *layout.App, e *layout.Entry) []Output {
	if e.Step == "" {
		return nil
	}
	for _, side := range []*layout.Entry{e, e.Before} {
		if k, ok := side.Kept.(*keeping); ok {
			return []Output{k.output(e.Step, e.Step)}
		}
	}
	h := memo.NewHash("step").Key(e.Key).Key(e.Before.Key).Key(e.Mark).Key(e.Before.Mark)
	for _, v := range a.Versions {
		h.String(v.Head().Version).String(v.Compare)
	}
	return []Output{rendered(s.Setup, e.Step, h, func() (*site.Page, error) {
		result, err := s.differences(e.Before, e)
		if err != nil {
			return nil, err
		}
		old, err := s.side(e.Before)
		if err != nil {
			return nil, err
		}
		now, err := s.side(e)
		if err != nil {
			return nil, err
		}
		return site.StepPage(e.Step, old, now, result, summaries(a.Versions), &s.Options.Site), nil
	})}
}

func (s pages) side(e *layout.Entry) (site.StepSide, error) {
	src, err := s.Source(e)
	return site.StepSide{Summary: e.Summary, Source: src}, err
}

// Source indexes the text of a definition.
func (s *Setup) Source(e *layout.Entry) (*diag.Source, error) {
	text, err := s.text(e)
	return source(e, text), err
}

// badges draws the badges of a page: badges/acme/orders.svg goes with
// apps/acme/orders.html. Apps have one as data as well.
func badges(page string, counts diag.Counts, app bool) []Output {
	svg := BadgePath(page)
	key := memo.NewHash("badge").Value(counts).Sum()
	list := []Output{{Path: svg, Key: key, Make: func() ([]byte, error) { return render.Badge(counts), nil }}}
	if app {
		endpoint := func() ([]byte, error) { return render.BadgeEndpoint(counts), nil }
		list = append(list, Output{Path: strings.TrimSuffix(svg, ".svg") + ".json", Key: key, Make: endpoint})
	}
	return list
}

// BadgePath names the badge of a page of a definition.
func BadgePath(page string) string {
	return "badges/" + strings.TrimSuffix(strings.TrimPrefix(page, "apps/"), ".html") + ".svg"
}
