package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// resolve makes a path absolute and follows links as far as it exists: the
// exchange has to happen where the directory really is.
func resolve(dir string) (string, error) {
	if dir == "" {
		return "", errors.New("no directory given")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	rest := ""
	for at := abs; ; {
		real, err := filepath.EvalSymlinks(at)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		info, e := os.Lstat(at)
		switch {
		case e == nil && info.Mode()&fs.ModeSymlink != 0:
			return "", fmt.Errorf("%q is a link that leads nowhere", at)
		case e == nil:
			continue // made since we looked
		case at == filepath.Dir(at):
			return "", err
		}
		rest = filepath.Join(filepath.Base(at), rest)
		at = filepath.Dir(at)
	}
}

// checkPlace refuses places where a mistake would be dear. It compares
// directories by identity, never by spelling: links, mounts and letter case
// give one directory many names.
func checkPlace(given, place string, protected []string) error {
	info, err := os.Stat(place)
	if err == nil && !info.IsDir() {
		return errors.New("it is not a directory")
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if filepath.Dir(place) == place {
		return errors.New("it is the root of the file system")
	}
	if home, err := os.UserHomeDir(); err == nil && home != "" {
		if err := apart(place, home, "your home directory", false); err != nil {
			return err
		}
	}
	if cwd, err := os.Getwd(); err == nil {
		if err := apart(place, cwd, "the current directory", false); err != nil {
			return err
		}
	}
	abs, err := filepath.Abs(given)
	if err != nil {
		return err
	}
	for _, p := range protected {
		for _, spelled := range []string{place, abs} {
			if err := apart(spelled, p, fmt.Sprintf("%q", p), true); err != nil {
				return err
			}
		}
	}
	return nil
}

// apart reports an error if place is other or holds it, or (where inside
// matters) lies in it.
func apart(place, other, called string, inside bool) error {
	o, err := os.Stat(other)
	if err != nil {
		return nil // what is not there cannot be harmed
	}
	real, err := filepath.EvalSymlinks(other)
	if err != nil {
		return err
	}
	if real, err = filepath.Abs(real); err != nil {
		return err
	}
	p, err := os.Stat(place)
	if err == nil && os.SameFile(p, o) {
		return fmt.Errorf("it is %s", called)
	}
	if err == nil && under(real, p) {
		return fmt.Errorf("it contains %s", called)
	}
	if inside && under(place, o) {
		return fmt.Errorf("it is inside %s", called)
	}
	return nil
}

// under reports whether one of the parents of a path is the directory dir.
func under(path string, dir os.FileInfo) bool {
	for parent := filepath.Dir(path); parent != path; path, parent = parent, filepath.Dir(parent) {
		if info, err := os.Stat(parent); err == nil && os.SameFile(info, dir) {
			return true
		}
	}
	return false
}
