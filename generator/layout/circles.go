package layout

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// longestCircle is how many apps a message about a circle names at most.
const longestCircle = 20

// judgeCircles finds the apps whose newest versions depend on each other in a
// circle. It is the one thing that is said of a definition and made from the
// whole catalogue, so it looks at heads only, and at nothing where nobody
// depends on anything. Groups about which something else is said than before
// are touched.
func (l *Layout) judgeCircles(before map[string]string, touched map[string]bool) {
	nodes := dependents(l.groups)
	found := map[string]diag.Diagnostic{}
	for _, ring := range rings(nodes) {
		for _, id := range ring {
			e := nodes[id]
			found[e.Path] = circleFinding(nodes, ring, e)
			l.circled[e.Path] = found[e.Path].Message + "\n" + found[e.Path].Path
		}
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
// they did, at the same places: to look for circles again takes a walk over all
// apps that depend on others.
func sameNeeds(old, next *Layout, keys map[string]bool) bool {
	same := func(a, b *Entry) bool {
		x, y := a.Head(), b.Head()
		return a.Path == b.Path && x.ID == y.ID && x.Version == y.Version && slices.Equal(x.Needs, y.Needs)
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

// dependents returns the newest version of each app that depends on others.
func dependents(groups map[string]*Group) map[string]*Entry {
	nodes := map[string]*Entry{}
	for _, group := range groups {
		if !slices.ContainsFunc(group.Entries, func(e *Entry) bool { return len(e.Head().Needs) > 0 }) {
			continue
		}
		for _, e := range group.Entries {
			id := e.Head().ID
			if have := nodes[id]; id != "" && (have == nil || byAge(e, have) < 0) {
				nodes[id] = e
			}
		}
	}
	return nodes
}

// rings returns the sets of apps that depend on each other, after Tarjan.
func rings(nodes map[string]*Entry) [][]string {
	t := tarjan{nodes: nodes, index: map[string]int{}, low: map[string]int{}, open: map[string]bool{}}
	for id := range nodes {
		if t.index[id] == 0 {
			t.visit(id)
		}
	}
	return t.rings
}

type tarjan struct {
	nodes      map[string]*Entry
	index, low map[string]int // from 1
	stack      []string
	open       map[string]bool // on the stack
	rings      [][]string
}

func (t *tarjan) visit(id string) {
	n := len(t.index) + 1
	t.index[id], t.low[id], t.open[id] = n, n, true
	t.stack = append(t.stack, id)
	for _, d := range t.nodes[id].Head().Needs {
		switch {
		case t.nodes[d.App] == nil:
		case t.index[d.App] == 0:
			t.visit(d.App)
			t.low[id] = min(t.low[id], t.low[d.App])
		case t.open[d.App]:
			t.low[id] = min(t.low[id], t.index[d.App])
		}
	}
	if t.low[id] != n {
		return
	}
	at := len(t.stack) - 1
	for t.stack[at] != id {
		at--
	}
	ring := slices.Clone(t.stack[at:])
	t.stack = t.stack[:at]
	for _, member := range ring {
		t.open[member] = false
	}
	if len(ring) > 1 { // that an app depends on itself is said of it alone
		slices.Sort(ring)
		t.rings = append(t.rings, ring)
	}
}

// circleFinding says at its first dependency in the ring how an app comes back
// to itself.
func circleFinding(nodes map[string]*Entry, ring []string, f *Entry) diag.Diagnostic {
	rule, _ := rules.Find("gallery-dependency-circle")
	x := diag.Diagnostic{Rule: rule.Name, Severity: rule.Severity, Hint: "let one of the apps do without the other"}
	for _, d := range f.Head().Needs {
		if _, in := slices.BinarySearch(ring, d.App); !in || d.App == f.Head().ID {
			continue
		}
		x.Span, x.Path = d.At.Span, d.At.Path
		if len(ring) > longestCircle {
			x.Message = fmt.Sprintf("%q is one of %d apps that depend on each other in a circle", d.App, len(ring))
			return x
		}
		way := wayBack(nodes, ring, d.App, f.Head().ID)
		for i := range way {
			way[i] = fmt.Sprintf("%q", way[i])
		}
		x.Message = "a circle of dependencies: " + strings.Join(way, " on ")
		return x
	}
	return x
}

// wayBack returns the shortest way from an app of a ring to another, which
// begins and ends with the other.
func wayBack(nodes map[string]*Entry, ring []string, from, to string) []string {
	before := map[string]string{from: to}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, d := range nodes[queue[0]].Head().Needs {
			if _, seen := before[d.App]; seen {
				continue
			}
			if _, in := slices.BinarySearch(ring, d.App); in {
				before[d.App] = queue[0]
				queue = append(queue, d.App)
			}
		}
	}
	way := []string{to}
	for id := before[to]; id != to; id = before[id] {
		way = append(way, id)
	}
	way = append(way, to)
	slices.Reverse(way)
	return way
}
