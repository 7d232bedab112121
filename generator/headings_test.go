package generator_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"vitrine/generator/site"
)

// TestHeadings: a widget without name and title is called as its app is, on
// its page and on its card, with its number where there are several.
func TestHeadings(t *testing.T) {
	const one = `{ "app": "one", "version": "1.0.0", "title": "Acme Orders", "widgets": [{ "url": "https://acme.test/x" }] }`
	const two = `{ "app": "two", "version": "1.0.0", "title": "Twins",
  "widgets": [{ "url": "https://acme.test/x" }, { "url": "https://acme.test/y" }] }`
	content := fstest.MapFS{"one.json": {Data: []byte(one)}, "two.json": {Data: []byte(two)}}
	files := built(t, content, site.Settings{Title: "Cases", Load: "auto"})
	for page, want := range map[string]string{
		"apps/one/widget-1.html": "Acme Orders · Cases|Acme Orders",
		"apps/two/widget-2.html": "Twins, widget 2 · Twins · Cases|Twins, widget 2",
	} {
		if got := texts(t, files[page], "title") + "|" + texts(t, files[page], "h1"); got != want {
			t.Errorf("%s: %s, want %s", page, got, want)
		}
	}
	if got := texts(t, files["index.html"], "strong"); got != "Acme Orders Twins, widget 1 Twins, widget 2" {
		t.Errorf("the cards are called %s", got)
	}
}

// texts returns what stands in all elements of that name.
func texts(t *testing.T, page []byte, element string) string {
	t.Helper()
	var found []string
	nodes(t, page, func(n *html.Node) {
		if n.Data != element {
			return
		}
		var b strings.Builder
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				b.WriteString(d.Data)
			}
		}
		found = append(found, b.String())
	})
	return strings.Join(found, " ")
}
