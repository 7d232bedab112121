package jsontree

import (
	"strings"
	"unicode/utf8"
)

const bom = "\xEF\xBB\xBF"

// bomEnd returns where the byte order marks end that a text begins with. A
// second one is what editors make of the first.
func bomEnd(s string) int {
	n := 0
	for strings.HasPrefix(s[n:], bom) {
		n += len(bom)
	}
	return n
}

// magic are first bytes that no JSON text has, and what they mean.
var magic = []struct{ prefix, name string }{
	{"\xFF\xFE\x00\x00", "UTF-32 text"},
	{"\x00\x00\xFE\xFF", "UTF-32 text"},
	{"\xFF\xFE", "UTF-16 text (little-endian)"},
	{"\xFE\xFF", "UTF-16 text (big-endian)"},
	{"\x1F\x8B", "a gzip archive"},
	{"PK\x03\x04", "a ZIP archive"},
	{"BZh", "a bzip2 archive"},
	{"\x28\xB5\x2F\xFD", "a Zstandard archive"},
	{"\xFD7zXZ", "an xz archive"},
	{"7z\xBC\xAF", "a 7-Zip archive"},
	{"\x89PNG", "a PNG picture"},
	{"\xFF\xD8\xFF", "a JPEG picture"},
	{"GIF8", "a GIF picture"},
	{"RIFF", "a WebP picture or another RIFF file"},
	{"%PDF", "a PDF document"},
	{"SQLite format 3", "an SQLite database"},
	{"\x7FELF", "a program"},
	{"MZ\x90\x00", "a program"},
	{"\x00asm", "a WebAssembly module"},
}

// foreign says what the bytes seem to be if they are no UTF-8 text at all,
// and "" if they may be.
func foreign(s string) string {
	for _, m := range magic {
		if strings.HasPrefix(s, m.prefix) {
			return m.name
		}
	}
	if name := wide(s); name != "" {
		return name
	}
	head := s[:min(len(s), 1024)]
	if (s != "" && class[s[0]]&(oddish|wordy) != 0 && binary(head)) || strings.Count(head, "\x00")*64 > len(head) {
		return "a binary file"
	}
	return ""
}

// nearlyForeign tells whether a text has something of a binary file, so that a
// small change of its length may be enough to take it for one.
func nearlyForeign(s string) bool {
	if strings.IndexByte(s, 0) >= 0 {
		return true
	}
	return s != "" && class[s[0]]&(oddish|wordy) != 0 && strange(s) > 0
}

// wide recognises UTF-16 and UTF-32 without a byte order mark by RFC 4627's
// rule: the first character of a JSON text is ASCII.
func wide(s string) string {
	if len(s) < 2 {
		return ""
	}
	four := len(s) >= 4
	switch {
	case four && s[0] == 0 && s[1] == 0 && s[2] == 0 && s[3] != 0, four && s[0] != 0 && s[1] == 0 && s[2] == 0 && s[3] == 0:
		return "UTF-32 text"
	case s[0] != 0 && s[1] == 0:
		return "UTF-16 text (little-endian)"
	case s[0] == 0 && s[1] != 0:
		return "UTF-16 text (big-endian)"
	}
	return ""
}

// binary tells whether more than a third of the bytes mean nothing in a text.
func binary(head string) bool { return strange(head)*3 > len(head) }

// strange counts the bytes that mean nothing in a text.
func strange(s string) int {
	count := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || r < 0x20 && !strings.ContainsRune("\t\n\v\f\r", r) {
			count++
		}
		i += n
	}
	return count
}
