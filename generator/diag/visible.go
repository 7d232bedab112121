package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible makes foreign text harmless to a terminal or a log: every control
// character, and every character that changes the direction of text or has
// no shape, is written as \u{1B}. Tabs become four spaces. What starts a
// command of a CI runner wherever it stands in a line does so no more.
func Visible(s string) string {
	if strings.Contains(s, "##") {
		s = unruly.Replace(s)
	}
	if plain(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02X`, s[i])
		case r == '\t':
			b.WriteString("    ")
		case Hidden(r):
			fmt.Fprintf(&b, `\u{%X}`, r)
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// unruly takes apart what runners look for within lines: ##[group] of GitHub
// and ##vso[task.setvariable …] of Azure.
var unruly = strings.NewReplacer("##[", `#\u{23}[`, "##vso[", `#\u{23}vso[`)

func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= 0x7F {
			return false
		}
	}
	return true
}

// Hidden tells whether a character has no shape of its own. The zero-width
// joiner does not count: families of emoji are made with it.
func Hidden(r rune) bool {
	switch {
	case r == 0x200D, r == 0xFE0F:
		return false
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == 0x2028, r == 0x2029:
		return true
	}
	return false
}
