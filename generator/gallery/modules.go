package gallery

import (
	"io/fs"
	"path"

	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/layout"
)

// FilesFor reads the files of a content directory that modules bring in: those
// that a walk has found, so that nothing is shown that .gitignore files name.
func FilesFor(s *Setup, tree *content.Tree) func(string) ([]byte, error) {
	limit := s.Checker.Limits().FileSize
	if content.Alone(s.Content) {
		return check.Reachable(s.Content, limit)
	}
	return func(name string) ([]byte, error) {
		_, entry := tree.Entry(name)
		if _, beside := tree.Picture(name); !entry && !beside {
			return nil, fs.ErrNotExist
		}
		data, err := content.ReadFile(s.Content, name, limit)
		s.Missed.Note(name, err)
		return data, err
	}
}

// found reads again what a module was found to bring in, and nothing else.
func found(s *Setup, e *layout.Entry) func(string) ([]byte, error) {
	there := map[string]bool{}
	for _, i := range e.Facts.Imports {
		if i.Digest.Known() {
			there[path.Join(path.Dir(e.Path), i.Name)] = true
		}
	}
	return func(name string) ([]byte, error) {
		switch data, ok := e.Brought[name]; {
		case !there[name]:
			return nil, fs.ErrNotExist
		case ok:
			return data, nil
		}
		return content.ReadFile(s.Content, name, s.Checker.Limits().FileSize)
	}
}

// SyntaxErrors is a definition whose text is not JSON: it is shown as far as
// it could be read.
type SyntaxErrors struct {
	Source   *diag.Source
	Findings []diag.Diagnostic // about the text alone
	Pages    []string
}

// PagesOf lists the pages of a definition, by the path of its file; none for one
// that has none.
func PagesOf(s *Snapshot, file string) []string {
	e := s.Layout.Entry(file)
	if e == nil || !e.Definition() {
		return nil
	}
	return append([]string{e.Page, e.TextPage}, e.Widgets...)
}

// ListSyntaxErrors lists the definitions whose text is not JSON, by path. An
// author who is typing makes one of them again and again.
func ListSyntaxErrors(s *Snapshot) []SyntaxErrors {
	var list []SyntaxErrors
	for _, e := range s.broken {
		src, _ := s.Source(e) // one that is gone by now has no lines to show
		list = append(list, SyntaxErrors{src, check.NotJSON(e.Facts.Findings.List()), PagesOf(s, e.Path)})
	}
	return list
}
