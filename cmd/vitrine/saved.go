package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vitrine/generator/diag"
	"vitrine/generator/gallery"
)

// maxTold bounds the findings that one save prints: a checkout saves hundreds
// of files at once.
const maxTold = 20

// saved is what a save came to.
type saved struct {
	files         []string // definitions that were checked again or are gone
	strays        []string // files of decisions on no app that came, differ or are gone
	fresh         []foundAt
	before, after diag.Counts
}

// foundAt is a finding that was not there before the save.
type foundAt struct {
	src *diag.Source
	diag.Diagnostic
}

// savedSince compares the findings of definitions before and after a save.
// Lines move while somebody types, so that findings are told apart by what they
// say and of which value.
func savedSince(before, after *gallery.Snapshot, files []string) saved {
	s := saved{files: files}
	for _, name := range files {
		s.compare(gallery.OutlinesOf(before, name), gallery.FilesOf(after, name))
	}
	s.compareStrays(before, after)
	return s
}

// compare takes in the findings of some files before and after a save.
func (s *saved) compare(before, after []diag.File) {
	known := map[[4]string]int{}
	for _, f := range before {
		s.before = s.before.Plus(diag.Count(f.Diagnostics))
		for _, d := range f.Diagnostics {
			known[[4]string{f.Source.Path, d.Rule, d.Path, d.Message}]++
		}
	}
	for _, f := range after {
		s.after = s.after.Plus(diag.Count(f.Diagnostics))
		for _, d := range f.Diagnostics {
			as := [4]string{f.Source.Path, d.Rule, d.Path, d.Message}
			if known[as]--; known[as] < 0 {
				s.fresh = append(s.fresh, foundAt{f.Source, d})
			}
		}
	}
}

// compareStrays takes in the files of decisions on no app, which belong to no definition.
func (s *saved) compareStrays(before, after *gallery.Snapshot) {
	is, ok := gallery.StraysOf(after)
	if !ok {
		return
	}
	was, _ := gallery.StraysOf(before)
	old, now := byPath(was), byPath(is)
	for _, name := range slices.Sorted(maps.Keys(byPath(slices.Concat(was, is)))) {
		stamp, _ := before.Tree.Companion(name)
		next, _ := after.Tree.Companion(name)
		if len(old[name]) == len(now[name]) && stamp == next {
			continue
		}
		s.strays = append(s.strays, name)
		s.compare(old[name], now[name])
	}
}

func byPath(files []diag.File) map[string][]diag.File {
	m := make(map[string][]diag.File, len(files))
	for _, f := range files {
		m[f.Source.Path] = append(m[f.Source.Path], f)
	}
	return m
}

// tellSave prints what a save brought, and what is wrong now.
func (e *env) tellSave(s saved, dir string, took time.Duration) {
	files := slices.Concat(s.files, s.strays)
	if len(files) == 0 {
		return
	}
	for _, f := range s.fresh[:min(len(s.fresh), maxTold)] {
		at := f.src.Position(f.Place().Start)
		fmt.Fprintf(e.err, "%s:%d:%d: %s: %s [%s]\n", shownPath(dir, f.src.Path), at.Line, at.Column, f.Severity, diag.Visible(f.Message), f.Rule)
	}
	if n := len(s.fresh) - maxTold; n > 0 {
		fmt.Fprintf(e.err, "and %s more; vitrine check prints them all\n", count(n, "finding"))
	}
	what := count(len(files), "definition")
	switch {
	case len(files) == 1:
		what = shownPath(dir, files[0])
	case len(s.strays) > 0:
		what = count(len(files), "file")
	}
	fmt.Fprintf(e.err, "%s: checked again in %s: %s\n", what, took.Round(time.Millisecond), s.summary())
}

// summary says what is wrong after a save.
func (s saved) summary() string {
	was, is := s.before.Error+s.before.Warning, s.after.Error+s.after.Warning
	switch none := (diag.Counts{}); {
	case was > 0 && is == 0 && s.after.Info > 0:
		return "all mended, " + some(s.after)
	case s.after != none:
		return some(s.after)
	case s.before != none:
		return "all mended"
	}
	return "nothing wrong"
}

// some says counts in words, without those that are zero.
func some(c diag.Counts) string {
	var parts []string
	for _, k := range []struct {
		n    int
		name string
	}{{c.Error, "error"}, {c.Warning, "warning"}, {c.Info, "note"}} {
		if k.n > 0 {
			parts = append(parts, count(k.n, k.name))
		}
	}
	return strings.Join(parts, ", ")
}

// shownPath is a path of the content directory as people click on it.
func shownPath(dir, name string) string {
	return diag.Visible(filepath.Join(dir, filepath.FromSlash(name)))
}
