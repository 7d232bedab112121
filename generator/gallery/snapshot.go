// Package gallery makes the site of what is known of a content directory: a
// Snapshot is that state, Plan says which files the site has, and each of these
// is made when somebody asks for it. Nothing here is changed once it was made,
// so that every page shows one state, however many are asked for while files
// change.
package gallery

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/internal/persist"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

// Snapshot is one state of a content directory, checked and laid out. It may be
// used by several goroutines.
type Snapshot struct {
	*Setup
	Tree        *content.Tree
	Layout      *layout.Layout
	Screenshots *Screenshots
	Baseline    *Baseline // the state that marks tell about; nil for none
	kept        bool      // some definitions are shown as an earlier build had them

	parts  *persist.Map[*part] // the files that come of each group, by its key
	order  []*layout.Entry     // the latest version of each app by title
	queue  []*layout.Entry     // the same, the worst first; nil where nobody reviews
	broken []*layout.Entry     // definitions whose text is not JSON, by path
	ledger ledger
	plan   func() *Plan
	judge  func() judgement
	rest   func() rest
	files  func() ([]diag.File, error)

	portions func() []portion // of the report
}

// New returns the snapshot of an empty directory.
func New(setup *Setup) *Snapshot {
	s := &Snapshot{Setup: setup, Tree: nothing, Layout: &layout.Layout{}, Screenshots: &Screenshots{}}
	return s.ready(&Snapshot{}, layout.Delta{})
}

// Found is what a snapshot is made of.
type Found struct {
	Tree        *content.Tree
	Screenshots *Screenshots
	Layout      *layout.Layout
	Delta       layout.Delta // of the layout from the one before; its entries are the snapshot's to fill in
}

// Next returns the snapshot after a change: what is new in it gets its
// findings, summaries and pages, and the rest has those of the receiver.
func (s *Snapshot) Next(f Found) *Snapshot {
	n := &Snapshot{
		Setup: s.Setup, Tree: f.Tree, Layout: f.Layout, Screenshots: f.Screenshots, Baseline: s.Baseline, kept: s.kept,
	}
	filler{n}.fill(f.Delta)
	return n.ready(s, f.Delta)
}

// Against returns the snapshot with marks for what differs from an earlier
// state.
func Against(s *Snapshot, b *Baseline) *Snapshot {
	l, delta := s.Layout.Next(layout.Change{All: true}, s.Compare)
	n := *s
	n.Baseline = b
	return n.Next(Found{Tree: s.Tree, Screenshots: s.Screenshots, Layout: l, Delta: delta})
}

// Looked tells whether any directory has been looked at yet.
func (s *Snapshot) Looked() bool { return s.Tree != nothing }

// nothing is the tree before the first look.
var nothing = &content.Tree{}

// ready takes over from the snapshot before what stays, and prepares what is
// worked out when somebody asks for it.
func (s *Snapshot) ready(before *Snapshot, d layout.Delta) *Snapshot {
	s.judge = sync.OnceValue(reports{s}.judgeAll)
	s.rest = sync.OnceValue(func() rest { return restOf(reports{s}, s.ledger.usedBy()) })
	s.files = sync.OnceValues(reports{s}.readAll)
	s.portions = sync.OnceValue(exporter{s}.divide)
	s.plan = sync.OnceValue(func() *Plan { return newPlan(s) })
	s.broken = d.Some(before.broken, func(e *layout.Entry) bool { return e.Broken })
	if s.Options.CheckOnly {
		return s
	}
	s.order = persist.Patch(before.order, latest(d.Former), latest(d.Groups), byTitle)
	if s.Options.Site.Reviews() {
		s.queue = persist.Patch(before.queue, latest(d.Former), latest(d.Groups), worstFirst)
		s.ledger = before.ledger.next(reports{s}, d)
	}
	edit := before.parts.Edit()
	for _, g := range d.Former {
		edit.Delete(g.Key)
	}
	for _, g := range d.Groups {
		edit.Set(g.Key, newPart(s.Setup, g))
	}
	s.parts = edit.Map()
	return s
}

// latest lists the latest version of each app in groups.
func latest(groups []*layout.Group) []*layout.Entry {
	var list []*layout.Entry
	for _, g := range groups {
		for _, a := range g.Apps {
			list = append(list, a.Latest())
		}
	}
	return list
}

func byTitle(a, b *layout.Entry) int {
	return cmp.Or(cmp.Compare(strings.ToLower(a.Summary.Title), strings.ToLower(b.Summary.Title)), cmp.Compare(a.Page, b.Page))
}

// worstFirst is the order of the review queue.
func worstFirst(a, b *layout.Entry) int {
	x, y := a.Summary, b.Summary
	return cmp.Or(cmp.Compare(y.Counts.Error, x.Counts.Error), cmp.Compare(y.Asked-y.Met, x.Asked-x.Met),
		cmp.Compare(y.Counts.Warning, x.Counts.Warning), cmp.Compare(len(y.Step.Gains), len(x.Step.Gains)),
		cmp.Compare(y.Step.Changes, x.Step.Changes), byTitle(a, b))
}

// versions returns the summaries of all versions of a definition's app,
// newest first.
func (s *Snapshot) versions(e *layout.Entry) []*site.Summary {
	return summaries(e.App.Versions)
}

func summaries(list []*layout.Entry) []*site.Summary {
	out := make([]*site.Summary, len(list))
	for i, e := range list {
		out[i] = e.Summary
	}
	return out
}

// marks gathers what stands for the summaries of definitions.
func marks(h *memo.Hash, list []*layout.Entry) *memo.Hash {
	h.Int(len(list))
	for _, e := range list {
		h.Key(e.Mark)
	}
	return h
}

// Unreadable is a file or folder that may well be there, but cannot be read.
type Unreadable struct {
	Path   string
	Reason string
	Shown  bool // as it was before
}

// ListMissed lists, by path, the files beside definitions that could not be
// read: READMEs, samples, pictures, decisions. Pages are without them. A second
// try may help. It is complete once the plan is made.
func ListMissed(s *Snapshot) []Unreadable {
	missed := s.Setup.Missed.All()
	var list []Unreadable
	for _, p := range slices.Sorted(maps.Keys(missed)) {
		list = append(list, Unreadable{Path: p, Reason: missed[p]})
	}
	return list
}

// ListUnreadable lists what could not be read, by path. A second try may help.
func ListUnreadable(s *Snapshot) []Unreadable {
	var list []Unreadable
	for _, e := range s.Layout.Unsure() {
		if k, _ := e.Kept.(*keeping); e.Lost != "" && (k == nil || !strings.HasPrefix(k.below, e.Path+"/")) {
			list = append(list, Unreadable{e.Path, e.Lost, e.Definition()})
		}
	}
	return list
}
