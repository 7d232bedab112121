package generator

import (
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/rules"
)

// dependency is one that a definition names.
type dependency struct {
	app string
	at  rules.Place
}

// longestCircle is how many apps a message about a circle names at most.
const longestCircle = 20

// judgeCircles finds the apps whose newest versions depend on each other in a
// circle. It is the one thing that is said of a definition and made from the
// whole catalogue, so it looks at heads only, and at nothing where nobody
// depends on anything. Groups about which something else is said than before
// are touched.
func (c *Catalogue) judgeCircles(touched map[string]bool) {
	if len(touched) == 0 {
		return
	}
	nodes := c.dependents()
	found := map[*file][]diag.Diagnostic{}
	for _, ring := range rings(nodes) {
		for _, id := range ring {
			f := nodes[id]
			found[f] = []diag.Diagnostic{circleFinding(nodes, ring, f)}
		}
	}
	for f := range c.circled {
		if found[f] == nil {
			f.circle = nil
			delete(c.circled, f)
			if f.key != "" { // it has not left
				touched[f.key] = true
			}
		}
	}
	for f, list := range found {
		if !slices.EqualFunc(f.circle, list, func(a, b diag.Diagnostic) bool { return a.Message == b.Message && a.Span == b.Span }) {
			touched[f.key] = true
		}
		f.circle, c.circled[f] = list, true
	}
}

// dependents returns the newest version of each app that depends on others.
func (c *Catalogue) dependents() map[string]*file {
	nodes := map[string]*file{}
	for _, group := range c.groups {
		some := false
		for f := range group {
			some = some || len(f.head.needs) > 0
		}
		if !some {
			continue
		}
		for f := range group {
			if have := nodes[f.head.id]; f.head.id != "" && (have == nil || byAge(f, have) < 0) {
				nodes[f.head.id] = f
			}
		}
	}
	return nodes
}

// rings returns the sets of apps that depend on each other, after Tarjan.
func rings(nodes map[string]*file) [][]string {
	t := tarjan{nodes: nodes, index: map[string]int{}, low: map[string]int{}, open: map[string]bool{}}
	for id := range nodes {
		if t.index[id] == 0 {
			t.visit(id)
		}
	}
	return t.rings
}

type tarjan struct {
	nodes      map[string]*file
	index, low map[string]int // from 1
	stack      []string
	open       map[string]bool // on the stack
	rings      [][]string
}

func (t *tarjan) visit(id string) {
	n := len(t.index) + 1
	t.index[id], t.low[id], t.open[id] = n, n, true
	t.stack = append(t.stack, id)
	for _, d := range t.nodes[id].head.needs {
		switch {
		case t.nodes[d.app] == nil:
		case t.index[d.app] == 0:
			t.visit(d.app)
			t.low[id] = min(t.low[id], t.low[d.app])
		case t.open[d.app]:
			t.low[id] = min(t.low[id], t.index[d.app])
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
func circleFinding(nodes map[string]*file, ring []string, f *file) diag.Diagnostic {
	rule, _ := rules.Find("gallery-dependency-circle")
	x := diag.Diagnostic{Rule: rule.Name, Severity: rule.Severity, Hint: "let one of the apps do without the other"}
	for _, d := range f.head.needs {
		if _, in := slices.BinarySearch(ring, d.app); !in || d.app == f.head.id {
			continue
		}
		x.Span, x.Path = d.at.Span, d.at.Path
		if len(ring) > longestCircle {
			x.Message = fmt.Sprintf("%q is one of %d apps that depend on each other in a circle", d.app, len(ring))
			return x
		}
		way := wayBack(nodes, ring, d.app, f.head.id)
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
func wayBack(nodes map[string]*file, ring []string, from, to string) []string {
	before := map[string]string{from: to}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, d := range nodes[queue[0]].head.needs {
			if _, seen := before[d.app]; seen {
				continue
			}
			if _, in := slices.BinarySearch(ring, d.app); in {
				before[d.app] = queue[0]
				queue = append(queue, d.app)
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
