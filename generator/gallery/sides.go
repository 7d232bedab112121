package gallery

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/diff"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/rules"
)

// errNoObject is what becomes of a text that holds no object.
var errNoObject = errors.New("it holds no app definition that can be read")

// Side prepares a version of an app for a comparison; "latest" is the
// one that its page shows.
// Its name is the path in the content directory. unsure counts the faults of
// the text because of which some of it may not have been read.
func Side(s *Snapshot, app, version string) (side *diff.Side, unsure int, err error) {
	e, err := findVersion(s, app, version)
	if err != nil {
		return nil, 0, err
	}
	tree, err := s.tree(e)
	if err != nil {
		return nil, 0, err
	}
	src, err := s.Source(e)
	if err != nil {
		return nil, 0, err
	}
	return sideOf(src, tree, e.Facts)
}

func sideOf(src *diag.Source, tree *appdef.App, facts *check.Facts) (*diff.Side, int, error) {
	if tree == nil || tree.Root == nil {
		return nil, 0, errNoObject
	}
	return &diff.Side{Name: src.Path, Source: src, App: tree}, facts.Unread, nil
}

// versionsMost is how many versions are named where one was meant.
const versionsMost = 20

// findVersion finds a version of an app. Of several files with the same version
// the first by path counts, as it does for pages.
func findVersion(s *Snapshot, name, version string) (*layout.Entry, error) {
	app := s.Layout.App(name)
	if app == nil {
		return nil, fmt.Errorf("there is no app %q", name)
	}
	if version == "latest" {
		return app.Latest(), nil
	}
	var known []string
	for _, e := range app.Versions {
		if e.Head().Version == version {
			return e, nil
		}
		known = append(known, e.Head().Version)
	}
	if len(known) > versionsMost {
		known = append(known[:versionsMost], "older ones")
	}
	return nil, fmt.Errorf("there is no version %q of %q, only %s", version, name, strings.Join(known, ", "))
}

// Mend applies the fixes of a file; see check.Checker.Mend.
func Mend(s *Snapshot, path string, unsafe bool) (m check.Mended, ok bool) {
	of, ok := mendable(s, path)
	if !ok {
		return check.Mended{}, false
	}
	return s.Checker.Mend(of, &s.Options.Levels, unsafe)
}

// MendOne applies the fix of one finding of a file; see check.Checker.MendOne.
func MendOne(s *Snapshot, path, rule string, at diag.Span) (m check.Mended, ok bool) {
	of, ok := mendable(s, path)
	if !ok {
		return check.Mended{}, false
	}
	return s.Checker.MendOne(of, &s.Options.Levels, rule, at)
}

// Format lays a file out; see check.Checker.Format. What cannot be read is refused.
func Format(s *Snapshot, path string, keepOrder bool) (m check.Mended, refused *diag.File, ok bool) {
	e := s.Layout.Entry(path)
	if e == nil || !e.Definition() && e.Trouble == nil {
		return check.Mended{}, nil, false
	}
	if e.Trouble != nil {
		return check.Mended{}, &diag.File{Source: source(e, nil), Diagnostics: []diag.Diagnostic{*e.Trouble}}, false
	}
	text, err := s.text(e)
	if err != nil {
		fault := rules.Finding("file-unreadable", err.Error(), "run the command again")
		return check.Mended{}, &diag.File{Source: source(e, nil), Diagnostics: []diag.Diagnostic{fault}}, false
	}
	return formatted(s.Checker, subject(s, e, text), keepOrder)
}

func formatted(c *check.Checker, of *check.Subject, keepOrder bool) (check.Mended, *diag.File, bool) {
	m, refused, ok := c.Format(of, keepOrder)
	if len(refused) == 0 {
		return m, nil, ok
	}
	return m, &diag.File{Source: check.Source(of.Path, of.Text, c.Run(of).Secrets), Diagnostics: refused}, false
}

// mendable is a file as it is checked, if it can be read.
func mendable(s *Snapshot, path string) (*check.Subject, bool) {
	e := s.Layout.Entry(path)
	if e == nil || e.Trouble != nil || e.Text == nil {
		return nil, false
	}
	text, err := s.text(e)
	if err != nil {
		return nil, false
	}
	return subject(s, e, text), true
}

// Shows returns the path of the definition that a page of the site is about; "" for other pages.
func (s *Snapshot) Shows(page string) string {
	for _, e := range s.Layout.Entries() {
		if e.Definition() && (e.Page == page || slices.Contains(e.Widgets, page)) {
			return e.Path
		}
	}
	return ""
}

// subject is a file as it is checked.
func subject(s *Snapshot, e *layout.Entry, text []byte) *check.Subject {
	return &check.Subject{Path: e.Path, Text: text, Stands: s.Stands, File: FilesFor(s.Setup, s.Tree)}
}

// Stands tells whether a file stands in the content directory that may be a
// picture.
func (s *Snapshot) Stands(path string) bool {
	_, ok := s.Tree.Picture(path)
	return ok
}

// Single is one definition by itself, such as standard input. What several
// definitions promise each other is not checked, and it has no samples.
type Single struct {
	Name    string // its path relative to the content directory, or any name
	Data    []byte
	Content fs.FS // where the pictures that it names may stand; nil for nowhere
	Options Options
	online  []diag.Diagnostic
}

func (t *Single) check() (*check.Checker, *check.Subject, *check.Facts) {
	opts := t.Options
	opts.Site.Pages = opts.Widgets
	checker := check.New(opts.Limits, opts.Site, memo.New())
	s := &check.Subject{Path: t.Name, Text: t.Data, Stands: check.Beside(t.Content)}
	if t.Content != nil {
		s.File = check.Reachable(t.Content, checker.Limits().FileSize)
	}
	return checker, s, checker.Run(s)
}

// Report checks the definition.
func (t *Single) Report() *diag.Report {
	checker, _, facts := t.check()
	f := diag.File{Source: check.Source(t.Name, t.Data, facts.Secrets)}
	if facts.Blank {
		f.Source = check.Source(t.Name, nil, nil)
	} else if facts.Head != nil {
		f.App, f.Name, f.AppVersion, f.Widgets = facts.Head.ID, facts.Head.Name(t.Name), facts.Head.Version, len(facts.Head.Widgets)
	}
	all := diag.Sort(slices.Concat(facts.Findings.List(), checker.LocalIcons(facts, t.Name, t.Content), t.online))
	f.Diagnostics = t.Options.Levels.Apply(facts.AsSubject(t.Name), all, nil)
	r := t.Options.report("")
	r.Files = []diag.File{f}
	return r
}

// Mend applies the fixes of the definition; see check.Checker.Mend.
func (t *Single) Mend(unsafe bool) (m check.Mended, ok bool) {
	checker, subject, _ := t.check()
	return checker.Mend(subject, &t.Options.Levels, unsafe)
}

// Edited is the definition with a new text; see check.Checker.Edited.
func (t *Single) Edited(after []byte) (m check.Mended, ok bool) {
	checker, subject, _ := t.check()
	return checker.Edited(subject, after)
}

// Format lays the definition out; see check.Checker.Format.
func (t *Single) Format() (m check.Mended, refused *diag.File, ok bool) {
	checker, subject, _ := t.check()
	return formatted(checker, subject, false)
}

// Side prepares the definition for a comparison, as Snapshot.Side does.
func (t *Single) Side() (side *diff.Side, unsure int, err error) {
	checker, subject, facts := t.check()
	if facts.Blank {
		return nil, 0, content.ErrTooLarge
	}
	tree, err := checker.Tree(facts, subject)
	if err != nil {
		return nil, 0, err
	}
	return sideOf(check.Source(t.Name, t.Data, facts.Secrets), tree, facts)
}

// Ask asks the network about the definition.
func (t *Single) Ask(ctx context.Context, o check.Online) error {
	checker, subject, facts := t.check()
	if t.online = nil; facts.Blank || facts.Head == nil {
		return nil
	}
	tree, err := checker.Tree(facts, subject)
	if err != nil {
		return err
	}
	q := o.Inquire(subject, tree, nil, facts.Secrets)
	answers, err := o.Ask(ctx, q.Questions())
	if err != nil {
		return fmt.Errorf("ask the network: %w", err)
	}
	t.online = o.Judge(q, answers, t.Options.Site.BaseURL)
	return nil
}
