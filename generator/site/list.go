package site

import (
	"fmt"
	"strconv"
	"strings"

	"vitrine/generator/appdef"
)

// What the lists of an app's page leave out stands on pages of its own, a bounded
// number on each, so that every widget and every screenshot can be reached.
const (
	widgetsListed = 100 // widgets on a page
	shotsListed   = 50  // screenshots on a page: their addresses are long
	shotMost      = 1000
)

// List is the body of a page that goes on with the lists of an app's page: first
// with its widgets, then with its screenshots.
type List struct {
	Summary     *Summary
	Widgets     []WidgetSummary
	Screenshots []Screenshot
	First       int // number of the first one on this page, from 1
	Total       int // widgets or screenshots of the app
	More        int // screenshots that are listed nowhere
	Page, Pages int // the app's page is the first
	Prev, Next  string
}

// ListPath is the path of the n-th page of an app's lists, from 2. No widget's page is called so: a name that begins
// with a tilde is neither well formed nor a mark.
func ListPath(page string, n int) string {
	return strings.TrimSuffix(page, ".html") + "/~" + strconv.Itoa(n) + ".html"
}

// ListPages is how many pages the lists of an app have, its own among them. shots is ShotsBeyond of its definition.
func ListPages(sum *Summary, shots int) int {
	return 1 + pagesOf(sum.widgetsBeyond(), widgetsListed) + pagesOf(shots, shotsListed)
}

func pagesOf(n, size int) int { return (n + size - 1) / size }

// widgetsBeyond is how many widgets the app's page does not show.
func (s *Summary) widgetsBeyond() int {
	_, more := s.widgetsShown()
	return more
}

func (s *Summary) widgetsShown() (shown []WidgetSummary, more int) {
	return fit(s.Widgets, widgetRoom, func(w *WidgetSummary) int { return 900 + markup(w.Title, w.Host, w.Page) })
}

// ShotsBeyond is how many screenshots of a definition its app's page does not show.
func ShotsBeyond(a *appdef.App) int {
	_, more := shotsShown((&Definition{App: a}).screenshots())
	return min(more, shotMost)
}

func shotsShown(all []Screenshot) (shown []Screenshot, more int) {
	return fit(all, shotRoom, func(s *Screenshot) int { return 350 + 2*markup(s.Address) })
}

// ListPage is the n-th page of the lists of an app, from 2.
func ListPage(d *Definition, sum *Summary, s *Settings, n int) *Page {
	path := ListPath(d.Page, n)
	shots := d.screenshots()
	_, all := shotsShown(shots)
	beyond := min(all, shotMost)
	pages := ListPages(sum, beyond)
	body := &List{Summary: sum, Page: n, Pages: pages, Prev: To(path, d.Page)}
	if n > 2 {
		body.Prev = To(path, ListPath(d.Page, n-1))
	}
	if n < pages {
		body.Next = To(path, ListPath(d.Page, n+1))
	}
	i, icons := n-2, []Icon{sum.Icon}
	if before := pagesOf(sum.widgetsBeyond(), widgetsListed); i < before {
		body.Total = len(sum.Widgets)
		body.Widgets, body.First = chunk(sum.Widgets, len(sum.Widgets)-sum.widgetsBeyond(), i*widgetsListed, widgetsListed)
	} else {
		body.Total = len(shots)
		body.Screenshots, body.First = chunk(shots[:len(shots)-all+beyond], len(shots)-all, (i-before)*shotsListed, shotsListed)
		if n == pages {
			body.More = all - beyond
		}
	}
	for k := range body.Screenshots {
		if x := &body.Screenshots[k]; len(x.Href) > lineMost {
			x.Href, x.Host, x.Path = "", "", ""
		}
	}
	for k := range body.Widgets {
		icons = append(icons, body.Widgets[k].Icon)
	}
	return &Page{
		Path: path, Kind: "list", Root: Root(path), Site: s, Body: body, Title: fmt.Sprintf("%s, %s", sum.Title, body.What()),
		Description: fmt.Sprintf("%s of %s.", body.What(), sum.Title), Sheets: sheets(icons...),
		Crumbs: []Link{{"Gallery", "index.html"}, {sum.Title, d.Page}, {body.What(), ""}},
	}
}

// chunk returns so many elements behind those that are shown elsewhere, and the number of the first, from 1.
func chunk[T any](all []T, shown, from, size int) ([]T, int) {
	from += shown
	return all[from:min(from+size, len(all))], from + 1
}

// What says what the page lists: "Widgets 41 to 140 of 400".
func (b *List) What() string {
	name, n := "Widgets", len(b.Widgets)
	if n == 0 {
		name, n = "Screenshots", len(b.Screenshots)
	}
	return fmt.Sprintf("%s %d to %d of %d", name, b.First, b.First+n-1, b.Total)
}
