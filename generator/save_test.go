package generator_test

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"vitrine/bench/made"
	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// BenchmarkSave saves one definition of a corpus again and again, looks at it as
// serve does, and makes its page. It reports how many files of the site differ.
func BenchmarkSave(b *testing.B) {
	for _, apps := range []int{100, 1000, 10_000} {
		b.Run(strconv.Itoa(apps), func(b *testing.B) { benchmarkSave(b, apps) })
	}
}

func benchmarkSave(b *testing.B, apps int) {
	dir := b.TempDir()
	if _, err := made.Write(dir, apps); err != nil {
		b.Fatal(err)
	}
	files, err := content.Dir(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer files.Close()
	s := generator.Open(files, theme(b), gallery.Options{Site: site.Settings{Title: "Bench", Load: "auto"}}, nil)
	save := func(n int) {
		text := `{"app": "saved", "version": "1.0.0", "title": "T` + string(rune('a'+n%26)) + `", "widgets": [{"name": "w", "title": "W", "url": "https://a.test/"}]}`
		if err := os.WriteFile(filepath.Join(dir, "saved.json"), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	save(0)
	if _, err := s.Refresh(); err != nil {
		b.Fatal(err)
	}
	n, differ, bytes := 0, 0, 0
	for b.Loop() {
		n++
		save(n)
		changes, err := s.RefreshFiles([]string{"saved.json"})
		if err != nil || len(changes.Pages) == 0 {
			b.Fatal(changes, err)
		}
		page, ok, err := s.Snapshot().Page("apps/saved/w.html")
		if !ok || err != nil {
			b.Fatal(ok, err)
		}
		differ, bytes = len(changes.Pages), len(page)
	}
	b.ReportMetric(float64(differ), "files")
	b.ReportMetric(float64(bytes), "page-B")
}
