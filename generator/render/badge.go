package render

import (
	"encoding/json"
	"fmt"
	"strings"

	"vitrine/generator/diag"
)

// BadgeLabel is what stands at the left of every badge.
const BadgeLabel = "vitrine"

// badgeColours are a status's colours on light and dark grounds, and its
// shape: AA contrast in both, and never colour alone.
var badgeColours = map[string]struct{ light, dark, shape string }{
	"pass": {"#1a6e3c", "#6fd08c", `<path d="M-4 .5l2.6 2.6L4-3" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`},
	"warn": {"#8a5300", "#f0b357", `<path d="M0-4.2L4.6 3.8h-9.2z" fill="currentColor"/>`},
	"fail": {"#b3261e", "#ff8a80", `<path d="M-3.2-3.2l6.4 6.4M3.2-3.2l-6.4 6.4" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/>`},
}

// BadgeMessage says counts in the words of a badge: "no errors", "2 errors".
func BadgeMessage(c diag.Counts) string {
	switch {
	case c.Error > 0:
		return plural(c.Error, "error")
	case c.Warning > 0:
		return plural(c.Warning, "warning")
	}
	return "no errors"
}

// Badge draws a badge that can stand in somebody's README: one file without
// fonts, scripts or other files, in light and dark.
func Badge(c diag.Counts) []byte {
	message := BadgeMessage(c)
	col := badgeColours[c.Status()]
	left, right := textWidth(BadgeLabel)+16, textWidth(message)+34
	w := left + right
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="22" viewBox="0 0 %d 22" role="img">`, w, w)
	fmt.Fprintf(&b, `<title>%s: %s</title>`, BadgeLabel, message)
	fmt.Fprintf(&b, `<style>:root{--g:#fff;--h:#d0d0cb;--i:#1c1f21;--c:%s}@media(prefers-color-scheme:dark){:root{--g:#171b1e;--h:#3a4248;--i:#e8eaec;--c:%s}}text{font:600 12px system-ui,sans-serif}</style>`, col.light, col.dark)
	fmt.Fprintf(&b, `<rect x=".5" y=".5" width="%d" height="21" rx="6" fill="var(--g)" stroke="var(--h)"/><path d="M%d 1v20" stroke="var(--h)"/>`, w-1, left)
	fmt.Fprintf(&b, `<text x="8" y="15" fill="var(--i)" textLength="%d">%s</text>`, left-16, BadgeLabel)
	fmt.Fprintf(&b, `<g color="%s" style="color:var(--c)" transform="translate(%d 11)">%s</g>`, col.light, left+13, col.shape)
	fmt.Fprintf(&b, `<text x="%d" y="15" fill="var(--c)" textLength="%d">%s</text></svg>`+"\n", left+25, right-34, message)
	return []byte(b.String())
}

// textWidth is about how wide a text is in px, at 12 px and weight 600; the
// badge then stretches the text to it.
func textWidth(s string) int {
	w := 0.0
	for _, r := range s {
		switch {
		case strings.ContainsRune("iljt.,' ", r):
			w += 3.6
		case strings.ContainsRune("mw", r):
			w += 10.4
		default:
			w += 6.9
		}
	}
	return int(w + 1)
}

// BadgeEndpoint is a badge in the shape that shields' endpoint badges read.
func BadgeEndpoint(c diag.Counts) []byte {
	colour := map[string]string{"pass": "brightgreen", "warn": "orange", "fail": "red"}[c.Status()]
	data, err := json.Marshal(struct {
		SchemaVersion int    `json:"schemaVersion"`
		Label         string `json:"label"`
		Message       string `json:"message"`
		Color         string `json:"color"`
	}{1, BadgeLabel, BadgeMessage(c), colour})
	if err != nil {
		panic(err) // plain strings
	}
	return append(data, '\n')
}
