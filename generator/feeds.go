package generator

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/diag"
	"vitrine/generator/site"
)

// Bounds of what search engines and feed readers get.
const (
	sitemapMost = 50_000 // addresses of one sitemap, by sitemaps.org
	feedMost    = 50     // versions
)

// feeds lists the files that need to know where the gallery is published.
func (c *Catalogue) feeds() []string {
	if c.opts.Site.BaseURL == "" {
		return nil
	}
	list := []string{"feed.xml", "sitemap.xml"}
	for n := 1; n < c.sitemaps(); n++ {
		list = append(list, sitemapPath(n))
	}
	return list
}

func sitemapPath(n int) string {
	if n == 0 {
		return "sitemap.xml"
	}
	return "sitemap-" + strconv.Itoa(n) + ".xml"
}

// feed returns the sitemap, a part of it or the feed of new versions.
func (c *Catalogue) feed(name string) (data []byte, ok bool, err error) {
	if c.opts.Site.BaseURL == "" {
		return nil, false, nil
	}
	if name == "feed.xml" {
		return c.atom(), true, nil
	}
	for n := range c.sitemaps() {
		if sitemapPath(n) == name {
			return c.sitemap(n), true, nil
		}
	}
	return nil, false, nil
}

// addresses are the pages that a search engine should know: of every app the
// newest version.
func (c *Catalogue) addresses() []string {
	list := []string{"", "report.html", "rules/"}
	for n := 2; n <= c.indexPages(); n++ {
		list = append(list, site.IndexPath(n))
	}
	for _, f := range c.order {
		list = append(list, f.page)
		list = append(list, f.widgets...)
	}
	return list
}

// sitemaps is how many files the sitemap has: one, or an index and its parts.
func (c *Catalogue) sitemaps() int {
	if n := len(c.addresses()); n > sitemapMost {
		return 1 + (n+sitemapMost-1)/sitemapMost
	}
	return 1
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

func (c *Catalogue) sitemap(n int) []byte {
	doc := sitemapDoc{Space: "http://www.sitemaps.org/schemas/sitemap/0.9"}
	list, base := c.addresses(), c.opts.Site.BaseURL
	switch {
	case n == 0 && len(list) > sitemapMost:
		doc.XMLName.Local = "sitemapindex"
		for i := 1; i < c.sitemaps(); i++ {
			doc.Parts = append(doc.Parts, sitemapLoc{base + sitemapPath(i)})
		}
		return xmlFile(doc)
	case n > 0:
		list = list[(n-1)*sitemapMost : min(n*sitemapMost, len(list))]
	}
	doc.XMLName.Local = "urlset"
	for _, p := range list {
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
func (c *Catalogue) atom() []byte {
	var list []*site.Summary
	for _, f := range c.order {
		list = append(list, c.versions(f)...)
	}
	slices.SortStableFunc(list, func(a, b *site.Summary) int { return cmp.Compare(b.Released, a.Released) })
	base := c.opts.Site.BaseURL
	newest := ""
	if len(list) > 0 {
		newest = list[0].Released
	}
	doc := atomFeed{
		ID: base, Title: clean(c.opts.Site.Title), Updated: atomTime(newest), Author: atomAuthor{clean(c.opts.Site.Title)},
		Links: []atomLink{{"self", base + "feed.xml"}, {"alternate", base}},
	}
	seen := map[string]bool{}
	for _, s := range list[:min(len(list), feedMost)] {
		id := base + "apps/" + appSlug(s.Name) + ".html#" + slug(s.Version, true)
		if seen[id] {
			continue // two files of the same version
		}
		seen[id] = true
		page := s.Page
		if s.Step.Page != "" {
			page = s.Step.Page
		}
		doc.Entries = append(doc.Entries, atomEntry{
			ID: id, Title: clean(s.Title + " " + s.Version), Updated: atomTime(s.Released),
			Link: atomLink{"alternate", base + page}, Summary: clean(s.News),
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
