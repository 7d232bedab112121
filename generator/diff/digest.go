package diff

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"

	"vitrine/generator/appdef"
	"vitrine/generator/jsontree"
)

// Digest is a hash of what a definition says: the same for two texts that
// differ in white space, in the order of names or in how characters are
// written. Secrets were blanked before, so nothing can be learnt of them. It
// is "" where no object could be read, or not all of one is known.
func Digest(a *appdef.App) string {
	if a.Root == nil || a.Partly() {
		return ""
	}
	h := sha256.New()
	w := bufio.NewWriter(h)
	write(w, a.Root)
	w.Flush() // a hash takes everything
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// canonical is a value as text, equal for equal values. Nothing is "".
func canonical(n *jsontree.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	write(&b, n)
	return b.String()
}

// write writes a value so that different values have different texts. Of
// members with the same name the last counts, as everywhere.
func write(w io.StringWriter, n *jsontree.Node) {
	switch n.Kind {
	case jsontree.String:
		w.WriteString("s" + strconv.Itoa(len(n.Text)) + ":" + n.Text)
	case jsontree.Array:
		w.WriteString("[")
		for _, item := range n.Items {
			write(w, item)
		}
		w.WriteString("]")
	case jsontree.Object:
		w.WriteString("{")
		for _, m := range lastSorted(n.Members) {
			write(w, m.Name)
			write(w, m.Value)
		}
		w.WriteString("}")
	default:
		w.WriteString("v" + strconv.Itoa(int(n.Kind)) + n.Text + ";")
	}
}

func lastSorted(list []jsontree.Member) []jsontree.Member {
	at := map[string]int{}
	for i, m := range list {
		at[m.Name.Text] = i
	}
	out := make([]jsontree.Member, 0, len(at))
	for _, i := range at {
		out = append(out, list[i])
	}
	slices.SortFunc(out, func(a, b jsontree.Member) int { return strings.Compare(a.Name.Text, b.Name.Text) })
	return out
}
