// Package module reads app definitions that are kept as JavaScript or
// TypeScript modules, as the platform's starter repository keeps them. Nothing
// is ever run: what is literal becomes the same tree as that of a JSON text,
// with places in the module, and what only running the module could tell
// stands in the tree as not known.
//
// The walk: scan.go cuts the text into tokens, text.go and number.go read what
// is in strings and numbers; statement.go reads statements and notes what
// names stand for, expression.go, object.go and call.go make small trees of
// expressions, types.go steps over the types of TypeScript, skip.go over all
// other code, noting what it may change. value.go, names.go and builtin.go
// work out what expressions come to, import.go what comes from other files; tree.go
// makes the tree of it, and edits.go says which fixes a module can bear.
package module

import (
	"bytes"
	"slices"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Options says how a module is read.
type Options struct {
	Path   string // of the module, from the content directory on, with slashes
	Limits jsontree.Limits
	// File returns what a file of the content directory holds, by its path; an
	// error says why it cannot be read, fs.ErrNotExist that there is none. nil
	// where nothing but the module itself can be read.
	File func(path string) ([]byte, error)
}

// Bounds of what one module may bring in: another file is a literal that costs
// nothing to name again.
const (
	mostFiles   = 500
	mostBytes   = 16 << 20 // of all files together
	mostText    = 16 << 20 // of all texts that are put together
	mostWork    = 10       // values that are looked at for each that may stand in the tree
	deepestCall = 1000     // how far one name may lead to the next
)

// Reading is what Read makes of a module.
type Reading struct {
	jsontree.Reading
	Exports  bool              // something is exported as the module's value
	Names    []jsontree.Member // constants of the module with their literals, whether the tree has them or not
	Code     []diag.Span       // what was stepped over
	foreign  map[*jsontree.Node]Origin
	pieces   map[*jsontree.Node][]diag.Span
	unknown  map[*jsontree.Node]*value
	tokens   map[diag.Span]int // literals that stand for themselves, and at how many places of the tree
	moved    map[int]bool      // where values begin and end that are used elsewhere than where they are written
	fromMain func(path string) string
	keys     map[string]bool // names of members anywhere in the module
	sorted   []diag.Span     // the tokens, as they stand
	opts     Options
}

// Origin is where a value stands that comes from another file.
type Origin struct {
	File string // from the folder of the module on
	Text []byte // of the file
	Span diag.Span
}

// From tells where a value of the tree comes from, if it is from another file.
func (r *Reading) From(n *jsontree.Node) (Origin, bool) {
	o, ok := r.foreign[n]
	return o, ok
}

// Pieces are the literals that a text of the tree was put together of, if it is
// not one literal.
func (r *Reading) Pieces(n *jsontree.Node) []diag.Span { return r.pieces[n] }

// extensions are those of modules, in the order in which they are looked for.
var extensions = []string{".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"}

// MayExport tells whether a text exports anything as its value. It looks at
// words alone, so that scripts of other kinds cost nothing.
func MayExport(text []byte) bool {
	for _, word := range []string{"module.exports", "export default", "as default", "exports.default", "export ="} {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}
	return false
}

// Read reads a module. Like jsontree.Read it always returns a tree: its root is
// Invalid where the module exports nothing that can be known.
func Read(text []byte, opts Options) *Reading {
	w := newWorld(opts)
	main := w.parse(opts.Path, text)
	r := &Reading{
		foreign: map[*jsontree.Node]Origin{}, pieces: map[*jsontree.Node][]diag.Span{}, unknown: map[*jsontree.Node]*value{},
		tokens: map[diag.Span]int{}, moved: map[int]bool{}, opts: opts,
	}
	r.Text = text
	w.main = main
	exported := main.defaultExport()
	r.Exports = exported != nil
	t := &builder{world: w, reading: r}
	r.Root = t.root(exported, len(text))
	r.Names = t.names(main)
	r.Code, r.keys, r.fromMain = main.skipped, main.keys, w.fromMain
	r.Sure = main.sure
	r.Faults = append(main.faults, w.faults...)
	r.Faults = append(r.Faults, r.notKnown()...)
	r.bound(opts.Limits.Errors)
	return r
}

// bound keeps as many faults as are wanted.
func (r *Reading) bound(most int) {
	if most <= 0 {
		most = 100
	}
	r.Faults = diag.Sort(r.Faults)
	errors := 0
	r.Faults = slices.DeleteFunc(r.Faults, func(d diag.Diagnostic) bool {
		if d.Severity != diag.Error {
			return false
		}
		if errors++; errors > most {
			r.Hidden++
		}
		return errors > most
	})
}
