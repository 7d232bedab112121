// Package editing answers what an editor asks about a definition while it is being
// written: what may stand here, what this means, where that is defined. It knows
// no protocol: places are bytes of a text, and everything is a pure function of
// what it is given. The text may be broken; answers then go as far as it could be
// read.
//
// Two things say where an offset is. The tree of what was read (tree.go) is asked
// about what stands there: hover, references, symbols. While a name or a value is
// being typed there is no tree of it, or a wrong one; completion looks at what
// stands before the offset instead (caret.go).
package editing

import (
	"sort"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
)

// Document is a definition as an editor holds it.
type Document struct {
	Path    string // relative to the content directory, with slashes; any name for one outside of it
	Text    []byte // as in the editor, secrets included
	App     *appdef.App
	Module  bool               // the text is a JavaScript or TypeScript module, not JSON
	Samples *SampleFile        // the samples.yaml beside it; nil where there is none
	Sets    []appdef.SampleSet // what it says, for resolved addresses
}

// SampleFile is the text of a samples.yaml.
type SampleFile struct {
	Path string // relative to the content directory
	Text []byte
}

// Place is a range of bytes in a file.
type Place struct {
	Path string // as Document.Path or SampleFile.Path
	Span diag.Span
}

// Edit is one change of a file.
type Edit struct {
	Place
	New string
}

// NewDocument reads a definition that is JSON.
func NewDocument(path string, text []byte, limits jsontree.Limits) *Document {
	reading, secrets := appdef.Parse(text, limits)
	app, _ := appdef.Decode(reading.Root)
	app.Text, app.Secrets = reading.Text, secrets
	return &Document{Path: path, Text: text, App: app}
}

// AddSamples gives a definition the samples.yaml that stands beside it.
func (d *Document) AddSamples(file *SampleFile) {
	d.Samples = file
	d.Sets, _, _ = appdef.Samples(file.Text, d.App.SecretSettings())
}

// set is the first of the sample sets; nil where there is none.
func (d *Document) set() *appdef.SampleSet {
	if len(d.Sets) == 0 {
		return nil
	}
	return &d.Sets[0]
}

// clamp brings an offset into the text.
func (d *Document) clamp(offset int) int { return max(0, min(offset, len(d.Text))) }

// shown is a part of the text without its secrets.
func (d *Document) shown(s diag.Span) string {
	if s.Start < 0 || s.End > len(d.App.Text) || s.Start > s.End {
		return ""
	}
	return string(d.App.Text[s.Start:s.End])
}

// secret tells whether a part of the text touches a secret, so that what the tree
// says of it is not what is written.
func (d *Document) secret(s diag.Span) bool {
	list := d.App.Secrets // sorted, without overlaps
	i := sort.Search(len(list), func(i int) bool { return list[i].Span.End > s.Start })
	return i < len(list) && list[i].Span.Start < s.End
}
