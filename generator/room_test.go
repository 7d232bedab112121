package generator_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/generator"
	"vitrine/generator/content"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// withTexts is a directory of n definitions, whose texts have that many bytes
// that no page needs.
func withTexts(n, size int) fstest.MapFS {
	dir := fstest.MapFS{}
	for i := range n {
		dir[fmt.Sprintf("apps/a%d/app.json", i)] = &fstest.MapFile{ModTime: time.Now().Add(-time.Hour), Data: fmt.Appendf(nil,
			`{"app": "a%d", "version": "1.0.0", "title": "A%[1]d", "widgets": [{"name": "w", "title": "W", "url": "https://a.test/"}]}%s`,
			i, strings.Repeat(" ", size))}
	}
	return dir
}

// TestTextRoom: texts for which there is no room are read again when a page is
// made of them, and one that is another by then is told. With room, pages are
// made of what was checked.
func TestTextRoom(t *testing.T) {
	const n = 100 // of which some stay at hand after the look
	for _, c := range []struct {
		room int64
		torn bool
	}{{0, false}, {1 << 20, false}, {1, true}} {
		dir := withTexts(n, 10)
		s := generator.Open(dir, theme(t), gallery.Options{Site: site.Settings{Title: "x", Load: "auto"}, TextRoom: c.room}, nil)
		_, err := s.Refresh()
		must(t, err)
		torn := 0
		for i := range n {
			file := dir[fmt.Sprintf("apps/a%d/app.json", i)]
			file.Data = bytes.Replace(file.Data, []byte("1.0.0"), []byte("2.0.0"), 1)
			page, ok := s.Snapshot().Plan().Find(fmt.Sprintf("apps/a%d/definition.html", i))
			if !ok {
				t.Fatal("there is no page of the text")
			}
			if _, err := page.Make(); errors.Is(err, content.ErrChanged) {
				torn++
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if torn > 0 != c.torn {
			t.Errorf("with room for %d bytes %d of %d pages were found torn", c.room, torn, n)
		}
	}
}

// TestTextsAreLetGo: what is known of a definition keeps nothing of its text in
// memory. 24 MB of texts are read here.
func TestTextsAreLetGo(t *testing.T) {
	const n, size = 192, 128 << 10
	dir := withTexts(n, size)
	before := alive()
	opts := gallery.Options{Site: site.Settings{Title: "x", Load: "auto"}, TextRoom: 1}
	opts.Limits.Keep = 1
	s := generator.Open(dir, theme(t), opts, nil)
	_, err := s.Refresh()
	must(t, err)
	if grown := alive() - before; grown > n*size/2 {
		t.Errorf("%d MB are alive after %d MB were read", grown>>20, n*size>>20)
	}
	runtime.KeepAlive(s)
}

// alive is how many bytes are in use.
func alive() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what pools held
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
