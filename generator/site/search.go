package site

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/appdef"
)

// The data of the search comes in columns, as a browser can scan 25,000
// widgets in a few milliseconds when the same text is looked at once. A
// gallery is cut into blocks of whole apps, and each block into a core, which
// the first query needs, the rest, which refines it, and the icons, which
// only the cards of the index need. A block stands alone: it has its own
// lists of values, so that it is made from its own apps and nothing else.

// SearchBlock is how many cards a block of the search data holds, save for an
// app that has more by itself.
const SearchBlock = 5000

// SearchBlocks cuts apps, in the order of the index, into blocks and returns
// where each begins, with the end of the last.
func SearchBlocks(n int, widgets func(i int) int) []int {
	cuts, rows := []int{0}, 0
	for i := range n {
		k := max(1, widgets(i))
		if rows > 0 && rows+k > SearchBlock {
			cuts, rows = append(cuts, i), 0
		}
		rows += k
	}
	return append(cuts, n)
}

// Column is a text for each of a block's apps or cards: the different texts,
// and which one it is, as the distance from the one before.
type Column struct {
	Values []string `json:"v"`
	Steps  []int    `json:"d"`

	at   map[string]int
	last int
}

// column returns an empty column, which is a list in JSON as well.
func column() Column { return Column{Values: []string{}, Steps: []int{}, at: map[string]int{}} }

func (c *Column) add(value string) {
	i, ok := c.at[value]
	if !ok {
		i = len(c.Values)
		c.at[value] = i
		c.Values = append(c.Values, value)
	}
	c.Steps = append(c.Steps, i-c.last)
	c.last = i
}

// Lists is any number of texts for each of a block's apps or cards: the
// different texts, how many of them each has, and which.
type Lists struct {
	Values []string `json:"v"`
	Counts []int    `json:"n"`
	Items  []int    `json:"i"`

	at map[string]int
}

func lists() Lists {
	return Lists{Values: []string{}, Counts: []int{}, Items: []int{}, at: map[string]int{}}
}

func (l *Lists) add(values []string) {
	for _, v := range values {
		i, ok := l.at[v]
		if !ok {
			i = len(l.Values)
			l.at[v] = i
			l.Values = append(l.Values, v)
		}
		l.Items = append(l.Items, i)
	}
	l.Counts = append(l.Counts, len(values))
}

// searchHead says which part of which block a file is. Key is the same for
// the parts of a block that were made from the same definitions.
type searchHead struct {
	Part   string `json:"part"`
	Block  int    `json:"block"`
	Blocks int    `json:"blocks"`
	Key    string `json:"key"`
}

// SearchCore is what the first query needs of a block.
type SearchCore struct {
	searchHead
	Apps     []string       `json:"apps"`    // names
	Widgets  []int          `json:"widgets"` // of each app
	Paths    map[int]string `json:"paths"`   // pages of apps that are not called as the app is
	Titles   []string       `json:"titles"`  // of apps and widgets
	AppTitle []int          `json:"appTitle"`
	Title    []int          `json:"title"`
	Version  Column         `json:"version"`
	Slug     Column         `json:"slug"`
	Host     Column         `json:"host"`
	Allowed  Lists          `json:"allowed"` // permissions that the frame is granted
	Refused  Lists          `json:"refused"` // that it asks for as well
	Counts   Column         `json:"counts"`  // "errors,warnings,notes"; "" where nothing is said of them
	Box      Column         `json:"box"`     // "width,height", and ",guess" where it could not be computed
	Mark     Column         `json:"mark"`
}

// SearchRest is what refines a query, and what its cards show besides.
type SearchRest struct {
	searchHead
	Line       Column   `json:"line"`
	Developer  Column   `json:"dev"`
	Visibility Column   `json:"vis"`
	Tags       Lists    `json:"tag"`
	Settings   Lists    `json:"setting"`
	AppRules   Lists    `json:"appRule"`
	Rules      Lists    `json:"rule"`
	About      []string `json:"about"`    // a sentence for each of AppRules' values
	RuleAbout  []string `json:"aboutTwo"` // and of Rules'
}

// SearchIcons is the pictures of a block's cards: icons, or letters in their
// place, and screenshots in both themes.
type SearchIcons struct {
	searchHead
	Icon      Column `json:"icon"`
	Letter    Column `json:"letter"`
	Still     Column `json:"still"`
	StillDark Column `json:"stillDark"`
}

// Searcher makes the parts of one block. Show makes characters visible that
// would hide something; About is the sentence that documents a rule.
type Searcher struct {
	Apps          []*Summary
	Block, Blocks int
	Silent        bool // nothing is said of findings
	Show          func(string) string
	About         func(rule string) string
}

func (s *Searcher) head(part string) searchHead {
	h := fnv.New32a()
	for _, a := range s.Apps {
		h.Write([]byte(a.Page + a.Digest + "\n"))
	}
	return searchHead{part, s.Block, s.Blocks, strconv.FormatUint(uint64(h.Sum32()), 36)}
}

// cards calls f for each card, in the order of the index.
func (s *Searcher) cards(f func(c *Card)) {
	for _, a := range s.Apps {
		for _, c := range Cards(a) {
			f(&c)
		}
	}
}

func (s *Searcher) shown(list []string) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = s.Show(list[i])
	}
	return out
}

// Core returns what the first query needs.
func (s *Searcher) Core() *SearchCore {
	d := &SearchCore{searchHead: s.head("core"), Apps: []string{}, Widgets: []int{}, Paths: map[int]string{}}
	appTitle, title := column(), column()
	d.Version, d.Slug, d.Host, d.Counts, d.Box, d.Mark = column(), column(), column(), column(), column(), column()
	d.Allowed, d.Refused = lists(), lists()
	for i, a := range s.Apps {
		d.Apps = append(d.Apps, s.Show(a.Name))
		d.Widgets = append(d.Widgets, len(a.Widgets))
		if a.Page != "apps/"+s.Show(a.Name)+".html" {
			d.Paths[i] = a.Page
		}
		d.Version.add(s.Show(a.Version))
		// Apps and their widgets are often called the same: one list for both.
		appTitle.add(s.Show(a.Title))
		title.at, title.Values = appTitle.at, appTitle.Values
		for _, c := range Cards(a) {
			title.add(s.Show(c.Title))
		}
		appTitle.at, appTitle.Values = title.at, title.Values
	}
	d.Titles, d.AppTitle, d.Title = appTitle.Values, appTitle.Steps, title.Steps
	s.cards(func(c *Card) { d.card(c, s) })
	return d
}

func (d *SearchCore) card(c *Card, s *Searcher) {
	var refused []string
	mark, slug, box := c.App.Mark, "", ""
	if w := c.Widget; w != nil {
		slug = strings.TrimSuffix(strings.TrimPrefix(w.Page, strings.TrimSuffix(c.App.Page, ".html")+"/"), ".html")
		for _, p := range w.Requested {
			if !slices.Contains(w.Permissions, p) {
				refused = append(refused, p)
			}
		}
		if w.Mark != "" {
			mark = w.Mark
		}
		box = strconv.Itoa(c.Box.Width) + "," + strconv.Itoa(c.Box.Height)
		if !c.Box.Computed {
			box += ",guess"
		}
	}
	d.Slug.add(slug)
	d.Host.add(s.Show(appdef.HostText(c.Host)))
	d.Allowed.add(s.shown(c.Permissions))
	d.Refused.add(s.shown(refused))
	counts := ""
	if !s.Silent {
		counts = strconv.Itoa(c.Counts.Error) + "," + strconv.Itoa(c.Counts.Warning) + "," + strconv.Itoa(c.Counts.Info)
	}
	d.Counts.add(counts)
	d.Box.add(box)
	d.Mark.add(mark)
}

// Rest returns what refines a query.
func (s *Searcher) Rest() *SearchRest {
	d := &SearchRest{searchHead: s.head("rest"), About: []string{}, RuleAbout: []string{}}
	d.Line, d.Developer, d.Visibility = column(), column(), column()
	d.Tags, d.Settings, d.AppRules, d.Rules = lists(), lists(), lists(), lists()
	for _, a := range s.Apps {
		d.Line.add(s.Show(a.Line))
		d.Developer.add(s.Show(a.Developer))
		d.Visibility.add(s.Show(a.Visibility))
		d.Tags.add(s.shown(a.Tags))
		d.Settings.add(s.shown(a.Settings))
		d.AppRules.add(s.broken(a.Rules))
	}
	s.cards(func(c *Card) {
		if c.Widget == nil {
			d.Rules.add(nil)
			return
		}
		d.Rules.add(s.broken(c.Widget.Rules))
	})
	for _, r := range d.AppRules.Values {
		d.About = append(d.About, s.About(r))
	}
	for _, r := range d.Rules.Values {
		d.RuleAbout = append(d.RuleAbout, s.About(r))
	}
	return d
}

// broken is the rules that are told of.
func (s *Searcher) broken(rules []string) []string {
	if s.Silent {
		return nil
	}
	return rules
}

// Icons returns the pictures of the cards.
func (s *Searcher) Icons() *SearchIcons {
	d := &SearchIcons{searchHead: s.head("icons"), Icon: column(), Letter: column(), Still: column(), StillDark: column()}
	s.cards(func(c *Card) {
		var w WidgetSummary
		if c.Widget != nil {
			w = *c.Widget
		}
		d.Icon.add(c.Icon.Src)
		d.Letter.add(s.Show(c.Icon.Letter))
		d.Still.add(w.Still)
		d.StillDark.add(w.StillDark)
	})
	return d
}
