package layout

import (
	"cmp"
	"maps"
	"slices"

	"vitrine/generator/internal/persist"
)

// Delta is what a change came to: what of a layout is not that of the one
// before. Whoever has something for each entry or group makes from it the same
// of the next layout, and looks at nothing else.
type Delta struct {
	Groups  []*Group // that are new, by key; their entries are new, and the caller's to fill in
	Former  []*Group // of the old layout that are no more, or in whose place others are
	Entries []*Entry // that are new, or in the place of others
	Gone    []*Entry // of the old layout that are no more, or in whose place others are
}

// step is a layout on the way from the one before.
type step struct {
	old     *Layout
	entries *persist.Edit[*Entry]
	groups  *persist.Edit[*Group]
	circled map[string]string
	seen    map[string]bool // paths at which there may be another entry
	touched map[string]bool // keys of groups that are laid out again
}

// Next returns the layout after a change, and what in it is not that of the old
// one: nothing else costs anything.
func (l *Layout) Next(c Change, compare Compare) (*Layout, Delta) {
	n := &step{l, l.entries.Edit(), l.groups.Edit(), map[string]string{}, map[string]bool{}, map[string]bool{}}
	if c.All {
		for key := range l.groups.All() {
			n.touched[key] = true
		}
	}
	for _, p := range c.Gone {
		n.leave(p)
	}
	joined := map[string][]*Entry{}
	for _, e := range c.Entries {
		n.leave(e.Path)
		n.entries.Set(e.Path, e)
		e.clear()
		if e.Definition() {
			e.Name = shortName(e.Head().Name(e.Path))
			key := groupKey(e.Name)
			n.touched[key] = true
			joined[key] = append(joined[key], e)
		}
	}
	for key := range n.touched {
		n.gather(key, joined[key])
	}
	if n.sameNeeds() {
		n.keepCircles()
	} else {
		n.judgeCircles()
	}
	d := n.delta()
	for _, g := range d.Groups {
		g.assignPages()
		g.judge(compare)
	}
	return n.layout(d), d
}

// leave takes a file out of the layout, and marks the group that it was in.
func (n *step) leave(p string) {
	n.seen[p] = true
	if e, ok := n.entries.Get(p); ok && e.Definition() {
		n.touched[groupKey(e.Name)] = true
	}
	n.entries.Delete(p)
}

// gather puts together the definitions of a group: those that stay, as copies
// that may be filled in anew, and those that joined.
func (n *step) gather(key string, joined []*Entry) {
	list := slices.Clone(joined)
	if old := n.old.Group(key); old != nil {
		for _, e := range old.Entries {
			if now, _ := n.entries.Get(e.Path); now == e {
				list = append(list, n.renew(e))
			}
		}
	}
	n.groups.Delete(key)
	if len(list) > 0 {
		slices.SortFunc(list, byPath)
		n.groups.Set(key, &Group{Key: key, Entries: list})
	}
}

// renew puts a copy in the place of an entry, as the layout has not seen it.
func (n *step) renew(e *Entry) *Entry {
	fresh := *e
	fresh.clear()
	n.seen[e.Path] = true
	n.entries.Set(e.Path, &fresh)
	return &fresh
}

// delta tells what differs.
func (n *step) delta() (d Delta) {
	for _, key := range slices.Sorted(maps.Keys(n.touched)) {
		if g, ok := n.groups.Get(key); ok {
			d.Groups = append(d.Groups, g)
		}
		if g := n.old.Group(key); g != nil {
			d.Former = append(d.Former, g)
		}
	}
	for p := range n.seen {
		now, _ := n.entries.Get(p)
		was := n.old.Entry(p)
		if was == now {
			continue
		}
		if was != nil {
			d.Gone = append(d.Gone, was)
		}
		if now != nil {
			d.Entries = append(d.Entries, now)
		}
	}
	return d
}

// layout ends the step.
func (n *step) layout(d Delta) *Layout {
	return &Layout{
		entries: n.entries.Map(), groups: n.groups.Map(), circled: n.circled, homes: d.homes(n.old.homes),
		sorted: persist.Patch(n.old.sorted, d.Gone, d.Entries, byPath), unsure: d.Some(n.old.unsure, (*Entry).unsure),
	}
}

// Some returns the list, by path, of the entries of which something holds, given
// those of the old layout.
func (d Delta) Some(before []*Entry, holds func(*Entry) bool) []*Entry {
	without := slices.DeleteFunc(slices.Clone(d.Gone), func(e *Entry) bool { return !holds(e) })
	with := slices.DeleteFunc(slices.Clone(d.Entries), func(e *Entry) bool { return !holds(e) })
	if len(without)+len(with) == 0 {
		return before
	}
	return persist.Patch(before, without, with, byPath)
}

// unsure tells whether reading the file failed.
func (e *Entry) unsure() bool { return e.Lost != "" || e.Retry }

// homes puts the entries together that have the same home.
func (d Delta) homes(before *persist.Map[[]*Entry]) *persist.Map[[]*Entry] {
	joined, gone := map[string][]*Entry{}, map[*Entry]bool{}
	for _, e := range d.Gone {
		gone[e] = true
		joined[e.Home] = nil
	}
	for _, e := range d.Entries {
		joined[e.Home] = append(joined[e.Home], e)
	}
	edit := before.Edit()
	for home, list := range joined {
		was, _ := before.Get(home)
		list = append(slices.DeleteFunc(slices.Clone(was), func(e *Entry) bool { return gone[e] }), list...)
		if edit.Delete(home); len(list) > 0 {
			edit.Set(home, list)
		}
	}
	return edit.Map()
}

func byPath(a, b *Entry) int { return cmp.Compare(a.Path, b.Path) }
