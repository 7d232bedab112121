package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// stages lists the directories beside and inside the output that carry the
// name of a stage of this output.
func (w *Writer) stages() []string {
	var list []string
	for _, in := range []struct{ dir, prefix string }{
		{filepath.Dir(w.dir), "." + filepath.Base(w.dir) + stagePart},
		{w.dir, stagePart},
	} {
		entries, _ := os.ReadDir(in.dir) // what cannot be read cannot hold a stage of ours
		for _, e := range entries {
			if e.IsDir() && strings.HasPrefix(e.Name(), in.prefix) {
				list = append(list, filepath.Join(in.dir, e.Name()))
			}
		}
	}
	return list
}

// sweepStale removes what killed runs left. We hold the lock, so whoever made
// a stage of this output is dead; only without locks the marker has to tell.
func (w *Writer) sweepStale() error {
	for _, dir := range w.stages() {
		mark, err := os.ReadFile(filepath.Join(dir, markerName))
		if err != nil {
			remove(dir) // killed between two steps it is empty; anything else stays
			continue
		}
		var o owner
		host, _ := os.Hostname()
		if json.Unmarshal(mark, &o) == nil && w.noLocks && o.Host == host && o.PID != os.Getpid() && alive(o.PID) {
			return ErrLocked
		}
		if err := w.sweep(dir); err != nil {
			return fmt.Errorf("clear away what an interrupted build left: %w", err)
		}
	}
	return nil
}

// reinstate repairs the one moment at which a kill can leave no output at
// all: between the two renames that stand in for an exchange.
func (w *Writer) reinstate() error {
	if exists(w.dir) {
		return nil
	}
	for _, dir := range w.stages() {
		from := filepath.Join(dir, newName)
		if !exists(filepath.Join(dir, markerName)) || !exists(filepath.Join(dir, oldName)) || !exists(filepath.Join(from, ManifestName)) {
			continue
		}
		lock, err := lockDir(dir)
		if errors.Is(err, ErrLocked) {
			return err
		}
		if err == nil {
			defer lock.Close()
		}
		if err := rename(from, w.dir); err != nil {
			return fmt.Errorf("put the site of an interrupted build into place: %w", err)
		}
		return nil
	}
	return nil
}

// sweep removes a stage, ours or a dead one's. Anything in it that we did not
// write goes to the output, where it came from.
func (w *Writer) sweep(dir string) error {
	if !exists(w.dir) {
		return fmt.Errorf("%q is missing; what was in it is in %q", w.dir, dir)
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	guarded := exists(at(readyName))
	for _, name := range []string{newName, oldName} {
		if !exists(at(name)) {
			continue
		}
		if err := w.discard(at(name), guarded); err != nil {
			return err
		}
	}
	for _, name := range []string{readyName, listName, markerName} {
		if err := remove(at(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return remove(dir)
}

// discard removes a staged site. If guarded, it may be a directory that was
// in use, and then only what its manifest lists is ours.
func (w *Writer) discard(dir string, guarded bool) error {
	// It has the mode of the output, which may be one that nothing can be removed from.
	if info, err := os.Stat(dir); err == nil && info.Mode().Perm()&0o700 != 0o700 {
		if err := os.Chmod(dir, info.Mode().Perm()|0o700); err != nil {
			return err
		}
	}
	var listed map[string]string
	if guarded {
		var err error
		if _, listed, err = readManifest(dir); err != nil {
			return err
		}
	}
	err := eachFile(dir, func(path string, d fs.DirEntry) error {
		file := filepath.Join(dir, filepath.FromSlash(path))
		if !guarded {
			return remove(file)
		}
		if path == ManifestName {
			return nil // goes last: without it the rest would not be known as ours
		}
		if _, ok := listed[path]; ok && d.Type().IsRegular() {
			return remove(file)
		}
		return w.bring(file, path)
	})
	if err != nil {
		return err
	}
	return removeTree(dir)
}

// bring moves a file or directory that is not ours to the output.
func (w *Writer) bring(file, path string) error {
	there, err := os.Lstat(w.local(path))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := makeDirs(filepath.Dir(w.local(path))); err != nil {
			return err
		}
		return rename(file, w.local(path))
	}
	if err != nil {
		return err
	}
	here, err := os.Lstat(file)
	if err != nil {
		return err
	}
	if os.SameFile(here, there) {
		return remove(file) // a second name of what is in place
	}
	return fmt.Errorf("%q was not written by Vitrine and cannot be moved to %q, which exists; move it yourself", file, w.local(path))
}

// removeTree removes the empty directories of a discarded site, innermost
// first, and then its manifest.
func removeTree(dir string) error {
	dirs, err := subdirectories(dir)
	if err != nil {
		return err
	}
	for i := len(dirs) - 1; i >= 0; i-- {
		if err := remove(dirs[i]); err != nil {
			return err
		}
	}
	if err := remove(filepath.Join(dir, ManifestName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return remove(dir)
}

func subdirectories(dir string) (dirs []string, err error) {
	err = filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && file != dir {
			dirs = append(dirs, file)
		}
		return err
	})
	return dirs, err
}
