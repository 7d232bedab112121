package output

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Fold is what two paths have in common that are one file on some system:
// they differ in letter case, or in how they write an accent.
func Fold(path string) string { return norm.NFC.String(strings.ToLower(path)) }

// CheckPath tells why a path cannot be a file of a site on this system and on
// others; nil when it can, as far as the path itself goes.
func CheckPath(path string) error {
	if !fs.ValidPath(path) || path == "." || strings.ContainsAny(path, "\\:\x00") {
		return errors.New("not a path inside the site")
	}
	if _, err := filepath.Localize(path); err != nil {
		return errors.New("not a possible file name on this system")
	}
	if first, _, _ := strings.Cut(path, "/"); reserved(first) {
		return errors.New("the name is reserved")
	}
	return nil
}

// name is a path that the new site uses, as a file or as a directory.
type name struct {
	spelled string
	dir     bool
}

// claim makes sure that a path can be a file on every system: that it stays
// inside, and that no other path of the site is equal but for case. Two pages
// with one name would silently overwrite one another.
func (w *Writer) claim(path string) error {
	if err := CheckPath(path); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done {
		return errors.New("the site is already finished")
	}
	for i := range path {
		if path[i] == '/' {
			if err := w.claimName(path[:i], true); err != nil {
				return err
			}
		}
	}
	return w.claimName(path, false)
}

func (w *Writer) claimName(path string, dir bool) error {
	key := Fold(path)
	if was, ok := w.names[key]; ok {
		switch {
		case was.spelled != path:
			return fmt.Errorf("%q differs from %q only in letter case or in how it writes an accent", path, was.spelled)
		case !dir && !was.dir:
			return errors.New("written twice")
		case !dir || !was.dir:
			return fmt.Errorf("%q would be both a file and a directory", path)
		}
		return nil
	}
	w.names[key] = name{path, dir}
	return nil
}

// reserved reports whether the first part of a path belongs to us or to git.
func reserved(first string) bool {
	first = strings.ToLower(first)
	return first == ".git" || strings.HasPrefix(first, ".vitrine-")
}

// keepable names the entries that may stand in an output directory although
// we did not write them: what makes it a git work tree or configures a host,
// and what a file manager drops everywhere.
func keepable(path string) bool {
	switch path {
	case ".git", ".gitkeep", ".gitignore", "CNAME", ".nojekyll":
		return true
	}
	return strings.HasSuffix("/"+path, "/.DS_Store")
}
