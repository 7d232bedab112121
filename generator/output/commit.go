package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Commit puts the new site into place and ends the Writer. After an error the
// old site is complete, unless files had to be replaced one by one.
func (w *Writer) Commit() (Stats, error) {
	stats, err := w.commit()
	if err != nil {
		w.Abort()
		return Stats{}, fmt.Errorf("output directory %q: %w", w.dir, err)
	}
	w.done = true
	w.release()
	return stats, nil
}

func (w *Writer) commit() (Stats, error) {
	switch {
	case w.done:
		return Stats{}, errors.New("the site was already committed or given up")
	case w.failed != nil:
		return Stats{}, w.failed
	}
	gone := w.gone()
	stats := Stats{Removed: len(gone)}
	for _, e := range w.files {
		if e.changed {
			stats.Written++
		} else {
			stats.Unchanged++
		}
	}
	m := encodeManifest(w.opts.Tool, w.sums(), false)
	changes := stats.Written + stats.Removed
	if changes == 0 && bytes.Equal(m, w.before.manifest) {
		return stats, nil
	}
	s, err := w.staged()
	if err != nil {
		return stats, err
	}
	if s.inside || changes <= 1 { // one rename of one file is as good as an exchange
		return stats, w.finish(w.replace(s, gone, m))
	}
	if err := w.complete(s, m); err != nil {
		return stats, err
	}
	switch err = w.swap(s); {
	case err == nil:
		err = w.follow(s)
	case isBusy(err):
		w.log("%q cannot be exchanged (%v): its files are replaced one by one, not all at once", w.dir, err)
		err = w.replace(s, gone, m)
	}
	return stats, w.finish(err)
}

// finish clears the stage away once the site is in place. By then nothing may
// fail any more: what cannot be removed is announced and left to the next run.
func (w *Writer) finish(err error) error {
	if err != nil {
		return err
	}
	if err := w.sweep(w.stage.dir); err != nil {
		w.log("the new site is in place, but something was left behind: %v", err)
	}
	return nil
}

// gone lists our files that the new site does not have.
func (w *Writer) gone() []string {
	var list []string
	for path := range w.before.ours {
		if _, ok := w.files[path]; !ok {
			list = append(list, path)
		}
	}
	slices.Sort(list)
	return list
}

// complete turns a stage with the changed files into the whole site. The
// manifest comes last but for the word that all is ready.
func (w *Writer) complete(s *stage, m []byte) error {
	for _, path := range slices.Sorted(maps.Keys(w.files)) {
		if e := w.files[path]; e.changed || e.kept {
			continue
		}
		if err := s.makeParents(path); err != nil {
			return err
		}
		if err := link(w.local(path), s.local(path)); err != nil {
			return err
		}
	}
	if err := w.carry(s); err != nil {
		return err
	}
	if info, err := os.Stat(w.dir); err == nil {
		if err := os.Chmod(s.inner(newName), info.Mode().Perm()); err != nil {
			return err
		}
	}
	if err := writeFile(s.local(ManifestName), m); err != nil {
		return err
	}
	if err := settle(s.dir); err != nil {
		return err
	}
	return writeFile(s.inner(readyName), nil)
}

// carry gives kept files a second name in the new site, so that they are
// there at every moment. Directories such as .git cannot have one; they
// follow right after the exchange.
func (w *Writer) carry(s *stage) error {
	for _, path := range slices.Sorted(maps.Keys(w.before.kept)) {
		info, err := os.Lstat(w.local(path))
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		if err := s.makeParents(path); err != nil {
			return err
		}
		if err := before("link", s.local(path)); err != nil {
			return err
		}
		// Never a copy, as it is not our file: without hard links it follows too.
		_ = os.Link(w.local(path), s.local(path))
	}
	return nil
}

// swap puts the completed stage where the output is.
func (w *Writer) swap(s *stage) error {
	fresh := s.inner(newName)
	info, err := os.Stat(w.dir)
	if errors.Is(err, fs.ErrNotExist) { // removed while we worked; so be it
		return rename(fresh, w.dir)
	}
	if err != nil {
		return err
	}
	if !os.SameFile(info, w.home) {
		return errors.New("it was replaced by another directory while the site was being written; run the build again")
	}
	// Lock what will be the output, so that nobody can begin before the old
	// site is cleared away.
	if lock, err := lockDir(fresh); err == nil && lock.info != nil {
		w.locks = append(w.locks, lock)
	} else if err == nil {
		lock.Close() // a lock by name is of no use for what will be renamed
	}
	if err = before("exchange", w.dir); err == nil {
		err = exchange(fresh, w.dir)
	}
	if !errors.Is(err, errNoExchange) {
		return err
	}
	w.log("this file system cannot exchange two directories: %q is replaced by two renames", w.dir)
	return w.swapByRenames(s, fresh)
}

// swapByRenames leaves a moment without output; a kill in it is repaired by
// reinstate.
func (w *Writer) swapByRenames(s *stage, fresh string) error {
	old := filepath.Join(s.dir, oldName)
	if err := rename(w.dir, old); err != nil {
		return err
	}
	err := rename(fresh, w.dir)
	if err == nil {
		return nil
	}
	if e := rename(old, w.dir); e != nil {
		return fmt.Errorf("%w; and the old site could not be put back from %q: %w", err, old, e)
	}
	return err
}

// follow brings kept entries that could not be linked. If that fails, the old
// site comes back, with them in it.
func (w *Writer) follow(s *stage) error {
	fresh, old := s.inner(newName), s.inner(oldName)
	if !exists(old) {
		old = fresh
	}
	for _, path := range slices.Sorted(maps.Keys(w.before.kept)) {
		from := filepath.Join(old, filepath.FromSlash(path))
		if exists(w.local(path)) || !exists(from) {
			continue
		}
		err := w.bring(from, path)
		if err == nil {
			continue
		}
		if e := w.swapBack(old, fresh); e != nil {
			err = fmt.Errorf("%w; and the old site could not be put back from %q: %w", err, old, e)
		}
		return err
	}
	return nil
}

// swapBack undoes swap. What already followed has to go back first.
func (w *Writer) swapBack(old, fresh string) error {
	for path := range w.before.kept {
		back := filepath.Join(old, filepath.FromSlash(path))
		if exists(back) || !exists(w.local(path)) {
			continue
		}
		if err := rename(w.local(path), back); err != nil {
			return err
		}
	}
	if old == fresh {
		return exchange(fresh, w.dir)
	}
	if err := rename(w.dir, fresh); err != nil {
		return err
	}
	return rename(old, w.dir)
}
