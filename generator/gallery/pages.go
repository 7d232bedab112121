package gallery

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strconv"
	"strings"

	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/render"
	"vitrine/generator/rules"
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

// page is an output that the theme renders.
func (s *Setup) page(path string, h *memo.Hash, make func() (*site.Page, error)) Output {
	return file(path, h.Key(s.key), func() ([]byte, error) {
		p, err := make()
		if err != nil {
			return nil, err
		}
		return s.Theme.Page(p)
	})
}

func file(path string, h *memo.Hash, make func() ([]byte, error)) Output {
	return Output{Path: path, Key: h.Sum(), Make: make}
}

// sure is for pages that nothing can keep from being made.
func sure(make func() *site.Page) func() (*site.Page, error) {
	return func() (*site.Page, error) { return make(), nil }
}

// definitionFiles lists the files that come of one version of an app: its
// pages, the page about what changed, and their badges.
func (s *Setup) definitionFiles(a *layout.App, e *layout.Entry) []Output {
	if k, ok := e.Kept.(*keeping); ok {
		return append(k.outputs(s, e), s.stepFiles(e)...)
	}
	about := memo.NewHash("about").Key(e.Key)
	key := marks(about, a.Versions).Sum()
	list := []Output{s.appPage(a, e, key)}
	list = append(list, s.badges(e.Page, e.Summary.Counts, true)...)
	for i, path := range e.Widgets {
		list = append(list, s.page(path, memo.NewHash("widget").Key(key).Int(i), func() (*site.Page, error) {
			d, err := s.describe(e)
			if err != nil {
				return nil, err
			}
			return site.WidgetPage(d, e.Summary, summaries(a.Versions), &s.Options.Site, i), nil
		}))
		list = append(list, s.badges(path, e.Summary.Widgets[i].Counts, false)...)
	}
	return append(list, s.stepFiles(e)...)
}

func (s *Setup) appPage(a *layout.App, e *layout.Entry, key memo.Key) Output {
	h := memo.NewHash("app").Key(key)
	if e.Readme != nil {
		h.Key(e.Readme.Digest)
	}
	tells := e.Latest && e.Step != "" && e.Before.Kept == nil
	if tells {
		h.Key(e.Before.Facts.Key)
	}
	return s.page(e.Page, h, func() (*site.Page, error) {
		d, err := s.describe(e)
		if err != nil {
			return nil, err
		}
		d.Listing = s.shots(e)
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

// stepFiles is the page about what changed since the version before.
func (s *Setup) stepFiles(e *layout.Entry) []Output {
	if e.Step == "" {
		return nil
	}
	for _, side := range []*layout.Entry{e, e.Before} {
		if k, ok := side.Kept.(*keeping); ok {
			return []Output{k.output(e.Step, e.Step)}
		}
	}
	h := memo.NewHash("step").Key(e.Key).Key(e.Before.Key).Key(e.Mark).Key(e.Before.Mark)
	return []Output{s.page(e.Step, h, func() (*site.Page, error) {
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
		return site.StepPage(e.Step, old, now, result, &s.Options.Site), nil
	})}
}

func (s *Setup) side(e *layout.Entry) (site.StepSide, error) {
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
func (s *Setup) badges(page string, counts diag.Counts, app bool) []Output {
	svg := BadgePath(page)
	key := memo.NewHash("badge").Value(counts).Sum()
	list := []Output{{Path: svg, Key: key, Make: func() ([]byte, error) { return render.Badge(counts), nil }}}
	if app {
		list = append(list, Output{Path: strings.TrimSuffix(svg, ".svg") + ".json", Key: key, Make: func() ([]byte, error) { return render.BadgeEndpoint(counts), nil }})
	}
	return list
}

// BadgePath names the badge of a page of a definition.
func BadgePath(page string) string {
	return "badges/" + strings.TrimSuffix(strings.TrimPrefix(page, "apps/"), ".html") + ".svg"
}

// common lists the files that are made from the gallery as a whole, and those
// that no definition has a say in.
func (s *Snapshot) common() []Output {
	order := s.order()
	all := memo.NewHash("all")
	for _, e := range order {
		marks(all, s.Layout.App(e.Name).Versions)
	}
	key := all.Sum()
	list := []Output{
		file(".nojekyll", memo.NewHash("empty"), func() ([]byte, error) { return []byte{}, nil }), // or GitHub Pages leaves out what begins with _
		file("gallery.json", memo.NewHash("gallery.json").Key(key), func() ([]byte, error) { return s.galleryJSON(), nil }),
		s.page("404.html", memo.NewHash("404"), sure(func() *site.Page { return site.NotFoundPage(&s.Options.Site) })),
	}
	return slices.Concat(list, s.indexPages(order), s.reviewPages(order), s.reportFiles(key), s.feeds(key), s.searchFiles(order),
		s.rulePages(), s.assets(), s.publishedFiles(), s.screenshotFiles())
}

func (s *Snapshot) rulePages() []Output {
	list := []Output{s.page("rules/index.html", memo.NewHash("rules"), sure(func() *site.Page {
		all := make([]diag.Rule, len(rules.All))
		for i := range rules.All {
			all[i] = rules.All[i].Rule
		}
		return site.RulesPage(all, &s.Options.Site)
	}))}
	for i := range rules.All {
		r := &rules.All[i].Rule
		list = append(list, s.page("rules/"+r.Name+".html", memo.NewHash("rule").String(r.Name), sure(func() *site.Page {
			return site.RulePage(*r, &s.Options.Site)
		})))
	}
	return list
}

func (s *Snapshot) assets() []Output {
	var list []Output
	for _, f := range s.Theme.Files() {
		list = append(list, file(f.Path, memo.NewHash("asset").Bytes(f.Data), func() ([]byte, error) { return f.Data, nil }))
	}
	return list
}

// publishedFiles lists what is published as it is.
func (s *Snapshot) publishedFiles() []Output {
	var list []Output
	for _, p := range s.Tree.Published() {
		stamp, _ := s.Tree.Publishes(p)
		list = append(list, s.fileOutput(p, stamp, func() ([]byte, error) {
			data, err := content.ReadFile(s.Content, p, maxPublish)
			if errors.Is(err, content.ErrTooLarge) {
				err = fmt.Errorf("read %q: %w", p, fs.ErrNotExist)
			}
			return data, err
		}))
	}
	return list
}

// indexPages lays the cards of the index out on pages. A page never grows
// with the catalogue.
func (s *Snapshot) indexPages(order []*layout.Entry) []Output {
	total, widgets := 0, 0
	starts := make([]int, len(order)) // number of the first card of each app
	for i, e := range order {
		starts[i] = total
		total += cards(e)
		widgets += len(e.Summary.Widgets)
	}
	pages := max(1, (total+site.PageSize-1)/site.PageSize)
	list := make([]Output, pages)
	for n := range list {
		from, to := n*site.PageSize, (n+1)*site.PageSize
		first := sort.Search(len(order), func(i int) bool { return starts[i]+cards(order[i]) > from })
		end := sort.Search(len(order), func(i int) bool { return starts[i] >= to })
		on := order[first:end]
		h := marks(memo.NewHash("index").Int(n).Int(pages).Int(widgets).Int(len(order)), on)
		list[n] = s.page(site.IndexPath(n+1), h, sure(func() *site.Page {
			var shown []site.Card
			for i, e := range on {
				all, at := site.Cards(e.Summary), starts[first+i]
				shown = append(shown, all[max(0, from-at):min(len(all), to-at)]...)
			}
			return site.IndexPage(shown, n+1, pages, widgets, len(order), &s.Options.Site)
		}))
	}
	return list
}

// cards is how many cards an app has on the index: one without widgets has a
// card as well.
func cards(e *layout.Entry) int { return max(1, len(e.Summary.Widgets)) }

// reviewPages is the review queue: the newest version of each app by title.
func (s *Snapshot) reviewPages(order []*layout.Entry) []Output {
	pages := max(1, (len(order)+site.ReviewSize-1)/site.ReviewSize)
	list := make([]Output, pages)
	for n := range list {
		on := order[n*site.ReviewSize : min((n+1)*site.ReviewSize, len(order))]
		h := marks(memo.NewHash("review").Int(n).Int(pages).Int(len(order)), on)
		list[n] = s.page(site.ReviewPath(n+1), h, sure(func() *site.Page {
			return site.ReviewPage(summaries(on), n+1, pages, len(order), &s.Options.Site)
		}))
	}
	return list
}

// searchFiles is the data of the search, in blocks. It costs what its block
// holds and only when it is asked for.
func (s *Snapshot) searchFiles(order []*layout.Entry) []Output {
	cuts := site.SearchBlocks(len(order), func(i int) int { return len(order[i].Summary.Widgets) })
	var list []Output
	for block := range len(cuts) - 1 {
		on := order[cuts[block]:cuts[block+1]]
		make := func(part string, of func(*site.Searcher) []byte) {
			h := marks(memo.NewHash("search").String(part).Int(block).Int(len(cuts)), on)
			list = append(list, file("search/"+part+"-"+strconv.Itoa(block)+".js", h, func() ([]byte, error) {
				return of(&site.Searcher{Block: block, Blocks: len(cuts) - 1, Apps: summaries(on), Show: render.Visible, About: aboutRule}), nil
			}))
		}
		make("core", func(s *site.Searcher) []byte { return render.Search(s.Core()) })
		make("rest", func(s *site.Searcher) []byte { return render.Search(s.Rest()) })
		make("icons", func(s *site.Searcher) []byte { return render.Search(s.Icons()) })
	}
	return list
}

func aboutRule(name string) string {
	r, _ := rules.Find(name)
	return r.Summary
}
