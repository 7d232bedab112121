package layout

import (
	"slices"

	"vitrine/generator/diag"
	"vitrine/generator/internal/persist"
	"vitrine/generator/rules"
)

// judgeCircles finds the apps whose latest versions depend on each other in a
// circle. It is the one thing that is said of a definition and made from the
// whole gallery, so it looks at heads only, and at nothing where nobody
// depends on anything. Groups about which something else is said than before
// are touched.
func (n *step) judgeCircles() {
	nodes := dependents(n.groups)
	apps := make(map[string][]rules.Dependency, len(nodes))
	for id, e := range nodes {
		apps[id] = e.Head().Needs
	}
	found := map[string]diag.Diagnostic{} // by path
	for id, x := range rules.CheckCircles(apps) {
		p := nodes[id].Path
		found[p], n.circled[p] = x, x.Message+"\n"+x.Path
	}
	before := n.old.circled
	for p := range before {
		if e, ok := n.entries.Get(p); ok && e.Definition() && n.circled[p] != before[p] {
			n.touch(e)
		}
	}
	for p := range found {
		if e, ok := n.entries.Get(p); ok && n.circled[p] != before[p] {
			n.touch(e)
		}
	}
	for key := range n.touched {
		if g, ok := n.groups.Get(key); ok {
			for _, e := range g.Entries {
				e.Circle = nil
				if x, in := found[e.Path]; in {
					e.Circle = []diag.Diagnostic{x}
				}
			}
		}
	}
}

// sameNeeds tells whether the definitions of the touched groups depend on the
// same apps as they did, and those in a circle at the same places: to look for
// circles again takes a walk over all apps that depend on others.
func (n *step) sameNeeds() bool {
	sameApp := func(a, b rules.Dependency) bool { return a.App == b.App }
	same := func(a, b *Entry) bool {
		x, y := a.Head(), b.Head()
		_, circled := n.old.circled[a.Path]
		return a.Path == b.Path && x.ID == y.ID && x.Version == y.Version && slices.EqualFunc(x.Needs, y.Needs, sameApp) &&
			(!circled || slices.Equal(x.Needs, y.Needs))
	}
	for key := range n.touched {
		was := n.old.Group(key)
		now, there := n.groups.Get(key)
		if was == nil || !there || !slices.EqualFunc(was.Entries, now.Entries, same) {
			return false
		}
	}
	return true
}

// keepCircles has said of the definitions of the touched groups what was said
// before.
func (n *step) keepCircles() {
	n.circled = n.old.circled
	for key := range n.touched {
		g, _ := n.groups.Get(key)
		for i, e := range g.Entries {
			e.Circle = n.old.Group(key).Entries[i].Circle
		}
	}
}

// touch has the group of an entry laid out again.
func (n *step) touch(e *Entry) {
	if key := groupKey(e.Name); !n.touched[key] {
		n.touched[key] = true
		n.gather(key, nil)
	}
}

// dependents returns the latest version of each app that depends on others.
func dependents(groups *persist.Edit[*Group]) map[string]*Entry {
	nodes := map[string]*Entry{}
	for _, group := range groups.All() {
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
