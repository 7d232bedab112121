package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"vitrine/generator/rules"
)

// slugLimit bounds a name in a path, in bytes.
const slugLimit = 64

// slug makes a name safe as the name of a file on every system. Letters,
// digits, dash and underscore stay (and dots where dots is set, for
// versions); anything else becomes a dash. A name that had to be changed gets
// a short hash of what it was, so that different names stay different.
func slug(name string, dots bool) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.' && dots:
			b.WriteRune(r)
		default:
			if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
				b.WriteByte('-')
			}
		}
		if b.Len() >= slugLimit {
			break
		}
	}
	s := strings.Trim(b.String(), "-.")
	if s == name && !rules.Reserved(s) {
		return s
	}
	sum := sha256.Sum256([]byte(name))
	return strings.Trim(s+"-"+hex.EncodeToString(sum[:3]), "-")
}

// names hands out names that differ in more than letter case.
type names map[string]bool

func (n names) unique(name string) string {
	for i, try := 2, name; ; i++ {
		if k := strings.ToLower(try); !n[k] {
			n[k] = true
			return try
		}
		try = name + "-" + strconv.Itoa(i)
	}
}

// widgetSlug names the page of a widget: by its name, else by its place.
func widgetSlug(name string, index int) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= slugLimit {
			break
		}
	}
	s := strings.Trim(b.String(), "-")
	if s == "" || rules.Reserved(s) || strings.EqualFold(s, stepFolder) {
		return "widget-" + strconv.Itoa(index+1)
	}
	return s
}
