// Package diff says in words what changed between two definitions of an app.
//
// Compare walks both definitions side by side: what a widget may do and where
// its address leads, settings, widgets, and everything else. Each difference
// becomes a Change with its kind, which the table in kinds.go weighs: what the
// app may newly do comes first, then what breaks, then the rest. Judge tells
// which part of the version the changes ask for, as the platform's guide does,
// and whether the versions agree.
//
// Formatting and the order of names are no change. Secrets were hidden when the
// definitions were read: that one changed is told by its mark, and no value of
// one is shown.
package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Point is one side of a change: a value of the older or newer definition.
type Point struct {
	Set   bool      // the definition has such a value
	Path  string    // JSON Pointer
	Span  diag.Span // in its source
	Value string    // short, and masked where it is secret; "" where there is nothing to show
}

// Change is one difference between two definitions.
type Change struct {
	Kind     string // "permission-gained": see Kinds
	Weight   Weight
	Needs    Level  // what the change asks of the version
	Message  string // one sentence, lower case, no full stop, user text quoted
	Old, New Point
	Resized  *Resized // whose size changed; nil for all other changes
}

// Resized is a widget of another size: its place in both definitions.
type Resized struct{ Old, New int }

// Result is what differs between two definitions.
type Result struct {
	Changes []Change // what the app may newly do first, then by weight and place
	Verdict Verdict
}

// Compare tells what changed from one definition to another.
func Compare(old, new *appdef.App) *Result {
	c := &comparer{old: old, new: new, was: catalog(old), now: catalog(new)}
	c.identity()
	c.settings()
	c.widgets()
	c.hosts()
	c.components()
	c.listing()
	c.texts()
	c.secrets()
	partial := old.Partial || new.Partial
	if partial {
		c.list = slices.DeleteFunc(c.list, c.doubtful)
	}
	slices.SortStableFunc(c.list, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Weight, b.Weight), cmp.Compare(kinds[a.Kind].rank, kinds[b.Kind].rank))
	})
	r := &Result{c.list, judge(old.Version.Value, new.Version.Value, c.list)}
	if partial && (old.Partly() || new.Partly()) {
		r.Verdict.Advice = "not all of both is known, so there may be more"
	}
	return r
}

// doubtful tells whether a change is of something that one of both definitions,
// which is kept as a module, does not let know: it may be no change at all.
func (c *comparer) doubtful(x Change) bool {
	if x.Old.Set != x.New.Set && strings.HasPrefix(x.Kind, "widget-") && (nameless(c.old) || nameless(c.new)) {
		return true // it may be a widget of the other side under its name
	}
	return notKnown(c.old, x.Old, x.New) || notKnown(c.new, x.New, x.Old)
}

// nameless tells whether the name of a widget is not known.
func nameless(a *appdef.App) bool {
	return slices.ContainsFunc(a.Root.Get("widgets").Elements(), func(w *jsontree.Node) bool {
		name := w.Get("name")
		return w.Open || name != nil && name.Open
	})
}

// notKnown tells whether a path of a definition leads to what is not known; it
// is the other one's where this one has no such value.
func notKnown(a *appdef.App, own, other Point) bool {
	path := own.Path
	if !own.Set {
		path = other.Path
	}
	for n := a.Root; ; {
		rest, ok := strings.CutPrefix(path, "/")
		if !ok {
			return n.Open && n.Kind == jsontree.Invalid
		}
		token, tail, more := strings.Cut(rest, "/")
		next := n.Find("/" + token)
		if next == nil {
			return n.Open
		}
		if n, path = next, "/"+tail; !more {
			path = ""
		}
	}
}

// Count tells how many changes have that weight.
func (r *Result) Count(w Weight) int {
	n := 0
	for i := range r.Changes {
		if r.Changes[i].Weight == w {
			n++
		}
	}
	return n
}

// Gains returns the changes that tell what the app may newly do.
func (r *Result) Gains() []Change { return r.Changes[:r.Count(Gain)] }

type comparer struct {
	old, new *appdef.App
	was, now settingIndex
	list     []Change
	same     []pair // widgets of both
	added    []*appdef.Widget
	removed  []*appdef.Widget
	moved    map[*appdef.Setting]*appdef.Setting // old setting to what it is now; see settings
}

// add notes a change of a kind that the table knows.
func (c *comparer) add(kind string, old, new Point, format string, args ...any) {
	k, ok := kinds[kind]
	if !ok {
		panic("diff: no kind " + kind)
	}
	c.list = append(c.list, Change{Kind: kind, Weight: k.weight, Needs: k.needs, Message: fmt.Sprintf(format, args...), Old: old, New: new})
}

// nothing is the side that has no such value.
var nothing Point

// pointOf is the place of a field that is written.
func pointOf(f appdef.Field[string]) Point {
	if !f.Present {
		return nothing
	}
	return Point{true, f.Path, f.Span, short(f.Value)}
}

// named is the place of a field with a value of its own.
func (p Point) named(value string) Point {
	p.Value = short(value)
	return p
}

// raw is the place of a node, shown if it is written on one line, and else by
// its size.
func raw(n *jsontree.Node, path string) Point {
	if n == nil {
		return nothing
	}
	p := Point{Set: true, Path: path, Span: n.Span}
	switch n.Kind {
	case jsontree.Array:
		p.Value = entries(len(n.Items))
	case jsontree.Object:
		p.Value = entries(len(n.Members))
	case jsontree.Null:
		p.Value = "null"
	default:
		p.Value = short(n.Text)
	}
	return p
}

// shownRunes bounds a value that is shown.
const shownRunes = 200

// short cuts a value for people.
func short(s string) string {
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) <= shownRunes {
		return s
	}
	return string([]rune(s)[:shownRunes-1]) + "…"
}

// index finds the members of a list by a key; of equal ones the first counts.
// Lists may be as long as a file allows, so nothing here searches them.
func index[T any](list []T, key func(*T) string) map[string]*T {
	m := make(map[string]*T, len(list))
	for i := range list {
		if k := key(&list[i]); m[k] == nil {
			m[k] = &list[i]
		}
	}
	return m
}

// several joins what a sentence names: at most four, then how many more.
func several(names []string) string {
	const most = 4
	quoted := make([]string, 0, most)
	for i, n := range names {
		if i == most {
			return fmt.Sprintf("%s and %d more", strings.Join(quoted, ", "), len(names)-most)
		}
		quoted = append(quoted, fmt.Sprintf("%q", short(n)))
	}
	return strings.Join(quoted, ", ")
}

// count counts things in words.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
