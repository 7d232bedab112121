package diff

import (
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/jsontree"
)

// settings compares the settings of both definitions.
func (c *comparer) settings() {
	c.moved = map[*appdef.Setting]*appdef.Setting{}
	var gone, fresh []*appdef.Setting
	for _, s := range c.was.list {
		if now := c.now.byKey[key(s)]; now != nil {
			c.moved[s] = now
		} else {
			gone = append(gone, s)
		}
	}
	for _, s := range c.now.list {
		if c.was.byKey[key(s)] == nil {
			fresh = append(fresh, s)
		}
	}
	gone, fresh = c.renamed(gone, fresh)
	for _, s := range gone {
		c.add("setting-removed", settingPoint(s), nothing, "the setting %q is gone", key(s))
	}
	for _, s := range fresh {
		c.freshSetting(s)
	}
	for _, s := range c.was.list {
		if now := c.moved[s]; now != nil {
			c.setting(s, now)
		}
	}
}

// settingIndex finds the settings of a definition. Of two with the same
// category and name only the first is ever found, so the other does not count.
type settingIndex struct {
	list   []*appdef.Setting
	byKey  map[string]*appdef.Setting
	byName map[string]*appdef.Setting // for references without a category
	place  map[*appdef.Setting]int
}

func catalog(a *appdef.App) settingIndex {
	x := settingIndex{byKey: map[string]*appdef.Setting{}, byName: map[string]*appdef.Setting{}, place: map[*appdef.Setting]int{}}
	for i := range a.Settings {
		for k := range a.Settings[i].Settings {
			s := &a.Settings[i].Settings[k]
			if x.byKey[key(s)] != nil {
				continue
			}
			x.byKey[key(s)], x.place[s] = s, len(x.list)
			x.list = append(x.list, s)
			if x.byName[s.Text] == nil {
				x.byName[s.Text] = s
			}
		}
	}
	return x
}

// resolve finds the setting that a reference means; nil for none.
func (x settingIndex) resolve(r appdef.Reference) *appdef.Setting {
	switch {
	case r.Root != "settings":
		return nil
	case r.Category == "":
		return x.byName[r.Name]
	}
	return x.byKey[r.Category+"."+r.Name]
}

// key names a setting as a reference does, without "settings.".
func key(s *appdef.Setting) string { return s.Category + "." + s.Text }

func settingPoint(s *appdef.Setting) Point {
	return Point{true, s.Path, s.Span, short(s.Type.Value)}
}

func (c *comparer) freshSetting(s *appdef.Setting) {
	if s.Required.Value && !hasDefault(s) {
		c.add("setting-required", nothing, settingPoint(s), "the new setting %q must be filled in: it is required and has no default", key(s))
		return
	}
	c.add("setting-added", nothing, settingPoint(s), "the setting %q is new", key(s))
}

// pairLimit bounds how many settings are compared with each other in search of
// new names: with more it would take long and mean little.
const pairLimit = 10_000

// renamed pairs settings that went with ones that came, the likeliest first,
// and returns those without a partner.
func (c *comparer) renamed(gone, fresh []*appdef.Setting) (goneLeft, freshLeft []*appdef.Setting) {
	if len(gone)*len(fresh) > pairLimit {
		return gone, fresh
	}
	type likely struct {
		old, new *appdef.Setting
		score    int
	}
	var list []likely
	for _, s := range gone {
		for _, t := range fresh {
			if score := c.alike(s, t); score >= leastAlike {
				list = append(list, likely{s, t, score})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b likely) int { return b.score - a.score })
	taken := map[*appdef.Setting]bool{}
	for _, l := range list {
		if s, t := l.old, l.new; c.moved[s] == nil && !taken[t] {
			c.moved[s], taken[t] = t, true
			c.add("setting-renamed", settingPoint(s).named(key(s)), settingPoint(t).named(key(t)),
				"the setting %q is now %q; a value that an admin filled in does not follow", key(s), key(t))
		}
	}
	for _, s := range gone {
		if c.moved[s] == nil {
			goneLeft = append(goneLeft, s)
		}
	}
	for _, t := range fresh {
		if !taken[t] {
			freshLeft = append(freshLeft, t)
		}
	}
	return goneLeft, freshLeft
}

// Two settings of the same type are taken for one with another name when at
// least two signs speak for it. A likely name counts twice.
const leastAlike = 2

func (c *comparer) alike(s, t *appdef.Setting) int {
	if s.Type.Value != t.Type.Value {
		return 0
	}
	score := 0
	sign := func(is bool, worth int) {
		if is {
			score += worth
		}
	}
	sign(alikeNames(s.Text, t.Text), 2)
	sign(s.Description.Value != "" && s.Description.Value == t.Description.Value, 1)
	sign(c.was.place[s] == c.now.place[t] && s.Category == t.Category, 1)
	a, b := displayName(c.old, s), displayName(c.new, t)
	sign(a != "" && a == b, 2)
	return score
}

// alikeNames tells whether a name was mended, or shortened or lengthened by
// whole letters: queueName and queue.
func alikeNames(a, b string) bool {
	if _, _, ok := appdef.Closest(a, []string{b}); ok {
		return true
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	return min(len(a), len(b)) >= 4 && (strings.Contains(a, b) || strings.Contains(b, a))
}

func displayName(a *appdef.App, s *appdef.Setting) string {
	t, _, _ := a.Translate("settings.path."+key(s)+".displayName", appdef.DefaultLocale)
	return t
}

// setting compares one setting of both definitions.
func (c *comparer) setting(s, t *appdef.Setting) {
	name := key(t)
	if s.Type.Value != t.Type.Value {
		kind := "setting-type"
		if s.Secret() {
			kind = "secret-exposed"
			c.add(kind, pointOf(s.Type), pointOf(t.Type), "the setting %q is no secret any more: its value can be read back", name)
		} else {
			c.add(kind, pointOf(s.Type), pointOf(t.Type), "the setting %q changed from %s to %s", name, typeName(s), typeName(t))
		}
	}
	c.settingRequired(s, t, name)
	if a, b := defaultOf(s, t), defaultOf(t, s); a.Value != b.Value {
		c.add("setting-default", a, b, "the default of %q changed", name)
	}
	if s.Hidden.Value != t.Hidden.Value {
		words := map[bool]string{true: "hidden from the settings page", false: "shown on the settings page"}
		c.add("setting-hidden", settingPoint(s).named(words[s.Hidden.Value]), settingPoint(t).named(words[t.Hidden.Value]),
			"the setting %q is now %s", name, words[t.Hidden.Value])
	}
	if s.Description.Value != t.Description.Value {
		c.add("setting-description", pointOf(s.Description), pointOf(t.Description), "the description of %q changed", name)
	}
	c.unknown("setting-property", s.Unknown, t.Unknown, "of the setting "+quote(name))
}

func (c *comparer) settingRequired(s, t *appdef.Setting, name string) {
	if s.Required.Value == t.Required.Value {
		return
	}
	words := map[bool]string{true: "required", false: "not required"}
	a, b := settingPoint(s).named(words[s.Required.Value]), settingPoint(t).named(words[t.Required.Value])
	switch {
	case !t.Required.Value:
		c.add("setting-optional", a, b, "the setting %q need not be filled in any more", name)
	case hasDefault(t):
		c.add("setting-required-with-default", a, b, "the setting %q is now required; it has a default", name)
	default:
		c.add("setting-required", a, b, "the setting %q must now be filled in: it is required and has no default", name)
	}
}

func typeName(s *appdef.Setting) string {
	if s.Type.Value == "" {
		return "no type"
	}
	return quote(s.Type.Value)
}

func hasDefault(s *appdef.Setting) bool {
	n := s.Default.Node
	return n != nil && n.Kind != jsontree.Null && n.Kind != jsontree.Invalid && n.Text != ""
}

// defaultOf is the default of a setting. Where the setting is secret on either
// side, only whether there is one is told.
func defaultOf(s, other *appdef.Setting) Point {
	p := raw(s.Default.Node, s.Default.Path)
	switch {
	case !hasDefault(s):
		p.Value = ""
	case s.Secret() || other.Secret():
		p.Value = hiddenValue
	}
	return p
}
