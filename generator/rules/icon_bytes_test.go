package rules_test

import (
	"strings"
	"testing"

	"vitrine/generator/picture"
	"vitrine/generator/rules"
)

// FuzzCheckIcon: whatever the bytes are, every finding is one of a rule and has
// words, and a name adds none to what is no picture.
func FuzzCheckIcon(f *testing.F) {
	for _, s := range []string{
		"", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "GIF89a", "<svg/>", `<svg viewBox="0 0 1 1"><a href="x" onload=""/></svg>`,
		`<svg width="1e9" height="calc(1px"/>`, `<!DOCTYPE svg [<!ENTITY a "&a;">]><svg>&a;</svg>`, "<svg>" + strings.Repeat("<g>", 300),
		"RIFF....WEBP", "....ftypavif",
		"<svg><style>@import url(x); a{fill:url( 'data:image/svg+xml,x')}</style></svg>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		facts := picture.Measure(data)
		for _, found := range rules.CheckIcon(facts, "a.png") {
			if _, ok := rules.Find(found.Rule); !ok || found.Message == "" || found.Hint == "" {
				t.Errorf("%+v", found)
			}
		}
		if facts.Format == "" && len(rules.CheckIcon(facts, "a.svg")) != 1 {
			t.Error("a name says something of what is no picture")
		}
	})
}
