package generator

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"vitrine/generator/rules"
	"vitrine/generator/site"
)

// Write takes one file of the site; it is called from several goroutines.
type Write func(path string, data []byte) error

// Build renders the whole site and hands every file to write. It stops at the
// first error, save for one that concerns the page of a single definition or a
// single local page: such pages are left out and told at the end as *LostPages.
func (c *Catalogue) Build(write Write) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sorted()
	paths, refused := c.settle(c.paths())
	lost := losses{pages: refused, sound: map[string]bool{}}
	var failed firstError
	parallel(len(paths), func(i int) {
		if failed.set() {
			return
		}
		data, ok, err := c.file(paths[i])
		if err == nil && !ok {
			err = fmt.Errorf("no such page: %q: %w", paths[i], fs.ErrNotExist)
		}
		rendered := err == nil
		if rendered {
			err = write(paths[i], data)
		}
		if dispensable(paths[i]) == "" || rendered && err != nil { // the disk, and not the page
			failed.note(err)
			return
		}
		lost.note(paths[i], err)
	})
	if failed.err != nil {
		return failed.err
	}
	return lost.verdict()
}

// firstError keeps the first of several errors.
type firstError struct {
	mu  sync.Mutex
	err error
}

func (f *firstError) note(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = err
	}
}

func (f *firstError) set() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err != nil
}

// Paths returns every file of the site, sorted.
func (c *Catalogue) Paths() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sorted()
	return c.paths()
}

func (c *Catalogue) paths() []string {
	list := append(c.reportPaths(), ".nojekyll", "404.html", "gallery.json", "rules/index.html")
	list = append(list, c.feeds()...)
	for n := 1; n <= c.reviewPages(); n++ {
		list = append(list, site.ReviewPath(n))
	}
	for n := 1; n <= c.indexPages(); n++ {
		list = append(list, site.IndexPath(n))
	}
	for n := range len(c.searchBlocks()) - 1 {
		for _, part := range searchParts {
			list = append(list, searchPath(part, n))
		}
	}
	for _, name := range rules.Names() {
		list = append(list, "rules/"+name+".html")
	}
	for _, f := range c.theme.Files() {
		list = append(list, f.Path)
	}
	for page, r := range c.pages {
		badge := "badges/" + strings.TrimSuffix(strings.TrimPrefix(page, "apps/"), ".html")
		list = append(list, page, badge+".svg")
		if r.widget < 0 {
			list = append(list, badge+".json")
		}
	}
	list = append(list, c.picturePaths()...)
	list = append(list, slices.Collect(maps.Keys(c.steps))...)
	list = append(list, slices.Collect(maps.Keys(c.publish))...)
	list = append(list, slices.Collect(maps.Keys(c.stills.files))...)
	if c.keeps != nil {
		list = c.keepMore(list)
	}
	slices.Sort(list)
	return list
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
