package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"vitrine/generator/appdef"
	"vitrine/generator/check"
	"vitrine/generator/diag"
	"vitrine/generator/gallery"
)

// fixable is a definition that can be mended.
type fixable struct {
	check.Mended
	dir   string // where its path begins
	shown string // its path as people write it
}

// fixables mends every definition of a report in memory.
func (s *subjects) fixables(r *diag.Report, unsafe bool) []fixable {
	var list []fixable
	if s.text != nil {
		if m, ok := s.text.Mend(unsafe); ok {
			list = append(list, fixable{m, "", s.shown})
		}
		return list
	}
	done := map[string]bool{}
	for _, p := range s.places {
		for _, f := range p.session.Snapshot().Report("").Within(appdef.ConcealName(p.within)).Files {
			shown := path.Join(filepath.ToSlash(p.dir), f.Source.Path)
			if done[shown] || !worthMending(f.Diagnostics, unsafe) {
				continue
			}
			done[shown] = true
			if m, ok := gallery.Mend(p.session.Snapshot(), f.Source.Path, unsafe); ok {
				list = append(list, fixable{m, p.dir, shown})
			}
		}
	}
	return list
}

func worthMending(list []diag.Diagnostic, unsafe bool) bool {
	for i := range list {
		if list[i].Fixable(unsafe) {
			return true
		}
	}
	return false
}

// showDiff prints what mending would change.
func (e *env) showDiff(s *subjects, r *diag.Report, unsafe bool) error {
	for _, m := range s.fixables(r, unsafe) {
		if _, err := io.WriteString(e.out, m.Diff(m.shown)); err != nil {
			return fmt.Errorf("write differences: %w", err)
		}
	}
	return nil
}

// mend writes the mended definitions and looks at them again. A signal ends it
// between two files.
func (e *env) mend(s *subjects, r *diag.Report, unsafe bool) error {
	ctx, stop := signalled(context.Background())
	defer stop()
	defer outlivePipes()()
	findings := 0
	list := s.fixables(r, unsafe)
	for _, m := range list {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := replace(m.dir, m.Path, m.Before, m.After); err != nil {
			return fmt.Errorf("mend %q: %w", m.shown, err)
		}
		findings += m.Applied
	}
	if len(list) > 0 {
		fmt.Fprintf(e.err, "mended %s in %s\n", count(findings, "finding"), count(len(list), "file"))
	}
	for _, p := range s.places {
		if _, err := p.session.Refresh(); err != nil {
			return err
		}
	}
	return nil
}

// replace puts a new text into the place of a file at once: whoever reads it
// sees the old text or the new one. A link is followed, but not out of the
// directory. Someone who saved in the meantime loses nothing.
func replace(dir, name string, before, after []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	name, info, err := follow(root, name)
	if err != nil {
		return err
	}
	now, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	switch {
	case bytes.Equal(now, after): // through another link to it
		return nil
	case !bytes.Equal(now, before):
		return withHint(errors.New("the file was changed while it was checked"), "run the command again")
	}
	return exchange(root, name, after, info.Mode().Perm())
}

// writeWhole writes a file that may not be there yet, at once.
func writeWhole(name string, data []byte) error {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer root.Close()
	base, mode := filepath.Base(name), fs.FileMode(0o644)
	if info, err := root.Lstat(base); err == nil {
		mode = info.Mode().Perm()
	}
	return exchange(root, base, data, mode)
}

// exchange puts a new text into the place of a file, or there where none is.
func exchange(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	temp := path.Join(path.Dir(name), ".vitrine-"+rand.Text()+".tmp")
	err := writeTemp(root, temp, data, mode)
	if err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		root.Remove(temp) // if it is there; the first error is the one to tell
	}
	return err
}

func writeTemp(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
}

// follow finds the file that a name stands for, through links that stay in
// the directory.
func follow(root *os.Root, name string) (string, fs.FileInfo, error) {
	for range 40 {
		info, err := root.Lstat(name)
		switch {
		case err != nil:
			return "", nil, err
		case info.Mode().IsRegular():
			return name, info, nil
		case info.Mode()&fs.ModeSymlink == 0:
			return "", nil, errors.New("not a regular file")
		}
		target, err := root.Readlink(name)
		if err != nil {
			return "", nil, err
		}
		if path.IsAbs(filepath.ToSlash(target)) {
			return "", nil, fmt.Errorf("the link to %q is not followed", target)
		}
		name = path.Join(path.Dir(name), filepath.ToSlash(target))
	}
	return "", nil, errors.New("too many links")
}
