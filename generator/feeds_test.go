package generator_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"vitrine/generator"
	"vitrine/generator/gallery"
	"vitrine/generator/site"
)

// published is a gallery of two versions of an app, one with a date, that
// knows where it is published.
func published(t *testing.T, base string) *generator.Session {
	t.Helper()
	content := fstest.MapFS{}
	for name, text := range map[string]string{
		"a.json": `{ "app": "acme", "version": "1.0.0", "title": "Acme & <Sons>", "widgets": [{ "name": "w" }], "changelog": { "1.0.0": "First." } }`,
		"b.json": `{ "app": "acme", "version": "1.1.0", "title": "Acme & <Sons>", "changelog": { "1.1.0": "{{April 2026}} More\nof \u001b it." } }`,
	} {
		content[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	c := generator.Open(content, theme(t), gallery.Options{Site: site.Settings{Title: "Cases", BaseURL: base}}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestFeeds: the sitemap and the feed of new versions, where the base URL is
// known, and neither where it is not.
func TestFeeds(t *testing.T) {
	c := published(t, "https://acme.test/w/")
	feed, _, err := c.Snapshot().Page("feed.xml")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Updated string `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Summary string `xml:"summary"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(feed, &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Entries) != 2 || doc.Updated != "2026-04-01T00:00:00Z" || doc.Entries[0].ID != "https://acme.test/w/apps/acme.html#1.1.0" ||
		doc.Entries[0].Title != "Acme & <Sons> 1.1.0" || doc.Entries[0].Summary != `More of \u{1B} it.` || doc.Entries[1].Updated != "1970-01-01T00:00:00Z" {
		t.Errorf("%s", feed)
	}
	sitemap, _, _ := c.Snapshot().Page("sitemap.xml")
	for _, want := range []string{"<loc>https://acme.test/w/</loc>", "<loc>https://acme.test/w/apps/acme.html</loc>"} {
		if !strings.Contains(string(sitemap), want) {
			t.Errorf("no %s in %s", want, sitemap)
		}
	}
	if strings.Contains(string(sitemap), "/v/") {
		t.Error("an older version is in the sitemap")
	}
	page, _, _ := c.Snapshot().Page("apps/acme.html")
	for _, want := range []string{`<link rel="canonical" href="https://acme.test/w/apps/acme.html">`, `<meta property="og:title" content="Acme &amp; &lt;Sons&gt;">`} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("no %s on the page", want)
		}
	}
	c = published(t, "")
	if _, ok, _ := c.Snapshot().Page("feed.xml"); ok || strings.Contains(strings.Join(c.Snapshot().Plan().Paths(), " "), ".xml") {
		t.Error("there is a feed without a base URL")
	}
	if page, _, _ := c.Snapshot().Page("apps/acme.html"); bytes.Contains(page, []byte("canonical")) {
		t.Error("a canonical address without a base URL")
	}
}

// TestGallerySchema: gallery.json of the demo is what its schema says.
func TestGallerySchema(t *testing.T) {
	c := generator.Open(os.DirFS("../content"), theme(t), gallery.Options{}, nil)
	if _, err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	text, _, err := c.Snapshot().Page("gallery.json")
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(gallery.Schema))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("gallery.json", schema); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err == nil {
		err = compiler.MustCompile("gallery.json").Validate(doc)
	}
	if err != nil {
		t.Error(err)
	}
}
