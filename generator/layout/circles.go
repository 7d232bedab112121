package layout

import (
	"slices"

	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// judgeCircles finds the apps whose latest versions depend on each other in a
// circle. It is the one thing that is said of a definition and made from the
// whole gallery, so it looks at heads only, and at nothing where nobody
// depends on anything. Groups about which something else is said than before
// are touched.
func (l *Layout) judgeCircles(before map[string]string, touched map[string]bool) {
	nodes := dependents(l.groups)
	apps := make(map[string][]rules.Dependency, len(nodes))
	for id, e := range nodes {
		apps[id] = e.Head().Needs
	}
	found := map[string]diag.Diagnostic{} // by path
	for id, x := range rules.CheckCircles(apps) {
		p := nodes[id].Path
		found[p], l.circled[p] = x, x.Message+"\n"+x.Path
	}
	for p := range before {
		if e := l.entries[p]; e != nil && e.Definition() && l.circled[p] != before[p] {
			l.touch(e, touched)
		}
	}
	for p := range found {
		if l.circled[p] != before[p] {
			l.touch(l.entries[p], touched)
		}
	}
	for key := range touched {
		if g := l.groups[key]; g != nil {
			for _, e := range g.Entries {
				e.Circle = nil
				if x, in := found[e.Path]; in {
					e.Circle = []diag.Diagnostic{x}
				}
			}
		}
	}
}

// sameNeeds tells whether the definitions of groups depend on the same apps as
// they did, and those in a circle at the same places: to look for circles again
// takes a walk over all apps that depend on others.
func sameNeeds(old, next *Layout, keys map[string]bool) bool {
	sameApp := func(a, b rules.Dependency) bool { return a.App == b.App }
	same := func(a, b *Entry) bool {
		x, y := a.Head(), b.Head()
		_, circled := old.circled[a.Path]
		return a.Path == b.Path && x.ID == y.ID && x.Version == y.Version && slices.EqualFunc(x.Needs, y.Needs, sameApp) &&
			(!circled || slices.Equal(x.Needs, y.Needs))
	}
	for key := range keys {
		was, now := old.groups[key], next.groups[key]
		if was == nil || now == nil || !slices.EqualFunc(was.Entries, now.Entries, same) {
			return false
		}
	}
	return true
}

// keepCircles has said of the definitions of groups what was said before.
func (l *Layout) keepCircles(before *Layout, keys map[string]bool) {
	l.circled = before.circled
	for key := range keys {
		for i, e := range l.groups[key].Entries {
			e.Circle = before.groups[key].Entries[i].Circle
		}
	}
}

// touch has the group of an entry laid out again.
func (l *Layout) touch(e *Entry, touched map[string]bool) {
	if key := groupKey(e.Name); !touched[key] {
		touched[key] = true
		l.gather(key, nil)
	}
}

// dependents returns the latest version of each app that depends on others.
func dependents(groups map[string]*Group) map[string]*Entry {
	nodes := map[string]*Entry{}
	for _, group := range groups {
		if !slices.ContainsFunc(group.Entries, func(e *Entry) bool { return len(e.Head().Needs) > 0 }) {
			continue
		}
		for _, e := range group.Entries {
			id := e.Head().ID
			if have := nodes[id]; id != "" && (have == nil || latestFirst(e, have) < 0) {
				nodes[id] = e
			}
		}
	}
	return nodes
}
