package lsp

import (
	"bytes"
	"path/filepath"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/live"
)

// view is what an engine looks at, as it is configured.
type view struct {
	root    *Root
	dir     string // absolute; "" for none
	only    string // the one file, or "."
	files   *overlay
	session *generator.Session
}

// textRoom is for the texts of definitions, of which those that are not open are rarely
// looked at again.
const textRoom = 64 << 20

// open reads the configuration and opens the directory; nothing is looked at yet. It
// returns what was looked at before where the configuration is the same.
func (e *engine) open(before *view) (*view, error) {
	root, err := e.s.opts.Open(e.folder)
	if err != nil {
		return nil, err
	}
	if before != nil && bytes.Equal(root.Text, before.root.Text) {
		return before, nil
	}
	v := &view{root: root, dir: root.Content, only: "."}
	opts := root.Options
	opts.CheckOnly, opts.TextRoom = true, textRoom
	switch {
	case e.alone == "":
	case filepath.IsAbs(e.alone):
		v.dir, v.only = filepath.Dir(e.alone), filepath.Base(e.alone)
	default:
		v.dir, v.only = "", "untitled.json"
	}
	v.files = newOverlay(nil)
	if v.dir != "" {
		dir, err := content.Dir(v.dir)
		if err != nil {
			return nil, err
		}
		v.files = newOverlay(dir)
	}
	v.session = generator.Open(content.Only(v.files, v.only), root.Theme, opts, nil)
	return v, nil
}

// watch follows the files of the directory in place of the watcher before. What
// happened before they were watched is found by one more look. A document alone is
// looked at when it changes.
func (e *engine) watch(before *live.Watcher) (*live.Watcher, <-chan live.Change) {
	stopWatching(before)
	e.mu.Lock()
	v := e.view
	e.mu.Unlock()
	if v == nil || e.alone != "" {
		return nil, nil
	}
	w := live.Watch([]string{v.dir}, live.WatchOptions{
		Files: append(v.session.Outside(), v.root.Config), Log: e.s.opts.Log, Poll: v.root.Poll,
		Ignore: func(path string, dir bool) bool {
			name, ok := within(v.dir, path)
			return ok && v.session.Snapshot().Tree.Ignored(name, dir)
		},
	})
	e.mu.Lock()
	e.stale = true
	e.mu.Unlock()
	e.lookAtAll()
	return w, w.C
}

// notice takes in what a watcher tells.
func (e *engine) notice(c live.Change) {
	for _, path := range c.Paths {
		e.saved(path)
		e.touch(path)
	}
	if c.All || len(c.Gone) > 0 {
		e.lookAtAll()
	}
}

func stopWatching(w *live.Watcher) {
	if w != nil {
		w.Close()
	}
}
