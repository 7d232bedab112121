package diag

import (
	"bufio"
	"io"
	"strconv"
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
	for f := range r.Each() {
		name := beginning(Visible(r.name(f.Source)))
		for i := range f.Diagnostics {
			t.diagnostic(name, f.Source, &f.Diagnostics[i])
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

// write writes texts one after the other. There are hundreds of thousands of
// findings: to put their lines together first takes longer than all else.
func (t *textWriter) write(texts ...string) {
	for _, s := range texts {
		t.w.WriteString(s)
	}
}

// paint writes texts in a colour.
func (t *textWriter) paint(code string, texts ...string) {
	if t.colour {
		t.write("\x1b[", code, "m")
	}
	t.write(texts...)
	if t.colour {
		t.write("\x1b[0m")
	}
}

func (t *textWriter) diagnostic(name string, src *Source, d *Diagnostic) {
	p := src.Position(d.Span.Start)
	t.paint("1", name, ":", strconv.Itoa(p.Line), ":", strconv.Itoa(p.Column), ":")
	t.write(" ")
	t.paint(severityColour[d.Severity], d.Severity.String(), ":")
	t.write(" ", Visible(d.Message), " ")
	t.paint("2", "[", d.Rule, "]")
	t.write("\n")
	t.excerpt(src, d.Span, p.Line, severityColour[d.Severity])
	for _, r := range d.Related {
		q := src.Position(r.Span.Start)
		t.write("  ", name, ":", strconv.Itoa(q.Line), ":", strconv.Itoa(q.Column), ": note: ", Visible(r.Message), "\n")
	}
	if d.Hint != "" {
		t.paint("1", "hint:")
		t.write(" ", Visible(d.Hint), "\n")
	}
	if page := t.report.docs(d.Rule); page != "" && !t.told[d.Rule] {
		t.told[d.Rule] = true
		t.paint("1", "see:")
		t.write(" ", Visible(page), "\n")
	}
	t.write("\n")
}

// excerpt prints the source line with the span underlined.
func (t *textWriter) excerpt(src *Source, sp Span, line int, colour string) {
	if len(src.Text) == 0 {
		return
	}
	before, marked, after := joinable(excerpt(src, sp, line))
	number := strconv.Itoa(line)
	t.paint("2", strings.Repeat(" ", max(0, 5-len(number))), number, " |")
	t.write(" ", before, marked, after, "\n")
	t.paint("2", "      |")
	t.write(" ", strings.Repeat(" ", columns(before)))
	t.paint(colour, strings.Repeat("^", max(1, columns(marked))))
	t.write("\n")
}

// joinable makes the parts of a line visible so that they are harmless side by
// side, too: what a runner looks for may stand across two of them.
func joinable(before, marked, after string) (string, string, string) {
	before, marked, after = Visible(before), Visible(marked), Visible(after)
	if strings.IndexByte(before, '#') < 0 && strings.IndexByte(marked, '#') < 0 && strings.IndexByte(after, '#') < 0 {
		return before, marked, after
	}
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
	return excerpt(src, sp, src.Position(sp.Start).Line)
}

// excerpt is Excerpt where the line is known.
func excerpt(src *Source, sp Span, number int) (before, marked, after string) {
	line := src.LineSpan(number)
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
func columns(s string) int {
	if plain(s) {
		return len(s)
	}
	return uniseg.StringWidth(s)
}
