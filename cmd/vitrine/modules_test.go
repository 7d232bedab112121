package main

import (
	"path/filepath"
	"strconv"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// modules gives the page modules of templates/scripts, of which a page itself shows nothing: what they export is in the
// global m. They are a copy, with a state of its own.
func (b *tab) modules(names ...string) {
	b.t.Helper()
	b.run(bundled(b.t, names...))
}

func bundled(t testing.TB, names ...string) string {
	t.Helper()
	dir, err := filepath.Abs("../../templates/scripts")
	if err != nil {
		t.Fatal(err)
	}
	entry := ""
	for _, name := range names {
		entry += "export * from " + strconv.Quote("./"+name) + ";\n"
	}
	made := api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: entry, ResolveDir: dir, Loader: api.LoaderTS},
		Bundle: true, Format: api.FormatIIFE, GlobalName: "m",
		Banner: map[string]string{"js": `var ownScript = document.querySelector("script[src*='assets/']");`},
		Define: map[string]string{"document.currentScript": "ownScript"},
		Footer: map[string]string{"js": "window.m = m;"},
	})
	if len(made.Errors) > 0 {
		t.Fatal(made.Errors)
	}
	return string(made.OutputFiles[0].Contents)
}
