package gallery

import (
	"cmp"
	"maps"

	"vitrine/generator/internal/persist"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

// ledger is what must be known of all findings to say which files the report and
// the pages of the rules are, and what they depend on. A change is booked: what
// was said of the entries that are gone is taken off, and what is said of the new
// ones added. To go through all findings takes longer than all else after a save.
type ledger struct {
	lines  []line // by path
	rules  map[string]site.RuleCount
	used   []int // in how many files each ignore of the configuration hid something
	others int   // files that are no definitions, and are not listed
}

// line is what the ledger has of an entry.
type line struct {
	path            string
	verdict         memo.Key
	files, findings int32
}

// next books a change.
func (l ledger) next(s reports, d layout.Delta) ledger {
	n := ledger{rules: maps.Clone(l.rules), others: l.others, used: make([]int, len(s.Options.Levels.Ignores))}
	if n.rules == nil {
		n.rules = map[string]site.RuleCount{}
	}
	copy(n.used, l.used)
	gone, fresh := make([]line, len(d.Gone)), make([]line, len(d.Entries))
	for i, e := range d.Gone {
		gone[i] = n.book(s, e, -1)
	}
	for i, e := range d.Entries {
		fresh[i] = n.book(s, e, 1)
	}
	n.lines = persist.Patch(l.lines, gone, fresh, func(a, b line) int { return cmp.Compare(a.path, b.path) })
	return n
}

// book adds an entry, or takes it off with -1.
func (l *ledger) book(s reports, e *layout.Entry, times int) line {
	of := line{path: e.Path, verdict: e.Verdict}
	used := make([]bool, len(l.used))
	files := s.verdicts(e, used)
	if len(files) == 0 {
		l.others += times
	}
	of.files = int32(len(files))
	for _, v := range files {
		of.findings += int32(v.found.Len())
		list := e.Rules
		if v.entry == nil {
			list = tally(v.found.List())
		}
		count(l.rules, list, times)
	}
	for i, u := range used {
		if u {
			l.used[i] += times
		}
	}
	return of
}

// count adds a file with findings to the counts of their rules, or takes it off
// with -1.
func count(rules map[string]site.RuleCount, list []layout.RuleTally, times int) {
	for _, t := range list {
		c := rules[t.Rule]
		c.Rule, c.Files, c.Findings = t.Rule, c.Files+times, c.Findings+times*t.Findings
		if rules[t.Rule] = c; c.Files == 0 {
			delete(rules, t.Rule)
		}
	}
}

// usedBy tells which ignores hid something in a file of a definition.
func (l *ledger) usedBy() []bool {
	used := make([]bool, len(l.used))
	for i, n := range l.used {
		used[i] = n > 0
	}
	return used
}

// broken counts the findings of each rule, and the files with any, with those of
// more files.
func (l *ledger) broken(more []verdict) map[string]site.RuleCount {
	counts := maps.Clone(l.rules)
	for _, v := range more {
		count(counts, tally(v.found.List()), 1)
	}
	return counts
}
