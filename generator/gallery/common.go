package gallery

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strconv"

	"vitrine/generator/content"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/render"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// commons makes the files that come of the gallery as a whole.
type commons struct{ *Snapshot }

// common lists the files that are made from the gallery as a whole, and those
// that no definition has a say in.
func (s commons) common() []Output {
	order := s.order
	all := memo.NewHash("all")
	for _, e := range order {
		marks(all, e.App.Versions)
	}
	key := all.Sum()
	list := []Output{
		// Without it, GitHub Pages leaves out what begins with an underscore.
		file(".nojekyll", memo.NewHash("empty"), func() ([]byte, error) { return []byte{}, nil }),
		file("gallery.json", memo.NewHash("gallery.json").Key(key), func() ([]byte, error) { return galleryJSON(s.Snapshot), nil }),
		s.headers(),
		rendered(s.Setup, "404.html", memo.NewHash("404"), sure(s.notFound)),
	}
	if s.Options.Site.Reviews() {
		list = slices.Concat(list, s.reviewPages(s.queue), reports(s).reportFiles(), s.rulePages())
	}
	return slices.Concat(list, s.indexPages(order), feeds(s).feeds(key), s.searchFiles(order), s.assets(), s.publishedFiles(),
		s.screenshotFiles())
}

// headers is what Netlify and Cloudflare Pages read of the headers to send.
func (s commons) headers() Output {
	data := render.HeadersFile(s.Theme.HeaderRules(s.Options.LocalPages()))
	return file("_headers", memo.NewHash("_headers").Bytes(data), func() ([]byte, error) { return data, nil })
}

// notFound stands for every page that is missing.
func (s commons) notFound() *site.Page {
	var names []string
	for i := range rules.All {
		if s.Options.Site.Reviews() {
			names = append(names, rules.All[i].Name)
		}
	}
	return site.NotFoundPage(names, &s.Options.Site)
}

// rulePages are the rules, and how often each is broken here.
func (s commons) rulePages() []Output {
	g := &site.RuleGallery{Broken: s.ledger.broken(s.rest().list), Documents: citedBy}
	for i := range rules.All {
		g.Rules = append(g.Rules, rules.All[i].Rule)
	}
	g.Rules = site.RuleOrder(g.Rules)
	h := memo.NewHash("rules")
	var list []Output
	for i := range g.Rules {
		name := g.Rules[i].Name
		broken := g.Broken[name]
		h.Int(broken.Findings).Int(broken.Files)
		key := memo.NewHash("rule").String(name).Int(broken.Findings).Int(broken.Files)
		list = append(list, rendered(s.Setup, "rules/"+name+".html", key, sure(func() *site.Page {
			return site.RulePage(i, g, &s.Options.Site)
		})))
	}
	return append(list, rendered(s.Setup, "rules/index.html", h, sure(func() *site.Page { return site.RulesPage(g, &s.Options.Site) })))
}

// citedBy lists the documents that the source of a rule names.
func citedBy(source string) []site.Link {
	var list []site.Link
	for _, d := range rules.Documents(source) {
		list = append(list, site.Link{Text: d.Text, Href: d.Href})
	}
	return list
}

func (s commons) assets() []Output {
	var list []Output
	for _, f := range s.Theme.Files() {
		list = append(list, file(f.Path, memo.NewHash("asset").Bytes(f.Data), func() ([]byte, error) { return f.Data, nil }))
	}
	return list
}

// publishedFiles lists what is published as it is.
func (s commons) publishedFiles() []Output {
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
// with the gallery.
func (s commons) indexPages(order []*layout.Entry) []Output {
	total, widgets := 0, 0
	starts := make([]int, len(order)) // number of the first card of each app
	for i, e := range order {
		starts[i] = total
		total += cards(e)
		widgets += len(e.Summary.Widgets)
	}
	pages := indexSize(order)
	list := make([]Output, pages)
	for n := range list {
		from, to := n*site.PageSize, (n+1)*site.PageSize
		first := sort.Search(len(order), func(i int) bool { return starts[i]+cards(order[i]) > from })
		end := sort.Search(len(order), func(i int) bool { return starts[i] >= to })
		on := order[first:end]
		h := marks(memo.NewHash("index").Int(n).Int(pages).Int(widgets).Int(len(order)), on)
		list[n] = rendered(s.Setup, site.IndexPath(n+1), h, sure(func() *site.Page {
			var shown []site.Card
			for i, e := range on {
				all, at := site.IndexCards(e.Summary), starts[first+i]
				shown = append(shown, all[max(0, from-at):min(len(all), to-at)]...)
			}
			return site.IndexPage(shown, n+1, pages, widgets, len(order), &s.Options.Site)
		}))
	}
	return list
}

// indexSize is how many pages the index has.
func indexSize(order []*layout.Entry) int {
	total := 0
	for _, e := range order {
		total += cards(e)
	}
	return max(1, (total+site.PageSize-1)/site.PageSize)
}

// cards is how many cards an app has on the index: one without widgets has a
// card as well.
func cards(e *layout.Entry) int { return site.CardCount(len(e.Summary.Widgets)) }

// reviewPages is the review queue: the latest version of each app, the worst
// first.
func (s commons) reviewPages(order []*layout.Entry) []Output {
	pages := max(1, (len(order)+site.ReviewSize-1)/site.ReviewSize)
	var list []Output
	for n := range pages {
		on := order[n*site.ReviewSize : min((n+1)*site.ReviewSize, len(order))]
		h := marks(memo.NewHash("review").Int(n).Int(pages).Int(len(order)), on)
		list = append(list, rendered(s.Setup, site.ReviewPath(n+1), h, sure(func() *site.Page {
			return site.ReviewPage(summaries(on), n+1, pages, len(order), &s.Options.Site)
		})))
		evidence := marks(memo.NewHash("review evidence"), on)
		list = append(list, file(site.ReviewEvidencePath(n+1), evidence, func() ([]byte, error) {
			return site.ReviewEvidence(summaries(on)), nil
		}))
	}
	return list
}

// searchFiles is the data of the search, in blocks. It costs what its block
// holds and only when it is asked for.
func (s commons) searchFiles(order []*layout.Entry) []Output {
	cuts := site.SearchBlocks(len(order), func(i int) int { return len(order[i].Summary.Widgets) })
	silent := !s.Options.Site.Reviews()
	var list []Output
	for block := range len(cuts) - 1 {
		on := order[cuts[block]:cuts[block+1]]
		make := func(part string, of func(*site.Searcher) []byte) {
			h := marks(memo.NewHash("search").String(part).Int(block).Int(len(cuts)).Bool(silent), on)
			list = append(list, file("search/"+part+"-"+strconv.Itoa(block)+".js", h, func() ([]byte, error) {
				return of(&site.Searcher{
					Block: block, Blocks: len(cuts) - 1, Silent: silent, Apps: summaries(on), Show: render.Visible, About: aboutRule,
				}), nil
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
