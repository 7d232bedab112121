package gallery

import (
	"io/fs"
	"strings"
	"sync/atomic"

	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/memo"
	"vitrine/generator/render"
	"vitrine/generator/rules"
	"vitrine/generator/site"
	"vitrine/generator/trace"
)

// Options is everything that a gallery depends on besides files.
type Options struct {
	Site        site.Settings
	Limits      check.Limits
	Levels      rules.Levels // what the configuration makes of the rules
	CheckOnly   bool         // findings are all that is wanted: no page is ever asked for
	TextRoom    int64        // bytes of texts that stay in memory, others are read again for their pages; 0 keeps all
	Verbose     bool         // list files that are no definitions one by one
	Config      *diag.Source // the configuration file, for findings about it; nil for none
	Screenshots fs.FS        // what "vitrine shots" left; nil for none
	Widgets     string       // the folder of local pages, relative to the content directory; published as it is when a preview leads there
	Trace       *trace.Trace // is told how far the work is; nil for none
}

// LocalPages returns the folder of local pages if a preview leads there; "" if
// none does, as then they are nobody's.
func (o *Options) LocalPages() string {
	for _, r := range o.Site.Previews {
		if o.Widgets != "" && strings.HasPrefix(r.To, o.Widgets+"/") {
			return o.Widgets
		}
	}
	return ""
}

// report is a report without files.
func (o *Options) report(dir string) *diag.Report {
	r := &diag.Report{Dir: dir}
	for i := range rules.All {
		r.Rules = append(r.Rules, rules.All[i].Rule)
	}
	if o.Site.BaseURL != "" {
		r.Docs = o.Site.BaseURL + "rules/"
	}
	return r
}

// Setup is what stays the same for all snapshots of a gallery: where the files
// are, the theme, the options, and what is remembered.
type Setup struct {
	Content fs.FS
	Theme   *render.Theme
	Options Options
	Checker *check.Checker
	Missed  content.Misses // of the files that snapshots are made of, besides definitions

	key       memo.Key // of theme and settings: of what every page depends on
	levels    memo.Key // of the configuration's rules
	since     *memo.Table[*rules.Since]
	summaries *memo.Table[*site.Summary]
	listings  *memo.Table[listingPicture]
	exports   *memo.Table[exported]
	described *memo.Recent[*site.Definition]
	torn      atomic.Bool
}

// describedMost is how many definitions stay ready for their pages: those that
// all processors work on.
const describedMost = 32

// NewSetup opens nothing and reads nothing.
func NewSetup(content fs.FS, theme *render.Theme, opts Options, store *memo.Store) *Setup {
	opts.Limits = opts.Limits.WithDefaults()
	opts.Site.Assets, opts.Site.Pages = theme.Assets, opts.Widgets
	return &Setup{
		Content: content, Theme: theme, Options: opts, Checker: check.New(opts.Limits, opts.Site, store),
		key:       memo.NewHash("theme").String(theme.Digest).Value(opts.Site).Sum(),
		levels:    memo.NewHash("levels").Value(opts.Levels).Sum(),
		since:     memo.NewTable[*rules.Since](store, "since"),
		summaries: memo.NewTable[*site.Summary](store, "summaries"),
		listings:  memo.NewTable[listingPicture](store, "listings"),
		exports:   memo.NewTable[exported](store, "exports"),
		described: memo.NewRecent[*site.Definition](describedMost),
	}
}

// Bounds of the smaller files, in bytes.
const (
	MaxReadme     = 256 << 10
	maxScreenshot = 1 << 20   // one screenshot, and the list of them
	maxShot       = 512 << 10 // a local screenshot of the listing
	maxPublish    = 16 << 20  // one file of the local pages
)
