package check

import (
	"vitrine/generator/jsontree"
)

// Limits bounds what is read. All are generous; a file beyond one of them
// ends in a finding.
type Limits struct {
	FileSize int64 // bytes of a definition; default 8 MiB
	Depth    int   // nesting of a definition; default 200
	Values   int   // values in a definition; default 100,000
	Widgets  int   // widgets of an app that get pages; default 400
	Files    int   // files in the content directory; default 200,000
	Findings int   // findings of one file; default 100
	Keep     int   // definitions that stay in memory as trees; default 128
}

// WithDefaults fills in what is zero.
func (l Limits) WithDefaults() Limits {
	set := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	if l.FileSize <= 0 {
		l.FileSize = 8 << 20
	}
	set(&l.Depth, 200)
	set(&l.Values, 100_000)
	set(&l.Widgets, 400)
	set(&l.Files, 200_000)
	set(&l.Findings, 100)
	set(&l.Keep, 128)
	return l
}

func (l Limits) parse() jsontree.Limits {
	return jsontree.Limits{Depth: l.Depth, Values: l.Values, Errors: l.Findings}
}

// Parse are the limits for who reads a text beside a check.
func (l Limits) Parse() jsontree.Limits { return l.WithDefaults().parse() }
