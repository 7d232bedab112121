package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"

	"github.com/a-h/templ/generator"
	"github.com/a-h/templ/parser/v2"
)

// components returns the Go code of the templates in a directory, by the paths of the files: page.templ becomes page_templ.go.
func components(dir string) (map[string][]byte, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.templ"))
	if err != nil {
		return nil, err
	}
	code := map[string][]byte{}
	for _, name := range names {
		file, err := parser.Parse(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		var b bytes.Buffer
		if _, err := generator.Generate(file, &b, generator.WithFileName(filepath.Base(name))); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		text, err := format.Source(b.Bytes())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		code[name[:len(name)-len(".templ")]+"_templ.go"] = text
	}
	return code, nil
}

// staleComponents lists the Go files of a directory's templates that are not what they should be, and those that have none.
func staleComponents(dir string, code map[string][]byte) ([]string, error) {
	have, err := filepath.Glob(filepath.Join(dir, "*_templ.go"))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, name := range have {
		if code[name] == nil {
			names = append(names, name)
		}
	}
	for name, want := range code {
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			names = append(names, name)
		}
	}
	return names, nil
}

// writeComponents brings the Go code of a directory's templates up to date.
func writeComponents(dir string) error {
	code, err := components(dir)
	if err != nil {
		return err
	}
	names, err := staleComponents(dir, code)
	if err != nil {
		return err
	}
	for _, name := range names {
		if code[name] == nil {
			err = os.Remove(name)
		} else {
			err = os.WriteFile(name, code[name], 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
