package diag

import "strings"

// Line is one line of a source text, as it may be printed.
type Line struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
}

// Around returns up to n lines before and after the line that a span begins
// in. Long lines are cut, secrets masked.
func Around(src *Source, sp Span, n int) (above, below []Line) {
	at, last := src.Position(sp.Start).Line, src.Lines()
	for k := max(1, at-n); k <= min(last, at+n); k++ {
		line := src.LineSpan(k)
		whole := line.End
		if line.End-line.Start > snippet {
			line.End = runeStart(src.Text, line.Start+snippet)
		}
		text := string(src.Masked(line))
		if line.End < whole {
			text += "…"
		}
		switch {
		case k < at:
			above = append(above, Line{k, text})
		case k > at:
			below = append(below, Line{k, text})
		}
	}
	return above, below
}

// Caret is the line that stands under an excerpt and points at what is meant.
// Tabs stay tabs, so that it is in place however wide they are.
func Caret(before, marked string) string {
	var b strings.Builder
	for i, part := range strings.Split(before, "\t") {
		if i > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(strings.Repeat(" ", columns(part)))
	}
	return b.String() + strings.Repeat("^", max(1, columns(marked)))
}
