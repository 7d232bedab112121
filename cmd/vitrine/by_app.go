package main

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"vitrine/generator/diag"
)

// appsMost is how many apps the end of a check lists.
const appsMost = 12

// appCounts is what was found in the files of one app, or in one file of none.
type appCounts struct {
	name   string
	counts diag.Counts
	files  int  // with findings
	app    bool // else it is called after the file
}

// byApp lists what was found app by app, the worst first, where several were
// checked: behind hundreds of findings nobody sees whose they are.
func (e *env) byApp(r *diag.Report) {
	list, sound := countByApp(r)
	if r.Size().Apps < 2 || len(list) == 0 {
		return
	}
	w := tabwriter.NewWriter(e.err, 0, 0, 2, ' ', 0)
	for _, a := range list[:min(len(list), appsMost)] {
		in := ""
		if a.files > 1 {
			in = "\tin " + count(a.files, "file")
		}
		fmt.Fprintf(w, "  %s\t%s%s\n", diag.Visible(diag.Shorten(a.name, 60)), found(a.counts), in)
	}
	w.Flush()
	if more := len(list) - appsMost; more > 0 {
		fmt.Fprintf(e.err, "  and %d more with findings\n", more)
	}
	if sound > 0 {
		fmt.Fprintf(e.err, "  %s without findings\n", count(sound, "app"))
	}
}

// countByApp counts what was found, and the apps in which nothing was.
func countByApp(r *diag.Report) (list []*appCounts, sound int) {
	known := map[string]*appCounts{}
	for f, findings := range r.Found() {
		name := cmp.Or(f.Name, path.Join(r.Dir, f.Source.Path))
		a := known[name]
		if a == nil {
			a = &appCounts{name: name, app: f.Name != ""}
			known[name] = a
		}
		if a.counts = a.counts.Plus(diag.Count(findings)); len(findings) > 0 {
			a.files++
		}
	}
	for _, a := range known {
		if a.files > 0 {
			list = append(list, a)
		} else if a.app {
			sound++
		}
	}
	slices.SortFunc(list, func(a, b *appCounts) int {
		x, y := a.counts, b.counts
		return cmp.Or(y.Error-x.Error, y.Warning-x.Warning, y.Info-x.Info, cmp.Compare(a.name, b.name))
	})
	return list, sound
}

// found says counts in words, without those that are none.
func found(c diag.Counts) string {
	var words []string
	for _, part := range []struct {
		n    int
		name string
	}{{c.Error, "error"}, {c.Warning, "warning"}, {c.Info, "info"}} {
		if part.n > 0 {
			words = append(words, count(part.n, part.name))
		}
	}
	return strings.Join(words, ", ")
}

// where names the directory that was checked, or the few; "" for files, which
// whoever named them knows.
func (s *subjects) where() string {
	dirs := strings.Join(s.dirs(), ", ")
	if !s.folders() || len(s.places) > 3 || dirs == "." {
		return ""
	}
	return " of " + diag.Visible(dirs)
}
