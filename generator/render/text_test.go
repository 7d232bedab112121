package render

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"vitrine/generator/appdef"
)

// TestWhereItBreaks: an address breaks at its query, and has a line for each parameter where it has several.
func TestWhereItBreaks(t *testing.T) {
	for address, want := range map[string]string{
		"":                      "",
		"https://a.test/x":      "https://a.test/x",
		"https://a.test/?q=1?2": "https://a.test/<wbr>?q=1?2",
		"?a=<1>&b=2&amp;c":      "?a=&lt;1&gt;<br>&amp;b=2<br>&amp;amp;c",
		"https://a.test/?a&b=é": "https://a.test/<br>?a<br>&amp;b=é",
		"&&":                    "&amp;<br>&amp;",
	} {
		var b bytes.Buffer
		if err := whereItBreaks(address, false, severalParameters(address)).Render(context.Background(), &b); err != nil || b.String() != want {
			t.Errorf("%q is written %q (%v), want %q", address, b.String(), err, want)
		}
	}
}

// TestAddressBreaks: so does one that is filled in, wherever the settings stand.
func TestAddressBreaks(t *testing.T) {
	var b bytes.Buffer
	parts := []appdef.Part{{Text: "https://a.test/?x=", Ref: -1}, {Text: "1&2", Ref: 0}, {Text: "&y=", Ref: -1}, {Text: "", Ref: 1}, {Text: "&z", Ref: -1}}
	if err := builtInAddress(parts).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	want := `<code class="address">https://a.test/<br>?x=<mark>1&amp;2</mark><br>&amp;y=<mark>∅</mark><br>&amp;z</code>`
	if got := strings.ReplaceAll(b.String(), "\n", ""); got != want {
		t.Errorf("it is written\n%s, want\n%s", got, want)
	}
}

// TestHeadingsBegin: the highest headings of a text take the level below the page's own, whichever they are.
func TestHeadingsBegin(t *testing.T) {
	for text, want := range map[string]string{
		"# A\n\n## B\n\ntext": "<h3>A</h3><h4>B</h4><p>text</p>", "## A\n\n# B\n\ntext": "<h4>A</h4><h3>B</h3><p>text</p>",
		"text\n\n## A\n\n#### B": "<p>text</p><h3>A</h3><h5>B</h5>", "###### A\n\ntext": "<h3>A</h3><p>text</p>",
	} {
		if got := strings.ReplaceAll(string(markdownBlock(text, "readme", 3)), "\n", ""); got != want {
			t.Errorf("%q becomes %s, want %s", text, got, want)
		}
	}
}
