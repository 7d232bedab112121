package rules

import (
	"path"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// Levels is what the configuration makes of the rules. The zero value leaves
// everything as the rules say.
type Levels struct {
	Changes []Change // in order; the last that fits a finding counts
	Ignores []Ignore
}

// Change gives a rule another severity, or switches it off.
type Change struct {
	Rule     string
	Severity diag.Severity
	Off      bool
	Path     string // glob of the files that it is about; "" for all
}

// Ignore hides findings, for a reason.
type Ignore struct {
	Rule    string
	Path    string // glob of files; "" for all
	App     string // id of an app; "" for all
	Pointer string // at or below this value; "" for all
	Reason  string
	Span    diag.Span // where it stands in the configuration
}

// Subject is the file that findings are about.
type Subject struct {
	Path string // relative to the content directory
	App  string // id of the app, if any
}

// Fixed tells whether a rule holds whatever the configuration says: text that
// is not JSON cannot be registered by anyone.
func Fixed(rule string) bool {
	r, ok := byName[rule]
	return ok && slices.Contains(r.Answers, "file")
}

// None tells whether everything is left as the rules say.
func (l *Levels) None() bool { return len(l.Changes) == 0 && len(l.Ignores) == 0 }

// Apply returns the findings as configured. The list is not changed. used, if
// not nil, notes which ignores hid something.
func (l *Levels) Apply(of Subject, list []diag.Diagnostic, used []bool) []diag.Diagnostic {
	if l.None() {
		return list
	}
	out := make([]diag.Diagnostic, 0, len(list))
	for _, d := range list {
		if l.ignored(of, &d, used) || !l.level(of, &d) {
			continue
		}
		out = append(out, d)
	}
	return out
}

// level gives a finding its severity; false switches it off.
func (l *Levels) level(of Subject, d *diag.Diagnostic) bool {
	on := true
	for _, c := range l.Changes {
		if c.Rule == d.Rule && within(c.Path, of.Path) {
			if on = !c.Off; on {
				d.Severity = c.Severity
			}
		}
	}
	return on
}

// ignored tells whether a finding is hidden. All ignores are tried, so that
// one that is covered by another is not called unused.
func (l *Levels) ignored(of Subject, d *diag.Diagnostic, used []bool) bool {
	hidden := false
	for i, x := range l.Ignores {
		if x.Rule != d.Rule || x.App != "" && x.App != of.App || !within(x.Path, of.Path) || !below(x.Pointer, d.Path) {
			continue
		}
		hidden = true
		if used != nil {
			used[i] = true
		}
	}
	return hidden
}

func below(pointer, at string) bool {
	return pointer == "" || at == pointer || strings.HasPrefix(at, pointer+"/")
}

// within tells whether a file is meant by a glob: * and ? stay within a
// folder, ** is any number of folders, and a folder means all that is in it.
func within(glob, file string) bool {
	return glob == "" || matches(strings.Split(strings.Trim(glob, "/"), "/"), strings.Split(file, "/"))
}

func matches(glob, file []string) bool {
	switch {
	case len(glob) == 0:
		return true
	case glob[0] == "**":
		for i := range len(file) + 1 {
			if matches(glob[1:], file[i:]) {
				return true
			}
		}
		return false
	case len(file) == 0:
		return false
	}
	ok, err := path.Match(glob[0], file[0])
	return ok && err == nil && matches(glob[1:], file[1:])
}

// ValidGlob tells whether a glob of Change and Ignore is well-formed.
func ValidGlob(glob string) error {
	_, err := path.Match(strings.ReplaceAll(glob, "**", "*"), "")
	return err
}

// Unused returns what there is to say of the ignores that hid nothing. Spans
// are those of the configuration.
func (l *Levels) Unused(used []bool) []diag.Diagnostic {
	var list []diag.Diagnostic
	for i, x := range l.Ignores {
		if !used[i] {
			d := Finding("ignore-unused", "this entry of ignore: hides nothing: there is no finding of "+x.Rule+" where it looks",
				"remove it; what it was for has been mended, or its path, app or pointer is misspelt")
			d.Span = x.Span
			list = append(list, d)
		}
	}
	return list
}
