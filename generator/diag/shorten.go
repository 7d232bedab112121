package diag

import (
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Shorten keeps at most n bytes of a text, and an ellipsis where something was
// left out. It cuts between characters as people count them; only one that is
// longer than all of n is cut itself. n must be above 0.
func Shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return s[:boundary(s, n)] + "…"
}

// boundary is where a text is cut that is longer than n bytes.
func boundary(s string, n int) int {
	if s[n-1] < utf8.RuneSelf && s[n] < utf8.RuneSelf && s[n] != '\n' {
		return n
	}
	const ahead = 64 // bytes that tell whether the last character goes on
	end, rest, state := 0, s[:min(len(s), n+ahead)], -1
	for rest != "" {
		var c string
		c, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if end+len(c) > n {
			break
		}
		end += len(c)
	}
	if end > 0 {
		return end
	}
	for end = n; end > 0 && !utf8.RuneStart(s[end]); end-- {
	}
	return end
}
