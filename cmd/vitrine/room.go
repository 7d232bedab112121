package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vitrine/generator/trace"
)

// pagesRoom is how large a site may be before a build warns, in bytes: GitHub
// Pages takes 1 GB, and the next versions need room as well.
var pagesRoom int64 = 800_000_000

// tellSize warns of a site that soon is too large for GitHub Pages.
func (e *env) tellSize(t *trace.Trace) {
	_, size := t.Site()
	if size <= pagesRoom {
		return
	}
	kinds := map[string]int64{}
	var names []string
	for _, row := range t.Rows() {
		if row.Sort != trace.Made && row.Sort != trace.Kept {
			continue
		}
		if kinds[row.Name] == 0 {
			names = append(names, row.Name)
		}
		kinds[row.Name] += row.Bytes
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(kinds[b], kinds[a]) })
	var most []string
	for _, name := range names[:min(3, len(names))] {
		most = append(most, fmt.Sprintf("%s (%s)", name, inBytes(kinds[name])))
	}
	e.say(fmt.Sprintf("warning: the site has %s, and GitHub Pages takes 1 GB; most of it: %s", inBytes(size), strings.Join(most, ", ")))
	e.hint("take old versions out of the content directory, publish the apps as several galleries, or choose a host that takes more; " +
		"vitrine build --timings lists all kinds of files")
}
