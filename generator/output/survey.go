package output

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// survey is what a directory held when it was opened.
type survey struct {
	manifest []byte            // as it stands there; nil if there is none
	listed   map[string]string // what the manifest says
	ours     map[string]bool   // listed and there
	kept     map[string]bool   // not ours, allowed, and carried over
}

// look goes through a directory and refuses it if it holds a file that no
// earlier build wrote. Empty directories are nobody's.
func look(dir string) (survey, error) {
	s := survey{ours: map[string]bool{}, kept: map[string]bool{}}
	var err error
	if s.manifest, s.listed, err = readManifest(dir); err != nil {
		return s, err
	}
	var foreign []string
	err = eachFile(dir, func(path string, d fs.DirEntry) error {
		_, listed := s.listed[path]
		switch {
		case path == ManifestName && d.Type().IsRegular():
		case listed && d.Type().IsRegular():
			s.ours[path] = true
		case keepable(path):
			s.kept[path] = true
		default:
			foreign = append(foreign, path)
		}
		return nil
	})
	if err == nil && len(foreign) > 0 {
		err = inTheWay(dir, foreign, s)
	}
	return s, err
}

// eachFile visits everything but directories, in order. A directory that is
// kept as a whole is visited as one entry.
func eachFile(dir string, visit func(path string, d fs.DirEntry) error) error {
	return filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || file == dir {
			return err
		}
		path, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		path = filepath.ToSlash(path)
		if !d.IsDir() {
			return visit(path, d)
		}
		if !keepable(path) {
			return nil
		}
		if err := visit(path, d); err != nil {
			return err
		}
		return fs.SkipDir
	})
}

// inTheWay explains a refusal, naming the first few files.
func inTheWay(dir string, foreign []string, s survey) error {
	const most = 10
	list := make([]string, 0, most+1)
	for i, path := range foreign {
		if i == most {
			list = append(list, fmt.Sprintf("and %d more", len(foreign)-most))
			break
		}
		list = append(list, fmt.Sprintf("%q", path))
	}
	what := "it is not empty and was not written by Vitrine"
	if s.manifest != nil {
		what = "it holds files that Vitrine did not write"
	}
	if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
		what = "it is the root of a git work tree and holds files that Vitrine did not write"
	}
	return fmt.Errorf("%s: %s; move them away or choose another directory (nothing was changed)", what, strings.Join(list, ", "))
}
