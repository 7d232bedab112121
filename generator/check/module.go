package check

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
	"vitrine/generator/memo"
	"vitrine/generator/module"
	"vitrine/generator/rules"
)

// Import is a file that a module brings in, or would if it were there.
type Import struct {
	Name   string   // from the folder of the module on
	Digest memo.Key // of its bytes; the zero Key where there is none
}

// Root reads a text as that of a file of this name, by itself: what a module
// brings in is not known.
func Root(name string, text []byte, limits Limits) *jsontree.Node {
	limits = limits.WithDefaults()
	if content.Module(name) {
		return module.Read(text, module.Options{Path: name, Limits: limits.parse()}).Root
	}
	return jsontree.Read(text, limits.parse()).Root
}

// imports reads the files that a module brings in, each once, and notes them.
type imports struct {
	subject *Subject
	files   map[string]imported
	list    []Import
}

type imported struct {
	data []byte
	err  error
}

// file is what module.Options asks.
func (i *imports) file(name string) ([]byte, error) {
	if known, ok := i.files[name]; ok {
		return known.data, known.err
	}
	data, err := i.subject.file(name)
	if i.files == nil {
		i.files = map[string]imported{}
	}
	i.files[name] = imported{data, err}
	from, relErr := filepath.Rel(filepath.FromSlash(path.Dir(i.subject.Path)), filepath.FromSlash(name))
	if relErr != nil {
		from = name
	}
	i.list = append(i.list, Import{filepath.ToSlash(from), stateOf(data, err)})
	return data, err
}

// stateOf stands for what a file holds, or why nothing is known of it.
func stateOf(data []byte, err error) memo.Key {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return memo.Key{}
	case err != nil:
		return memo.NewHash("unread").String(err.Error()).Sum()
	}
	return memo.Of(data)
}

// file is File for any path: one that leads out of the content directory leads
// to nothing that can be read.
func (s *Subject) file(name string) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrInvalid
	}
	if slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool {
		return strings.HasPrefix(part, ".") || part == "node_modules"
	}) {
		return nil, fs.ErrNotExist // .env and the like are nobody's texts
	}
	data, err := s.File(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		err = errors.New(content.Reason(err)) // without the path: where the directory lies is no matter of the definition
	}
	return data, err
}

// same tells whether a module would bring in the same as it did.
func (s *Subject) same(list []Import) bool {
	for _, i := range list {
		if s.File == nil || stateOf(s.file(path.Join(path.Dir(s.Path), i.Name))) != i.Digest {
			return false
		}
	}
	return true
}

// languageOf tells how a text is read, by the name of its file: "" for JSON.
func languageOf(name string) string {
	if !content.Module(name) {
		return ""
	}
	language := strings.ToLower(path.Ext(name))
	if content.MainModule(name) {
		return "main" + language
	}
	return language
}

// readModule is read for a module. What exports no definition is none, and
// nobody need be told, as scripts of all kinds stand beside definitions.
func readModule(s *Subject, text []byte, limits Limits) reading {
	if !module.MayExport(text) {
		return reading{}
	}
	i := &imports{subject: s}
	opts := module.Options{Path: s.Path, Limits: limits.parse()}
	if s.File != nil {
		opts.File = i.file
	}
	parsed, secrets := appdef.ParseModule(text, opts)
	r := reading{faults: parsed.Faults, secrets: secrets, sure: parsed.Sure >= len(text), unkept: parsed.Hidden, imports: i.list}
	for _, s := range secrets {
		if !s.Elsewhere {
			r.hidden = append(r.hidden, s.Span)
		}
	}
	if !exportsDefinition(parsed) {
		faulty := slices.ContainsFunc(r.faults, func(d diag.Diagnostic) bool { return d.Syntax })
		if parsed.Root.Kind != jsontree.Invalid || !faulty && !parsed.Exports || !content.MainModule(s.Path) ||
			!parsed.Mentions("app", "version", "title") {
			return r
		}
		if !faulty {
			r.faults = []diag.Diagnostic{rules.Unreadable(parsed.Root.Span)}
		}
	}
	app, shape := appdef.Decode(parsed.Root)
	app.Text, app.Secrets, app.Partial = parsed.Text, secrets, true
	r.app, r.module = app, parsed
	r.shape = append(shape, tooMany(app, limits)...)
	return r
}

// Module reads a module as an editor has it, whatever faults it has; nil for one
// that exports no definition.
func Module(s *Subject, limits Limits) *appdef.App {
	return readModule(s, s.Text, limits.WithDefaults()).app
}

// exportsDefinition tells whether a module exports an app definition, or
// several, of which each belongs into a file of its own.
func exportsDefinition(m *module.Reading) bool {
	root := m.Root
	if _, foreign := m.From(root); foreign {
		return false // it is one under its own name
	}
	if root.Kind == jsontree.Array {
		if len(root.Items) == 0 || root.Items[0].Get("app") == nil {
			return false
		}
		_, foreign := m.From(root.Items[0])
		return !foreign // a list of what stands in files of their own
	}
	app := root.Get("app")
	return root.Kind == jsontree.Object && !rules.Foreign(root, 0) &&
		(app == nil || app.Kind == jsontree.String || app.Kind == jsontree.Invalid)
}

// settle has the findings of a module say in which file their values stand, and
// keeps the fixes that it can bear.
func (r *reading) settle(list []diag.Diagnostic) {
	sources := map[string]*diag.Source{}
	for i := range list {
		d := &list[i]
		n := r.module.Root.Find(d.Path)
		if n == nil || strings.HasPrefix(d.Rule, "module-") {
			continue
		}
		from, ok := r.module.From(n)
		if !ok {
			continue
		}
		src := sources[from.File]
		if src == nil {
			src = diag.NewSource(from.File, from.Text)
			sources[from.File] = src
		}
		at := src.Position(from.Span.Start)
		d.Message += fmt.Sprintf(" (in %q, line %d)", appdef.ConcealName(from.File), at.Line)
	}
	r.module.Admit(list)
}

// Reachable reads the files of a directory of which no walk has told what
// .gitignore files name.
func Reachable(dir fs.FS, limit int64) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if info, err := fs.Stat(dir, name); err == nil && info.IsDir() {
			return nil, fs.ErrNotExist
		}
		return content.ReadFile(dir, name, limit)
	}
}
