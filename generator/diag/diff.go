package diag

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff"
)

// Diff returns the difference between two texts of a file in the unified
// format, or "" if there is none. Control characters are made visible, but
// for tabs and the line ends of Windows, and no line is a command on CI: a
// patch stays one for every file that is sound text.
func Diff(name, before, after string) string {
	name = Visible(name)
	unified := udiff.Unified("a/"+name, "b/"+name, before, after)
	if unified == "" {
		return ""
	}
	lines := strings.SplitAfter(unified, "\n")
	shift := 0
	for i, line := range lines {
		if strings.HasPrefix(line, "@@ ") {
			lines[i] = renumbered(line, &shift)
			continue
		}
		lines[i] = visibleLine(line)
	}
	return strings.Join(lines, "")
}

// renumbered mends the header of a hunk. go-udiff 0.4.1 does not count the
// lines that join two changes within a hunk, so that the new file's line
// numbers of later hunks are too small; shift is how many lines the hunks
// before have added.
func renumbered(header string, shift *int) string {
	var old, new string
	if _, err := fmt.Sscanf(header, "@@ -%s +%s @@", &old, &new); err != nil {
		return header
	}
	start, removed := hunkRange(old)
	_, added := hunkRange(new)
	if start > 0 {
		new = fmt.Sprintf("%d,%d", start+*shift, added)
	}
	*shift += added - removed
	return fmt.Sprintf("@@ -%s +%s @@\n", old, new)
}

// hunkRange reads "12,5", or "12" for one line.
func hunkRange(s string) (start, lines int) {
	from, n, counted := strings.Cut(s, ",")
	start, _ = strconv.Atoi(from)
	if !counted {
		return start, 1
	}
	lines, _ = strconv.Atoi(n)
	return start, lines
}

func visibleLine(line string) string {
	body, end := strings.CutSuffix(line, "\n")
	body, cr := strings.CutSuffix(body, "\r")
	parts := strings.Split(body, "\t")
	for i := range parts {
		parts[i] = Visible(parts[i])
	}
	line = strings.Join(parts, "\t")
	if rest := strings.TrimSpace(line); strings.HasPrefix(rest, "::") { // of a runner, which looks behind white space
		line = strings.Replace(line, "::", `\u{3A}:`, 1)
	}
	if cr {
		line += "\r"
	}
	if end {
		line += "\n"
	}
	return line
}

// Edits returns small edits that make another text of one. What is no text is
// replaced as a whole.
func Edits(before, after []byte) []Edit {
	var list []Edit
	if !utf8.Valid(before) || !utf8.Valid(after) {
		return []Edit{{Span{0, len(before)}, string(after)}}
	}
	for _, e := range udiff.Bytes(before, after) {
		list = append(list, Edit{Span{e.Start, e.End}, e.New})
	}
	return list
}
