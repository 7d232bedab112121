package content

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"strings"

	"vitrine/generator/ignore"
)

// Look looks at the files named and at nothing else, and returns a new tree and
// what differs in it. ok is false where a name says too little and only a walk can tell: a folder,
// a local page, a .gitignore file. Names that mean nothing are fine: the
// events of a file system are a hint.
func Look(content fs.FS, before *Tree, names []string) (after *Tree, c Changes, ok bool) {
	t := *before
	t.entries, t.companions = maps.Clone(before.entries), maps.Clone(before.companions)
	for _, name := range names {
		if !t.look(content, path.Clean(name)) {
			return nil, Changes{}, false
		}
	}
	return &t, differing(before, &t, names), true
}

// differing is Diff of two trees that can differ in nothing but some files.
func differing(old, now *Tree, names []string) Changes {
	a := &Tree{entries: map[string]Entry{}, companions: map[string]Stamp{}}
	b := &Tree{entries: map[string]Entry{}, companions: map[string]Stamp{}}
	for _, name := range names {
		name = path.Clean(name)
		some(a, old, name)
		some(b, now, name)
	}
	return Diff(a, b, false)
}

// some gives a tree one file of another.
func some(t, from *Tree, name string) {
	if e, ok := from.entries[name]; ok {
		t.entries[name] = e
	}
	if stamp, ok := from.companions[name]; ok {
		t.companions[name] = stamp
	}
}

// look looks at one file; false means that only a walk can tell.
func (t *Tree) look(content fs.FS, name string) bool {
	if !fs.ValidPath(name) || name == "." || t.isPage(name) || path.Base(name) == ignore.Name {
		return false
	}
	_, wasEntry := t.entries[name]
	_, wasBeside := t.companions[name]
	if t.Ignored(name, false) {
		return !wasEntry
	}
	info, err := fs.Lstat(content, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		delete(t.entries, name)
		delete(t.companions, name)
		// A name that was never known may have been a folder.
		return wasEntry || wasBeside || strings.Contains(path.Base(name), ".") && !t.below(name)
	case err != nil || info.IsDir():
		return false
	}
	l := newListing(nil, ".")
	l.file(content, name, fs.FileInfoToDirEntry(info))
	if len(l.entries)+len(l.companions) == 0 && (wasEntry || wasBeside) {
		return false // a link to a folder has come in its place
	}
	// A file may have turned into what is no definition, or the other way round.
	_, isBeside := l.companions[name]
	maps.Copy(t.entries, l.entries)
	maps.Copy(t.companions, l.companions)
	return (!wasEntry || !isBeside) && (!wasBeside || isBeside)
}

// below tells whether files are known below a path.
func (t *Tree) below(dir string) bool {
	for p := range t.entries {
		if strings.HasPrefix(p, dir+"/") {
			return true
		}
	}
	for p := range t.companions {
		if strings.HasPrefix(p, dir+"/") {
			return true
		}
	}
	return false
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
	c := Changes{Companions: map[string]bool{}}
	for p, e := range now.entries {
		was, known := old.entries[p]
		if all || !known || e != was {
			c.Entries = append(c.Entries, p)
		}
		c.Homes = c.Homes || !known
	}
	for p := range old.entries {
		if _, still := now.entries[p]; !still {
			c.Gone = append(c.Gone, p)
			c.Homes = true
		}
	}
	for _, files := range [][2]map[string]Stamp{{old.companions, now.companions}, {old.published, now.published}} {
		c.files(files[0], files[1], all)
	}
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
