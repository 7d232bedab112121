package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"vitrine/generator"
	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/render"
)

// subjects are what a check looks at: the whole content directory, places
// named on the command line, or one text.
type subjects struct {
	config *config
	is     purpose
	places []place
	text   *gallery.Single // from standard input; then there are no places
	shown  string          // what to call the text
}

// place is a directory, or one file or folder in it.
type place struct {
	dir     string // as given
	session *generator.Session
	within  string // "." for all of it
	named   bool   // on the command line: paths are printed with the directory in front
	file    bool   // one file
	alone   bool   // which is looked at by itself
}

func (e *env) subjects(c *config, flags checkFlags, paths []string) (*subjects, error) {
	s := &subjects{config: c, is: forChecks}
	if flags.watch {
		s.is = forWatch
	}
	if len(paths) == 1 && paths[0] == "-" {
		return s, s.readText(e.in, flags.stdinName)
	}
	if len(paths) == 0 {
		session, err := c.session(s.is, nil)
		s.places = []place{{dir: c.Content, session: session, within: "."}}
		return s, err
	}
	for _, p := range paths {
		if err := s.add(p); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// readText reads one definition. If its name lies in the content directory it
// is checked as if it stood there.
func (s *subjects) readText(in io.Reader, name string) error {
	opts := s.config.options()
	limit := s.config.Limits.FileSize
	if limit <= 0 {
		limit = 8 << 20 // as check.Limits has it
	}
	data, err := io.ReadAll(io.LimitReader(in, limit+1)) // one more, to tell that it is too large
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	if name == "" {
		name = "stdin.json"
	}
	s.shown = filepath.ToSlash(name)
	s.text = &gallery.Single{Name: s.shown, Data: data, Options: opts}
	if rel, ok := inside(s.config.Content, name); ok {
		if content, err := content.Dir(s.config.Content); err == nil {
			s.text.Name, s.text.Content = rel, content
		}
	}
	return nil
}

// add takes a path of the command line. What lies in the content directory is
// seen together with the rest of it, so that the rules about several
// definitions hold; what is left out there, because a .gitignore file names it,
// is read by itself: whoever names it wants it read.
func (s *subjects) add(p string) error {
	info, err := os.Stat(p)
	if err != nil {
		return withHint(fmt.Errorf("check %q: %s", p, content.Reason(err)), "name a file or directory that exists")
	}
	if rel, ok := inside(s.config.Content, p); ok {
		session, err := s.content()
		if err != nil || !session.Snapshot().Tree.Ignored(rel, info.IsDir()) {
			s.places = append(s.places, place{dir: s.config.Content, session: session, within: rel, named: true, file: !info.IsDir()})
			return err
		}
	}
	dir, name := p, "."
	if !info.IsDir() {
		dir, name = filepath.Dir(p), filepath.Base(p)
	}
	session, err := s.open(dir, name)
	if err != nil {
		return err
	}
	s.places = append(s.places, place{dir, session, name, true, !info.IsDir(), !info.IsDir()})
	return nil
}

// open looks at a directory that is not the content directory, or at one file of it.
func (s *subjects) open(dir, name string) (*generator.Session, error) {
	files, err := openContent(dir)
	if err != nil {
		return nil, err
	}
	theme, err := openTheme("", render.Brand{})
	if err != nil {
		return nil, err
	}
	session := generator.Open(content.Only(files, name), theme, s.config.optionsFor(s.is), nil)
	if _, err := session.Refresh(); err != nil {
		return nil, joined(err, session.Close())
	}
	return session, nil
}

// content opens the content directory once, however many paths lie in it.
func (s *subjects) content() (*generator.Session, error) {
	for _, p := range s.places {
		if p.dir == s.config.Content && !p.alone {
			return p.session, nil
		}
	}
	return s.config.session(s.is, nil)
}

// report is what is found, each file once.
func (s *subjects) report() *diag.Report {
	if s.text != nil {
		r := s.text.Report()
		r.Files[0].Source.Path = appdef.ConcealName(s.shown)
		return r
	}
	if !s.places[0].named {
		return gallery.Stream(s.places[0].session.Snapshot(), fromHere(s.config.Content))
	}
	all := s.places[0].report()
	seen := map[string]bool{}
	files := all.Files
	for _, p := range s.places[1:] {
		more := p.report()
		files = append(files, more.Files...)
		all.Others = append(all.Others, more.Others...)
	}
	slices.Sort(all.Others)
	all.Others = slices.Compact(all.Others)
	all.Files = nil
	for _, f := range files {
		if seen[f.Source.Path] {
			continue
		}
		seen[f.Source.Path] = true
		all.Files = append(all.Files, f)
	}
	all.Sort()
	return all
}

// report has paths with the directory in front, because the files of several
// places stand in one report.
func (p *place) report() *diag.Report {
	r := gallery.Stream(p.session.Snapshot(), "").Within(appdef.ConcealName(p.within))
	dir := fromHere(p.dir)
	for i := range r.Files {
		src := *r.Files[i].Source
		src.Path = path.Join(dir, src.Path)
		r.Files[i].Source = &src
	}
	others := make([]string, len(r.Others)) // the snapshot keeps its own
	for i, other := range r.Others {
		others[i] = path.Join(dir, other)
	}
	r.Others = others
	return r
}

// fromHere returns the path of a directory as reports show it, with slashes:
// from the working directory where it lies below, else as it was given.
func fromHere(dir string) string {
	if filepath.IsAbs(dir) {
		if rel, ok := inside(".", dir); ok {
			return rel
		}
	}
	return filepath.ToSlash(dir)
}

// inside returns p relative to dir if it lies in it.
func inside(dir, p string) (string, bool) {
	rel, err := relative(dir, p)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}
