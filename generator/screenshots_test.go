package generator_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

const sitting = `{"app": "acme", "version": "1.0.0", "title": "Acme", "widgets": [
  {"name": "one", "title": "One", "url": "https://acme.test/one", "icon": "x.svg", "width": "20vw", "height": "50vh"},
  {"name": "two", "title": "Two", "url": "http://acme.test/two", "icon": "x.svg", "width": "20vw", "height": "50vh"}]}`

// taken is a directory with stills of the widgets that can have one.
func taken(c *generator.Session, at time.Time) fstest.MapFS {
	list := gallery.ScreenshotList{Version: 1}
	dir := fstest.MapFS{"stray.webp": {Data: []byte("not ours")}}
	sitters, err := gallery.ScreenshotSubjects(c.Snapshot())
	if err != nil {
		panic(err)
	}
	for _, s := range sitters {
		if s.Reason != "" {
			continue
		}
		f := gallery.ScreenshotFiles{Key: s.Key, Light: s.File + ".light.webp", Dark: s.File + ".dark.webp", Social: s.File + ".jpg"}
		for _, p := range f.Files() {
			dir[p] = &fstest.MapFile{Data: []byte(p)}
		}
		list.Screenshots = append(list.Screenshots, f)
	}
	list.Screenshots = append(list.Screenshots, gallery.ScreenshotFiles{Key: "x", Light: "../secret.webp", Dark: "a.svg", Social: "b.jpg"})
	data, err := json.Marshal(list)
	if err != nil {
		panic(err)
	}
	dir[gallery.ScreenshotsFile] = &fstest.MapFile{Data: data, ModTime: at}
	return dir
}

// TestStills: a still is shown and published while it is one of the widget as
// it is, and a gallery that learns of stills is the same as a new one.
func TestStills(t *testing.T) {
	files := fstest.MapFS{"acme/app.json": {Data: []byte(sitting), ModTime: time.Unix(1e9, 0)}}
	shots := fstest.MapFS{}
	opts := gallery.Options{Site: site.Settings{Title: "Test", Load: "auto", BaseURL: "https://acme.test/w/"}, Screenshots: shots}
	c := generator.Open(files, theme(t), opts, nil)
	refresh := func() generator.Changes {
		t.Helper()
		changes, err := c.Refresh()
		if err != nil {
			t.Fatal(err)
		}
		clean := generator.Open(files, theme(t), opts, nil)
		if _, err := clean.Refresh(); err != nil {
			t.Fatal(err)
		}
		if diff := differ(t, whole(t, c), whole(t, clean)); diff != "" {
			t.Fatal(diff)
		}
		return changes
	}
	shown := func(want bool) {
		t.Helper()
		index, _, _ := c.Snapshot().Page("index.html")
		if got := strings.Contains(string(index), "shots/acme/one-1.0.0.light.webp"); got != want {
			t.Errorf("the card shows a still: %v, want %v", got, want)
		}
		for _, name := range []string{"acme.html", "acme/one.html"} {
			page, _, _ := c.Snapshot().Page("apps/" + name)
			if got := strings.Contains(string(page), `<meta property="og:image" content="https://acme.test/w/shots/acme/one-1.0.0.jpg">`); got != want {
				t.Errorf("%s names a picture for links: %v, want %v", name, got, want)
			}
		}
		if strings.Contains(string(index), "two-1.0.0") {
			t.Error("the card of an address that is not contacted shows a still")
		}
	}
	refresh()
	shown(false)
	for name, f := range taken(c, time.Unix(1e9, 0)) {
		shots[name] = f
	}
	if changes := refresh(); !changes.Any() || len(changes.Pages) < 4 {
		t.Errorf("stills came, and what changed is %v", changes)
	}
	shown(true)
	if data, ok, err := c.Snapshot().Page("shots/acme/one-1.0.0.dark.webp"); !ok || err != nil || string(data) != "acme/one-1.0.0.dark.webp" {
		t.Errorf("the still is %q, %v, %v", data, ok, err)
	}
	for _, p := range []string{"shots/stray.webp", "shots/" + gallery.ScreenshotsFile, "shots/a.svg"} {
		if _, ok, _ := c.Snapshot().Page(p); ok {
			t.Errorf("%s is published", p)
		}
	}
	if changes := refresh(); changes.Any() {
		t.Errorf("nothing happened, and what changed is %v", changes)
	}
	files["acme/app.json"] = &fstest.MapFile{Data: []byte(strings.Replace(sitting, "20vw", "30vw", 1)), ModTime: time.Unix(2e9, 0)}
	refresh()
	shown(false) // it is one of another size
	files["acme/app.json"] = &fstest.MapFile{Data: []byte(sitting), ModTime: time.Unix(3e9, 0)}
	refresh()
	shown(true)
	delete(shots, gallery.ScreenshotsFile)
	refresh()
	shown(false)
}
