// Package look follows a change of the content directory to the definitions
// that it concerns: it reads and checks them, and gives them the README and the
// samples of their folder.
package look

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"vitrine/generator/check"
	"vitrine/generator/content"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/internal/parallel"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/reviews"
	"vitrine/generator/rules"
)

// Reader gets hold of the texts of files.
type Reader struct {
	Content fs.FS
	// Lazy has a file that was read before, under the stamp that it has now, read
	// only when somebody wants to see it.
	Lazy bool
	// Room is how many bytes of texts stay in memory once they were checked; those
	// for which there is none are read again, if they had been left alone. 0 keeps all.
	Room  int64
	kept  atomic.Int64 // bytes
	store *memo.Store
	reads *memo.Table[known]
}

// known is a file that was read before.
type known struct {
	Digest memo.Key
	Read   int64 // when, in ns since 1970
}

// NewReader returns a reader that remembers in a store what it has read.
func NewReader(dir fs.FS, store *memo.Store) *Reader {
	return &Reader{Content: dir, Lazy: store.Kept(), store: store, reads: memo.NewTable[known](store, "reads")}
}

// Distrust forgets what was read under which stamp: a file was found to be
// another than its stamp said.
func (r *Reader) Distrust() {
	r.Lazy, r.Room, r.reads = false, 0, memo.NewTable[known](r.store, "reads")
}

// text returns the text of a file of that stamp, of at most limit bytes.
func (r *Reader) text(p string, stamp content.Stamp, limit int64) (*content.Text, error) {
	key := readKey(p, stamp)
	if k, ok := r.reads.Get(key); ok && r.Lazy && stamp.Settled(k.Read) {
		return content.KnownText(p, k.Digest), nil
	}
	return r.read(key, p, limit)
}

// read reads a file, whatever is known of it, and remembers it under a key of
// its stamp.
func (r *Reader) read(key memo.Key, p string, limit int64) (*content.Text, error) {
	now := time.Now().UnixNano()
	data, err := content.ReadFile(r.Content, p, limit)
	if err != nil {
		return nil, err
	}
	text := content.TextOf(p, data)
	r.reads.Put(key, known{text.Digest, now})
	return text, nil
}

// spare returns a text that has been checked as it is kept.
func (r *Reader) spare(t *content.Text, stamp content.Stamp) *content.Text {
	if r.Room == 0 || r.kept.Add(stamp.Size) <= r.Room {
		return t
	}
	if k, ok := r.reads.Get(readKey(t.Path, stamp)); !ok || k.Digest != t.Digest || !stamp.Settled(k.Read) {
		return t
	}
	return content.KnownText(t.Path, t.Digest)
}

func readKey(p string, stamp content.Stamp) memo.Key {
	return memo.NewHash("read").String(p).Value(stamp).Sum()
}

// Outcome is what a look comes to.
type Outcome struct {
	Entries []*layout.Entry // in place of those with the same path, by path
	Files   []string        // that were checked again, or are gone
}

// Run checks the definitions that a change concerns. old is the snapshot before
// it, and tree what the directory holds now.
func Run(r *Reader, old *gallery.Snapshot, tree *content.Tree, c content.Changes) Outcome {
	l := &look{reader: r, setup: old.Setup, old: old.Layout, tree: tree, changes: c, fresh: map[string]*layout.Entry{}}
	l.gather()
	l.check()
	l.shareHomes()
	var out Outcome
	out.Files = append(slices.Collect(maps.Keys(l.fresh)), c.Gone...)
	slices.Sort(out.Files)
	for _, p := range slices.Sorted(maps.Keys(l.fresh)) {
		out.Entries = append(out.Entries, l.fresh[p])
	}
	return out
}

// look is one look at the content directory on its way to a snapshot.
type look struct {
	reader  *Reader
	setup   *gallery.Setup
	old     *layout.Layout
	tree    *content.Tree
	changes content.Changes
	fresh   map[string]*layout.Entry // in place of those of the old layout, by path
}

// gather finds the definitions that must be checked again: those that differ,
// those that name a file that came, went or changed, or that could not be read
// before, and those that have another home now.
func (l *look) gather() {
	for _, p := range l.changes.Entries {
		l.add(p, l.tree.Home(p))
	}
	for _, e := range l.old.Unsure() {
		if l.again(e) {
			l.add(e.Path, l.tree.Home(e.Path))
		}
	}
	for _, p := range l.setup.Missed.Try(func(p string) string { return content.Try(l.setup.Content, p) }) {
		l.changes.Companions[p] = true
	}
	brought := map[string]bool{} // modules may bring in what other definitions are made of
	for _, list := range [][]string{l.changes.Entries, l.changes.Gone} {
		for _, p := range list {
			brought[p] = true
		}
	}
	for _, e := range l.old.Entries() {
		home := e.Home
		if l.changes.Homes {
			home = l.tree.Home(e.Path)
		}
		if home != e.Home || len(l.changes.Companions) > 0 && slices.ContainsFunc(e.Places, l.changed) ||
			e.Facts != nil && len(e.Facts.Imports) > 0 && slices.ContainsFunc(e.Places, func(p string) bool { return brought[p] }) {
			l.add(e.Path, home)
		}
	}
}

func (l *look) changed(p string) bool { return l.changes.Companions[p] }

// again tells whether reading a file failed and may go well now.
func (l *look) again(e *layout.Entry) bool {
	at, ok := l.tree.Entry(e.Path)
	if !ok || at.Lost != "" || e.Lost == "" && !e.Retry {
		return false
	}
	return e.Retry || content.Try(l.setup.Content, e.Path) != e.Lost
}

func (l *look) add(p, home string) {
	if _, there := l.tree.Entry(p); there && l.fresh[p] == nil {
		l.fresh[p] = &layout.Entry{Path: p, Home: home}
	}
}

// check reads and checks them, on all processors.
func (l *look) check() {
	list := slices.Collect(maps.Values(l.fresh))
	differ := map[string]bool{}
	for _, p := range l.changes.Entries {
		differ[p] = true
	}
	trace := l.setup.Options.Trace
	trace.Begin("check definitions", len(list))
	parallel.Each(len(list), func(i int) {
		defer trace.Done()
		e := list[i]
		old := l.old.Entry(e.Path)
		trace.Time("read", func() { l.read(e, old, differ[e.Path] || old != nil && (old.Lost != "" || old.Retry)) })
		if e.Text == nil {
			if e.Facts == nil {
				e.Facts = &check.Facts{}
			}
			return
		}
		trace.Time("check", func() { l.judge(e) })
		if at, ok := l.tree.Entry(e.Path); ok && e.Text != nil && e.Lost == "" {
			e.Text = l.reader.spare(e.Text, at.Stamp)
		}
		reserved(e)
		e.Places = l.setup.Checker.Places(e.Path, e.Facts)
		if e.Definition() {
			e.Places = append(slices.Clip(e.Places), layout.ReviewPlaces(e.Head().Name(e.Path))...)
		}
		if old != nil && old.Facts.Key == e.Facts.Key {
			e.Online = old.Online
		}
	})
}

// read gets hold of the text of a definition. One that cannot be read any more
// stands as it was read before.
func (l *look) read(e, old *layout.Entry, differs bool) {
	at, _ := l.tree.Entry(e.Path)
	e.Lost = at.Lost
	if at.Fault.Kind != content.NoFault {
		trouble := rules.CheckFile(at.Fault)
		e.Trouble = &trouble
	}
	var before *content.Text
	if old != nil {
		before = old.Text
	}
	switch {
	case e.Lost != "" && before != nil:
		e.Text, e.Trouble = before, nil
		return
	case e.Lost != "" && e.Trouble == nil:
		e.Trouble = cannotRead(e.Lost)
		return
	case e.Trouble != nil:
		return
	case !differs && before != nil:
		e.Text = before
		return
	}
	limits := l.setup.Checker.Limits()
	text, err := l.reader.text(e.Path, at.Stamp, limits.FileSize)
	switch e.Lost = content.Lost(err); {
	case err == nil:
		e.Text = text
	case e.Lost != "" && before != nil:
		e.Text = before
	case errors.Is(err, content.ErrTooLarge):
		e.Facts = check.TooLarge(e.Path, limits)
	default:
		e.Trouble, e.Retry = cannotRead(content.Reason(err)), true
	}
}

func cannotRead(why string) *diag.Diagnostic {
	d := rules.CheckFile(content.Fault{Kind: content.Unreadable, Reason: why})
	return &d
}

// judge checks a definition, unless it is known what its text comes to.
func (l *look) judge(e *layout.Entry) {
	s := l.setup
	stands := func(p string) bool {
		_, ok := l.tree.Picture(p)
		return ok
	}
	of := &check.Subject{Path: e.Path, Stands: stands, File: gallery.FilesFor(s, l.tree)}
	if l.reader.Room == 0 { // pages of this state may be made when the files are others
		of.File = keeping(of.File, e)
	}
	if facts, ok := s.Checker.Known(of, e.Text.Digest); ok {
		e.Facts = facts
		return
	}
	data, err := e.Text.Bytes(s.Content, s.Options.Limits.FileSize)
	if err != nil { // it is another than the stamp said; one that was at hand cannot fail
		at, _ := l.tree.Entry(e.Path)
		if e.Text, err = l.reader.read(readKey(e.Path, at.Stamp), e.Path, s.Options.Limits.FileSize); err != nil {
			e.Text, e.Facts, e.Trouble, e.Retry = nil, &check.Facts{}, cannotRead(content.Reason(err)), true
			return
		}
		data, _ = e.Text.Bytes(s.Content, 0)
	}
	of.Text = data
	e.Facts = s.Checker.Run(of)
}

// keeping has an entry keep the files that are read for it.
func keeping(read func(string) ([]byte, error), e *layout.Entry) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		data, err := read(name)
		if err == nil {
			if e.Brought == nil {
				e.Brought = map[string][]byte{}
			}
			e.Brought[name] = data
		}
		return data, err
	}
}

// reserved has it that nothing in the folder of decisions is a definition.
func reserved(e *layout.Entry) {
	if !strings.HasPrefix(e.Path, reviews.Folder+"/") || e.Facts == nil {
		return
	}
	trouble := rules.NotADefinition()
	if e.Definition() {
		trouble = rules.InReviews()
	}
	e.Text, e.Facts, e.Trouble = nil, &check.Facts{}, &trouble
}
