// Package trace follows a long piece of work from outside: how far it is, and
// where its time and its bytes went.
package trace

import (
	"sync"
	"sync/atomic"
	"time"
)

// Trace is told of work by those who do it, and asked by those who show it, from
// any goroutine. A nil one hears nothing and costs nothing.
type Trace struct {
	stage atomic.Pointer[stage]

	mu   sync.Mutex
	rows []*Row
	at   map[place]*Row
}

// place is what tells rows apart.
type place struct {
	sort Sort
	name string
}

// Sort tells what a row is about.
type Sort int

// The sorts of rows.
const (
	Stage Sort = iota // one after the other: time on the wall
	Part              // within stages, several at once: time summed over processors
	Made              // a kind of file that was made: time summed over processors
	Kept              // a kind of file that is as an earlier build left it
)

// Row is what went into one kind of work.
type Row struct {
	Sort  Sort
	Name  string
	Spent time.Duration
	Files int
	Bytes int64
}

type stage struct {
	name  string
	begun time.Time
	total int
	done  atomic.Int64
}

// New returns a trace that has heard of nothing.
func New() *Trace { return &Trace{at: map[place]*Row{}} }

// Begin ends the stage before and begins another, of total pieces; 0 where
// nobody knows how many. An empty name only ends the one before. The time of a
// stage is what a clock on the wall says.
func (t *Trace) Begin(name string, total int) {
	if t == nil {
		return
	}
	next := &stage{name: name, begun: time.Now(), total: total}
	if was := t.stage.Swap(next); was != nil && was.name != "" {
		t.Add(Stage, was.name, next.begun.Sub(was.begun), int(was.done.Load()), 0)
	}
}

// Done counts a piece of the stage that was begun last.
func (t *Trace) Done() {
	if t == nil {
		return
	}
	if s := t.stage.Load(); s != nil {
		s.done.Add(1)
	}
}

// Now tells the stage that was begun last, how many of its pieces are done and
// how many there are; "" outside of any.
func (t *Trace) Now() (name string, done, total int) {
	if t == nil {
		return "", 0, 0
	}
	s := t.stage.Load()
	if s == nil {
		return "", 0, 0
	}
	return s.name, int(s.done.Load()), s.total
}

// Time runs work and adds the time that it took to a part.
func (t *Trace) Time(name string, work func()) {
	if t == nil {
		work()
		return
	}
	start := time.Now()
	work()
	t.Add(Part, name, time.Since(start), 0, 0)
}

// Add adds time, files and bytes to a row.
func (t *Trace) Add(sort Sort, name string, spent time.Duration, files int, bytes int64) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	row := t.at[place{sort, name}]
	if row == nil {
		row = &Row{Sort: sort, Name: name}
		t.at[place{sort, name}], t.rows = row, append(t.rows, row)
	}
	row.Spent += spent
	row.Files += files
	row.Bytes += bytes
}

// Rows returns all rows in the order in which they were first heard of.
func (t *Trace) Rows() []Row {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make([]Row, len(t.rows))
	for i, row := range t.rows {
		list[i] = *row
	}
	return list
}

// Site tells how many files were made or kept, and how many bytes they have.
func (t *Trace) Site() (files int, bytes int64) {
	for _, row := range t.Rows() {
		if row.Sort == Made || row.Sort == Kept {
			files, bytes = files+row.Files, bytes+row.Bytes
		}
	}
	return files, bytes
}
