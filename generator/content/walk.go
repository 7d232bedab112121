package content

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"
	"time"

	"vitrine/generator/ignore"
	"vitrine/generator/internal/parallel"
)

// Options says what a look takes in.
type Options struct {
	Pages string // folder of local pages, which are published as they are; "" for none
	Files int    // files that are read at most
}

// Walk looks at the whole directory. Folders that begin with a dot,
// node_modules and what .gitignore files name are left out. An unreadable
// folder is a finding, and what the tree before had in it is carried over; an
// unreadable root is an error.
func Walk(content fs.FS, before *Tree, opts Options) (*Tree, error) {
	looked := time.Now().UnixNano()
	above, err := ignoresAbove(content)
	if err != nil {
		return nil, fmt.Errorf("read content directory: %w", err)
	}
	t := &Tree{looked: looked, pages: opts.Pages, lost: map[string]string{}, ignores: above}
	found := files{}.edit()
	if err := t.walk(found, content, opts); err != nil {
		return nil, fmt.Errorf("read content directory: %w", err)
	}
	if t.published, err = published(content, opts.Pages); err != nil {
		return nil, err
	}
	t.carry(found, before)
	t.files = found.done()
	return t, nil
}

// walk reads the folders of one level after the other, those of a level side
// by side.
func (t *Tree) walk(all *filesEdit, content fs.FS, opts Options) error {
	count := 0
	for level := []string{"."}; len(level) > 0; {
		found := make([]listing, len(level))
		errs := make([]error, len(level))
		parallel.Each(len(level), func(i int) {
			found[i] = newListing(t.ignores.of(level[i]), level[i])
			errs[i] = found[i].read(content, level[i], opts)
		})
		for i, dir := range level { // not above: it is read there
			t.ignores[dir] = found[i].ignores[dir]
		}
		level = nil
		for i := range found {
			if errs[i] != nil {
				return errs[i]
			}
			found[i].add(all)
			maps.Copy(t.lost, found[i].lost)
			if count += found[i].files; count > opts.Files {
				all.setEntry(".", Entry{Fault: Fault{Kind: TooManyFiles}})
				return nil
			}
			level = append(level, found[i].folders...)
		}
	}
	return nil
}

// carry takes over what stands in folders that cannot be read now: it is still
// there, for all we know.
func (t *Tree) carry(all *filesEdit, before *Tree) {
	if before == nil || len(t.lost) == 0 {
		return
	}
	for p, e := range before.entries.All() {
		if seen, _ := all.has(p); seen || e.Fault.Kind != NoFault && e.Lost == "" {
			continue
		}
		if why := t.lostFolder(p); why != "" {
			e.Lost = why
			all.setEntry(p, e)
		}
	}
	for p, s := range before.companions.All() {
		if _, seen := all.has(p); !seen && t.lostFolder(p) != "" {
			all.setCompanion(p, s)
		}
	}
}

// listing is what was found in one folder.
type listing struct {
	entries    map[string]Entry
	companions map[string]Stamp
	folders    []string // to be walked
	files      int      // whatever they are
	ignores    ignores
	lost       map[string]string
}

func newListing(holds *ignore.Matcher, dir string) listing {
	return listing{entries: map[string]Entry{}, companions: map[string]Stamp{}, lost: map[string]string{}, ignores: ignores{dir: holds}}
}

// add adds what was found to what is known.
func (l *listing) add(to *filesEdit) {
	for p, e := range l.entries {
		to.setEntry(p, e)
	}
	for p, s := range l.companions {
		to.setCompanion(p, s)
	}
}

// read looks at one folder. Only the root must be readable. Nothing in a folder
// is shown of which it is not known what is to be ignored.
func (l *listing) read(content fs.FS, dir string, opts Options) error {
	entries, err := fs.ReadDir(content, dir)
	var matcher *ignore.Matcher
	if err == nil {
		matcher, err = l.ignores.read(content, dir, entries)
	}
	if err != nil {
		if dir == "." {
			return err
		}
		e := Entry{Fault: Fault{FolderUnreadable, Reason(err)}}
		if e.Lost = Lost(err); e.Lost != "" {
			l.lost[dir] = e.Lost
		}
		l.entries[dir] = e
		return nil
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if name != opts.Pages && matcher.Ignored(name, e.IsDir()) {
			continue
		}
		if e.IsDir() {
			l.folder(name, e.Name(), opts.Pages)
			continue
		}
		if l.files++; l.files > opts.Files {
			break
		}
		l.file(content, name, e)
	}
	return nil
}

func (l *listing) folder(name, base, pages string) {
	if hidden(base) || name == pages && pages != "" {
		return
	}
	if strings.HasSuffix(strings.ToLower(base), ".json") {
		l.entries[name] = Entry{Fault: Fault{Kind: FolderNamed}}
	}
	l.folders = append(l.folders, name)
}

// hidden tells whether a folder of that name is none of ours.
func hidden(base string) bool { return strings.HasPrefix(base, ".") || base == "node_modules" }

func (l *listing) file(content fs.FS, name string, e fs.DirEntry) {
	if ignore.Editors(path.Base(name)) {
		return // no event would tell that it is gone
	}
	info, err := e.Info()
	if err == nil && e.Type()&fs.ModeSymlink != 0 {
		info, err = fs.Stat(content, name)
		if err != nil {
			l.entries[name] = link(err)
			return
		}
		if info.IsDir() {
			return // its files would be found twice
		}
	}
	lower := strings.ToLower(path.Base(name))
	candidate := strings.Contains(lower, ".json")
	if Module(name) {
		candidate = false
	}
	switch {
	case err != nil:
		if candidate || Lost(err) != "" {
			l.entries[name] = Entry{Fault: Fault{Unreadable, Reason(err)}, Lost: Lost(err)}
		}
	case !info.Mode().IsRegular():
		if candidate {
			l.entries[name] = Entry{Fault: Fault{NotAFile, special(info.Mode())}}
		}
	case strings.HasSuffix(lower, ".json") && !strings.HasPrefix(lower, "."):
		l.entries[name] = Entry{Stamp: StampOf(info)}
	case candidate:
		l.entries[name] = Entry{Fault: Fault{Kind: NotNamed}}
	case Module(name):
		l.entries[name] = Entry{Stamp: StampOf(info)}
	default:
		l.companions[name] = StampOf(info)
	}
}

// link explains a link that cannot be followed.
func link(err error) Entry {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Entry{Fault: Fault{Kind: LinkNowhere}}
	case isLoop(err):
		return Entry{Fault: Fault{Kind: LinkCircle}}
	}
	return Entry{Fault: Fault{Kind: LinkOutside}}
}

func special(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}

// published lists the local pages and what stands beside them.
func published(content fs.FS, dir string) (map[string]Stamp, error) {
	found := map[string]Stamp{}
	if _, err := fs.Stat(content, dir); dir == "" || errors.Is(err, fs.ErrNotExist) {
		return found, nil // another content directory than the configuration was made for
	}
	err := fs.WalkDir(content, dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "_") {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if info, err := e.Info(); err == nil && e.Type().IsRegular() {
			found[name] = StampOf(info)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read local pages %q, which previews: in the configuration leads to: %w", dir, err)
	}
	return found, nil
}
