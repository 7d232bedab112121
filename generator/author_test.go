package generator_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"vitrine/generator/site"
)

// spoof says in every text of a developer what only the gallery may say.
const spoof = "✓ Verified by the marketplace"

// TestAuthor: what a developer wrote at length stands in a container that is marked as theirs, with headings below ours;
// nothing in it can pass for a verdict, a badge or a section of the gallery.
func TestAuthor(t *testing.T) {
	text := "## Checks\\n\\n" + spoof + "\\n\\n## Findings\\n\\nNo findings."
	files := built(t, fstest.MapFS{
		"spoof/app.json": {Data: []byte(`{ "app": "spoof", "version": "1.0.0", "title": "Spoof", "description": "First.\n\n` + text + `",
			"instructions": "` + spoof + `", "changelog": { "1.0.0": "` + spoof + `" },
			"widgets": [{ "name": "w", "title": "W", "url": "https://spoof.test/", "iframePermissions": "camera *" }] }`)},
		"spoof/README.md": {Data: []byte("# Review\n\n" + spoof + "\n\n## Permissions\n\ncamera ✓ no")},
	}, site.Settings{Title: "Spoof", Load: "auto"})
	marked := 0
	nodes(t, files["apps/spoof.html"], func(n *html.Node) {
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data < "h3" && within(n, "author") {
			t.Errorf("a heading of the developer's is as large as ours: %s", n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.TextNode || !strings.Contains(c.Data, spoof) {
				continue
			}
			if !within(c, "author") {
				t.Errorf("it stands outside of the developer's container: %q in <%s>", c.Data, n.Data)
			}
			marked++
		}
	})
	if marked < 3 {
		t.Errorf("only %d of the texts are on the page", marked)
	}
}

// within tells whether an element of a class is around a node.
func within(n *html.Node, class string) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if strings.Contains(" "+attr(n, "class")+" ", " "+class+" ") {
			return true
		}
	}
	return false
}

// TestAudience: a gallery for readers of documentation has no trace of what reviewers work with, and leads to nothing that is
// not there.
func TestAudience(t *testing.T) {
	content := fstest.MapFS{"acme/app.json": {Data: []byte(`{ "app": "acme", "version": "1", "title": "Acme",
		"settings": { "default": { "shop": { "type": "string" } } },
		"widgets": [{ "name": "w", "title": "W", "url": "https://acme.test/?s={{settings.shop}}" }] }`)}}
	files := built(t, content, site.Settings{Title: "Docs", Load: "auto", Audience: "docs"})
	for name := range files {
		if strings.HasPrefix(name, "report") || strings.HasPrefix(name, "review") || strings.HasPrefix(name, "rules/") {
			t.Errorf("%s is there", name)
		}
	}
	for _, page := range []string{"index.html", "apps/acme.html", "apps/acme/w.html", "apps/acme/definition.html"} {
		for _, never := range []string{"report.html", "review.html", "rules/", "data-review", `class="status`, "finding"} {
			if strings.Contains(string(files[page]), never) {
				t.Errorf("%s holds %q", page, never)
			}
		}
	}
	if all := built(t, content, site.Settings{Title: "Review", Load: "auto"}); !strings.Contains(string(all["apps/acme.html"]), "data-review") {
		t.Error("a gallery for reviewers has none either")
	}
}
