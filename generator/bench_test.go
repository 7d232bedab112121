package generator_test

import (
	"io/fs"
	"os"
	"testing"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/render"
	"vitrine/generator/site"
	"vitrine/templates"
)

// corpus is a content directory to measure on: VITRINE_CORPUS, for example
// one made by the generator of yardsticks, else the demo.
func corpus(b *testing.B) fs.FS {
	dir := os.Getenv("VITRINE_CORPUS")
	if dir == "" {
		dir = "../content"
	}
	content, err := content.Dir(dir)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { content.Close() })
	return content
}

func theme(tb testing.TB) *render.Theme {
	t, err := render.Load(render.Layers{templates.FS}, render.Brand{})
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// BenchmarkCheck reads and judges every definition.
func BenchmarkCheck(b *testing.B) {
	content, theme := corpus(b), theme(b)
	for b.Loop() {
		c := generator.Open(content, theme, gallery.Options{}, nil)
		if _, err := c.Refresh(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuild renders every page of the site.
func BenchmarkBuild(b *testing.B) {
	c := generator.Open(corpus(b), theme(b), gallery.Options{Site: site.Settings{Title: "Bench", Load: "auto"}}, nil)
	if _, err := c.Refresh(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := gallery.Build(c.Snapshot(), gallery.Write(func(string, []byte) error { return nil })); err != nil {
			b.Fatal(err)
		}
	}
}
