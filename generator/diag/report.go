package diag

import (
	"sort"
	"strings"
)

// File is one source text with its findings.
type File struct {
	Source      *Source
	Diagnostics []Diagnostic
	App         string // id of the app; "" if there is none
	Name        string // of the app in the gallery: its id, else one made from the path; "" for what is no definition
	AppVersion  string // as written
	Widgets     int
}

// Report is the outcome of a check: the findings of every file that was
// looked at, ordered by path, and how much was checked.
type Report struct {
	Dir    string // the content directory as given, put in front of paths in text
	Files  []File
	Others []string // files that are no app definitions and are not among Files

	// What the writers may tell of the tool itself. All of it may be empty.
	Rules   []Rule // documentation of the rules that findings name
	Docs    string // address of the rules' pages, ending in a slash; a page is <name>.html
	Version string // of the tool
}

// docs returns the address of a rule's page, or "".
func (r *Report) docs(rule string) string {
	if r.Docs == "" || rule == "" {
		return ""
	}
	return r.Docs + rule + ".html"
}

// Sort orders the files by path.
func (r *Report) Sort() {
	sort.SliceStable(r.Files, func(i, k int) bool { return r.Files[i].Source.Path < r.Files[k].Source.Path })
}

// Counts sums up the findings of all files.
func (r *Report) Counts() Counts {
	var c Counts
	for _, f := range r.Files {
		c = c.Plus(Count(f.Diagnostics))
	}
	return c
}

// Size is how much a report is about. An app has versions, and each of them
// widgets of its own; a version that stands in two files is one.
type Size struct{ Apps, Versions, Widgets int }

// Size counts what the files define.
func (r *Report) Size() Size {
	var s Size
	apps, versions := map[string]bool{}, map[[2]string]bool{}
	for i := range r.Files {
		f := &r.Files[i]
		s.Widgets += f.Widgets
		if f.Name != "" {
			apps[f.Name], versions[[2]string{f.Name, f.AppVersion}] = true, true
		}
	}
	s.Apps, s.Versions = len(apps), len(versions)
	return s
}

// Within keeps the files at or below a path.
func (r *Report) Within(path string) *Report {
	if path == "." {
		return r
	}
	out := &Report{Dir: r.Dir, Rules: r.Rules, Docs: r.Docs, Version: r.Version}
	for _, f := range r.Files {
		if f.Source.Path == path || strings.HasPrefix(f.Source.Path, path+"/") {
			out.Files = append(out.Files, f)
		}
	}
	for _, other := range r.Others {
		if other == path || strings.HasPrefix(other, path+"/") {
			out.Others = append(out.Others, other)
		}
	}
	return out
}
