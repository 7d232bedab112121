package render

import (
	"context"
	"html/template"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	"vitrine/generator/appdef"
	"vitrine/generator/site"
)

// Components that write what a template cannot: a line of JSON byte for byte,
// and Markdown.

// unquoted escapes a text between elements, where quotes need no escape: they
// are most of what a definition is made of.
var unquoted = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// plainly writes a text between elements.
func plainly(text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := unquoted.WriteString(w, text)
		return err
	})
}

// run is a piece of a line that looks the same.
type run struct {
	kind string // "name" for the name of a member, a severity for what a finding is about, "" for anything else
	text string
}

// runs parts a line into its marks, names and the rest; where marks overlap,
// the first wins.
func runs(l *site.SourceLine) []run {
	var out []run
	at := 0
	for _, m := range l.Marks {
		start, end := boundary(l.Text, m.Start), boundary(l.Text, m.End)
		if start < at || start >= end {
			continue
		}
		out = append(named(out, l.Text[at:start]), run{severityClass(m.Severity), l.Text[start:end]})
		at = end
	}
	return named(out, l.Text[at:])
}

// named parts JSON into names of members and the rest: enough to read by, on
// any text.
func named(out []run, s string) []run {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '"')
		if i < 0 {
			break
		}
		i += at
		end := stringEnd(s, i)
		if rest := strings.TrimLeft(s[end:], " \t"); strings.HasPrefix(rest, ":") {
			if i > 0 {
				out = append(out, run{"", s[:i]})
			}
			out = append(out, run{"name", s[i:end]})
			s, at = s[end:], 0
			continue
		}
		at = end
	}
	if s != "" {
		out = append(out, run{"", s})
	}
	return out
}

// boundary moves an offset into a text to the start of a character.
func boundary(s string, i int) int {
	i = min(i, len(s))
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

func stringEnd(s string, start int) int {
	for i := start + 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(s)
}

// markdown is a text that somebody else wrote, as Markdown.
func markdown(src, kind string, top int) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, string(markdownBlock(src, kind, top)))
		return err
	})
}

// escape writes a text anywhere in HTML.
func escape(s string) string { return template.HTMLEscapeString(s) }

// field is a text of the developer's for a cell of a table: a sentence as it is, anything else as Markdown.
func field(text string) templ.Component {
	if clean := strings.ToValidUTF8(text, "\uFFFD"); sentence(clean) {
		return plainly(clean)
	}
	return markdown(text, "field", 3)
}

// parameters parts an address before its query and before each parameter but the first.
func parameters(address string) []string {
	var out []string
	at := 0
	for i := range len(address) {
		if i > at && (address[i] == '&' || address[i] == '?' && !strings.Contains(address[:i], "?")) {
			out = append(out, address[at:i])
			at = i
		}
	}
	return append(out, address[at:])
}

func startsParameter(piece string) bool {
	return strings.HasPrefix(piece, "&") || strings.HasPrefix(piece, "?")
}

// severalParameters tells whether an address, which may come in parts, has more than one parameter.
func severalParameters(texts ...string) bool {
	return strings.Contains(strings.Join(texts, ""), "&")
}

func partTexts(parts []appdef.Part) []string {
	var out []string
	for _, p := range parts {
		if p.Ref < 0 {
			out = append(out, p.Text)
		}
	}
	return out
}
