package site

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/diff"
)

// Compare is the body of the page on which any two versions of an app are compared. Versions that follow each other have
// a page of their own; what differs between others comes as data, in the words of those pages.
type Compare struct {
	Icon     Icon
	Title    string
	Versions []CompareVersion // newest first
}

// CompareVersion is a version that can be compared.
type CompareVersion struct {
	VersionLink
	Summary    *Summary
	Name       string // that of its data: Name + ".js"
	Source     string // the page of its text
	Latest     bool
	Prerelease bool
	Before     string // the version before, in words
	Step       string // the page about what changed since then; "" for none
}

// Picker offers to compare any two versions of an app.
type Picker struct {
	Href     string   // of the page that does
	Versions []string // newest first, each once
	From, To string
}

// List is the versions, one a line.
func (p *Picker) List() string { return strings.Join(p.Versions, "\n") }

// pickerOf offers other versions on a page about two of them; nil where there are none.
func pickerOf(versions []*Summary, page string, from, to *Summary) *Picker {
	if to.Compare == "" {
		return nil
	}
	p := &Picker{Href: To(page, to.Compare), From: versionText(from.Version), To: versionText(to.Version)}
	for _, v := range versions {
		if text := versionText(v.Version); v.Compare != "" && !slices.Contains(p.Versions, text) {
			p.Versions = append(p.Versions, text)
		}
	}
	return p
}

// picker offers to compare a version with the one before, or the first with the newest.
func (s *Summary) picker(versions []*Summary) *Picker {
	if before := s.before(versions); before != nil {
		return pickerOf(versions, s.Page, before, s)
	}
	return pickerOf(versions, s.Page, s, versions[0])
}

// ComparePage lets people choose two versions. names are those of their data; latest is the version that the app's page
// shows.
func ComparePage(path string, versions []*Summary, names []string, latest *Summary, s *Settings) *Page {
	root := Root(path)
	body := &Compare{Icon: latest.Icon, Title: latest.Title}
	for i, v := range versions {
		c := CompareVersion{
			VersionLink: versionLink(v, root), Summary: v, Name: names[i], Source: root + v.Text, Latest: v.Latest, Prerelease: v.Prerelease,
		}
		if v.Step.Page != "" {
			c.Step, c.Before = To(path, v.Step.Page), versionText(v.Step.Before)
		}
		body.Versions = append(body.Versions, c)
	}
	return &Page{
		Path: path, Kind: "compare", Root: root, Sheets: sheets(body.Icon), Site: s, Body: body, Title: latest.Title + ": versions compared",
		Description: fmt.Sprintf("What changed in %s between any two of its versions.", latest.Title),
		Crumbs:      []Link{{"Gallery", "index.html"}, {latest.Title, latest.Page}, {"Compare versions", ""}},
	}
}

// What the data of a version hold: a script stays small however many versions there are.
const (
	compareRoom     = 256 << 10 // bytes of all rows as HTML, about
	comparePairRoom = 64 << 10  // and of those of a pair
)

// compareData is how a version differs from older ones. Texts are numbers of a list, 0 is none.
type compareData struct {
	To     string        `json:"to"`
	Texts  []string      `json:"texts"`
	Groups [][3]string   `json:"groups"` // weight, name, explanation
	Pairs  []comparePair `json:"pairs"`
}

type comparePair struct {
	From    string  `json:"from"`
	Needs   string  `json:"needs"`
	Status  string  `json:"status"`
	Because []int   `json:"because"`
	Said    [3]int  `json:"said"`  // step, warning, advice
	Tally   []int   `json:"tally"` // changes of each weight
	More    []int   `json:"more"`  // of them that are not shown
	Rows    [][]int `json:"rows"`  // weight, sentence, both sides, and where its size changed the box of both
}

// Comparer makes the data of a version.
type Comparer struct {
	data  compareData
	texts index
	now   StepSide
	room  int
}

// NewComparer begins the data of that name about a version.
func NewComparer(name string, now StepSide) *Comparer {
	c := &Comparer{data: compareData{To: name, Texts: []string{""}, Pairs: []comparePair{}}, now: now, room: compareRoom}
	c.texts = index{list: &c.data.Texts, at: map[string]int{"": 0}}
	for _, w := range diff.Weights {
		c.data.Groups = append(c.data.Groups, [3]string{w.String(), weightNames[w][0], weightNames[w][1]})
	}
	return c
}

// Add tells how the version differs from an older one, whose data have that name.
func (c *Comparer) Add(name string, old StepSide, r *diff.Result) {
	room := min(comparePairRoom, c.room)
	body := stepBody("", old, c.now, r, room)
	p := comparePair{
		From: name, Needs: body.Verdict.Needs, Status: body.Verdict.Status,
		Because: []int{}, More: make([]int, len(diff.Weights)), Rows: [][]int{},
		Said: [3]int{c.text(body.Verdict.Step), c.text(body.Verdict.Warning), c.text(body.Verdict.Advice)},
	}
	for _, b := range body.Verdict.Because {
		p.Because = append(p.Because, c.text(b))
	}
	for _, t := range body.Tally {
		p.Tally = append(p.Tally, t.Count)
	}
	for i := range body.Groups {
		g := &body.Groups[i]
		weight := slices.IndexFunc(c.data.Groups, func(x [3]string) bool { return x[0] == g.Weight })
		p.More[weight] = g.More
		for k := range g.Rows {
			p.Rows = append(p.Rows, c.row(weight, &g.Rows[k]))
			c.room -= 300 + markup(g.Rows[k].Sentence, g.Rows[k].Old.Text, g.Rows[k].New.Text)
		}
	}
	c.data.Pairs = append(c.data.Pairs, p)
}

func (c *Comparer) row(weight int, r *StepRow) []int {
	row := []int{weight, c.text(r.Sentence)}
	for _, v := range []*StepValue{&r.Old, &r.New} {
		row = append(row, c.side(v)...)
	}
	for _, b := range []*Box{r.Old.Box, r.New.Box} {
		if b != nil {
			row = append(row, b.Width, b.Height, map[bool]int{false: 1}[b.Computed])
		}
	}
	return row
}

// side is a text and the line of the definition that it stands in: none for what is not there, and with a minus where
// the page of the text does not show the line.
func (c *Comparer) side(v *StepValue) []int {
	if !v.Set {
		return []int{0, 0}
	}
	line := v.Line
	if !strings.Contains(v.Href, "#") {
		line = -line
	}
	return []int{c.text(v.Text), line}
}

func (c *Comparer) text(s string) int { return c.texts.of(diag.Visible(s)) }

// Data returns a classic script, as a page that is opened from disk can load nothing else.
func (c *Comparer) Data() []byte { return script("vitrineCompare", c.data) }
