package content

import (
	"fmt"
	"io/fs"
	"path"
	"slices"

	"vitrine/generator/ignore"
)

// ignores is the patterns that hold in each folder that was walked.
type ignores map[string]*ignore.Matcher

// above names the patterns that hold in the content directory before its own.
const above = ""

// ignoresAbove begins a walk with what the folders above say.
func ignoresAbove(content fs.FS) (ignores, error) {
	list := ignores{}
	if dir, ok := content.(interface {
		IgnoresAbove() (*ignore.Matcher, error)
	}); ok {
		m, err := dir.IgnoresAbove()
		if err != nil {
			return nil, err
		}
		list[above] = m
	}
	return list, nil
}

// of returns what holds in a folder as far as is known: its own patterns, or
// those of the nearest folder above.
func (list ignores) of(dir string) *ignore.Matcher {
	for ; ; dir = path.Dir(dir) {
		if m, ok := list[dir]; ok {
			return m
		}
		if dir == "." {
			return list[above]
		}
	}
}

// read adds the patterns of a folder that is being walked. It is an error if
// they are there and cannot be read: what they name must not be shown.
func (list ignores) read(content fs.FS, dir string, entries []fs.DirEntry) (*ignore.Matcher, error) {
	at := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ignore.Name && e.Type().IsRegular() })
	if at >= 0 {
		text, err := ReadFile(content, path.Join(dir, ignore.Name), ignore.MaxSize)
		if err == nil {
			list[dir] = list[dir].With(dir, text)
		} else if why := Lost(err); why != "" {
			return nil, fmt.Errorf("read %q: %s", path.Join(dir, ignore.Name), why)
		}
	}
	return list[dir], nil
}

// IgnoreFilesAbove lists the files outside of a content directory that have a
// say in what is looked at; they need not exist.
func IgnoreFilesAbove(content fs.FS) []string {
	if dir, ok := content.(interface{ IgnoreFilesAbove() []string }); ok {
		return dir.IgnoreFilesAbove()
	}
	return nil
}
