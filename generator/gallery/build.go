package gallery

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"vitrine/generator/content"
	"vitrine/generator/internal/parallel"
	"vitrine/generator/trace"
)

// Sink takes the files of a site. It is called from several goroutines.
type Sink interface {
	// Keep takes a file as an earlier build left it, and tells whether it can:
	// then it need not be made.
	Keep(o Output) bool
	// Write takes the bytes of a file, which are not its own when it returns.
	Write(o Output, data []byte) error
}

// Build makes the whole site and hands it to a sink. It stops at the first
// error, save for one that concerns the page of a single definition or a single
// local page: such pages are left out and told at the end as *LostPages.
func Build(s *Snapshot, sink Sink) error {
	outputs, refused := settle(s, s.Plan().Outputs())
	slices.SortStableFunc(outputs, longestFirst)
	lost := losses{pages: refused, sound: map[string]bool{}}
	var failed firstError
	t := s.Options.Trace
	t.Begin("write the site", len(outputs))
	defer t.Begin("", 0)
	parallel.Each(len(outputs), func(i int) {
		defer t.Done()
		o := outputs[i]
		if failed.set() {
			return
		}
		if !o.Racy && sink.Keep(o) {
			lost.note(o.Path, nil)
			return
		}
		start, made := time.Now(), false
		err := o.make(func(data []byte) (err error) {
			t.Add(trace.Made, Kind(o.Path), time.Since(start), 1, int64(len(data)))
			made = true
			t.Time("hash and write", func() { err = sink.Write(o, data) })
			return err
		})
		if dispensable(o.Path) == "" || made && err != nil || errors.Is(err, content.ErrChanged) { // the disk, and not the page
			failed.note(err)
			return
		}
		lost.note(o.Path, err)
	})
	if failed.err != nil {
		return failed.err
	}
	return lost.verdict()
}

// longestFirst has the exports made before all else: each takes as long as
// thousands of pages, and would keep one processor waiting at the end.
func longestFirst(a, b Output) int {
	rank := func(o Output) int {
		if strings.HasSuffix(o.Path, ".gz") {
			return 0
		}
		return 1
	}
	return cmp.Compare(rank(a), rank(b))
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

// Write is a sink that takes every file anew.
type Write func(path string, data []byte) error

// Keep takes nothing from an earlier build.
func (Write) Keep(Output) bool { return false }

// Write hands on a file, for good.
func (w Write) Write(o Output, data []byte) error { return w(o.Path, bytes.Clone(data)) }
