package generator_test

import (
	"fmt"
	"runtime"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// TestSaveIsSmall: what follows one save makes hardly more things in a large
// gallery than in a small one. Things are counted, not time.
func TestSaveIsSmall(t *testing.T) {
	small, large := workOfSave(t, 40), workOfSave(t, 2560)
	if large > 2*small {
		t.Errorf("a save makes %d things at 40 apps, and %d at 64 times as many", small, large)
	}
}

// workOfSave counts what is allocated after one of several saves: the least, as
// others allocate as well.
func workOfSave(t *testing.T, apps int) (least uint64) {
	files := &memoryDir{files: fstest.MapFS{}, clock: time.Unix(1e9, 0)}
	save := func(i int, title string) {
		files.write(fmt.Sprintf("app%d/app.json", i), fmt.Sprintf(`{"app": "app%d", "version": "1.0.0", "title": "T%s", "widgets": []}`, i, title))
	}
	for i := range apps {
		save(i, fmt.Sprint(i))
		files.write(fmt.Sprintf("app%d/README.md", i), "# Hello")
	}
	s := generator.Open(files, theme(t), gallery.Options{Site: site.Settings{Title: "Test", Load: "auto"}}, nil)
	_, err := s.Refresh()
	must(t, err)
	for n := range 20 {
		save(7, fmt.Sprint(n))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		changes, err := s.RefreshFiles([]string{"app7/app.json"})
		runtime.ReadMemStats(&after)
		must(t, err)
		if len(changes.Files) != 1 {
			t.Fatal(changes)
		}
		if work := after.Mallocs - before.Mallocs; least == 0 || work < least {
			least = work
		}
	}
	t.Logf("%d apps: %d", apps, least)
	return least
}
