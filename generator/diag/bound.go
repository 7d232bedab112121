package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a report repeats of a definition is bounded: a text of a megabyte may
// be the name of something, and a fix may be as many edits.
const (
	textMost  = 1000 // bytes of a message, hint or pointer
	editsMost = 100  // edits of a fix that are listed
	fileMost  = 1000 // edits that are listed for one file
)

// Bound cuts what the findings say to what somebody reads.
func Bound(list []Diagnostic) {
	for i := range list {
		d := &list[i]
		d.Message, d.Hint = Cut(d.Message, textMost), Cut(d.Hint, textMost)
		for k := range d.Related {
			d.Related[k].Message = Cut(d.Related[k].Message, textMost)
		}
	}
}

// Cut returns a text of at most so many bytes, with "…" where the rest was. No
// character is cut into two, nor taken away from its accents.
func Cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	i := back(s, most-len("…"))
	for at, k := i, 0; k < 50 && at > 0; k++ { // where accents are without end, they are cut
		if r, _ := utf8.DecodeRuneInString(s[at:]); !joins(r) {
			return s[:at] + "…"
		}
		at = back(s, at-1)
	}
	return s[:i] + "…"
}

// back moves an offset back to the start of the character it is in.
func back(s string, i int) int {
	for k := 0; k < utf8.UTFMax && i > 0 && !utf8.RuneStart(s[i]); k++ {
		i--
	}
	return i
}

// joins tells whether a character belongs to the one before it.
func joins(r rune) bool { return r == 0x200D || unicode.Is(unicode.M, r) }

// pointer is the JSON Pointer of a finding as reports show it: as many names
// as there is room for.
func (d *Diagnostic) pointer() string {
	if len(d.Path) <= textMost {
		return d.Path
	}
	if i := strings.LastIndexByte(d.Path[:textMost-len("/…")], '/'); i > 0 {
		return d.Path[:i] + "/…"
	}
	return Cut(d.Path, textMost)
}

// lister hands out the edits that the report of one file lists.
type lister struct{ listed int }

// fix returns the edits of a finding to list, and otherwise what to say
// instead of them.
func (l *lister) fix(d *Diagnostic) (edits []Edit, instead string) {
	n := len(d.Fix)
	if n > editsMost || l.listed+n > fileMost {
		flags := "--fix"
		if d.Unsafe {
			flags = "--fix --unsafe"
		}
		return nil, fmt.Sprintf("vitrine check %s mends it; the %d edits are not listed here", flags, n)
	}
	l.listed += n
	return d.Fix, ""
}

// withWord appends a remark to a hint, which may be empty.
func withWord(hint, word string) string {
	if word == "" || hint == "" {
		return hint + word
	}
	return hint + "; " + word
}
