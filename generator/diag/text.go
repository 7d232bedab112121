package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// snippet is how many characters of a source line are shown around a span.
const snippet = 120

// WriteText prints a report for people:
//
//	content/app.json:22:1: error: message [rule-name]
//	   22 | }
//	      | ^
//	hint: how to mend it
//
// Where the pages of the rules are published, the first finding of each rule
// names its page. Foreign text cannot move the cursor or change colours; see Visible.
func WriteText(w io.Writer, r *Report, colour bool) error {
	t := &textWriter{w: bufio.NewWriter(w), report: r, colour: colour, told: map[string]bool{}}
	for _, f := range r.Files {
		name := beginning(Visible(r.name(f.Source)))
		for _, d := range f.Diagnostics {
			t.diagnostic(name, f.Source, d)
		}
	}
	return t.w.Flush()
}

// beginning makes a file name fit to begin a line: on CI a line that begins
// with :: is a command, also behind white space of any kind.
func beginning(name string) string {
	if r, _ := utf8.DecodeRuneInString(name); r == ':' || r == '#' || unicode.IsSpace(r) {
		return "./" + name
	}
	return name
}

type textWriter struct {
	w      *bufio.Writer
	report *Report
	colour bool
	told   map[string]bool // rules whose page was named
}

var severityColour = [...]string{Error: "31", Warning: "33", Info: "34"}

func (t *textWriter) paint(code, s string) string {
	if !t.colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (t *textWriter) diagnostic(name string, src *Source, d Diagnostic) {
	p := src.Position(d.Span.Start)
	fmt.Fprintf(t.w, "%s %s %s %s\n",
		t.paint("1", fmt.Sprintf("%s:%d:%d:", name, p.Line, p.Column)),
		t.paint(severityColour[d.Severity], d.Severity.String()+":"),
		Visible(d.Message), t.paint("2", "["+d.Rule+"]"))
	t.excerpt(src, d.Span, severityColour[d.Severity])
	for _, r := range d.Related {
		q := src.Position(r.Span.Start)
		fmt.Fprintf(t.w, "  %s:%d:%d: note: %s\n", name, q.Line, q.Column, Visible(r.Message))
	}
	if d.Hint != "" {
		fmt.Fprintf(t.w, "%s %s\n", t.paint("1", "hint:"), Visible(d.Hint))
	}
	if page := t.report.docs(d.Rule); page != "" && !t.told[d.Rule] {
		t.told[d.Rule] = true
		fmt.Fprintf(t.w, "%s %s\n", t.paint("1", "see:"), Visible(page))
	}
	t.w.WriteByte('\n')
}

// excerpt prints the source line with the span underlined.
func (t *textWriter) excerpt(src *Source, sp Span, colour string) {
	if len(src.Text) == 0 {
		return
	}
	line := src.Position(sp.Start).Line
	before, marked, after := joinable(Excerpt(src, sp))
	number := fmt.Sprintf("%5d", line)
	fmt.Fprintf(t.w, "%s %s\n", t.paint("2", number+" |"), before+marked+after)
	n := max(1, columns(marked))
	fmt.Fprintf(t.w, "%s %s%s\n", t.paint("2", "      |"), strings.Repeat(" ", columns(before)), t.paint(colour, strings.Repeat("^", n)))
}

// joinable makes the parts of a line visible so that they are harmless side by
// side, too: what a runner looks for may stand across two of them.
func joinable(before, marked, after string) (string, string, string) {
	before, marked, after = Visible(before), Visible(marked), Visible(after)
	if line := before + marked + after; unruly.Replace(line) != line {
		apart := func(s string) string { return strings.ReplaceAll(s, "#", `\u{23}`) }
		return apart(before), apart(marked), apart(after)
	}
	return before, marked, after
}

// Excerpt returns the source line of a span in three parts: before the span,
// the span (up to the end of its first line), and after it. A long line is
// cut around the span, with "…" where something is left out. Secrets are
// masked.
func Excerpt(src *Source, sp Span) (before, marked, after string) {
	line := src.LineSpan(src.Position(sp.Start).Line)
	start := max(line.Start, min(sp.Start, line.End))
	end := max(start, min(sp.End, line.End))
	lead, tail := "", ""
	from, to := line.Start, line.End
	if start-from > snippet/2 {
		from, lead = start-snippet/2, "…"
		for from < start { // not between a character and its accents
			r, n := utf8.DecodeRune(src.Text[from:start])
			if utf8.RuneStart(src.Text[from]) && !joins(r) {
				break
			}
			from += n
		}
	}
	if end-start > snippet {
		end = runeStart(src.Text, start+snippet)
	}
	if to-end > snippet/2 {
		to, tail = runeStart(src.Text, end+snippet/2), "…"
	}
	return lead + string(src.Masked(Span{from, start})), string(src.Masked(Span{start, end})), string(src.Masked(Span{end, to})) + tail
}

// runeStart moves an offset back to the start of the character it is in.
func runeStart(text []byte, i int) int {
	for k := 0; k < utf8.UTFMax && i > 0 && !utf8.RuneStart(text[i]); k++ {
		i--
	}
	return i
}

// columns returns how many cells of a terminal a text takes.
func columns(s string) int { return uniseg.StringWidth(s) }
