package generator_test

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

func newContent() *memoryDir {
	return &memoryDir{files: fstest.MapFS{}, clock: time.Unix(1_700_000_000, 0)}
}

// update edits files while others read them.
func (c *memoryDir) update(edit func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	edit()
}

const withSample = `{"app": "a", "version": "1.0.0", "title": "T",
  "widgets": [{"name": "w", "title": "W", "url": "https://a.test/?s={{{settings.default.s}}}", "icon": "https://a.test/i.svg"}],
  "settings": {"default": {"s": {"type": "string", "defaultValue": ""}}}}`

// TestTouchGoneAndFolder: a deletion is not lost when another name of the same
// batch makes a walk necessary.
func TestTouchGoneAndFolder(t *testing.T) {
	for _, gone := range []string{"apps/a/samples.yaml", "apps/a/README.md", "apps/a/app.json"} {
		c := newContent()
		c.write("apps/a/app.json", withSample)
		c.write("apps/a/samples.yaml", "- name: SAMPLE\n  settings: [{category: default, name: s, value: v1}]\n")
		c.write("apps/a/README.md", "# README\n")
		cat := generator.Open(c, theme(t), gallery.Options{Site: site.Settings{Title: "x", Load: "auto"}}, nil)
		_, err := cat.Refresh()
		must(t, err)
		c.update(func() { delete(c.files, gone) })
		changes, err := cat.RefreshFiles([]string{gone, "apps"})
		must(t, err)
		clean := generator.Open(c, theme(t), gallery.Options{Site: site.Settings{Title: "x", Load: "auto"}}, nil)
		_, err = clean.Refresh()
		must(t, err)
		if diff := differ(t, whole(t, cat), whole(t, clean)); diff != "" || !changes.Any() {
			t.Errorf("%s: changes %+v; %s", gone, changes, diff)
		}
	}
}

// TestPageSeesOneState: a page that is asked for while files are saved is made
// from the state before or after, never from one without order.
func TestPageSeesOneState(t *testing.T) {
	c := newContent()
	for i := range 20 {
		c.write(fmt.Sprintf("apps/a%d/app.json", i), fmt.Sprintf(`{"app": "a%d", "version": "1.0.0", "title": "T"}`, i))
	}
	cat := generator.Open(c, theme(t), gallery.Options{Site: site.Settings{Title: "x", Load: "auto"}}, nil)
	_, err := cat.Refresh()
	must(t, err)
	var bad, asked atomic.Int64
	var readers sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				asked.Add(1)
				if data, ok, err := cat.Snapshot().Page("search/core-0.js"); err != nil || !ok || !bytes.Contains(data, []byte("a1")) {
					bad.Add(1)
				}
			}
		})
	}
	for i := 0; i < 500 || asked.Load() < 2000; i++ {
		c.update(func() {
			c.write("apps/a0/app.json", fmt.Sprintf(`{"app": "a0", "version": "1.0.%d", "title": "T"}`, i))
		})
		if _, err := cat.RefreshFiles([]string{"apps/a0/app.json"}); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	readers.Wait()
	if n := bad.Load(); n > 0 {
		t.Errorf("%d of %d pages were made from a half-updated state", n, asked.Load())
	}
}
