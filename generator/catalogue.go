// Package generator is the conductor: it finds the app definitions of a
// content directory, checks them, lays the gallery out and renders it.
//
// A Catalogue is what is known of a content directory. Refresh looks at the
// files again (all of them, or those that may have changed) and examines only
// what differs; Page renders one page when it is asked for; Build writes all
// of them. There is nothing to invalidate: what a page is made from is looked
// up when it is rendered, and what is remembered of a definition is remembered
// under its text.
package generator

import (
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"sync"

	"vitrine/generator/appdef"
	"vitrine/generator/diag"
	"vitrine/generator/render"
	"vitrine/generator/site"
)

// Catalogue is every definition of a content directory. It may be used by
// several goroutines.
type Catalogue struct {
	content fs.FS
	opts    Options
	theme   *render.Theme

	mu       sync.RWMutex
	files    map[string]*file
	beside   map[string]stamp
	ignores  ignores
	homes    map[string]map[*file]bool // definitions by the folder of their README and samples
	asked    map[string]map[*file]bool // definitions by the names of local pictures in them
	groups   map[string]map[*file]bool // definitions by their name without letter case
	circled  map[*file]bool            // definitions that depend on each other in a circle
	pages    map[string]route          // "apps/…" pages
	steps    map[string]*file          // pages about what changed, by the newer definition
	order    []*file                   // newest versions by title; nil when it must be sorted again
	icons    map[string]iconData
	pictures pictureFiles
	publish  map[string]stamp // local pages by path
	stills   stills
	recall   recall
	verdict  verdictMemo
	keeps    map[string]func(string) ([]byte, bool) // files of an earlier build beside kept pages; nil if none are kept
	earlier  *Earlier                               // the state that marks tell about; nil for none
}

// route leads from a page to what it shows.
type route struct {
	file   *file
	widget int // -1 for the app's page
}

// file is one *.json of the content directory, or something in its place
// that cannot be read.
type file struct {
	path  string
	stamp stamp
	text  []byte
	home  string

	examined
	asked   []string // where local pictures that it names stand, or would
	trouble *diag.Diagnostic
	lost    string            // why it cannot be read, though it may well be there; "" if it can
	kept    *keeping          // what an earlier build has of a definition that is lost
	set     []diag.Diagnostic // from the rules that see several definitions
	circle  []diag.Diagnostic // from dependencies in a circle
	icons   []diag.Diagnostic // about local pictures that it names
	online  []diag.Diagnostic // what the network says; nil unless it was asked
	samples sampleFile
	name    string // of the app
	key     string // of its group
	page    string
	widgets []string // pages
	latest  bool
	before  *file  // the version before; nil for the first
	step    string // page about what changed since then; "" for none
	summary *site.Summary
}

// sampleFile is the samples.yaml of a definition's home.
type sampleFile struct {
	path     string
	text     []byte
	sets     []appdef.SampleSet
	findings []diag.Diagnostic // only at the definition that answers for the file
	secrets  []diag.Span       // in the text
}

// definition tells whether the file gets pages.
func (f *file) definition() bool { return f.head != nil }

// NewCatalogue returns an empty catalogue; Refresh fills it.
func NewCatalogue(content fs.FS, theme *render.Theme, opts Options) *Catalogue {
	opts.Limits = opts.Limits.withDefaults()
	opts.Site.Assets, opts.Site.Pages = theme.Assets, opts.Widgets
	return &Catalogue{
		content: content, opts: opts, theme: theme,
		files: map[string]*file{}, beside: map[string]stamp{}, homes: map[string]map[*file]bool{}, asked: map[string]map[*file]bool{},
		groups: map[string]map[*file]bool{}, circled: map[*file]bool{}, pages: map[string]route{}, steps: map[string]*file{}, icons: map[string]iconData{}, publish: map[string]stamp{},
	}
}

// Changes tells what a refresh found.
type Changes struct {
	Pages []string // pages that may look different, without the index
	Files []string // definitions that were examined again or went away
	Any   bool
}

// Refresh walks the content directory and examines what is new or differs. If
// its path leads to another directory by now, that is the one. An error means
// that the directory itself cannot be read; what was known before then stays.
func (c *Catalogue) Refresh() (Changes, error) {
	if _, err := c.reopen(); err != nil {
		return Changes{}, fmt.Errorf("read content directory: %w", err)
	}
	skip := c.localPages()
	l, err := discover(c.content, skip, c.opts.Limits.Files)
	if err != nil {
		return Changes{}, fmt.Errorf("read content directory: %w", err)
	}
	published, err := c.published(skip)
	if err != nil {
		return Changes{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	changes := c.applyPublished(published)
	local := changes.Pages
	again := c.refreshStills(&changes)
	u := c.compare(l)
	for _, p := range local {
		u.beside[p] = true // it may be a picture that definitions name
	}
	return c.apply(u, again, changes), nil
}

// update is what a walk found to differ from what is known.
type update struct {
	read   []entry         // new or changed definitions
	gone   []*file         // definitions that are no more
	beside map[string]bool // other files that came, went or changed
	homes  bool            // a file came or went by which homes are found
}

func (c *Catalogue) compare(l *listing) update {
	u := update{beside: map[string]bool{}}
	seen := make(map[string]bool, len(l.definitions))
	for _, e := range l.definitions {
		seen[e.path] = true
		if c.differs(e) {
			u.read = append(u.read, e)
			u.homes = u.homes || c.files[e.path] == nil
		}
	}
	for p, f := range c.files {
		if why := l.lostFolder(p); why != "" && !seen[p] && f.text != nil { // still there, for all we know
			if f.lost != why {
				u.read = append(u.read, entry{path: p, stamp: f.stamp, lost: why})
			}
		} else if !seen[p] {
			u.gone = append(u.gone, f)
			u.homes = true
		}
	}
	for p, s := range l.beside {
		old, ok := c.beside[p]
		if !ok || old != s {
			u.beside[p] = true
			u.homes = u.homes || !ok && marksHome(p)
		}
	}
	for p := range c.beside {
		if _, ok := l.beside[p]; !ok && l.lostFolder(p) != "" {
			l.beside[p] = c.beside[p]
		} else if !ok {
			u.beside[p] = true
			u.homes = u.homes || marksHome(p)
		}
	}
	c.beside, c.ignores = l.beside, l.ignores
	return u
}

// differs tells whether an entry of a walk is not what is known of the file.
func (c *Catalogue) differs(e entry) bool {
	old := c.files[e.path]
	switch {
	case old == nil:
		return true
	case old.lost != "":
		return c.lostNow(e) != old.lost
	case old.stamp != e.stamp:
		return true
	case e.trouble != nil:
		return old.trouble == nil || old.trouble.Message != e.trouble.Message
	}
	return old.trouble != nil && old.text == nil
}

// apply brings the catalogue up to date; all groups are laid out again where
// everything may look different.
func (c *Catalogue) apply(u update, all bool, changes Changes) Changes {
	c.verdict.list = nil
	dirty := map[*file]bool{} // must be examined
	for _, e := range u.read {
		f := c.files[e.path]
		if f == nil {
			f = &file{path: e.path}
			c.files[e.path] = f
		}
		f.stamp, f.trouble, f.lost = e.stamp, e.trouble, e.lost
		dirty[f] = true
	}
	touched := map[string]bool{} // groups whose pages must be laid out again
	if all {
		for key := range c.groups {
			touched[key] = true
		}
	}
	left := map[string]bool{} // homes that a definition left
	for _, f := range u.gone {
		delete(c.files, f.path)
		left[f.home] = true
		c.leave(f, touched, &changes)
		changes.Files = append(changes.Files, f.path)
	}
	if u.homes {
		for _, f := range c.files {
			if h := c.homeOf(f.path); h != f.home {
				remove(c.homes, f.home, f)
				left[f.home] = true
				f.home = h
				add(c.homes, h, f)
				dirty[f] = true
			}
		}
	}
	for p := range u.beside {
		for f := range c.asked[p] {
			dirty[f] = true
		}
		if marksHome(p) {
			for f := range c.homes[path.Dir(p)] {
				dirty[f] = true
			}
		}
	}
	c.withHomes(dirty, left)
	c.examineAll(dirty, u)
	c.regroup(dirty, touched, &changes)
	c.judgeCircles(touched)
	c.layout(touched, &changes)
	for f := range dirty {
		changes.Files = append(changes.Files, f.path)
		c.putAway(f)
	}
	slices.Sort(changes.Files)
	slices.Sort(changes.Pages)
	changes.Pages = slices.Compact(changes.Pages)
	changes.Any = changes.Any || len(changes.Files) > 0
	return changes
}

func add(m map[string]map[*file]bool, key string, f *file) {
	if m[key] == nil {
		m[key] = map[*file]bool{}
	}
	m[key][f] = true
}

func remove(m map[string]map[*file]bool, key string, f *file) {
	delete(m[key], f)
	if len(m[key]) == 0 {
		delete(m, key)
	}
}

// examineAll reads and examines definitions, on all processors.
func (c *Catalogue) examineAll(dirty map[*file]bool, u update) {
	reread := map[*file]bool{}
	for _, e := range u.read {
		reread[c.files[e.path]] = true
	}
	list := make([]*file, 0, len(dirty))
	for f := range dirty {
		list = append(list, f)
	}
	for _, f := range list {
		for _, p := range f.asked {
			remove(c.asked, p, f)
		}
	}
	parallel(len(list), func(i int) { c.examineFile(list[i], reread[list[i]]) })
	for _, f := range list {
		for _, p := range f.asked {
			add(c.asked, p, f)
		}
	}
	parallel(len(list), func(i int) { list[i].samples = c.samplesOf(list[i]) })
}

// parallel calls f for 0 to n-1 on all processors.
func parallel(n int, f func(i int)) {
	workers := min(n, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	next := make(chan int, 64)
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range next {
				f(i)
			}
		}()
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func (c *Catalogue) examineFile(f *file, reread bool) {
	f.asked, f.online = nil, nil
	if f.lost != "" && f.text != nil {
		reread, f.trouble = false, nil
	}
	if f.trouble != nil {
		f.text, f.examined = nil, examined{}
		return
	}
	if reread {
		text, err := readFile(c.content, f.path, c.opts.Limits.FileSize)
		switch f.lost = lost(err); {
		case err == nil:
			f.text = text
		case f.lost == "" || f.text == nil:
			c.unreadable(f, err)
			return
		}
	}
	f.examined = examine(f.text, path.Base(f.path), c.opts.Limits, c.opts.around(c.localTo(f)))
	f.asked = append(f.asked, c.picturePlaces(f)...)
	if c.opts.Bare {
		c.putAway(f) // at once: all trees together are larger than all else
	}
}
