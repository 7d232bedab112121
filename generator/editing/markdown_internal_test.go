package editing

import (
	"bytes"
	"html"
	"math/rand"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// TestProse: what an author wrote stands for itself, and is escaped no more than it needs.
func TestProse(t *testing.T) {
	for in, want := range map[string]string{
		"Which store, e.g. acme-eu (one of them)!": "Which store, e.g. acme-eu (one of them)!",
		"store_name & _this_":                      `store_name & \_this\_`,
		"[x](command:y) ![p](q)":                   `\[x\](command:y) !\[p\](q)`,
		"<img src=x> &lt; *b* ~~s~~ `c`":           "\\<img src=x> \\&lt; \\*b\\* \\~\\~s\\~\\~ \\`c\\`",
		"see https://evil.example/?a=`b`, www.x.y": "see ``https://evil.example/?a=`b`,`` `www.x.y`",
		"mail me@acme.example":                     "mail `me@acme.example`",
		"# no heading":                             `\# no heading`,
		"12. no list - here":                       `12\. no list - here`,
		"12 stores":                                "12 stores",
		"- no list":                                `\- no list`,
		"a\n\n# b":                                 "a # b",
		"\u202etext":                               `\\u{202E}text`,
		"":                                         "",
	} {
		if got := prose(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// TestCode: nothing in a text ends the code that it stands in.
func TestCode(t *testing.T) {
	for in, want := range map[string]string{
		"a": "`a`", "a`b": "``a`b``", "`": "`` ` ``", "``x": "``` ``x ```", "a\nb": "`a b`",
	} {
		if got := code(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// TestProseReads: people read what the author wrote, whatever that is, and see no markup
// but code.
func TestProseReads(t *testing.T) {
	pieces := []string{"a", "b2", " ", " ", "*", "_", "`", "``", "[", "]", "(", ")", "!", "<", ">", "&", "amp;", "#", "-", "+", "=", "|", "~~", "\\",
		"1.", "3)", "4", "http://", "https://x.y", "www.z.example", "@", "mailto:", ":", "é", "\n", "\t", "{", "}", "$", "^", "\"", "'", "---", "***", "- [ ]"}
	tags := regexp.MustCompile(`</?(p|code)>`)
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM))
	rng := rand.New(rand.NewSource(1))
	for range 5_000 {
		var b strings.Builder
		for range 1 + rng.Intn(10) {
			b.WriteString(pieces[rng.Intn(len(pieces))])
		}
		for _, frame := range []string{"", "- one\n- two: ", "Agents read: "} {
			var out bytes.Buffer
			if err := markdown.Convert([]byte(paragraphs(frame+prose(b.String()))), &out); err != nil {
				t.Fatal(err)
			}
			got := tags.ReplaceAllString(out.String(), "")
			if strings.HasPrefix(frame, "-") {
				got = strings.Replace(strings.Replace(got, "<ul>\n<li>one</li>\n<li>", "- one\n- ", 1), "</li>\n</ul>", "", 1)
			}
			got = strings.TrimSpace(html.UnescapeString(got))
			if want := strings.TrimSpace(frame + plain(b.String())); got != want {
				t.Fatalf("%q in %q: people read %q, want %q", b.String(), frame, got, want)
			}
		}
	}
}
