package content

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"vitrine/generator/ignore"
)

// Look looks at the files named and at nothing else, and returns a new tree and
// what differs in it. ok is false where a name says too little and only a walk can tell: a folder,
// a local page, a .gitignore file. Names that mean nothing are fine: the
// events of a file system are a hint.
func Look(content fs.FS, before *Tree, names []string) (after *Tree, c Changes, ok bool) {
	t, edit := *before, before.edit()
	for _, name := range names {
		if !t.look(edit, content, path.Clean(name)) {
			return nil, Changes{}, false
		}
	}
	t.files = edit.done()
	return &t, differing(before, &t, false), true
}

// look looks at one file; false means that only a walk can tell.
func (t *Tree) look(edit *filesEdit, content fs.FS, name string) bool {
	if !fs.ValidPath(name) || name == "." || t.isPage(name) || path.Base(name) == ignore.Name {
		return false
	}
	wasEntry, wasBeside := edit.has(name)
	if t.Ignored(name, false) {
		return !wasEntry
	}
	info, err := fs.Lstat(content, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		edit.remove(name)
		// A name that was never known may have been a folder.
		_, folder := edit.folders.Get(name)
		return wasEntry || wasBeside || strings.Contains(path.Base(name), ".") && !folder
	case err != nil || info.IsDir():
		return false
	}
	if _, folder := edit.folders.Get(name); folder {
		return false // what was in it is gone
	}
	l := newListing(nil, ".")
	l.file(content, name, fs.FileInfoToDirEntry(info))
	if len(l.entries)+len(l.companions) == 0 && (wasEntry || wasBeside) {
		return false // a link to a folder has come in its place
	}
	// A file may have turned into what is no definition, or the other way round.
	_, isBeside := l.companions[name]
	l.add(edit)
	return (!wasEntry || !isBeside) && (!wasBeside || isBeside)
}

// Changes is what differs between two trees.
type Changes struct {
	Entries    []string        // that are new or differ
	Gone       []string        // entries that are no more
	Companions map[string]bool // other files that came, went or changed, local pages too
	Homes      bool            // a file came or went by which homes are found
}

// Any tells whether anything differs.
func (c *Changes) Any() bool { return len(c.Entries)+len(c.Gone)+len(c.Companions) > 0 }

// Diff compares two trees. With all, nothing of the old one counts but which
// files there were: its stamps are those of another directory.
func Diff(old, now *Tree, all bool) Changes {
	c := differing(old, now, all)
	c.files(old.published, now.published, all)
	return c
}

// differing is Diff without local pages.
func differing(old, now *Tree, all bool) Changes {
	c := Changes{Companions: map[string]bool{}}
	apart(old.entries, now.entries, all, func(p string, had, has bool) {
		if has {
			c.Entries = append(c.Entries, p)
		} else {
			c.Gone = append(c.Gone, p)
		}
		c.Homes = c.Homes || had != has
	})
	apart(old.companions, now.companions, all, func(p string, had, has bool) {
		c.Companions[p] = true
		c.Homes = c.Homes || had != has && marksHome(p)
	})
	return c
}

func (c *Changes) files(old, now map[string]Stamp, all bool) {
	for p, s := range now {
		was, known := old[p]
		if all || !known || was != s {
			c.Companions[p] = true
			c.Homes = c.Homes || !known && marksHome(p)
		}
	}
	for p := range old {
		if _, still := now[p]; !still {
			c.Companions[p] = true
			c.Homes = c.Homes || marksHome(p)
		}
	}
}

// Lost says why a file cannot be read that may well be there: the disk fails,
// too many files are open, the permissions are wrong. "" for no error and for
// what a file is or is not, which no second try would change.
func Lost(err error) string {
	switch {
	case err == nil, errors.Is(err, ErrTooLarge), errors.Is(err, ErrNotRegular), errors.Is(err, fs.ErrNotExist), isLoop(err):
		return ""
	}
	return Reason(err)
}

// Reason says why a file cannot be read, without the path that the system
// puts in front.
func Reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// Try tells why a file still cannot be read that was lost; "" if it can.
func Try(content fs.FS, name string) string {
	f, _, err := opened(content, name)
	if err == nil {
		_, err = f.Read(make([]byte, 1))
		f.Close()
		if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	return Lost(err)
}
