package diag

import (
	"iter"
	"path"
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
	Kept        *Kept // in place of the findings and the text, which are told by Report.Each; nil where both are at hand
}

// Kept is what a file has where its findings and its text are at hand only while
// somebody looks at them. Then its Source knows the path alone.
type Kept struct {
	Findings Packed
	Secret   []Span
	Text     func() ([]byte, error) // of a file that cannot be read any more the lines are empty
}

// Report is the outcome of a check: the findings of every file that was
// looked at, ordered by path, and how much was checked.
type Report struct {
	Dir    string // the content directory as given, put in front of paths in text
	Files  []File
	Others []string // files that are no app definitions and are not among Files

	// Where paths are looked for that begin with "..": the absolute path of the
	// directory in which the check was run, with slashes. May be empty.
	Root string

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

// name is what to call a file in text: its path from where the check was run,
// or its absolute path.
func (r *Report) name(src *Source) string {
	if absolute(src.Path) {
		return src.Path
	}
	return path.Join(r.Dir, src.Path)
}

// absolute tells whether a path with slashes begins at a root, also on Windows.
func absolute(p string) bool {
	if strings.HasPrefix(p, "/") {
		return true
	}
	return len(p) > 2 && p[1:3] == ":/" && 'a' <= p[0]|0x20 && p[0]|0x20 <= 'z' // a drive
}

// away returns the absolute path of what lies outside of the directory in
// which the check was run, and "" of everything else.
func (r *Report) away(p string) string {
	switch {
	case absolute(p):
		return path.Clean(p)
	case r.Root != "" && (p == ".." || strings.HasPrefix(p, "../")):
		return path.Join(r.Root, p)
	}
	return ""
}

// Sort orders the files by path.
func (r *Report) Sort() {
	sort.SliceStable(r.Files, func(i, k int) bool { return r.Files[i].Source.Path < r.Files[k].Source.Path })
}

// Counts sums up the findings of all files.
func (r *Report) Counts() Counts {
	var c Counts
	for _, list := range r.Found() {
		c = c.Plus(Count(list))
	}
	return c
}

// Found goes through the findings of all files, and reads no text. A list is
// good until the next one.
func (r *Report) Found() iter.Seq2[*File, []Diagnostic] {
	return func(yield func(*File, []Diagnostic) bool) {
		var room []Diagnostic
		for i := range r.Files {
			f := &r.Files[i]
			list := f.Diagnostics
			if f.Kept != nil {
				room = f.Kept.Findings.Append(room[:0])
				list = room
			}
			if !yield(f, list) {
				return
			}
		}
	}
}

// Each goes through all files with their findings and texts. Both are good until
// the next file.
func (r *Report) Each() iter.Seq[*File] {
	return func(yield func(*File) bool) {
		for f, list := range r.Found() {
			if whole := f.with(list); !yield(&whole) {
				return
			}
		}
	}
}

// with returns the file with its findings and its text.
func (f *File) with(list []Diagnostic) File {
	whole := *f
	if f.Kept != nil {
		whole.Source, whole.Diagnostics, whole.Kept = f.Kept.source(f.Source.Path), list, nil
	}
	return whole
}

func (k *Kept) source(path string) *Source {
	text, _ := k.Text()
	s := NewSource(path, text)
	s.Secret = k.Secret
	return s
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
func (r *Report) Within(place string) *Report {
	if place == "." {
		return r
	}
	out := &Report{Dir: r.Dir, Root: r.Root, Rules: r.Rules, Docs: r.Docs, Version: r.Version}
	for _, f := range r.Files {
		if f.Source.Path == place || strings.HasPrefix(f.Source.Path, place+"/") {
			out.Files = append(out.Files, f)
		}
	}
	for _, other := range r.Others {
		if other == place || strings.HasPrefix(other, place+"/") {
			out.Others = append(out.Others, other)
		}
	}
	return out
}
