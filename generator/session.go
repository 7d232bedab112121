// Package generator follows a content directory: a Session looks at its files,
// and makes of what it finds one immutable gallery.Snapshot after the other.
//
// A look goes through phases, each of which stands on those before it:
// content.Walk or content.Look finds which files differ; the texts of these and
// of what depends on them are read and checked (look.Run); layout.Next gives the groups that
// differ their pages; and Snapshot.Next gives their definitions findings and
// summaries. Only then the snapshot is published, with one pointer: whoever
// renders a page meanwhile sees the whole old state or the whole new one.
package generator

import (
	"fmt"
	"io"
	"io/fs"
	"sync"
	"sync/atomic"

	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/layout"
	"vitrine/generator/look"
	"vitrine/generator/memo"
	"vitrine/generator/render"
)

// Session is the state of a content directory that is being followed. It is the
// only state there is: everything else is remembered under a key, or never
// changed. It may be used by several goroutines.
type Session struct {
	setup *gallery.Setup
	store *memo.Store
	now   atomic.Pointer[gallery.Snapshot]

	mu     sync.Mutex // held by whoever makes the next snapshot
	reader *look.Reader
	built  *memo.Table[written] // by earlier builds
}

// Changes tells what a look found.
type Changes struct {
	Pages []string // files of the site that differ, came or went, sorted; none at the first look, as nobody has seen any
	Files []string // definitions that were checked again or went away, sorted
}

// Any tells whether anything differs.
func (c Changes) Any() bool { return len(c.Pages)+len(c.Files) > 0 }

// Open begins to follow a content directory. Nothing is read before the first
// Refresh. What is remembered in the store is used and added to; nil stands for
// one in memory.
func Open(dir fs.FS, theme *render.Theme, opts gallery.Options, store *memo.Store) *Session {
	if store == nil {
		store = memo.New()
	}
	if opts.CheckOnly { // all trees together are larger than all else
		opts.Limits.Keep = min(max(opts.Limits.Keep, 1), 32)
	}
	s := &Session{
		setup: gallery.NewSetup(dir, theme, opts, store), store: store,
		reader: look.NewReader(dir, store), built: memo.NewTable[written](store, "outputs"),
	}
	s.reader.Room = opts.TextRoom
	s.now.Store(gallery.New(s.setup))
	return s
}

// Snapshot returns the state that was found last.
func (s *Session) Snapshot() *gallery.Snapshot { return s.now.Load() }

// Outside lists the files outside of the content directory that have a say in
// what is looked at; they need not exist.
func (s *Session) Outside() []string { return content.IgnoreFilesAbove(s.setup.Content) }

// Close gives the content directory back, if it is one that can be closed. The
// session must not be used afterwards.
func (s *Session) Close() error {
	if closer, ok := s.setup.Content.(interface {
		fs.FS
		io.Closer
	}); ok {
		return closer.Close()
	}
	return nil
}

// Refresh looks at the whole directory and checks what is new or differs. If
// its path leads to another directory by now, that is the one. An error means
// that the directory itself, what it ignores or the list of screenshots cannot be
// read; what was known before then stays.
func (s *Session) Refresh() (Changes, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	another, err := s.reopen()
	if err != nil {
		return Changes{}, err
	}
	return s.walk(another)
}

// RefreshFiles looks at the files named, relative to the content directory, and
// at nothing else. Where a name says too little it looks at everything, as
// Refresh does; so it does when the directory is another one by now. Names that
// mean nothing are fine: the events of a file system are a hint.
func (s *Session) RefreshFiles(names []string) (Changes, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	another, err := s.reopen()
	if err != nil {
		return Changes{}, err
	}
	old := s.Snapshot()
	if another || !old.Looked() {
		return s.walk(another)
	}
	tree, changes, ok := content.Look(s.setup.Content, old.Tree, names)
	if !ok {
		return s.walk(false)
	}
	return s.follow(tree, old.Screenshots, changes, false)
}

// walk looks at everything. In another directory, no stamp is that of a file
// that was read: a copy may have the sizes, times and even the numbers of the
// old ones.
func (s *Session) walk(another bool) (Changes, error) {
	old := s.Snapshot()
	opts := &s.setup.Options
	opts.Trace.Begin("look around", 0)
	tree, err := content.Walk(s.setup.Content, old.Tree, content.Options{Pages: opts.LocalPages(), Files: opts.Limits.Files})
	if err != nil {
		return Changes{}, err
	}
	shots, others, err := old.Screenshots.Look(opts.Screenshots)
	if err != nil {
		return Changes{}, err
	}
	return s.follow(tree, shots, content.Diff(old.Tree, tree, another), others)
}

// reopen sees to it that the content directory is the one that its path leads
// to.
func (s *Session) reopen() (another bool, err error) {
	if dir, ok := s.setup.Content.(interface{ Reopen() (bool, error) }); ok {
		if another, err = dir.Reopen(); err != nil {
			return false, fmt.Errorf("read content directory: %w", err)
		}
	}
	return another, nil
}

// follow makes the snapshot after a look and publishes it. all has every page
// made again.
func (s *Session) follow(tree *content.Tree, shots *gallery.Screenshots, c content.Changes, all bool) (Changes, error) {
	old := s.Snapshot()
	s.store.Turn()
	next, files := s.next(old, tree, shots, c, all)
	if s.setup.Torn() { // a file was changed after it was looked at: trust no stamp any more
		s.reader.Distrust()
		next, files = s.next(old, tree, shots, content.Diff(&content.Tree{}, tree, true), all)
	}
	s.now.Store(next)
	changes := Changes{Files: files}
	switch {
	case s.setup.Options.CheckOnly:
	case old.Looked():
		changes.Pages = next.Plan().Changed(old.Plan())
	default: // the snapshot has what was worked out
		s.store.Forget()
	}
	return changes, nil
}

// next makes the snapshot after a look, and lists the definitions that were
// checked again or are gone.
func (s *Session) next(
	old *gallery.Snapshot, tree *content.Tree, shots *gallery.Screenshots, c content.Changes, all bool,
) (*gallery.Snapshot, []string) {
	trace := s.setup.Options.Trace
	defer trace.Begin("", 0)
	found := look.Run(s.reader, old, tree, c)
	trace.Begin("lay out and sum up", 0)
	laid, delta := old.Layout.Next(layout.Change{Entries: found.Entries, Gone: c.Gone, All: all}, s.setup.Compare)
	next := old.Next(gallery.Found{Tree: tree, Screenshots: shots, Layout: laid, Delta: delta})
	return next, found.Files
}

// Apply publishes what a step makes of the snapshot: one with what the network
// says, say, or with the pages of an earlier build. No look comes between. After
// an error everything is as it was.
func (s *Session) Apply(step func(*gallery.Snapshot) (*gallery.Snapshot, error)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	next, err := step(s.Snapshot())
	if err == nil {
		s.now.Store(next)
	}
	return err
}
