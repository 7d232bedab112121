package generator

import (
	"context"
	"errors"
	"sync/atomic"

	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/memo"
	"vitrine/generator/output"
	"vitrine/generator/trace"
)

// written is what an earlier build wrote as a file of the site.
type written struct {
	Key  memo.Key // of what it was made from
	Left output.Left
}

// Build writes the site of a snapshot into an output directory, of which place
// is the absolute path. A file that an earlier build made from the same inputs
// is neither made nor read again, if results are kept between runs; made counts
// the others. It ends with the context's error when that is done, and with content.ErrChanged if a file
// is another than its stamp said: the next build then reads all of them. See
// gallery.Build for the others.
func (s *Session) Build(ctx context.Context, w *output.Writer, place string) (made int, err error) {
	k := &sink{trace: s.setup.Options.Trace, ctx: ctx, writer: w, place: place, before: s.built}
	err = gallery.Build(s.Snapshot(), k)
	if errors.Is(err, content.ErrChanged) && s.store.Kept() { // the next build must not believe the same stamps
		s.reader.Distrust()
		err = errors.Join(err, s.store.Save())
	}
	return int(k.made.Load()), err
}

// Remember keeps, after a commit, which files of the output directory were made
// from what, and everything else that the next run need not compute again. An
// error costs the next run time, nothing else.
func (s *Session) Remember(w *output.Writer, place string) error {
	if !s.store.Kept() {
		return nil
	}
	for _, o := range s.Snapshot().Plan().Outputs() {
		if left, ok := w.Left(o.Path); ok && !o.Racy {
			key, now := outputKey(place, o.Path), written{o.Key, left}
			if was, known := s.built.Get(key); !known || was != now {
				s.built.Put(key, now)
			}
		}
	}
	return s.store.Save()
}

func outputKey(place, path string) memo.Key {
	return memo.NewHash("output").String(place).String(path).Sum()
}

// sink hands the files of a site to a writer.
type sink struct {
	ctx    context.Context
	writer *output.Writer
	place  string
	before *memo.Table[written]
	made   atomic.Int64
	trace  *trace.Trace
}

// Keep keeps a file that was made from the same inputs before.
func (s *sink) Keep(o gallery.Output) bool {
	was, ok := s.before.Get(outputKey(s.place, o.Path))
	if !ok || was.Key != o.Key || s.ctx.Err() != nil || !s.writer.Keep(o.Path, was.Left) {
		return false
	}
	s.trace.Add(trace.Kept, gallery.Kind(o.Path), 0, 1, was.Left.Size)
	return true
}

// Write writes a file.
func (s *sink) Write(o gallery.Output, data []byte) error {
	s.made.Add(1)
	if s.ctx.Err() != nil {
		return context.Cause(s.ctx)
	}
	return s.writer.Write(o.Path, data)
}
