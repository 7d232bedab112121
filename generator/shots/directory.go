package shots

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"vitrine/generator/gallery"
)

// directory is where screenshots and the list of them stand.
type directory string

func (d directory) path(name string) string {
	return filepath.Join(string(d), filepath.FromSlash(name))
}

// has tells whether all pictures of an entry are there.
func (d directory) has(f *gallery.ScreenshotFiles) bool {
	for _, p := range f.Files() {
		if _, err := os.Stat(d.path(p)); err != nil {
			return false
		}
	}
	return true
}

// write replaces a file in one step.
func (d directory) write(name string, data []byte) error {
	file := d.path(name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("make the directory of a screenshot: %w", err)
	}
	err := os.WriteFile(file+".new", data, 0o644)
	if err == nil {
		err = os.Rename(file+".new", file)
	}
	if err != nil {
		return fmt.Errorf("write a screenshot: %w", err)
	}
	return nil
}

// replace writes the list, and only then removes what the list before named
// and this one does not: who reads in between finds every picture listed. What
// could not be removed is no reason to fail; it is returned.
func (d directory) replace(before, now []gallery.ScreenshotFiles) (left []error, err error) {
	if len(before)+len(now) == 0 {
		return nil, nil // a directory that never had screenshots gets no list
	}
	slices.SortFunc(now, func(a, b gallery.ScreenshotFiles) int { return cmp.Compare(a.Light, b.Light) })
	data, err := json.MarshalIndent(gallery.ScreenshotList{Version: 1, Screenshots: now}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write the list of screenshots: %w", err)
	}
	if err := d.write(gallery.ScreenshotsFile, append(data, '\n')); err != nil {
		return nil, err
	}
	listed := map[string]bool{}
	for i := range now {
		for _, p := range now[i].Files() {
			listed[p] = true
		}
	}
	for i := range before {
		for _, p := range before[i].Files() {
			if !listed[p] {
				left = append(left, d.remove(p))
			}
		}
	}
	return slices.DeleteFunc(left, func(err error) bool { return err == nil }), nil
}

// remove removes a picture, and its directory if that was all.
func (d directory) remove(name string) error {
	file := d.path(name)
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if dir := filepath.Dir(file); dir != filepath.Clean(string(d)) {
		os.Remove(dir) // fails where there is more
	}
	return nil
}
