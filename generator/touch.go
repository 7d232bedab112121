package generator

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"vitrine/generator/ignore"
)

// Touch looks at the files named, relative to the content directory, and at
// nothing else. Where a name says too little (a folder, a local page) it
// looks at everything, as Refresh does; so it does when the content directory
// is another one by now. Names that mean nothing are fine:
// events are a hint.
func (c *Catalogue) Touch(names []string) (Changes, error) {
	if another, err := c.reopen(); another || err != nil {
		return c.Refresh()
	}
	c.mu.Lock()
	u := update{beside: map[string]bool{}}
	l := &listing{beside: map[string]stamp{}}
	known := true
	for _, name := range names {
		known = known && c.touch(name, l, &u)
	}
	if !known { // nothing was noted yet: the walk must find all of it to differ
		c.mu.Unlock()
		return c.Refresh()
	}
	defer c.mu.Unlock()
	for p := range u.beside { // what is gone
		delete(c.beside, p)
	}
	for _, e := range l.definitions {
		if c.differs(e) {
			u.read = append(u.read, e)
			u.homes = u.homes || c.files[e.path] == nil
		}
	}
	for p, s := range l.beside {
		if old, ok := c.beside[p]; !ok || old != s {
			u.beside[p] = true
			u.homes = u.homes || !ok && marksHome(p)
			c.beside[p] = s
		}
	}
	return c.apply(u, false, Changes{}), nil
}

// touch looks at one file; false means that only a walk can tell.
func (c *Catalogue) touch(name string, l *listing, u *update) bool {
	name = path.Clean(name)
	if !fs.ValidPath(name) || name == "." || name == c.localPages() || c.localPages() != "" && strings.HasPrefix(name, c.localPages()+"/") {
		return false
	}
	if path.Base(name) == ignore.Name {
		return false
	}
	if c.ignored(name, false) {
		return c.files[name] == nil
	}
	info, err := fs.Lstat(c.content, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c.missing(name, u)
	case err != nil || info.IsDir():
		return false
	}
	l.file(c.content, name, fs.FileInfoToDirEntry(info))
	// A file may have turned into what is no definition, or the other way round.
	_, wasBeside := c.beside[name]
	_, isBeside := l.beside[name]
	return (c.files[name] == nil || !isBeside) && (!wasBeside || isBeside)
}

// missing notes that a file is gone. One that was never known may have been a
// folder.
func (c *Catalogue) missing(name string, u *update) bool {
	if f := c.files[name]; f != nil {
		u.gone = append(u.gone, f)
		u.homes = true
		return true
	}
	if _, ok := c.beside[name]; ok {
		u.beside[name] = true
		u.homes = u.homes || marksHome(name)
		return true
	}
	return strings.Contains(path.Base(name), ".") && !c.below(name)
}

// below tells whether files are known below a path.
func (c *Catalogue) below(dir string) bool {
	for p := range c.files {
		if strings.HasPrefix(p, dir+"/") {
			return true
		}
	}
	for p := range c.beside {
		if strings.HasPrefix(p, dir+"/") {
			return true
		}
	}
	return false
}
