package render

import (
	"strings"
	"testing"
)

// TestAccent: whatever colour a partner likes, it can be read on both grounds
// and on its tint, and one that can be read already stays as it is.
func TestAccent(t *testing.T) {
	for _, text := range []string{"#0f6e66", "#fff", "#000", "#ffe600", "#ff00ff", "#7f7f7f", "#00f", "#E11D48"} {
		c, err := parseColour(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, on := range []struct{ ground, away rgb }{{lightGround, black}, {darkGround, white}} {
			a := accentOn(c, on.ground, on.away)
			for what, ratio := range map[string]float64{"ground": contrast(a.ink, on.ground), "tint": contrast(a.ink, a.tint), "text on it": contrast(a.ink, a.on)} {
				if ratio < 4.5 {
					t.Errorf("%s as %s on %s: %s has %.2f : 1", text, a.ink, on.ground, what, ratio)
				}
			}
		}
	}
	if css, err := (&Brand{Accent: "#0f6e66"}).css(); err != nil || !strings.HasPrefix(string(css), ":root { --accent: #0f6e66;") {
		t.Errorf("%v %s", err, css)
	}
	for _, text := range []string{"", "red", "#12", "#gggggg", "#0f6e66;}", "0f6e66"} {
		if _, err := parseColour(text); err == nil {
			t.Errorf("%q is taken for a colour", text)
		}
	}
}
