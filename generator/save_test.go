package generator_test

import (
	"os"
	"path/filepath"
	"testing"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// BenchmarkSave saves one definition of a copy of the corpus again and again,
// and looks at it as serve does.
func BenchmarkSave(b *testing.B) {
	dir := b.TempDir()
	if from := os.Getenv("VITRINE_CORPUS"); from != "" {
		if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
			b.Fatal(err)
		}
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
	n := 0
	for b.Loop() {
		n++
		save(n)
		changes, err := s.RefreshFiles([]string{"saved.json"})
		if err != nil || len(changes.Pages) == 0 {
			b.Fatal(changes, err)
		}
		if _, ok, err := s.Snapshot().Page("apps/saved/w.html"); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}
