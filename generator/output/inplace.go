package output

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// replace puts the changed files of a stage into the output one by one: new
// assets first, since pages need them, then the pages, deletions last. A kill
// leaves a mixed site of whole files; the manifest written first names the
// files of both sites, so that the next run knows all of them as ours.
func (w *Writer) replace(s *stage, gone []string, m []byte) error {
	changed := w.changed()
	if len(changed)+len(gone) > 0 {
		if err := settle(s.dir); err != nil {
			return err
		}
		if err := w.announce(s); err != nil {
			return err
		}
	}
	early, late := inTurn(gone, changed)
	if err := w.drop(early); err != nil {
		return err
	}
	for _, path := range changed {
		if _, err := makeDirs(filepath.Dir(w.local(path))); err != nil {
			return err
		}
		if err := w.move(s, s.local(path), w.local(path)); err != nil {
			return err
		}
	}
	if err := w.drop(late); err != nil {
		return err
	}
	return w.putManifest(s, m)
}

// changed lists the files in the stage in the order in which they are needed.
func (w *Writer) changed() []string {
	var list []string
	for path, e := range w.files {
		if e.changed {
			list = append(list, path)
		}
	}
	slices.SortFunc(list, func(a, b string) int {
		if a, b := isPage(a), isPage(b); a != b {
			if a {
				return 1
			}
			return -1
		}
		return strings.Compare(a, b)
	})
	return list
}

func isPage(path string) bool { return strings.HasSuffix(path, ".html") }

// announce writes a manifest with the files of both sites.
func (w *Writer) announce(s *stage) error {
	both := w.sums()
	for path := range w.before.ours {
		if _, ok := both[path]; !ok {
			both[path] = w.before.listed[path]
		}
	}
	return w.putManifest(s, encodeManifest(w.opts.Tool, both, true))
}

func (w *Writer) putManifest(s *stage, m []byte) error {
	file := s.inner(listName)
	if err := writeFile(file, m); err != nil {
		return err
	}
	return w.move(s, file, w.local(ManifestName))
}

// move renames a file, or copies it to the side of its place first if stage
// and output are on different mounts.
func (w *Writer) move(s *stage, from, to string) error {
	err := rename(from, to)
	if !isBusy(err) {
		return err
	}
	if !s.inside {
		near, err := newStage(w.dir, stagePart+"*")
		if err != nil {
			return err
		}
		near.inside = true
		defer w.sweep(near.dir)
		aside := near.local("file")
		if err := copyFile(from, aside); err != nil {
			return err
		}
		from = aside
	}
	return rename(from, to)
}

// inTurn splits deletions into those that make room (a file where there will
// be a directory, a name that differs only in case) and the others.
func inTurn(gone, changed []string) (early, late []string) {
	needed := map[string]bool{}
	for _, path := range changed {
		for p := strings.ToLower(path); p != "."; p = parentOf(p) {
			needed[p] = true
		}
	}
	files := map[string]bool{}
	for _, path := range changed {
		files[strings.ToLower(path)] = true
	}
	for _, path := range gone {
		first := needed[strings.ToLower(path)]
		for p := parentOf(strings.ToLower(path)); p != "." && !first; p = parentOf(p) {
			first = files[p]
		}
		if first {
			early = append(early, path)
		} else {
			late = append(late, path)
		}
	}
	return early, late
}

func parentOf(path string) string {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i]
	}
	return "."
}

// drop removes files of ours, and the directories that become empty by it.
func (w *Writer) drop(paths []string) error {
	parents := map[string]bool{}
	for _, path := range paths {
		if err := remove(w.local(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for p := parentOf(path); p != "."; p = parentOf(p) {
			parents[p] = true
		}
	}
	for _, p := range slices.Backward(slices.Sorted(maps.Keys(parents))) {
		_ = os.Remove(w.local(p)) // refused while anything is in it
	}
	return nil
}
