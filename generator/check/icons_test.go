package check

import (
	"strings"
	"testing"

	"vitrine/generator/rules"
)

// FuzzJudgeIcon: whatever the bytes are, every fault names a rule and is one
// line, and a name adds none to what is no picture.
func FuzzJudgeIcon(f *testing.F) {
	for _, s := range []string{
		"", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "GIF89a", "<svg/>", `<svg viewBox="0 0 1 1"><a href="x" onload=""/></svg>`,
		`<svg width="1e9" height="calc(1px"/>`, `<!DOCTYPE svg [<!ENTITY a "&a;">]><svg>&a;</svg>`, "<svg>" + strings.Repeat("<g>", 300), "RIFF....WEBP", "....ftypavif",
		"<svg><style>@import url(x); a{fill:url( 'data:image/svg+xml,x')}</style></svg>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, fault := range append(judgeIcon(data), misnamed("a.png", data)...) {
			if _, ok := rules.Find(fault.Rule); !ok || fault.Message == "" || fault.Hint == "" {
				t.Errorf("%+v", fault)
			}
		}
		if iconName(data) != "" && sniff(data) != "PNG" && sniff(data) != "SVG" {
			t.Error("it is shown, but is no picture")
		}
	})
}
