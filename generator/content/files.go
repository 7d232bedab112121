package content

import (
	"path"

	"vitrine/generator/internal/persist"
)

// files is what is known of the files of a directory, without local pages. It is
// never changed: a look at one file makes another, which shares the rest.
type files struct {
	entries    *persist.Map[Entry] // *.json and modules, and what could not be read
	companions *persist.Map[Stamp] // every other regular file
	folders    *persist.Map[int]   // how many of both are below each folder but the directory itself
}

// filesEdit is files on the way to the next.
type filesEdit struct {
	entries    *persist.Edit[Entry]
	companions *persist.Edit[Stamp]
	folders    *persist.Edit[int]
}

func (f files) edit() *filesEdit {
	return &filesEdit{f.entries.Edit(), f.companions.Edit(), f.folders.Edit()}
}

func (e *filesEdit) done() files { return files{e.entries.Map(), e.companions.Map(), e.folders.Map()} }

// has tells what is known at a path.
func (e *filesEdit) has(p string) (entry, companion bool) {
	_, entry = e.entries.Get(p)
	_, companion = e.companions.Get(p)
	return entry, companion
}

func (e *filesEdit) setEntry(p string, v Entry) {
	if is, _ := e.has(p); !is {
		e.count(p, 1)
	}
	e.entries.Set(p, v)
}

func (e *filesEdit) setCompanion(p string, v Stamp) {
	if _, is := e.has(p); !is {
		e.count(p, 1)
	}
	e.companions.Set(p, v)
}

func (e *filesEdit) remove(p string) {
	entry, companion := e.has(p)
	if entry {
		e.count(p, -1)
	}
	if companion {
		e.count(p, -1)
	}
	e.entries.Delete(p)
	e.companions.Delete(p)
}

// count adds to the number of files below each folder that a path is in.
func (e *filesEdit) count(p string, n int) {
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		was, _ := e.folders.Get(dir)
		if e.folders.Set(dir, was+n); was+n == 0 {
			e.folders.Delete(dir)
		}
	}
}

// below tells whether files are known below a folder.
func (f files) below(dir string) bool {
	_, ok := f.folders.Get(dir)
	return ok
}

// apart tells of the paths at which two maps differ. With all, nothing of the
// old one counts but which paths it has.
func apart[V comparable](old, now *persist.Map[V], all bool, tell func(p string, had, has bool)) {
	if all {
		for p := range now.All() {
			_, had := old.Get(p)
			tell(p, had, true)
		}
	}
	for p := range persist.Apart(old, now) {
		was, had := old.Get(p)
		is, has := now.Get(p)
		if had && !has || !all && (had != has || was != is) {
			tell(p, had, has)
		}
	}
}
