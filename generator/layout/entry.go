// Package layout lays the gallery out: which definitions are versions of one
// app, which came before which, what their pages are called and what the rules
// say that see several of them. It is pure: a Layout is made of the one before
// and of what differs, and is never changed afterwards.
package layout

import (
	"cmp"

	"vitrine/generator/appdef"
	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/memo"
	"vitrine/generator/reviews"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// Entry is one file that may be a definition, and its place in the gallery. It
// is filled in by one phase after the other, each of which stands on those
// before it, and never changed once a snapshot with it was published.
type Entry struct {
	// What was read.
	Path    string
	Text    *content.Text    // nil if nothing could be read
	Trouble *diag.Diagnostic // why it cannot or should not be read; nil if it can
	Lost    string           // why it cannot be read now, though it may well be there; what was read before stands
	Retry   bool             // reading it failed, and may go well another time
	Kept    Kept             // what an earlier build has of a definition that is lost; nil for none

	// What that comes to, alone and with what stands beside it.
	Facts   *check.Facts      // of nothing if nothing could be read
	Brought map[string][]byte // what a module brings in, by path; nil where that is read again
	Places  []string          // the files that it names stand there, or would
	Home    string            // the folder whose README and samples go with it
	Readme  *content.Text     // of its home; nil for none
	Samples *check.Samples    // of its home; nil for none
	Online  []diag.Diagnostic // what the network says; nil unless it was asked

	// What the other definitions make of it.
	Name     string // of the app
	App      *App   // that it is a version of
	Page     string // "apps/acme.html"
	TextPage string // of its text: "apps/acme/definition.html"
	Widgets  []string
	Newest   bool   // of the app's versions
	Latest   bool   // of the app's releases, else the newest; it is what the app's page shows
	Before   *Entry // the version before; nil for the first
	Step     string // page about what changed since then; "" for none
	Compare  string // data of how it differs from any older version; "" where there are too few to choose from
	Set      []diag.Diagnostic
	Circle   []diag.Diagnostic
	Review   *reviews.File // the decisions on its app; nil for none

	// What is shown of it.
	Local    map[string]Local  // the pictures that it names and that are at hand, by address
	Icons    map[string]string // what shows the icon of an address: a path in the site
	Findings diag.Packed       // all, as the configuration has them
	Broken   bool              // a definition whose text is not JSON
	Rules    []RuleTally       // how often each rule is broken
	Used     []bool            // which of the configuration's ignores were used
	Verdict  memo.Key          // of the findings, and of what the report says beside them
	Key      memo.Key          // of everything that its own pages show of it
	Summary  *site.Summary     // nil for what is no definition
	Mark     memo.Key          // of the summary
}

// RuleTally is how many findings of a rule a file has.
type RuleTally struct {
	Rule     string
	Findings int
}

// Local is a picture in the content directory.
type Local struct {
	Path  string
	Stamp content.Stamp
}

// Kept is what an earlier build has of a definition.
type Kept interface {
	Has(page string) bool // tells whether there is such a page of it
}

// Definition tells whether the file gets pages.
func (e *Entry) Definition() bool { return e.Facts.Head != nil }

// Head is what is known of the definition.
func (e *Entry) Head() *check.Head { return e.Facts.Head }

// Subject names the file for the configuration.
func (e *Entry) Subject() rules.Subject { return e.Facts.AsSubject(e.Path) }

// Prerelease tells whether the definition is no release yet.
func (e *Entry) Prerelease() bool { return appdef.Prerelease(e.Head().Version) }

// latestFirst orders versions so that the one that an app's page shows comes
// first: releases by age, then pre-releases, then what is no version. Of the
// same version the first path comes first.
func latestFirst(a, b *Entry) int {
	return cmp.Or(cmp.Compare(a.stage(), b.stage()), newestFirst(a, b), cmp.Compare(a.Path, b.Path))
}

// stage is 0 for a release, 1 for a pre-release and 2 for what is no version.
func (e *Entry) stage() int {
	switch v, ok := appdef.ParseVersion(e.Head().Version); {
	case !ok:
		return 2
	case v.Pre != "":
		return 1
	}
	return 0
}

// newestFirst orders versions by semver; what is no version comes last.
func newestFirst(a, b *Entry) int {
	va, okA := appdef.ParseVersion(a.Head().Version)
	vb, okB := appdef.ParseVersion(b.Head().Version)
	switch {
	case okA && okB:
		return cmp.Or(vb.Compare(va), cmp.Compare(b.Head().Version, a.Head().Version))
	case okA:
		return -1
	case okB:
		return 1
	}
	return cmp.Compare(b.Head().Version, a.Head().Version)
}
