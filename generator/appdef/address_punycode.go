package appdef

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxLabel bounds the labels that are decoded or encoded, in bytes. DNS
// allows 63; the algorithm is quadratic.
const maxLabel = 255

// toASCII writes the labels of a folded host in punycode where they need it.
func toASCII(host string) string {
	labels := strings.Split(host, ".")
	for i, l := range labels {
		if !isASCII(l) && len(l) <= maxLabel {
			labels[i] = toPunycode(l)
		}
	}
	return strings.Join(labels, ".")
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// toPunycode returns a label with xn-- in front. The profile is the one that
// maps nothing: what browsers map was folded before (foldHost), and what a host
// may hold is judged apart (labelTrouble), with places.
func toPunycode(label string) string {
	encoded, err := idna.Punycode.ToASCII(label)
	if err != nil {
		return label // more than any host holds; it stays as it was written
	}
	return encoded
}

// fromPunycode decodes a label in lower case that begins with xn--. ok is false
// unless it is the one way to write a label that is not ASCII.
func fromPunycode(encoded string) (label string, ok bool) {
	if len(encoded) > maxLabel {
		return "", false
	}
	label, err := idna.Punycode.ToUnicode(encoded)
	return label, err == nil && utf8.ValidString(label) && !isASCII(label) && toPunycode(label) == encoded
}
