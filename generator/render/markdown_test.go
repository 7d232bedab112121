package render

import (
	"html/template"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"vitrine/internal/attacks"
)

// TestMarkdownPolicy shows what a text from a stranger comes to.
func TestMarkdownPolicy(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Plain words", "<p>Plain words</p>\n"},
		{"a *b* `c`", "<p>a <em>b</em> <code>c</code></p>\n"},
		{"# Title", "<h2>Title</h2>\n"},
		{"# שלום\n\nword", "<h2 dir=\"auto\">שלום</h2>\n<p dir=\"auto\">word</p>\n"},
		{"<script>alert(1)</script>", "<!-- raw HTML omitted -->\n"},
		{"x <b>y</b>", "<p>x <!-- raw HTML omitted -->y<!-- raw HTML omitted --></p>\n"},
		{"[a](https://acme.test/x)", `<p><a href="https://acme.test/x" rel="nofollow noopener noreferrer">a</a></p>` + "\n"},
		{"[a](mailto:x@acme.test)", `<p><a href="mailto:x@acme.test" rel="nofollow noopener noreferrer">a</a></p>` + "\n"},
		{"[a](javascript:alert(1))", `<p>a</p>` + "\n"},
		{"[a](//evil.test)", `<p>a</p>` + "\n"},
		{"[a](/admin)", `<p>a</p>` + "\n"},
		{"[a](https://user:pw@evil.test)", `<p>a</p>` + "\n"},
		{"[a](ms-settings:x)", `<p>a</p>` + "\n"},
		{"![pic](https://track.test/x.gif)", `<p><a href="https://track.test/x.gif" rel="nofollow noopener noreferrer">pic (picture at track.test)</a></p>` + "\n"},
		{"![pic](x.png)", `<p>pic (picture)</p>` + "\n"},
	} {
		if got := string(markdownBlock(c.in, "field", 2)); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

// TestMarkdownLaborious: texts for which goldmark takes quadratic time are
// showControls as they are, so that a page is never late.
func TestMarkdownLaborious(t *testing.T) {
	for _, unit := range []string{"> ", "[a](", "1. ", "*a ", "- ", "`", "[", "![", "<", "_", "> > - ", "a\n> "} {
		out := make(chan template.HTML, 1)
		go func() { out <- markdownBlock(strings.Repeat(unit, readmeLimit/len(unit)), "readme", 2) }()
		select {
		case <-out:
		case <-time.After(2 * time.Minute): // goldmark alone takes minutes for some of these, under the race detector
			t.Fatalf("%q repeated: no page after 30 s", unit)
		}
	}
	if got := string(markdownBlock(strings.Repeat("x", fieldLimit+1), "field", 2)); !strings.Contains(got, `<pre class="plain" dir="auto">`) {
		t.Errorf("a text over the limit is laid out: %.80s", got)
	}
}

// TestMarkdownGrowth: no text becomes many times as long as HTML, and what is
// showControls as plain text says so.
func TestMarkdownGrowth(t *testing.T) {
	table := func(lead string, columns, rows int) string {
		return lead + strings.Repeat("|a", columns) + "\n" + lead + strings.Repeat("|-", columns) + "\n" + strings.Repeat(lead+"a\n", rows)
	}
	for name, src := range map[string]string{
		"wide and long": table("", 2000, 2000), "wide": table("", 4000, 40), "long": table("", 40, 4000), "in a quote": table("> ", 1000, 1000), "in a list": table("  ", 1000, 1000),
		"many": strings.Repeat(table("", 90, 90)+"\n", 20), "aligned": strings.ReplaceAll(table("", 1000, 1000), "|-", "|:-:"), "links": strings.Repeat("http://a.bc ", 1300),
		"quotes": strings.Repeat(`"<&`, 5000), "breaks": strings.Repeat("*\n", 8000), "rules": strings.Repeat("---\n", 4000), "long quotes": strings.Repeat(`"`, readmeLimit),
		"two delimiters": strings.Repeat("|a", 1500) + "\n" + strings.Repeat("|-", 1500) + "\n|-|\n" + strings.Repeat("a\n", 1500),
	} {
		for _, kind := range []string{"field", "readme"} {
			out := string(markdownBlock(src, kind, 2))
			if most := outBase + 6*len(src); len(out) > most || len(out) > 270_000 {
				t.Errorf("%s: %d bytes become %d", name, len(src), len(out))
			}
			if !strings.Contains(out, "shown as plain text") && len(out) > outBase+outFactor*len(src) {
				t.Errorf("%s: laid out in %d bytes", name, len(out))
			}
		}
	}
	if out := string(markdownBlock(strings.Repeat("| word ", 20)+"\n"+strings.Repeat("|-", 20)+"\n"+strings.Repeat(strings.Repeat("| word ", 20)+"\n", 100), "readme", 2)); !strings.Contains(out, "<table>") {
		t.Errorf("a table of 20 columns and 100 rows is no table: %.200s", out)
	}
	if out := string(markdownBlock(strings.Repeat("word ", 5000), "field", 2)); !strings.Contains(out, "shown as plain text, the first 16384 of 25000 bytes.") {
		t.Errorf("a text that is cut does not say so: %.200s", out)
	}
}

// FuzzMarkdown: whatever the text, only harmless elements, attributes and
// addresses come out.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{
		"# a\n\n- b\n- [c](https://d.test)", "![x](javascript:1)", "<iframe src=x>", "| a | b |\n|---|---|\n| c | d |", "https://acme.test/ www.acme.test", "<https://x.test\" onclick=1>",
		strings.Repeat("x", fieldLimit+1),
	} {
		f.Add(s)
	}
	for _, group := range attacks.Groups(0) {
		f.Add(group[0])
	}
	elements := strings.Fields("html head body p em strong del code pre blockquote ul ol li h2 h3 h4 h5 h6 a br hr table thead tbody tr th td")
	attributes := strings.Fields("href rel class start style title align dir")
	f.Fuzz(func(t *testing.T, src string) {
		out := string(markdownBlock(src, "field", 2))
		doc, err := html.Parse(strings.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if !slices.Contains(elements, n.Data) {
				t.Errorf("%q: <%s>", src, n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "dir" && a.Val == "auto" { // of what is shown as it was written
					continue
				}
				if !slices.Contains(attributes, a.Key) || a.Key == "href" && a.Val != "" && !allowed(a.Val) && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "mailto:") {
					t.Errorf("%q: <%s %s=%q>", src, n.Data, a.Key, a.Val)
				}
			}
		}
	})
}
