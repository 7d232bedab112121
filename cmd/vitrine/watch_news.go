package main

import (
	"maps"
	"slices"

	"vitrine/generator/diag"
)

// news is what a look came to.
type news struct {
	saved
	report *diag.Report
	found  []diag.File // the files to be told of, as they are now
	lost   []lost
}

// lost is a file that is checked no more.
type lost struct{ name, why string }

func (n *news) none() bool { return len(n.files)+len(n.lost) == 0 }

// newsOf compares what is found with what was: the files that were saved are told
// of, and those of which something else is said now.
func newsOf(before, after *diag.Report, saved map[string]bool) news {
	n := news{report: after}
	was := byPath(before.Files)
	for _, f := range after.Files {
		name := f.Source.Path
		old := was[name]
		delete(was, name)
		if saved[name] || !slices.EqualFunc(old, []diag.File{f}, alike) && len(old)+f.Kept.Findings.Len() > 0 {
			n.found, n.files = append(n.found, f), append(n.files, name)
			n.compare(withFindings(old), withFindings([]diag.File{f}))
		}
	}
	others := map[string]bool{}
	for _, name := range after.Others {
		if others[name] = true; saved[name] && len(n.files) == 0 { // else it may be what a module brings in
			n.lost = append(n.lost, lost{name, "is no app definition"})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(was)) {
		switch old := was[name]; {
		case !saved[name] && old[0].Kept.Findings.Len() == 0:
			continue
		case old[0].Name == "": // it is one of those that are told of only while something is found in them
			n.files = append(n.files, name)
		case !others[name]:
			n.lost = append(n.lost, lost{name, "is gone"})
		}
		n.compare(withFindings(was[name]), nil)
	}
	return n
}

// alike tells whether the same is found in a file.
func alike(a, b diag.File) bool { return a.Kept.Findings == b.Kept.Findings }

// withFindings are files with their findings at hand.
func withFindings(files []diag.File) []diag.File {
	out := slices.Clone(files)
	for i := range out {
		out[i].Diagnostics = out[i].Kept.Findings.List()
	}
	return out
}
