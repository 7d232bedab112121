package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"vitrine/generator/diag"
	"vitrine/generator/gallery"
	"vitrine/generator/live"
)

// mending is what the pages of serve have mended since it began. A page asks
// for one fix at a time; what it did can be undone as long as nobody else has
// changed the file.
type mending struct {
	p *preview

	mu   sync.Mutex // held while a file is written
	made []madeFix
	id   int
}

// madeFix is one fix that was made.
type madeFix struct {
	id            int
	file, diff    string
	before, after []byte
}

// maxUndo bounds how many fixes can be undone; each holds a file twice.
const maxUndo = 100

// offer is a fix that a page may ask for. Rule, place and digest come back with
// it, so that what is applied is what was seen.
type offer struct {
	File    string `json:"file"` // relative to the content directory
	Digest  string `json:"digest"`
	Rule    string `json:"rule"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Line    int    `json:"line"` // where the finding is, and where it is mended
	Column  int    `json:"column"`
	Place   string `json:"place"`
	Guesses bool   `json:"guesses"`
}

// progress is how much was mended since serve began, of what could be.
type progress struct {
	Mended int       `json:"mended"`
	Of     int       `json:"of"`
	Last   *lastDone `json:"last,omitempty"`
}

// lastDone is the fix that can be undone next.
type lastDone struct {
	ID   int    `json:"id"`
	Diff string `json:"diff"`
}

var errOther = errors.New("the file was changed since: look at it again")

func (m *mending) actions() map[string]live.Action {
	return map[string]live.Action{"offers": m.offers, "mend": m.mend, "undo": m.undo}
}

// offers lists what can be mended of the definition that a page is about.
func (m *mending) offers(body []byte) (any, error) {
	var ask struct{ Page string }
	if err := json.Unmarshal(body, &ask); err != nil {
		return nil, err
	}
	m.p.mu.RLock()
	defer m.p.mu.RUnlock()
	s := m.p.session.Snapshot()
	list := []offer{}
	path := s.Shows(ask.Page)
	if files := gallery.FilesOf(s, path); len(files) > 0 && len(files[0].Source.Text) > 0 {
		f := files[0] // not its samples
		sum := digest(f.Source.Text)
		for _, d := range f.Diagnostics {
			if !d.Fixable(true) {
				continue
			}
			at, place := f.Source.Position(d.Span.Start), f.Source.Position(d.Place().Start)
			list = append(list, offer{
				File: path, Digest: sum, Rule: d.Rule, Start: d.Span.Start, End: d.Span.End, Line: at.Line, Column: at.Column,
				Place: fmt.Sprintf("%d:%d", place.Line, place.Column), Guesses: d.Unsafe,
			})
		}
	}
	return struct {
		progress
		Offers []offer `json:"offers"`
	}{m.progress(s), list}, nil
}

// progress must not be asked for while a file is written.
func (m *mending) progress(s *gallery.Snapshot) progress {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.count(fixableIn(s))
}

func (m *mending) count(left int) progress {
	p := progress{Mended: len(m.made), Of: len(m.made) + left}
	if n := len(m.made); n > 0 && m.made[n-1].before != nil {
		p.Last = &lastDone{m.made[n-1].id, m.made[n-1].diff}
	}
	return p
}

// fixableIn counts the findings of a gallery that can be mended.
func fixableIn(s *gallery.Snapshot) int {
	n := 0
	for _, list := range s.Outline("").Found() {
		for i := range list {
			if list[i].Fixable(true) {
				n++
			}
		}
	}
	return n
}

// mend applies one fix and writes the file. The watcher sees that, as it sees
// what an editor saves.
func (m *mending) mend(body []byte) (any, error) {
	var o offer
	if err := json.Unmarshal(body, &o); err != nil {
		return nil, err
	}
	m.p.mu.RLock()
	defer m.p.mu.RUnlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	s, dir := m.p.session.Snapshot(), m.p.config.Content
	files := gallery.FilesOf(s, o.File)
	if len(files) == 0 || digest(files[0].Source.Text) != o.Digest {
		return nil, errOther
	}
	mended, ok := gallery.MendOne(s, o.File, o.Rule, diag.Span{Start: o.Start, End: o.End})
	if !ok {
		return nil, errors.New("this cannot be mended here")
	}
	if err := replace(dir, o.File, mended.Before, mended.After); err != nil {
		return nil, m.failed(err)
	}
	m.id++
	m.made = append(m.made, madeFix{m.id, o.File, mended.Diff(o.File), mended.Before, mended.After})
	if old := len(m.made) - 1 - maxUndo; old >= 0 {
		m.made[old].before, m.made[old].after = nil, nil
	}
	m.p.env.say(fmt.Sprintf("a page mended %s in %s", o.Rule, shownPath(dir, o.File)))
	return m.count(max(0, fixableIn(s)-mended.Applied)), nil
}

// undo brings back what a file was before a fix.
func (m *mending) undo(body []byte) (any, error) {
	var ask struct{ ID int }
	if err := json.Unmarshal(body, &ask); err != nil {
		return nil, err
	}
	m.p.mu.RLock()
	defer m.p.mu.RUnlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.made, func(f madeFix) bool { return f.id == ask.ID && f.before != nil })
	if i < 0 {
		return nil, errors.New("this cannot be undone any more")
	}
	f, dir := m.made[i], m.p.config.Content
	if err := replace(dir, f.file, f.after, f.before); err != nil {
		return nil, m.failed(err)
	}
	m.made = slices.Delete(m.made, i, i+1)
	m.p.env.say("a page undid this in " + shownPath(dir, f.file))
	return m.count(fixableIn(m.p.session.Snapshot()) + 1), nil
}

// failed is what a page is told when a file could not be written.
func (m *mending) failed(err error) error {
	if h := (hinted{}); errors.As(err, &h) { // the hint is for the command line
		return errOther
	}
	return fmt.Errorf("write the file: %w", err)
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}
