package generator

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"vitrine/generator/diag"
)

// stamp tells whether a file may have changed since it was read.
type stamp struct {
	size  int64
	mtime int64 // ns
	inode uint64
}

func stampOf(info fs.FileInfo) stamp {
	return stamp{info.Size(), info.ModTime().UnixNano(), inode(info)}
}

// entry is one file that the walk found worth a look.
type entry struct {
	path  string
	stamp stamp
	// trouble is set when the file cannot or should not be read.
	trouble *diag.Diagnostic
	lost    string // why it cannot be read, though it may well be there
}

// listing is what a walk of the content directory found.
type listing struct {
	definitions []entry          // *.json, and what could not be read; by path
	beside      map[string]stamp // every other regular file
	folders     []string         // below, in one folder
	files       int              // in one folder, whatever they are
	ignores     ignores
	lost        map[string]string // folders that cannot be read, and why
}

// discover walks the content directory. Folders that begin with a dot,
// node_modules, the folder of local pages and what .gitignore files name are
// left out. The folders of a level are read side by side. An unreadable folder
// is a finding; an unreadable root is an error.
func discover(content fs.FS, skip string, limit int) (*listing, error) {
	l := &listing{beside: map[string]stamp{}, lost: map[string]string{}, ignores: ignoresAbove(content)}
	count := 0
	for level := []string{"."}; len(level) > 0; {
		found := make([]listing, len(level))
		errs := make([]error, len(level))
		parallel(len(level), func(i int) {
			found[i].ignores = ignores{level[i]: l.ignores.of(level[i])}
			errs[i] = found[i].read(content, level[i], skip, limit)
		})
		for i, dir := range level { // not above: it is read there
			l.ignores[dir] = found[i].ignores[dir]
		}
		level = nil
		for i := range found {
			if errs[i] != nil {
				return nil, errs[i]
			}
			l.definitions = append(l.definitions, found[i].definitions...)
			maps.Copy(l.beside, found[i].beside)
			maps.Copy(l.lost, found[i].lost)
			if count += found[i].files; count > limit {
				l.trouble(".", "json-limits", "the content directory holds more files than are read", "raise limits.files in config.yaml")
				level = nil
				break
			}
			level = append(level, found[i].folders...)
		}
	}
	slices.SortFunc(l.definitions, func(a, b entry) int { return cmp.Compare(a.path, b.path) })
	return l, nil
}

// read looks at one folder. Only the root must be readable.
func (l *listing) read(content fs.FS, dir, skip string, limit int) error {
	entries, err := fs.ReadDir(content, dir)
	if err != nil {
		if dir == "." {
			return err
		}
		l.trouble(dir, "file-unreadable", "the folder cannot be read: "+reason(err), "check its permissions")
		l.lose(dir, err)
	}
	l.beside = map[string]stamp{}
	matcher := l.ignores.read(content, dir, entries)
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if name != skip && matcher.Ignored(name, e.IsDir()) {
			continue
		}
		if e.IsDir() {
			l.folder(name, e.Name(), skip)
			continue
		}
		if l.files++; l.files > limit {
			break
		}
		l.file(content, name, e)
	}
	return nil
}

func (l *listing) folder(name, base, skip string) {
	if hiddenDir(base) || name == skip && skip != "" {
		return
	}
	if strings.HasSuffix(strings.ToLower(base), ".json") {
		l.trouble(name, "file-unreadable", "a folder has the name of a definition", "rename it; the files in it are read all the same")
	}
	l.folders = append(l.folders, name)
}

// hiddenDir tells whether a folder of that name is none of ours.
func hiddenDir(base string) bool { return strings.HasPrefix(base, ".") || base == "node_modules" }

func (l *listing) trouble(name, rule, message, hint string) {
	sev := diag.Error
	if rule == "gallery-not-a-definition" {
		sev = diag.Info
	}
	l.definitions = append(l.definitions, entry{path: name, trouble: &diag.Diagnostic{Rule: rule, Severity: sev, Message: message, Hint: hint}})
}

func (l *listing) file(content fs.FS, name string, e fs.DirEntry) {
	info, err := e.Info()
	if err == nil && e.Type()&fs.ModeSymlink != 0 {
		info, err = fs.Stat(content, name)
		if err != nil {
			l.link(name, err)
			return
		}
		if info.IsDir() {
			return // its files would be found twice
		}
	}
	lower := strings.ToLower(path.Base(name))
	candidate := strings.Contains(lower, ".json")
	switch {
	case err != nil:
		if candidate {
			l.trouble(name, "file-unreadable", "the file cannot be read: "+reason(err), "check its permissions")
			l.lose("", err)
		}
	case !info.Mode().IsRegular():
		if candidate {
			l.trouble(name, "file-unreadable", "this is "+special(info.Mode())+", not a file", "remove it from the content directory")
		}
	case strings.HasSuffix(lower, ".json") && !strings.HasPrefix(lower, "."):
		l.definitions = append(l.definitions, entry{path: name, stamp: stampOf(info)})
	case candidate:
		l.trouble(name, "gallery-not-a-definition", "not read: the name does not end in .json, or begins with a dot", "rename the file if it is an app definition")
	default:
		l.beside[name] = stampOf(info)
	}
}

// link explains a link that cannot be followed.
func (l *listing) link(name string, err error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		l.trouble(name, "file-unreadable", "the link leads nowhere", "remove it, or put back the file it leads to")
	case isLoop(err):
		l.trouble(name, "file-unreadable", "the link leads in a circle", "remove it")
	default:
		l.trouble(name, "file-outside", "the link leaves the content directory and is not followed", "copy the file into the content directory")
	}
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

// reason says why a file cannot be read, without the path that the system
// puts in front.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
