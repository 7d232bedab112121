// Bundle makes what pages are made of out of its sources: scripts, style sheets, and the code of the templates:
//
//	scripts/pages/<name>.ts          ->  assets/<name>.js
//	styles/pages/<name>.css          ->  assets/<name>.css
//	generator/render/<name>.templ    ->  generator/render/<name>_templ.go
//
// with everything that they import, without white space and comments. A page of a kind loads the script and the sheet that
// are called as the kind is, else site.js and site.css. Scripts are classic ones, not modules: a page that was opened from
// disk may load nothing else. What is made is kept in the repository, so that neither Vitrine nor those who build it need a
// bundler; run it after every change of a source:
//
//	go run ./templates/bundle
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	if err := errors.Join(write("templates"), writeComponents("generator/render")); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

// bundle returns what the sources in a theme's directory come to, by the names of the assets.
func bundle(theme string) (map[string][]byte, error) {
	var entries []string
	for _, pattern := range []string{"scripts/pages/*.ts", "styles/pages/*.css"} {
		names, err := filepath.Glob(filepath.Join(theme, pattern))
		if err != nil {
			return nil, err
		}
		entries = append(entries, names...)
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("there is nothing to bundle in %q; run it in the root of the repository", theme)
	}
	made := api.Build(api.BuildOptions{
		EntryPoints: entries, EntryNames: "[name]", Outdir: "assets", Bundle: true, Format: api.FormatIIFE, Target: api.ES2022,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsNone,
	})
	if len(made.Errors) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(made.Errors, api.FormatMessagesOptions{}), ""))
	}
	assets := map[string][]byte{}
	for _, f := range made.OutputFiles {
		assets[filepath.Base(f.Path)] = f.Contents
	}
	return assets, nil
}

// write brings a theme's assets up to date, and removes scripts and sheets that have no source any more.
func write(theme string) error {
	assets, err := bundle(theme)
	if err != nil {
		return err
	}
	stale, err := stale(theme, assets)
	if err != nil {
		return err
	}
	for _, name := range stale {
		path, data := filepath.Join(theme, "assets", name), assets[name]
		if data == nil {
			err = os.Remove(path)
		} else {
			err = os.WriteFile(path, data, 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// stale lists the scripts and sheets of a theme's assets that are not what they should be, missing ones and those too many.
func stale(theme string, assets map[string][]byte) ([]string, error) {
	var names []string
	for name, want := range assets {
		got, err := os.ReadFile(filepath.Join(theme, "assets", name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
		if string(got) != string(want) {
			names = append(names, name)
		}
	}
	entries, err := os.ReadDir(filepath.Join(theme, "assets"))
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); (ext == ".js" || ext == ".css") && assets[e.Name()] == nil {
			names = append(names, e.Name())
		}
	}
	return names, nil
}
