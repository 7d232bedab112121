package content

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"vitrine/generator/ignore"
)

// IgnoreFilesAbove lists where the .gitignore files above the directory stand
// or would stand, outermost first: in the folders up to the root of its git
// work tree. There are none outside of one.
func (d *DirFS) IgnoreFilesAbove() []string {
	top, err := filepath.Abs(d.name)
	if err == nil {
		top, err = filepath.EvalSymlinks(top)
	}
	if err != nil || exists(filepath.Join(top, ".git")) {
		return nil
	}
	var list []string
	for dir := filepath.Dir(top); ; dir = filepath.Dir(dir) {
		list = append([]string{filepath.Join(dir, ignore.Name)}, list...)
		if exists(filepath.Join(dir, ".git")) {
			return list
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// IgnoresAbove reads these files. It is an error if one is there and cannot be
// read: what it names must not be shown. A directory that they ignore themselves was
// named all the same, so they do not count for what is in it.
func (d *DirFS) IgnoresAbove() (*ignore.Matcher, error) {
	files := d.IgnoreFilesAbove()
	if len(files) == 0 {
		return nil, nil
	}
	top, err := filepath.Abs(d.name)
	if err == nil {
		top, err = filepath.EvalSymlinks(top)
	}
	if err != nil {
		return nil, nil
	}
	var inside, outside *ignore.Matcher // as seen from the directory, and from the root of the work tree
	root := filepath.Dir(files[0])
	for i, file := range files {
		dir := filepath.Dir(file)
		prefix, err := filepath.Rel(dir, top)
		if err != nil {
			return nil, nil
		}
		text, err := readBounded(file, ignore.MaxSize)
		if Lost(err) != "" {
			return nil, fmt.Errorf("read %q: %w", file, err)
		}
		if err == nil {
			from, _ := filepath.Rel(root, dir)
			inside = inside.Above(filepath.ToSlash(prefix), text)
			outside = outside.With(filepath.ToSlash(from), text)
		}
		next := top
		if i+1 < len(files) {
			next = filepath.Dir(files[i+1])
		}
		if name, err := filepath.Rel(root, next); err != nil || outside.Ignored(filepath.ToSlash(name), true) {
			return nil, nil
		}
	}
	return inside, nil
}

// readBounded reads the beginning of a file that is not in the directory.
func readBounded(file string, limit int64) ([]byte, error) {
	info, err := os.Lstat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrNotRegular
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit))
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}
