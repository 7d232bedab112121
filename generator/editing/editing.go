// Package editing answers what an editor asks about a definition while it is being
// written: what may stand here, what this means, where that is defined. It knows
// no protocol: places are bytes of a text, and everything is a pure function of
// what it is given. The text may be broken; answers then go as far as it could be
// read.
package editing

import (
	"vitrine/generator/appdef"
	"vitrine/generator/diag"
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
