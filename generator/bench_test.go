package generator_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"vitrine/bench/made"
	"vitrine/generator"
	"vitrine/generator/appdef"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/jsontree"
	"vitrine/generator/render"
	"vitrine/generator/site"
	"vitrine/templates"
)

// corpus is a content directory to measure on: VITRINE_CORPUS, or as many
// invented apps.
func corpus(b *testing.B, apps int) fs.FS {
	dir := os.Getenv("VITRINE_CORPUS")
	if dir == "" {
		dir = b.TempDir()
		if _, err := made.Write(dir, apps); err != nil {
			b.Fatal(err)
		}
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
	content, theme := corpus(b, 1000), theme(b)
	for b.Loop() {
		c := generator.Open(content, theme, gallery.Options{}, nil)
		if _, err := c.Refresh(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuild renders every page of the site.
func BenchmarkBuild(b *testing.B) {
	c := generator.Open(corpus(b, 1000), theme(b), gallery.Options{Site: site.Settings{Title: "Bench", Load: "auto"}}, nil)
	if _, err := c.Refresh(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := gallery.Build(c.Snapshot(), gallery.Write(func(string, []byte) error { return nil })); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWeight prints the median size of each kind of page, the largest page and the size of the whole site, per app;
// what pages should weigh is said of a corpus of 1,000 apps:
//
//	VITRINE_CORPUS=… go test ./generator -run xxx -bench Weight -benchtime 1x
func BenchmarkWeight(b *testing.B) {
	c := generator.Open(corpus(b, 1000), theme(b), gallery.Options{Site: site.Settings{Title: "Bench", Load: "auto"}}, nil)
	if _, err := c.Refresh(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var lock sync.Mutex
		sizes, total, largest := map[string][]int{}, 0, 0
		write := gallery.Write(func(p string, data []byte) error {
			lock.Lock()
			defer lock.Unlock()
			total += len(data)
			if path.Ext(p) == ".html" {
				largest = max(largest, len(data))
				kind := kindOf(p)
				sizes[kind] = append(sizes[kind], len(data))
			}
			return nil
		})
		if err := gallery.Build(c.Snapshot(), write); err != nil {
			b.Fatal(err)
		}
		for kind, list := range sizes {
			slices.Sort(list)
			b.ReportMetric(float64(list[len(list)/2]), kind+"-B")
		}
		b.ReportMetric(float64(largest), "largest-B")
		b.ReportMetric(float64(total)/float64(max(1, len(sizes["app"]))), "B/app")
	}
}

// kindOf is the kind of a page by its path.
func kindOf(p string) string {
	parts := strings.Split(p, "/")
	switch {
	case p == "404.html":
		return "notfound"
	case parts[0] != "apps":
		return strings.TrimRight(strings.TrimSuffix(parts[0], ".html"), "-0123456789")
	case len(parts) == 2:
		return "app"
	case path.Base(p) == "definition.html":
		return "definition"
	case strings.HasPrefix(parts[len(parts)-1], "~"):
		return "list"
	case parts[2] == "diff":
		return "diff"
	case parts[2] == "v" && len(parts) == 4:
		return "version"
	}
	return "widget"
}

// BenchmarkParse reads one definition.
func BenchmarkParse(b *testing.B) {
	text := made.Make(5).Definition
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		appdef.Parse(text, jsontree.Limits{})
	}
}

// BenchmarkPage makes a page of each kind, the first by path.
func BenchmarkPage(b *testing.B) {
	c := generator.Open(corpus(b, 100), theme(b), gallery.Options{Site: site.Settings{Title: "Bench", Load: "auto"}}, nil)
	if _, err := c.Refresh(); err != nil {
		b.Fatal(err)
	}
	seen := map[string]bool{}
	for _, o := range c.Snapshot().Plan().Outputs() {
		kind := gallery.Kind(o.Path)
		if seen[kind] {
			continue
		}
		seen[kind] = true
		b.Run(strings.ReplaceAll(kind, " ", "_"), func(b *testing.B) {
			for b.Loop() {
				data, err := o.Make()
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(data)))
			}
		})
	}
}
