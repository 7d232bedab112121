package gallery

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/layout"
	"vitrine/generator/memo"
	"vitrine/generator/site"
)

// Bounds of what search engines and feed readers get.
const (
	sitemapMost = 50_000 // addresses of one sitemap, by sitemaps.org
	feedMost    = 50     // versions
)

// feeds makes what readers of feeds and search engines get.
type feeds struct{ *Snapshot }

// feeds lists the files that need to know where the gallery is published.
func (s feeds) feeds(key memo.Key) []Output {
	base := s.Options.Site.BaseURL
	if base == "" {
		return nil
	}
	addresses := s.addresses()
	add := func(path string, make func() []byte) Output {
		return file(path, memo.NewHash("feed").String(path).Key(key).Key(s.key), func() ([]byte, error) { return make(), nil })
	}
	list := []Output{add("feed.xml", s.atom)}
	if len(addresses) <= sitemapMost {
		return append(list, add("sitemap.xml", func() []byte { return sitemap(base, addresses) }))
	}
	parts := slices.Collect(slices.Chunk(addresses, sitemapMost))
	list = append(list, add("sitemap.xml", func() []byte { return sitemapIndex(base, len(parts)) }))
	for i, part := range parts {
		list = append(list, add(sitemapPath(i+1), func() []byte { return sitemap(base, part) }))
	}
	return list
}

func sitemapPath(n int) string { return "sitemap-" + strconv.Itoa(n) + ".xml" }

// addresses are the pages that a search engine should know: of every app the
// latest version.
func (s feeds) addresses() []string {
	list := []string{"", "report.html", "rules/"}
	for n := 1; n < indexSize(s.order); n++ {
		list = append(list, site.IndexPath(n+1))
	}
	for _, e := range s.order {
		list = append(list, e.Page)
		list = append(list, e.Widgets...)
	}
	return list
}

type (
	sitemapDoc struct {
		XMLName xml.Name
		Space   string       `xml:"xmlns,attr"`
		URLs    []sitemapLoc `xml:"url"`
		Parts   []sitemapLoc `xml:"sitemap"`
	}
	sitemapLoc struct {
		Loc string `xml:"loc"`
	}
)

const sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"

// sitemapIndex names the parts of a sitemap that is too long for one file.
func sitemapIndex(base string, parts int) []byte {
	doc := sitemapDoc{XMLName: xml.Name{Local: "sitemapindex"}, Space: sitemapSpace}
	for i := range parts {
		doc.Parts = append(doc.Parts, sitemapLoc{base + sitemapPath(i+1)})
	}
	return xmlFile(doc)
}

func sitemap(base string, addresses []string) []byte {
	doc := sitemapDoc{XMLName: xml.Name{Local: "urlset"}, Space: sitemapSpace}
	for _, p := range addresses {
		doc.URLs = append(doc.URLs, sitemapLoc{base + p})
	}
	return xmlFile(doc)
}

type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Links   []atomLink  `xml:"link"`
		Author  atomAuthor  `xml:"author"`
		Entries []atomEntry `xml:"entry"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
	}
	atomEntry struct {
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Link    atomLink `xml:"link"`
		Summary string   `xml:"summary,omitempty"`
	}
)

// atom is the feed of new versions, newest first by the dates of their
// changelogs. A build is the same whenever it is made, so a version without a
// date stands at the end, with the oldest date there is.
func (s feeds) atom() []byte {
	var list []*site.Summary
	for _, e := range s.order {
		list = append(list, s.versions(e)...)
	}
	slices.SortStableFunc(list, func(a, b *site.Summary) int { return cmp.Compare(b.Released, a.Released) })
	base := s.Options.Site.BaseURL
	newest := ""
	if len(list) > 0 {
		newest = list[0].Released
	}
	doc := atomFeed{
		ID: base, Title: clean(s.Options.Site.Title), Updated: atomTime(newest), Author: atomAuthor{clean(s.Options.Site.Title)},
		Links: []atomLink{{"self", base + "feed.xml"}, {"alternate", base}},
	}
	seen := map[string]bool{}
	for _, v := range list[:min(len(list), feedMost)] {
		id := base + "apps/" + layout.AppSlug(v.Name) + ".html#" + layout.Slug(v.Version, true)
		if seen[id] {
			continue // two files of the same version
		}
		seen[id] = true
		page := v.Page
		if v.Step.Page != "" {
			page = v.Step.Page
		}
		doc.Entries = append(doc.Entries, atomEntry{
			ID: id, Title: clean(v.Title + " " + v.Version), Updated: atomTime(v.Released),
			Link: atomLink{"alternate", base + page}, Summary: clean(v.News),
		})
	}
	return xmlFile(doc)
}

func atomTime(date string) string {
	if date == "" {
		date = "1970-01-01"
	}
	return date + "T00:00:00Z"
}

// clean puts a text on one line and shows what hides in it.
func clean(s string) string { return diag.Visible(strings.Join(strings.Fields(s), " ")) }

func xmlFile(doc any) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		panic(fmt.Sprintf("encode XML: %v", err)) // plain texts
	}
	b.WriteByte('\n')
	return b.Bytes()
}
