package generator_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"vitrine/generator/site"
)

// TestListsGoOn: of an app with hundreds of widgets and screenshots every one can be reached from its page by links
// alone, and no page is larger than people load.
func TestListsGoOn(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	content := fstest.MapFS{}
	var widgets, shots []string
	for i := range 390 {
		name := []string{fmt.Sprintf("w%d", i), "~2", "2", "-2"}[max(0, i-386)] // odd names take no page of the lists
		widgets = append(widgets, fmt.Sprintf(`{"name": %q, "title": "Widget %d", "url": "https://acme.test/"}`, name, i))
	}
	for i := range 230 {
		shots = append(shots, fmt.Sprintf(`"https://acme.test/%d.png"`, i))
	}
	for i := range 60 {
		shots[i+5] = fmt.Sprintf(`"s%d.png"`, i)
		content[fmt.Sprintf("apps/a/s%d.png", i)] = &fstest.MapFile{Data: picture.Bytes()}
	}
	for _, version := range []string{"1.0.0", "2.0.0"} {
		content["apps/a/"+version+".json"] = &fstest.MapFile{Data: fmt.Appendf(nil,
			`{"app": "acme", "version": %q, "title": "Acme", "screenshots": [%s], "widgets": [%s]}`, version, strings.Join(shots, ","), strings.Join(widgets, ","))}
	}
	files := built(t, content, site.Settings{Title: "Lists", Load: "auto"})
	for _, app := range []string{"apps/acme.html", "apps/acme/v/1.0.0.html"} {
		found, pictures := followed(t, files, app)
		for p := range files {
			folder := strings.TrimSuffix(app, ".html")
			if path.Dir(p) == folder && path.Ext(p) == ".html" && !found[p] {
				t.Errorf("no way leads from %s to %s", app, p)
			}
		}
		if got := len(found); got < 390 {
			t.Errorf("%s leads to %d pages", app, got)
		}
		for i := range 230 {
			if p := fmt.Sprintf("https://acme.test/%d.png", i); !found[p] && (i < 5 || i >= 65) {
				t.Errorf("no way leads from %s to %s", app, p)
			}
		}
		if pictures != 60 {
			t.Errorf("the lists of %s show %d pictures, want 60", app, pictures)
		}
	}
	if got := string(files["apps/acme/w200.html"]); !strings.Contains(got, `<a href="../acme.html">All 390 widgets</a>`) {
		t.Error("the page of a widget does not lead to all others")
	}
	for p, data := range files {
		if len(data) > pageMost && path.Ext(p) == ".html" {
			t.Errorf("%s has %d bytes", p, len(data))
		}
	}
}

// followed goes from an app's page along the pages of its lists. It returns everything that they lead to, and how many
// pictures stand on them.
func followed(t *testing.T, files map[string][]byte, app string) (found map[string]bool, pictures int) {
	t.Helper()
	found = map[string]bool{}
	lists := []string{app}
	for i := 0; i < len(lists); i++ {
		at := lists[i]
		if files[at] == nil {
			t.Fatalf("there is no page %s", at)
		}
		nodes(t, files[at], func(n *html.Node) {
			if n.Data == "img" && strings.Contains(attr(n, "src"), "pictures/") {
				pictures++
			}
			href := attr(n, "href")
			if n.Data != "a" || href == "" {
				return
			}
			to := href
			if !strings.Contains(href, "://") {
				to = path.Join(path.Dir(at), href)
			}
			if strings.HasPrefix(path.Base(to), "~") && !found[to] && path.Dir(to) == strings.TrimSuffix(app, ".html") {
				lists = append(lists, to)
			}
			found[to] = true
		})
	}
	return found, pictures
}
