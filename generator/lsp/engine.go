package lsp

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"go.lsp.dev/protocol"

	"vitrine/generator/diag"
	"vitrine/generator/gallery"
)

// pause is how long an engine rests between two looks while somebody types: the
// first comes at once.
const pause = 30 * time.Millisecond

// engine follows a content directory, or one file that lies in none. One goroutine
// owns what it looks at; others tell it of documents, and wait for what it found.
type engine struct {
	s      *server
	folder string // of the editor; "" for none
	alone  string // the key of the one document; "" for a content directory

	bell chan struct{} // rung when there is something to do
	quit chan struct{}
	done chan struct{}

	mu       sync.Mutex
	view     *view                // nil while the directory cannot be opened
	docs     map[string]*document // by path in the directory
	names    map[string]bool      // paths to be looked at
	all      bool                 // everything is to be looked at
	stale    bool                 // the configuration is to be read again
	asked    int                  // how often there was something to do
	answered int                  // how much of it was done
	news     chan struct{}        // closed when more was done
	now      finding

	trouble string          // why the last look failed; of the goroutine, as what follows
	told    map[string]told // what was published, by key
}

// finding is what a look came to.
type finding struct {
	snapshot *gallery.Snapshot
	docs     map[string]*document // with these
}

func (s *server) newEngine(folder, alone string) *engine {
	e := &engine{
		s: s, folder: folder, alone: alone, bell: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{}),
		docs: map[string]*document{}, names: map[string]bool{}, news: make(chan struct{}), told: map[string]told{}, all: true, asked: 1,
	}
	view, err := e.open(nil)
	if err != nil { // said when the goroutine tries again
		s.opts.Log(err.Error())
	}
	e.view = view
	return e
}

// place is the directory; "" while there is none.
func (e *engine) place() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.view == nil {
		return ""
	}
	return e.view.dir
}

// takes tells whether a file is one that the engine looks at.
func (e *engine) takes(path string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.view == nil || e.alone != "" {
		return false
	}
	name, ok := within(e.view.dir, path)
	return ok && (e.now.snapshot == nil || !e.now.snapshot.Tree.Ignored(name, false))
}

// within is a path relative to a directory, with slashes, if it lies in it.
func within(dir, path string) (string, bool) {
	name, err := filepath.Rel(dir, path)
	if err != nil || !filepath.IsLocal(name) || name == "." {
		return "", false
	}
	return filepath.ToSlash(name), true
}

// rel is the name of a document in the directory.
func (e *engine) rel(key string) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.relOf(key)
}

func (e *engine) relOf(key string) string {
	if e.view == nil {
		return key
	}
	if e.alone == key {
		return e.view.only
	}
	name, _ := within(e.view.dir, key)
	return name
}

// put takes a version of a document in; nil is one that was closed.
func (e *engine) put(key string, d *document) {
	e.mu.Lock()
	defer e.mu.Unlock()
	name := e.relOf(key)
	if e.docs[name] == d {
		return
	}
	if e.docs[name] = d; d == nil {
		delete(e.docs, name)
	}
	e.names[name] = true
	e.ring()
}

// touch has a file looked at.
func (e *engine) touch(path string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.view == nil {
		return
	}
	if name, ok := within(e.view.dir, path); ok {
		e.names[name] = true
		e.ring()
	}
}

// saved has the configuration read again, if it is that.
func (e *engine) saved(path string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.view == nil || path != "" && path == e.view.root.Config {
		e.stale = true
		e.ring()
	}
}

func (e *engine) lookAtAll() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.all = true
	e.ring()
}

// ring has the goroutine go on; e.mu is held.
func (e *engine) ring() {
	e.asked++
	select {
	case e.bell <- struct{}{}:
	default: // it was rung already
	}
}

// run is the goroutine.
func (e *engine) run() {
	defer close(e.done)
	defer e.clear()
	last := time.Now()
	e.look()
	watcher, changes := e.watch(nil)
	defer func() { stopWatching(watcher) }()
	for {
		select {
		case <-e.quit:
			return
		case <-e.bell:
		case c := <-changes:
			e.notice(c)
		}
		select {
		case <-time.After(time.Until(last.Add(pause))):
		case <-e.quit:
			return
		}
		last = time.Now()
		if e.look() {
			watcher, changes = e.watch(watcher)
		}
	}
}

// close ends the goroutine, and takes back what was published.
func (e *engine) close() {
	close(e.quit)
	<-e.done
	if v := e.view; v != nil {
		if err := v.session.Close(); err != nil {
			e.s.opts.Log(err.Error())
		}
	}
}

// look looks at what was asked for, and publishes what differs. It tells whether
// there is another directory, or another configuration, to be watched.
func (e *engine) look() (another bool) {
	defer func() {
		if p := recover(); p != nil {
			e.s.bug(p, debug.Stack())
		}
	}()
	e.mu.Lock()
	stale, before := e.stale || e.view == nil, e.view
	e.stale = false
	e.mu.Unlock()
	if stale {
		another = e.reopen()
	}
	e.mu.Lock()
	v, docs, asked := e.view, maps.Clone(e.docs), e.asked
	names, all := slices.Collect(maps.Keys(e.names)), e.all || e.view != before
	e.names, e.all = map[string]bool{}, false
	e.mu.Unlock()
	defer e.finish(asked)
	if v == nil {
		return another
	}
	for _, name := range v.files.names() {
		if docs[name] == nil {
			v.files.set(name, nil)
		}
	}
	for name, d := range docs {
		v.files.set(name, d.text)
	}
	refresh := func() error { _, err := v.session.RefreshFiles(names); return err }
	if all {
		refresh = func() error { _, err := v.session.Refresh(); return err }
	}
	if err := refresh(); err != nil {
		e.failed(err)
		return another
	}
	now := finding{v.session.Snapshot(), docs}
	e.mu.Lock()
	e.now = now
	e.mu.Unlock()
	e.publish(v, now)
	if all || e.ignores(now) {
		e.s.reassign()
	}
	return another
}

// finish tells those who wait.
func (e *engine) finish(asked int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.answered = asked
	close(e.news)
	e.news = make(chan struct{})
}

// failed tells people why nothing can be looked at, once until that is another reason.
func (e *engine) failed(err error) {
	if e.trouble != err.Error() {
		e.trouble = err.Error()
		e.s.tell(protocol.MessageTypeError, e.trouble)
	}
}

// reopen reads the configuration again. Where it is broken the last good one stays.
func (e *engine) reopen() bool {
	e.mu.Lock()
	old := e.view
	e.mu.Unlock()
	next, err := e.open(old)
	if err != nil {
		e.failed(err)
		return false
	}
	if e.trouble = ""; next == old {
		return false
	}
	e.mu.Lock()
	e.view, e.now = next, finding{}
	e.docs = map[string]*document{}
	e.mu.Unlock()
	if old != nil {
		if err := old.session.Close(); err != nil {
			e.s.opts.Log(err.Error())
		}
	}
	e.s.reassign()
	return true
}

// ignores tells whether a document turned out to be ignored here.
func (e *engine) ignores(now finding) bool {
	for name := range now.docs {
		if e.alone == "" && now.snapshot.Tree.Ignored(name, false) {
			return true
		}
	}
	return false
}

// reach waits until the engine has looked at a document, and returns what it found.
func (e *engine) reach(ctx context.Context, q *asked) (*gallery.Snapshot, error) {
	for {
		e.mu.Lock()
		now, news, done, latest := e.now, e.news, e.answered >= e.asked, e.docs[q.rel]
		e.mu.Unlock()
		switch {
		case now.snapshot != nil && now.docs[q.rel] == q.document:
			return now.snapshot, nil
		case latest != q.document:
			return nil, protocol.ErrContentModified
		case done:
			return nil, fmt.Errorf("%q cannot be looked at", strings.ToValidUTF8(diag.Visible(q.rel), "?"))
		}
		select {
		case <-news:
		case <-ctx.Done():
			return nil, protocol.ErrRequestCancelled
		case <-e.done:
			return nil, protocol.ErrContentModified
		}
	}
}
