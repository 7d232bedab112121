package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"vitrine/generator/diag"
	"vitrine/generator/site"
)

// What is longer than this is shown as plain text: goldmark takes quadratic
// time for some texts. Bytes.
const (
	fieldLimit  = 16 << 10
	readmeLimit = 64 << 10
)

// converter knows tables, strikethrough and bare addresses; raw HTML is left
// out, and links and pictures follow the policy below.
var converter = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
	goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(policy{}, 1000))),
)

// markdownBlock renders Markdown that somebody else wrote. Headings begin at
// the level given, so that they fit below the page's own.
func markdownBlock(src string, kind string, top int) template.HTML {
	limit := fieldLimit
	if kind == "readme" {
		limit = readmeLimit
	}
	src = strings.ToValidUTF8(src, "\uFFFD")
	if sentence(src) {
		return template.HTML("<p>" + escape(src) + "</p>\n")
	}
	if len(src) > limit || laborious(src) {
		return plainText(src, limit)
	}
	b := bounded{most: outBase + outFactor*len(src)}
	ctx := parser.NewContext()
	ctx.Set(topLevel, top)
	if err := converter.Convert([]byte(src), &b, parser.WithContext(ctx)); err != nil {
		return plainText(src, limit)
	}
	return template.HTML(b.String())
}

// What a text may become as HTML: so many bytes, and so many for each of its
// own.
const (
	outBase   = 4 << 10
	outFactor = 4
)

// bounded is a buffer that refuses what is more than a text may become.
type bounded struct {
	bytes.Buffer
	most int
}

var errTooMuch = errors.New("the HTML of the text is too long")

// Write fails where the text becomes too long.
func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		return 0, errTooMuch
	}
	return b.Buffer.Write(p)
}

// plainText shows what cannot be laid out, and says so. It is cut at the
// limit, and earlier where most of it must be escaped.
func plainText(src string, limit int) template.HTML {
	text, note := diag.Shorten(src, limit), "shown as plain text"
	code := escape(text)
	for len(code) > 2*limit {
		text = diag.Shorten(src, len(text)/2)
		code = escape(text)
	}
	if text != src {
		note += fmt.Sprintf(", the first %d of %d bytes", len(strings.TrimSuffix(text, "…")), len(src))
	}
	return template.HTML(`<p class="quiet">Too long or too deeply nested to be laid out; ` + note + `.</p>` +
		`<pre class="plain" dir="auto">` + code + `</pre>`)
}

// sentence tells whether a text has nothing in it that Markdown could mean
// anything by. Most descriptions of settings are such a sentence, and they
// stand on many pages.
func sentence(s string) bool {
	if s == "" || len(s) > 400 || strings.ContainsAny(s, "*_`[]<>#&\\!~|:@\n\r\t+=") || strings.Contains(s, "www.") {
		return false
	}
	first := s[0]
	return first >= 'A' && first <= 'Z' || first >= 'a' && first <= 'z'
}

// laborious recognises the shapes that take goldmark quadratic time: deep
// quotes and lists, and thousands of opening brackets or emphasis marks.
func laborious(s string) bool {
	if strings.Count(s, "[") > 1000 || strings.Count(s, "*")+strings.Count(s, "_") > 4000 || strings.Count(s, "`") > 4000 {
		return true
	}
	if cells(s) > cellLimit {
		return true
	}
	for line := range strings.Lines(s) {
		marks := 0
		for _, r := range line {
			if !strings.ContainsRune(" \t>-+*.0123456789)", r) {
				break
			}
			if strings.ContainsRune(">-+*.)", r) {
				marks++
			}
		}
		if marks > 40 && strings.Trim(strings.TrimSpace(line), "-* ") != "" {
			return true
		}
	}
	return false
}

// cellLimit bounds the cells of all tables of a text. Every row is filled up
// to the columns of the first, so that 13 KB can become 40 MB.
const cellLimit = 10_000

// cells counts the cells that the tables of a text may have at most: the
// columns of each line that can divide a table's head from its rows, times the
// lines up to the next blank one.
func cells(s string) int {
	n, columns := 0, 0
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			columns = 0
		case strings.Contains(line, "|") && strings.Contains(line, "-") && strings.Trim(line, "|-: \t>*+.)0123456789") == "":
			columns = max(columns, strings.Count(line, "|")+1)
			n += 2 * columns // with the head
		default:
			n += columns
		}
	}
	return n
}

var topLevel = parser.NewContextKey()

// highest is the level of a text's highest headings: those take the top level, so that none is left out on the way to
// them.
func highest(doc *ast.Document) int {
	level := 6
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering {
			level = min(level, h.Level)
		}
		return ast.WalkContinue, nil
	})
	return level
}

// policy keeps third-party text harmless: a link is absolute https, http or
// mailto and gives nothing away; a picture becomes a link, so that opening
// the page asks no other host; headings are moved down.
type policy struct{}

// Transform applies the policy to a parsed text.
func (policy) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	top, _ := pc.Get(topLevel).(int)
	down := 0
	if top > 1 {
		down = top - highest(doc)
	}
	var images []*ast.Image
	var links []*ast.Link
	var bare []*ast.AutoLink
	rtl := bytes.ContainsFunc(reader.Source(), rightToLeft)
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if rtl && n.Type() == ast.TypeBlock && n.Kind() != ast.KindDocument {
			n.SetAttributeString("dir", []byte("auto"))
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(6, n.Level+down)
		case *ast.Link:
			links = append(links, n)
		case *ast.AutoLink:
			bare = append(bare, n)
		case *ast.Image:
			images = append(images, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range images {
		links = append(links, asLink(n))
	}
	for _, n := range links {
		restrict(n)
	}
	for _, n := range bare {
		restrictBare(n, reader.Source())
	}
}

// rightToLeft tells letters of scripts that run from right to left. Where
// there are any, each block finds its own direction.
func rightToLeft(r rune) bool {
	return r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFEFC || r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}

// restrictBare does the same for an address that stands in the text itself.
func restrictBare(n *ast.AutoLink, source []byte) {
	dest := string(n.URL(source))
	if n.AutoLinkType == ast.AutoLinkEmail {
		dest = "mailto:" + strings.TrimPrefix(dest, "mailto:")
	}
	if allowed(dest) {
		n.SetAttributeString("rel", []byte("nofollow noopener noreferrer"))
		return
	}
	n.Parent().ReplaceChild(n.Parent(), n, ast.NewString(n.Label(source)))
}

// restrict leaves of a link that must not be followed its text alone.
func restrict(n *ast.Link) {
	if allowed(string(n.Destination)) {
		n.SetAttributeString("rel", []byte("nofollow noopener noreferrer"))
		return
	}
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		n.Parent().InsertBefore(n.Parent(), n, c)
	}
	n.Parent().RemoveChild(n.Parent(), n)
}

func allowed(dest string) bool {
	if site.SafeLink(dest) != "" {
		return true
	}
	u, err := url.Parse(dest)
	if err != nil || strings.ContainsAny(dest, "\\\"'<> \t\r\n") || u.User != nil {
		return false
	}
	return u.Scheme == "http" && u.Host != "" || u.Scheme == "mailto" && u.Opaque != ""
}

// asLink turns a picture into a link to it, named by its text.
func asLink(n *ast.Image) *ast.Link {
	link := ast.NewLink()
	link.Destination = n.Destination
	label := "picture"
	if u, err := url.Parse(string(n.Destination)); err == nil && u.Host != "" {
		label = "picture at " + u.Host
	}
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		link.AppendChild(link, c)
		c = next
	}
	link.AppendChild(link, ast.NewString([]byte(" ("+label+")")))
	n.Parent().ReplaceChild(n.Parent(), n, link)
	return link
}
