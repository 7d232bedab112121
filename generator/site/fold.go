package site

import (
	"strings"

	"vitrine/generator/diag"
)

// What a page shows of what a definition holds is bounded: whole lists and
// texts of any length would make pages of many megabytes. What is left out is
// counted or marked by an ellipsis, never dropped in silence.
const (
	nameLimit      = 200      // bytes of a name, a heading or a title
	lineMost       = 500      // bytes of what stands in a line: a fact, a link, a tag
	textMost       = 4 << 10  // bytes of any other text
	tagMost        = 50       // tags of an app
	linkMost       = 40       // links of an app, and apps that it needs
	addressMost    = 8 << 10  // bytes of an address that is previewed
	permissionMost = 60       // features that a widget asks for
	controlRoom    = 48 << 10 // bytes of the settings that the stage offers
)

// The rooms of the lists of a page, in bytes of HTML, about. Together with its
// frame they keep a page below 300 kB.
const (
	widgetRoom    = 36 << 10
	settingRoom   = 40 << 10
	findingRoom   = 48 << 10
	brokenRoom    = 12 << 10
	languageRoom  = 60 << 10
	changelogRoom = 24 << 10
	shotRoom      = 6 << 10
	propertyRoom  = 24 << 10
	shortRoom     = 6 << 10 // tags, links, versions, facts
)

// named shortens a name.
func named(s string) string { return diag.Shorten(s, nameLimit) }

// fit returns the beginning of a list that fits into a room, and how many
// are left out. What comes first is always there.
func fit[T any](list []T, room int, weigh func(*T) int) (shown []T, more int) {
	for i := range list {
		if room -= weigh(&list[i]); room < 0 && i > 0 {
			return list[:i:i], len(list) - i
		}
	}
	return list, 0
}

// markup estimates what a text takes as HTML: quotes and angle brackets are
// escaped.
func markup(texts ...string) int {
	n := 0
	for _, s := range texts {
		n += len(s) + 4*(strings.Count(s, `"`)+strings.Count(s, "<")+strings.Count(s, ">")+strings.Count(s, "&")+strings.Count(s, "'"))
	}
	return n
}

func (f *Finding) weight() int {
	n := 560 + markup(f.Message, f.Hint, f.Before, f.Marked, f.After, f.Pointer)
	for i := range f.Related {
		n += 80 + markup(f.Related[i].Message)
	}
	return n
}

func (s *Setting) weight() int {
	n := 700 + markup(s.Category, s.Name, s.Default, s.Value.Text) + s.DisplayName.weight() + s.Description.weight()
	for _, l := range s.UsedBy {
		n += 40 + markup(l.Text, l.Href)
	}
	for i := range s.Findings {
		n += 200 + markup(s.Findings[i].Message)
	}
	return n
}

func (w *Words) weight() int {
	n := markup(w.Text)
	for i := range w.Others {
		n += 60 + markup(w.Others[i].Text)
	}
	return n
}

func (p *Property) weight() int {
	n := 500 + markup(p.Written, p.Resolved, p.Loads)
	for i := range p.Parts {
		n += 30 + markup(p.Parts[i].Text)
	}
	for i := range p.Findings {
		n += 200 + markup(p.Findings[i].Message)
	}
	return n
}
