package generator_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// searchCore is what the tests read of search/core-N.js; search.js has the
// same on its side.
type searchCore struct {
	Part                 string
	Block, Blocks        int
	Key                  string
	Apps                 []string
	Widgets              []int
	Paths                map[int]string
	Titles               []string
	AppTitle, Title      []int
	Slug, Host, Counts   searchColumn
	Box, Mark            searchColumn
	Allowed, Refused     searchLists
	Dev, Vis, Line, Icon searchColumn
	Tag, Setting, Rule   searchLists
}

type searchColumn struct {
	V []string
	D []int
}

func (c searchColumn) all() []string {
	var list []string
	at := 0
	for _, d := range c.D {
		at += d
		list = append(list, c.V[at])
	}
	return list
}

type searchLists struct {
	V    []string
	N, I []int
}

func searchData(t *testing.T, files map[string][]byte, name string) (d searchCore) {
	t.Helper()
	text, ok := strings.CutPrefix(strings.TrimSuffix(string(files[name]), ");\n"), "vitrineSearch(")
	if !ok {
		t.Fatalf("%s is no search data: %.80q", name, files[name])
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return d
}

// TestSearchPages: the pages that the search data come to are exactly those
// that the index lists, and all exist.
func TestSearchPages(t *testing.T) {
	files := demo(t)
	d := searchData(t, files, "search/core-0.js")
	if d.Part != "core" || d.Blocks != 1 || len(d.Apps) != len(d.Widgets) {
		t.Fatalf("%+v", d)
	}
	row, slugs := 0, d.Slug.all()
	for i, name := range d.Apps {
		page := d.Paths[i]
		if page == "" {
			page = "apps/" + name + ".html"
		}
		if files[page] == nil {
			t.Errorf("%s: no page %s", name, page)
		}
		for range d.Widgets[i] {
			p := strings.TrimSuffix(page, ".html") + "/" + slugs[row] + ".html"
			if files[p] == nil || !bytes.Contains(files["index.html"], []byte(`href="`+p+`"`)) {
				t.Errorf("%s: no page %s, or no card", name, p)
			}
			row++
		}
		if d.Widgets[i] == 0 {
			row++
		}
	}
	for name, n := range map[string]int{"slug": len(slugs), "host": len(d.Host.D), "counts": len(d.Counts.D), "box": len(d.Box.D), "mark": len(d.Mark.D), "title": len(d.Title), "allowed": len(d.Allowed.N)} {
		if n != row {
			t.Errorf("the column %s has %d entries for %d cards", name, n, row)
		}
	}
	if rest := searchData(t, files, "search/rest-0.js"); rest.Key != d.Key || len(rest.Line.D) != len(d.Apps) || len(rest.Rule.N) != row {
		t.Errorf("the rest does not go with the core: %+v", rest)
	}
	if icons := searchData(t, files, "search/icons-0.js"); len(icons.Icon.D) != row {
		t.Errorf("%d icons for %d cards", len(icons.Icon.D), row)
	}
}

// TestSearchEscapes: nothing that a definition says can end a script, or hide.
func TestSearchEscapes(t *testing.T) {
	title := "</script><img src=x onerror=alert(1)> \u2028 \u202e \u0007 end"
	text, _ := json.Marshal(map[string]any{"app": "a<b", "version": "1.0.0", "title": title, "description": title, "widgets": []any{map[string]any{"name": "w", "title": title, "url": "https://acme.test/"}}})
	files := built(t, fstest.MapFS{"apps/a/app.json": {Data: text}}, site.Settings{Title: "Test", Load: "auto"})
	for _, part := range []string{"core", "rest", "icons"} {
		data := files["search/"+part+"-0.js"]
		for _, bad := range []string{"</", "<img", "\u2028", "\u202e", "\\u2028", "\\u0007"} {
			if bytes.Contains(data, []byte(bad)) {
				t.Errorf("%s: %q in %s", part, bad, data)
			}
		}
	}
	if d := searchData(t, files, "search/core-0.js"); d.Titles[0] != "</script><img src=x onerror=alert(1)> [U+2028] [U+202E] ␇ end" {
		t.Errorf("the title became %q", d.Titles[0])
	}
}

// TestSearchEmpty: an empty gallery has data as well, in which every list is one.
func TestSearchEmpty(t *testing.T) {
	files := built(t, fstest.MapFS{"README.txt": {Data: []byte("none yet")}}, site.Settings{Title: "Test", Load: "auto"})
	for _, part := range []string{"core", "rest", "icons"} {
		if data := files["search/"+part+"-0.js"]; len(data) == 0 || bytes.Contains(data, []byte("null")) {
			t.Errorf("%s: %s", part, data)
		}
	}
}

// TestSearchBlocks: blocks hold whole apps.
func TestSearchBlocks(t *testing.T) {
	for _, c := range []struct{ widgets, want string }{
		{"[]", "[0 0]"},
		{"[0]", "[0 1]"},
		{"[4999 0 1]", "[0 2 3]"},
		{"[9000 2 4998 1]", "[0 1 3 4]"},
	} {
		var widgets []int
		if err := json.Unmarshal([]byte(strings.ReplaceAll(c.widgets, " ", ",")), &widgets); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(site.SearchBlocks(len(widgets), func(i int) int { return widgets[i] })); got != c.want {
			t.Errorf("%s: %s, want %s", c.widgets, got, c.want)
		}
	}
}

// BenchmarkSearchData makes the search data of a corpus and reports what a
// browser loads of it, compressed.
func BenchmarkSearchData(b *testing.B) {
	c := generator.Open(corpus(b, 1000), theme(b), gallery.Options{Site: site.Settings{Title: "Bench", Load: "auto"}}, nil)
	if _, err := c.Refresh(); err != nil {
		b.Fatal(err)
	}
	sizes, rows := map[string]int{}, 0
	for b.Loop() {
		clear(sizes)
		rows = 0
		for _, p := range c.Snapshot().Plan().Paths() {
			if !strings.HasPrefix(p, "search/") {
				continue
			}
			data, _, err := c.Snapshot().Page(p)
			if err != nil {
				b.Fatal(err)
			}
			part, _, _ := strings.Cut(strings.TrimPrefix(p, "search/"), "-")
			var z bytes.Buffer
			w, _ := gzip.NewWriterLevel(&z, 6)
			w.Write(data)
			w.Close()
			sizes[part] += z.Len()
			if part == "core" {
				text := strings.TrimSuffix(strings.TrimPrefix(string(data), "vitrineSearch("), ");\n")
				var d searchCore
				if err := json.Unmarshal([]byte(text), &d); err != nil {
					b.Fatal(err)
				}
				rows += len(d.Title)
			}
		}
	}
	b.ReportMetric(float64(rows), "cards")
	for part, n := range sizes {
		b.ReportMetric(float64(n), part+"-gz-bytes")
	}
}
