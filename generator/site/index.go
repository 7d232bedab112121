package site

import (
	"fmt"
	"strconv"
	"strings"

	"vitrine/generator/diag"
)

// Index is the body of a page of the gallery's index.
type Index struct {
	Cards   []Card
	Widgets int // in the whole gallery, of the newest version of each app
	Apps    int
	Page    int // from 1
	Pages   int
	Prev    string
	Next    string
}

// Card is one widget, or an app that has none.
type Card struct {
	App         *Summary
	Widget      *WidgetSummary // nil for an app without widgets
	Title       string
	Href        string
	Line        string
	Status      string // the worst that there is to say: "fail", "warn", "info" or "pass"
	Counts      diag.Counts
	Host        string
	Permissions []string // that browsers grant
	Asked       []Asked  // what the widget asks for, granted or not
	Icon        Icon
	Box         Box
	HasBox      bool
	Folded      int // widgets of the app that have no card; the card leads to them
}

// PageSize is how many cards a page of the index holds.
const PageSize = 36

// An app with more widgets than foldFrom shows foldTo of them on the index, and leads to the rest.
const (
	foldFrom = 8
	foldTo   = 3
)

// CardCount is how many cards an app with so many widgets has.
func CardCount(widgets int) int {
	if widgets > foldFrom {
		return foldTo + 1
	}
	return max(1, widgets)
}

// IndexCards returns the cards of one app version as the index has them: of many widgets the first, and what leads to the
// others.
func IndexCards(sum *Summary) []Card {
	cards := Cards(sum)
	if len(cards) <= foldFrom {
		return cards
	}
	return append(cards[:foldTo:foldTo], Card{App: sum, Title: sum.Title, Href: sum.Page, Icon: sum.Icon, Folded: len(cards) - foldTo})
}

// Cards returns the cards of one app version.
func Cards(sum *Summary) []Card {
	if len(sum.Widgets) == 0 {
		return []Card{{App: sum, Title: sum.Title, Href: sum.Page, Line: sum.Line, Status: worst(sum.Counts), Counts: sum.Counts, Icon: sum.Icon}}
	}
	cards := make([]Card, len(sum.Widgets))
	for i := range sum.Widgets {
		w := &sum.Widgets[i]
		cards[i] = Card{
			App: sum, Widget: w, Title: w.Title, Href: w.Page, Line: sum.Line, Status: worst(w.Counts), Counts: w.Counts,
			Host: w.Host, Permissions: w.Permissions, Asked: w.Asked(), Icon: w.Icon, Box: w.Box, HasBox: true,
		}
	}
	return cards
}

// worst is what a card's pill says; other than Counts.Status it tells one with
// notes from one with nothing at all.
func worst(c diag.Counts) string {
	if s := c.Status(); s != "pass" || c.Info == 0 {
		return s
	}
	return "info"
}

// IndexPath returns the path of the n-th page of the index, from 1.
func IndexPath(n int) string {
	if n == 1 {
		return "index.html"
	}
	return "index-" + strconv.Itoa(n) + ".html"
}

// IndexPage is the n-th page of the index of a gallery with so many widgets
// and apps.
func IndexPage(cards []Card, n, pages, widgets, apps int, s *Settings) *Page {
	body := &Index{Cards: cards, Widgets: widgets, Apps: apps, Page: n, Pages: pages}
	if n > 1 {
		body.Prev = IndexPath(n - 1)
	}
	if n < pages {
		body.Next = IndexPath(n + 1)
	}
	title := s.Title
	if n > 1 {
		title = fmt.Sprintf("%s, page %d", s.Title, n)
	}
	icons := make([]Icon, len(cards))
	for i := range cards {
		icons[i] = cards[i].Icon
	}
	return &Page{Path: IndexPath(n), Sheets: sheets(icons...), Kind: "index", Title: title, Description: s.Description, Site: s, Body: body}
}

// NotFound is the body of the page for what is missing: the names of rules, one of which may have been meant.
type NotFound struct{ Rules []string }

// List is the names with spaces between them; it is "" of nothing.
func (n *NotFound) List() string {
	if n == nil {
		return ""
	}
	return strings.Join(n.Rules, " ")
}

// NotFoundPage is what a host shows for an address that leads nowhere, at any
// depth. Where the base URL is known its links begin at the host's root, so
// that they hold wherever the site is looked at; else a script finds them. rules
// are the names of those that have pages.
func NotFoundPage(rules []string, s *Settings) *Page {
	root := ""
	if s.BaseURL != "" {
		_, root = BasePath(s.BaseURL)
	}
	return &Page{
		Path: "404.html", Kind: "notfound", Root: root, Title: "Not found", Description: "There is no such page.", Site: s,
		Body: &NotFound{rules},
	}
}
