package render

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// Search makes a script of search data: one call with one value. Data come as
// a script because nothing else can be loaded by a page that is opened from
// disk. What could end a script element or a line of one is escaped by
// encoding/json.
func Search(data any) []byte {
	text, err := json.Marshal(data)
	if err != nil {
		panic(err) // texts, numbers and lists of them
	}
	var b bytes.Buffer
	b.Grow(len(text) + 32)
	b.WriteString("vitrineSearch(")
	b.Write(text)
	b.WriteString(");\n")
	return b.Bytes()
}

// Visible makes the characters of a text visible that would hide something,
// as pages do.
func Visible(s string) string {
	if nextHidden([]byte(s), 0) < 0 && utf8.ValidString(s) {
		return s
	}
	return string(showControls([]byte(s)))
}
