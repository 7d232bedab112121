package content

import (
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
func ignoresAbove(content fs.FS) ignores {
	list := ignores{}
	if dir, ok := content.(interface{ IgnoresAbove() *ignore.Matcher }); ok {
		list[above] = dir.IgnoresAbove()
	}
	return list
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

// read adds the patterns of a folder that is being walked.
func (list ignores) read(content fs.FS, dir string, entries []fs.DirEntry) *ignore.Matcher {
	at := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ignore.Name && e.Type().IsRegular() })
	if at >= 0 {
		if text, err := ReadFile(content, path.Join(dir, ignore.Name), ignore.MaxSize); err == nil {
			list[dir] = list[dir].With(dir, text)
		}
	}
	return list[dir]
}

// IgnoreFilesAbove lists the files outside of a content directory that have a
// say in what is looked at; they need not exist.
func IgnoreFilesAbove(content fs.FS) []string {
	if dir, ok := content.(interface{ IgnoreFilesAbove() []string }); ok {
		return dir.IgnoreFilesAbove()
	}
	return nil
}
