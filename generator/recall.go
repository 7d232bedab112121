package generator

import (
	"path"
	"sync"

	"vitrine/generator/appdef"
)

// recall holds the trees that were worked out last. Pages of one app are
// asked for one after another, by browsers and by Build.
type recall struct {
	mu   sync.Mutex
	ring [32]recalled
	next int
}

type recalled struct {
	head *head // identifies the examination
	app  *appdef.App
}

// open returns the tree of a definition, from memory or worked out again.
func (c *Catalogue) open(f *file) *appdef.App {
	if f.app != nil {
		return f.app
	}
	if app := c.recall.find(f.head); app != nil {
		return app
	}
	app := examine(f.text, path.Base(f.path), c.opts.Limits, c.opts.around(c.stands(f))).app
	c.recall.keep(f.head, app)
	return app
}

// putAway drops the tree of a definition if there are many: a tree takes
// about 40 KB. When its pages are asked for it is examined again, which takes
// a fraction of what rendering them takes.
func (c *Catalogue) putAway(f *file) {
	if (c.opts.Bare || len(c.files) > c.opts.Limits.Keep) && f.text != nil {
		f.app = nil
	}
}

func (r *recall) find(h *head) *appdef.App {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range r.ring {
		if r.ring[i].head == h {
			return r.ring[i].app
		}
	}
	return nil
}

func (r *recall) keep(h *head, app *appdef.App) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ring[r.next] = recalled{h, app}
	r.next = (r.next + 1) % len(r.ring)
}
