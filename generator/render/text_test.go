package render

import (
	"bytes"
	"context"
	"testing"
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
		if err := whereItBreaks(address, severalParameters(address)).Render(context.Background(), &b); err != nil || b.String() != want {
			t.Errorf("%q is written %q (%v), want %q", address, b.String(), err, want)
		}
	}
}
