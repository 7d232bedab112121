package module

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// imported works out a name that another file gives its value.
func (w *world) imported(f *file, i *importing) *value {
	g, data := w.open(f, i.from, i.kind)
	switch {
	case g != nil:
	case i.name == "default", i.name == "*", !data.known():
		return data
	default:
		if found, _ := data.get(i.name); found != nil {
			return found
		}
		return unknown(f, i.from.span, "the file has no "+shown(i.name))
	}
	defer w.enter(g)()
	if i.name == "*" {
		return w.namespace(g)
	}
	if v := w.export(g, i.name, map[*file]bool{}); v != nil {
		return v
	}
	w.report("module-import", diag.Error, fmt.Sprintf("%s exports no %q", shown(i.from.text), i.name), "name what the file exports")
	return told(f, i.from.span)
}

// required works out require("…").
func (w *world) required(f *file, from *expr) *value {
	if from.op != opString {
		return unknown(f, from.span, "")
	}
	g, data := w.open(f, from, "")
	if g == nil {
		return data
	}
	defer w.enter(g)()
	if g.whole != nil {
		return w.eval(g, g.defaultExport())
	}
	return w.namespace(g)
}

// enter notes that values of a file are worked out; what it returns ends that.
func (w *world) enter(g *file) func() {
	w.inside = append(w.inside, g)
	return func() { w.inside = w.inside[:len(w.inside)-1] }
}

// defaultExport is what a module exports as its value; nil for nothing.
func (f *file) defaultExport() *expr {
	x := f.whole
	if x == nil {
		return f.exports["default"]
	}
	var more []property
	for _, name := range sorted(f.exports) {
		v := f.exports[name]
		if !f.own[name] {
			continue // module.exports is another object
		}
		more = append(more, property{name: &expr{op: opString, span: v.span, text: name}, value: v})
	}
	if len(more) == 0 {
		return x
	}
	all := &expr{op: opObject, span: x.span, props: append([]property{{value: x, short: true}}, more...)} // module.exports.name = …
	f.whole, f.exports = all, map[string]*expr{}
	return all
}

func sorted(m map[string]*expr) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// export works out what a file exports under a name; nil if it does not.
func (w *world) export(g *file, name string, seen map[*file]bool) *value {
	if x := g.exports[name]; x != nil && (g.whole == nil || name != "default") {
		return w.eval(g, x)
	}
	if g.whole != nil {
		v := w.eval(g, g.defaultExport())
		if name == "default" {
			return v
		}
		if found, missing := v.get(name); found != nil || missing {
			return found
		}
		return not(g, g.whole.span, v)
	}
	if seen[g] || len(seen) > deepestCall {
		return nil
	}
	seen[g] = true
	for _, from := range g.stars {
		if other, data := w.open(g, from, ""); other != nil && name != "default" {
			if v := w.export(other, name, seen); v != nil {
				return v
			}
		} else if data != nil {
			if found, _ := data.get(name); found != nil {
				return found
			}
		}
	}
	return nil
}

// namespace is all that a file exports, as an object.
func (w *world) namespace(g *file) *value {
	v := &value{kind: jsontree.Object, file: g, span: diag.Span{End: len(g.text)}}
	m := members{value: v}
	for _, name := range sorted(g.exports) {
		x := g.exports[name]
		m.set(member{&value{kind: jsontree.String, text: name, file: g, span: x.span}, item{w.eval(g, x), x.span}})
	}
	for _, from := range g.stars {
		v.gaps = append(v.gaps, gap{place: place{g, from.span}, why: ""})
	}
	return v
}

// fromMain is the path of a file from the folder of the module on, as imports
// have it: what is said of a module does not depend on where it stands.
func (w *world) fromMain(name string) string {
	dir := strings.Split(path.Dir(w.main.path), "/")
	parts := strings.Split(name, "/")
	for len(dir) > 0 && len(parts) > 1 && (dir[0] == parts[0] || dir[0] == ".") {
		if dir[0] != "." {
			parts = parts[1:]
		}
		dir = dir[1:]
	}
	if len(dir) == 0 || dir[0] == "." {
		return "./" + strings.Join(parts, "/")
	}
	return strings.Repeat("../", len(dir)) + strings.Join(parts, "/")
}

// candidates are the files that a name in an import may mean.
func candidates(base string) []string {
	list := []string{base}
	if stem, ok := strings.CutSuffix(base, ".js"); ok { // TypeScript calls its files so
		list = append(list, stem+".ts")
	}
	all := append(slices.Clone(extensions), ".json")
	for _, ext := range all {
		list = append(list, base+ext)
	}
	for _, ext := range all {
		list = append(list, path.Join(base, "index"+ext))
	}
	return list
}

// open finds the file that an import names: a module, or the value of another
// file, which is not known where there is none.
func (w *world) open(f *file, from *expr, kind string) (g *file, data *value) {
	if from.text != "." && from.text != ".." && !strings.HasPrefix(from.text, "./") && !strings.HasPrefix(from.text, "../") {
		return nil, unknown(f, from.span, fmt.Sprintf("it comes from the package %q", diag.Shorten(from.text, 60)))
	}
	if f == w.main {
		outer := w.at
		defer func() { w.at = outer }()
		w.at = from.span
	}
	if w.opts.File == nil {
		return nil, unknown(f, from.span, "no other file is read here")
	}
	base := path.Join(path.Dir(f.path), from.text)
	if base == ".." || strings.HasPrefix(base, "../") {
		w.outside(base, shown(from.text))
		return nil, told(f, from.span)
	}
	for _, name := range candidates(base) {
		if g := w.files[name]; g != nil {
			return g, nil
		}
		if v := w.data[name]; v != nil {
			return nil, v
		}
		text, err := w.read(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			w.report("module-import", diag.Error, fmt.Sprintf("%s cannot be read: %v", shown(from.text), err), "check the file that it names")
			return nil, told(f, from.span)
		}
		return w.load(name, text, kind)
	}
	if !w.closed {
		w.report("module-import", diag.Error, fmt.Sprintf("there is no file %s", shown(from.text)),
			"name a file from the folder of this one on; what .gitignore files name is not read")
	}
	return nil, told(f, from.span)
}

// outside reports what lies outside of the content directory. It is asked for
// all the same, so that whoever notes what was asked for knows of it.
func (w *world) outside(name, shown string) {
	if w.opts.File != nil {
		w.opts.File(name)
	}
	w.report("module-outside", diag.Warning, fmt.Sprintf("%s lies outside of the content directory and is not read", shown),
		"make the folder that holds both the content directory, or copy the file into it")
}

// read reads a file of the content directory, within what is read at all.
func (w *world) read(name string) ([]byte, error) {
	if w.opts.File == nil || w.closed {
		return nil, fs.ErrNotExist
	}
	text, err := w.opts.File(name)
	if err != nil {
		return nil, err
	}
	if w.bytes += len(text); w.bytes > mostBytes || len(w.files)+len(w.data) > mostFiles {
		return nil, fmt.Errorf("the module brings in more than %d files or %d bytes", mostFiles, mostBytes)
	}
	return text, nil
}

// load reads what a file holds that was found.
func (w *world) load(name string, text []byte, kind string) (*file, *value) {
	ext := strings.ToLower(path.Ext(name))
	switch {
	case kind == "json" || kind == "" && ext == ".json":
		v := w.json(name, text)
		w.data[name] = v
		return nil, v
	case kind == "" && slices.Contains(extensions, ext):
		g := w.parse(name, text)
		if len(g.faults) > 0 {
			w.unreadable(g, g.faults[0].Span)
		}
		return g, nil
	case kind == "text" || slices.Contains([]string{".html", ".htm", ".md", ".txt"}, ext):
		v := textOf(name, text)
		w.data[name] = v
		return nil, v
	}
	v := unknown(&file{path: name, text: text}, diag.Span{}, fmt.Sprintf("files of the kind %q are not read", ext))
	w.data[name] = v
	return nil, v
}

func textOf(name string, text []byte) *value {
	f := &file{path: name, text: text}
	s := strings.ToValidUTF8(strings.TrimPrefix(string(text), "\uFEFF"), "\uFFFD")
	return &value{kind: jsontree.String, text: s, file: f, span: diag.Span{End: len(text)}}
}

// unreadable reports that a file has a fault. Its words stay out of the report,
// as they may be secret.
func (w *world) unreadable(g *file, span diag.Span) {
	at := diag.NewSource(g.path, g.text).Position(span.Start)
	w.report("module-import", diag.Error, fmt.Sprintf("%s has a fault at line %d, column %d", shown(w.fromMain(g.path)), at.Line, at.Column),
		"vitrine check reads it by itself, if it is a definition; node tells of other modules")
}

// json makes a value of a JSON text.
func (w *world) json(name string, text []byte) *value {
	f := &file{path: name, text: text}
	root, faults := jsontree.Parse(slices.Clone(text), w.opts.Limits)
	for _, d := range faults {
		if d.Severity == diag.Error && d.Rule != "json-duplicate-name" {
			w.unreadable(f, d.Span)
			return told(f, root.Span)
		}
	}
	return fromNode(f, root)
}

// fromNode makes a value of a tree.
func fromNode(f *file, n *jsontree.Node) *value {
	v := &value{kind: n.Kind, text: n.Text, file: f, span: n.Span, literal: n.Kind == jsontree.Null}
	for _, i := range n.Items {
		v.items = append(v.items, item{fromNode(f, i), i.Span})
	}
	m := members{value: v}
	for _, each := range n.Members {
		m.set(member{fromNode(f, each.Name), item{fromNode(f, each.Value), each.Value.Span}})
	}
	return v
}

// parsed works out JSON.parse of a text that is known.
func (w *world) parsed(f *file, x *expr, v *value) *value {
	if v.kind != jsontree.String {
		return not(f, x.span, v)
	}
	if !utf8.ValidString(v.text) || !w.spend(len(v.text)/8) {
		return unknown(f, x.span, "")
	}
	out := w.json(v.file.path, []byte(v.text))
	if out.file.path == w.main.path {
		return unknown(f, x.span, "a text that is read as JSON") // it has no places of its own
	}
	return out
}

// readFile works out fs.readFileSync of a file beside the module.
func (w *world) readFile(f *file, x *expr, args []*expr) *value {
	if len(args) == 0 {
		return unknown(f, x.span, "")
	}
	name, ok := w.located(f, args[0])
	if !ok {
		return unknown(f, x.span, "")
	}
	if name == ".." || strings.HasPrefix(name, "../") {
		w.outside(name, shown(string(f.text[args[0].span.Start:args[0].span.End])))
		return told(f, x.span)
	}
	text, err := w.read(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !w.closed:
		w.report("module-import", diag.Error, fmt.Sprintf("there is no file %s", shown(w.fromMain(name))),
			"name a file that is there; what .gitignore files name is not read")
		return told(f, x.span)
	case err != nil:
		return unknown(f, x.span, "the file cannot be read")
	}
	return textOf(name, text)
}
