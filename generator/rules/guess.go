package rules

import (
	"slices"

	"vitrine/generator/appdef"
)

// closest is appdef.Closest for the first findings of the running rule. A
// definition with more typing errors than that is not read to its end, and
// guesses are dear.
func (p *Pass) closest(word string, candidates []string) (best string, distance int, ok bool) {
	if p.guesses >= appdef.Guesses {
		return "", 0, false
	}
	p.guesses++
	return appdef.Closest(word, candidates)
}

// vocabulary is the names that a reference can mean, listed once.
type vocabulary struct {
	categories []string
	names      map[string][]string // by category; "" for all
}

// names returns the categories of the settings, and the names of the settings
// in one of them, or in all for "".
func (p *Pass) names(category string) (categories, names []string) {
	if p.words == nil {
		p.words = &vocabulary{names: map[string][]string{}}
		for _, c := range p.App.Settings {
			p.words.categories = append(p.words.categories, c.Text)
			p.words.names[c.Text] = slices.Grow(p.words.names[c.Text], len(c.Settings)) // known even without settings
			for _, s := range c.Settings {
				p.words.names[c.Text] = append(p.words.names[c.Text], s.Text)
				if c.Text != "" {
					p.words.names[""] = append(p.words.names[""], s.Text)
				}
			}
		}
	}
	return p.words.categories, p.words.names[category]
}
