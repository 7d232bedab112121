package gallery

import (
	"bytes"
	"path"
	"slices"

	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
)

// maxModules bounds how many scripts Modules looks into.
const maxModules = 200

// Modules lists files that look like app definitions written as JavaScript
// modules, as in Kustomer's starter repository; they are not read. It is asked
// when there is no definition at all.
func Modules(s *Snapshot) []string {
	var list []string
	looked := 0
	for _, p := range s.Tree.Companions() {
		if !slices.Contains([]string{".js", ".cjs", ".mjs", ".ts"}, path.Ext(p)) {
			continue
		}
		if looked++; looked > maxModules {
			break
		}
		text, err := content.ReadFile(s.Content, p, s.Options.Limits.FileSize)
		exports := bytes.Contains(text, []byte("module.exports")) || bytes.Contains(text, []byte("export default"))
		if err == nil && exports && bytes.Contains(text, []byte("version")) && bytes.Contains(text, []byte("title")) {
			list = append(list, p)
		}
	}
	return list
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
