package rules

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// Dependency is an app that a definition depends on, and where it says so.
type Dependency struct {
	App string
	At  Place
}

// longestCircle is how many apps a message about a circle names at most.
const longestCircle = 20

// CheckCircles finds apps that depend on each other in a circle. apps has the
// dependencies of the newest version of each app, by its id; what is found is by
// id as well, and stands at the first dependency in the circle.
func CheckCircles(apps map[string][]Dependency) map[string]diag.Diagnostic {
	found := map[string]diag.Diagnostic{}
	for _, ring := range rings(apps) {
		for _, id := range ring {
			found[id] = circleFinding(apps, ring, id)
		}
	}
	return found
}

// rings returns the sets of apps that depend on each other, after Tarjan.
func rings(nodes map[string][]Dependency) [][]string {
	t := tarjan{nodes: nodes, index: map[string]int{}, low: map[string]int{}, open: map[string]bool{}}
	for id := range nodes {
		if t.index[id] == 0 {
			t.visit(id)
		}
	}
	return t.rings
}

type tarjan struct {
	nodes      map[string][]Dependency
	index, low map[string]int // from 1
	stack      []string
	open       map[string]bool // on the stack
	rings      [][]string
}

func (t *tarjan) has(id string) bool {
	_, ok := t.nodes[id]
	return ok
}

func (t *tarjan) visit(id string) {
	n := len(t.index) + 1
	t.index[id], t.low[id], t.open[id] = n, n, true
	t.stack = append(t.stack, id)
	for _, d := range t.nodes[id] {
		switch {
		case !t.has(d.App):
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
func circleFinding(nodes map[string][]Dependency, ring []string, id string) diag.Diagnostic {
	x := Finding("gallery-dependency-circle", "", "let one of the apps do without the other")
	for _, d := range nodes[id] {
		if _, in := slices.BinarySearch(ring, d.App); !in || d.App == id {
			continue
		}
		x.Span, x.Path = d.At.Span, d.At.Path
		if len(ring) > longestCircle {
			x.Message = fmt.Sprintf("%q is one of %d apps that depend on each other in a circle", d.App, len(ring))
			return x
		}
		way := wayBack(nodes, ring, d.App, id)
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
func wayBack(nodes map[string][]Dependency, ring []string, from, to string) []string {
	before := map[string]string{from: to}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, d := range nodes[queue[0]] {
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
