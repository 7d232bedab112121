package generator

import (
	"io/fs"
	"path"
	"slices"
	"strings"

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
		if text, err := readFile(content, path.Join(dir, ignore.Name), ignore.MaxSize); err == nil {
			list[dir] = list[dir].With(dir, text)
		}
	}
	return list[dir]
}

// Outside lists the files outside of the content directory that have a say in
// what is looked at; they need not exist.
func (c *Catalogue) Outside() []string {
	if dir, ok := c.content.(interface{ IgnoreFilesAbove() []string }); ok {
		return dir.IgnoreFilesAbove()
	}
	return nil
}

// Ignored tells whether a file or folder of the content directory is one that
// Refresh does not look at, as far as the last one knows. Local pages are
// looked at: the configuration names them.
func (c *Catalogue) Ignored(name string, dir bool) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.ignored(name, dir)
}

// ignored is Ignored for callers that hold the lock.
func (c *Catalogue) ignored(name string, dir bool) bool {
	if name == "." {
		return false
	}
	if pages := c.localPages(); pages != "" && (name == pages || strings.HasPrefix(name, pages+"/")) {
		return false
	}
	for end := 0; end < len(name); end++ { // the folders that it is in, outermost first
		next := strings.IndexByte(name[end:], '/')
		if next < 0 {
			break
		}
		end += next
		if c.leftOut(name[:end], true) {
			return true
		}
	}
	return c.leftOut(name, dir)
}

// leftOut asks about a name by itself.
func (c *Catalogue) leftOut(name string, dir bool) bool {
	return dir && hiddenDir(path.Base(name)) || c.ignores.of(path.Dir(name)).Ignored(name, dir)
}
