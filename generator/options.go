package generator

import (
	"io/fs"

	"vitrine/generator/diag"
	"vitrine/generator/jsontree"
	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// Options is everything that a build depends on besides files.
type Options struct {
	Site    site.Settings
	Limits  Limits
	Levels  rules.Levels // what the configuration makes of the rules
	Bare    bool         // findings are all that is wanted: no page is ever asked for
	Verbose bool         // list files that are no definitions one by one
	Config  *diag.Source // the configuration file, for findings about it; nil for none
	Stills  fs.FS        // what "vitrine shots" left; nil for none
	Widgets string       // the folder of local pages, relative to the content directory; published as it is when a preview leads there
}

// around is what a definition's surroundings are to the rules; local tells
// which pictures stand beside it.
func (o *Options) around(local func(string) bool) rules.Around {
	s := o.Site
	s.Pages = o.Widgets
	return rules.Around{Local: local, Gallery: s.ShowsItself}
}

// Limits bounds what is read. All are generous; a file beyond one of them
// ends in a finding.
type Limits struct {
	FileSize int64 // bytes of a definition; default 8 MiB
	Depth    int   // nesting of a definition; default 200
	Values   int   // values in a definition; default 100,000
	Widgets  int   // widgets of an app that get pages; default 400
	Files    int   // files in the content directory; default 200,000
	Findings int   // findings of one file; default 100
	Keep     int   // definitions that stay in memory as trees; default 1,000
}

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
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
	set(&l.Keep, 1000)
	return l
}

func (l Limits) parse() jsontree.Limits {
	return jsontree.Limits{Depth: l.Depth, Values: l.Values, Errors: l.Findings}
}

// Bounds of the smaller files, in bytes.
const (
	maxReadme  = 256 << 10
	maxIcon    = 1 << 20   // that is measured
	maxShown   = 256 << 10 // of an icon that is shown; a heavier one has a finding
	maxStill   = 1 << 20   // one still, and the list of them
	maxShot    = 512 << 10 // a local screenshot of the listing
	maxPublish = 16 << 20  // one file of the local pages
)
