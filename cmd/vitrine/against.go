package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/render"
)

// earlier reads the state of the gallery to compare with: the gallery.json of
// an earlier build, the directory that it is in, or a content directory.
func (c *config) earlier(name string) (*gallery.Baseline, error) {
	if name == "" {
		return nil, nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, withHint(fmt.Errorf("compare with %q: %s", name, content.Reason(err)),
			"name a gallery.json, a directory with one, or a content directory")
	}
	file := name
	if info.IsDir() {
		file = filepath.Join(name, "gallery.json")
	}
	text, err := os.ReadFile(file)
	switch {
	case info.IsDir() && errors.Is(err, fs.ErrNotExist):
		return c.earlierContent(name)
	case err != nil:
		return nil, withHint(fmt.Errorf("compare with %q: %w", name, err), "make it readable, or leave --against out")
	}
	e, err := gallery.ReadBaseline(text)
	if err != nil {
		return nil, withHint(fmt.Errorf("compare with %q: %w", name, err), "name the gallery.json that vitrine build wrote, or its directory")
	}
	return e, nil
}

func (c *config) earlierContent(dir string) (*gallery.Baseline, error) {
	content, err := openContent(dir)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	theme, err := openTheme("", render.Brand{})
	if err != nil {
		return nil, err
	}
	session := generator.Open(content, theme, c.options(), nil)
	if _, err := session.Refresh(); err != nil {
		return nil, fmt.Errorf("compare with %q: %w", dir, err)
	}
	return gallery.AsBaseline(session.Snapshot()), nil
}
