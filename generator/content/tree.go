// Package content looks at a content directory: which files it holds, which of
// them may be app definitions, and what stands beside them.
//
// A Tree is what a look found. It is never changed: another look makes another
// Tree, and Diff tells what differs. A Tree knows names, sizes and times; what
// is in the files is read by ReadFile, when somebody wants to know.
package content

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"vitrine/generator/internal/persist"
)

// Stamp tells whether a file may have changed since it was read: another
// state of it nearly always has another stamp.
type Stamp struct {
	Size    int64  // bytes
	Mtime   int64  // ns since 1970; anybody can set it
	Changed int64  // ns since 1970, of the file or of its name; nobody can set it. 0 where the system tells none
	Inode   uint64 // 0 where the system has none
}

// StampOf is the stamp of a file that was described.
func StampOf(info fs.FileInfo) Stamp {
	return Stamp{info.Size(), info.ModTime().UnixNano(), changed(info), inode(info)}
}

// Entry is one file that may be an app definition, or something in its place.
type Entry struct {
	Stamp Stamp
	Fault Fault // why it cannot or should not be read; zero if it can
	// Lost says why it cannot be read, though it may well be there: the disk
	// fails, or the permissions are wrong. A second try may help. "" if it can.
	Lost string
}

// Fault is why a file cannot or should not be read as a definition.
type Fault struct {
	Kind   FaultKind
	Reason string // what the system says of one that is unreadable; what stands there, in words, in place of a file
}

// FaultKind tells faults apart.
type FaultKind int

// The kinds of faults.
const (
	NoFault FaultKind = iota
	Unreadable
	FolderUnreadable
	FolderNamed // a folder that is named like a definition
	NotAFile    // a pipe, a socket, a device
	LinkNowhere
	LinkCircle
	LinkOutside  // the link leaves the content directory
	NotNamed     // it has .json in its name, and not at its end
	TooManyFiles // of the content directory as a whole
)

// Tree is what a look at a content directory found. The zero Tree is of an
// empty one. All paths are relative to the directory, with slashes.
type Tree struct {
	files
	looked    int64            // when the directory was looked at last, ns since 1970
	pages     string           // the folder of local pages; "" for none
	published map[string]Stamp // what stands in the folder of local pages
	ignores   ignores
	lost      map[string]string // folders that cannot be read, and why
}

// Entry returns the file of that path that may be a definition.
func (t *Tree) Entry(p string) (Entry, bool) {
	return t.entries.Get(p)
}

// Entries returns the paths of all files that may be definitions, sorted.
func (t *Tree) Entries() []string { return sortedKeys(t.entries) }

// Companions returns the paths of all other files, sorted; without local pages.
func (t *Tree) Companions() []string { return sortedKeys(t.companions) }

func sortedKeys[V any](m *persist.Map[V]) []string {
	list := make([]string, 0, m.Len())
	for p := range m.All() {
		list = append(list, p)
	}
	slices.Sort(list)
	return list
}

// Beside returns the paths of the files in a folder that are no definitions,
// sorted. It costs less than Companions, which sorts all of them, and nothing
// where there is no such folder.
func (t *Tree) Beside(dir string) []string {
	if !t.below(dir) {
		return nil
	}
	var list []string
	prefix := dir + "/"
	for p := range t.companions.All() {
		if rest, ok := strings.CutPrefix(p, prefix); ok && !strings.Contains(rest, "/") {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return list
}

// Companion returns the stamp of a file that is no definition.
func (t *Tree) Companion(p string) (Stamp, bool) {
	return t.companions.Get(p)
}

// Published returns the local pages and what stands beside them, sorted: files
// that are published as they are.
func (t *Tree) Published() []string { return slices.Sorted(maps.Keys(t.published)) }

// Publishes returns the stamp of a file that is published as it is.
func (t *Tree) Publishes(p string) (Stamp, bool) {
	s, ok := t.published[p]
	return s, ok
}

// Picture returns the stamp of a file that may be a picture: one beside the
// definitions, or among the local pages.
func (t *Tree) Picture(p string) (Stamp, bool) {
	s, ok := t.companions.Get(p)
	if !ok {
		s, ok = t.published[p]
	}
	return s, ok
}

// Settled tells whether a file of that stamp had been left alone for so long
// when it was looked at that another state of it has another stamp.
func (t *Tree) Settled(stamp Stamp) bool { return stamp.Settled(t.looked) }

// Ignored tells whether a file or folder is one that no walk looks at. Local
// pages are looked at: the configuration names them.
func (t *Tree) Ignored(name string, dir bool) bool {
	if name == "." || t.isPage(name) {
		return false
	}
	for end := 0; end < len(name); end++ { // the folders that it is in, outermost first
		next := strings.IndexByte(name[end:], '/')
		if next < 0 {
			break
		}
		end += next
		if t.leftOut(name[:end], true) {
			return true
		}
	}
	return t.leftOut(name, dir)
}

// isPage tells whether a path is the folder of local pages or lies in it.
func (t *Tree) isPage(name string) bool {
	return t.pages != "" && (name == t.pages || strings.HasPrefix(name, t.pages+"/"))
}

// leftOut asks about a name by itself.
func (t *Tree) leftOut(name string, dir bool) bool {
	return dir && hidden(path.Base(name)) || t.ignores.of(path.Dir(name)).Ignored(name, dir)
}

// lostFolder says why the folder of a file cannot be read; "" if it can.
func (t *Tree) lostFolder(p string) string {
	if len(t.lost) == 0 {
		return ""
	}
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		if why := t.lost[dir]; why != "" {
			return why
		}
	}
	return ""
}

// marksHome tells whether a file makes its folder the home of the
// definitions at and below it.
func marksHome(p string) bool {
	switch path.Base(p) {
	case "README.md", "samples.yaml", "app.json":
		return true
	}
	return false
}

// Home finds the folder whose README and samples go with a definition: its
// own or the nearest above that has an app.json, a README.md or a
// samples.yaml. The content directory itself is a home only by an app.json.
func (t *Tree) Home(p string) string {
	own := path.Dir(p)
	for dir := own; ; dir = path.Dir(dir) {
		if _, ok := t.entries.Get(path.Join(dir, "app.json")); ok {
			return dir
		}
		if dir == "." {
			return own
		}
		for _, n := range []string{"README.md", "samples.yaml"} {
			if _, ok := t.companions.Get(path.Join(dir, n)); ok {
				return dir
			}
		}
	}
}
