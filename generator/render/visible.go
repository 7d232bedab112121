package render

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// showControls makes characters visible that would hide something: controls, and
// those that change the direction of the text around them. The templates
// have none of their own, so every one comes from a definition. Bytes that are
// no text become U+FFFD: what a page quotes may be broken, the page is not.
func showControls(page []byte) []byte {
	if !utf8.Valid(page) {
		page = bytes.ToValidUTF8(page, []byte("\uFFFD"))
	}
	i := nextHidden(page, 0)
	if i < 0 {
		return page
	}
	var b bytes.Buffer
	b.Grow(len(page) + 64)
	at := 0
	for ; i >= 0; i = nextHidden(page, at) {
		b.Write(page[at:i])
		r, n := utf8.DecodeRune(page[i:])
		if r < 0x20 {
			b.WriteRune(0x2400 + r) // the picture of the control character
		} else {
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
		at = i + n
	}
	b.Write(page[at:])
	return b.Bytes()
}

// suspect marks the bytes that a hidden character can begin with.
var suspect = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = c != '\n' && c != '\t'
	}
	t[0x7F], t[0xC2], t[0xD8], t[0xE2], t[0xEF] = true, true, true, true, true
	return t
}()

// nextHidden returns the offset of the next hidden character, or -1.
func nextHidden(b []byte, from int) int {
	for i := from; i < len(b); i++ {
		c := b[i]
		if !suspect[c] {
			continue
		}
		switch {
		case c < 0x20, c == 0x7F:
			return i
		case c == 0xC2 && i+1 < len(b) && b[i+1] < 0xA0: // C1 controls
			return i
		case c == 0xE2 && i+2 < len(b) && hiddenE2(b[i+1], b[i+2]):
			return i
		case c == 0xEF && i+2 < len(b) && b[i+1] == 0xBB && b[i+2] == 0xBF, c == 0xD8 && i+1 < len(b) && b[i+1] == 0x9C:
			return i // byte order mark, Arabic letter mark
		}
	}
	return -1
}

// hiddenE2 knows U+200B, U+200E, U+200F, U+2028 to U+202E and U+2060 to U+206F.
func hiddenE2(b, c byte) bool {
	switch b {
	case 0x80:
		return c == 0x8B || c == 0x8E || c == 0x8F || c >= 0xA8 && c <= 0xAE
	case 0x81:
		return c >= 0xA0 && c <= 0xAF
	}
	return false
}
