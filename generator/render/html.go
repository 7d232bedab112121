package render

import (
	"html/template"
	"strconv"
	"strings"
	"unicode/utf8"

	"vitrine/generator/site"
)

// This file, findings.go, tables.go and markdown.go make trusted HTML, and
// parts.go takes it from templates. Everything in them escapes what comes from
// a definition by template.HTMLEscapeString.

// sourceBlock renders a definition with line numbers, marks and notes. A loop
// in a template would take ten times as long for what most of a page is.
func sourceBlock(s site.Source, root string) template.HTML {
	var b strings.Builder
	b.Grow(len(s.Lines)*190 + 64)
	b.WriteString(`<ol class="source">`)
	for _, l := range s.Lines {
		n := strconv.Itoa(l.Number)
		if l.Gap {
			b.WriteString(`<li class="gap"><span>…</span></li>`)
		}
		b.WriteString(`<li id="L` + n + `"`)
		if len(l.Notes) > 0 {
			b.WriteString(` class="noted"`)
		}
		b.WriteString(`><a class="no" href="#L` + n + `">` + n + `</a><code>`)
		writeLine(&b, l)
		b.WriteString("</code>")
		for _, f := range l.Notes {
			b.WriteString(`<span class="note ` + class(f.Severity) + `"><svg class="glyph"><use href="#g-` + class(f.Severity) +
				`"></use></svg><bdi>` + escape(f.Message) + `</bdi> <a href="` + escape(root+"rules/"+f.Rule+".html") + `">` + escape(f.Rule) + `</a></span>`)
		}
		b.WriteString("</li>")
	}
	b.WriteString("</ol>")
	return template.HTML(b.String())
}

// class keeps a severity to the words that the style sheet knows.
func class(severity string) string {
	switch severity {
	case "error", "warning":
		return severity
	}
	return "info"
}

// writeLine writes a line with its marks; where marks overlap, the first wins.
func writeLine(b *strings.Builder, l site.SourceLine) {
	indent := len(l.Text) - len(strings.TrimLeft(l.Text, " "))
	at := 0
	for _, m := range l.Marks {
		start, end := boundary(l.Text, m.Start), boundary(l.Text, m.End)
		if start < at || start >= end {
			continue
		}
		if at == 0 && start < indent {
			indent = start
		}
		writeJSON(b, l.Text[at:start])
		b.WriteString(`<mark class="` + class(m.Severity) + `">`)
		b.WriteString(escape(l.Text[start:end]))
		b.WriteString("</mark>")
		at = end
	}
	writeJSON(b, l.Text[at:])
}

// boundary moves an offset into a text to the start of a character.
func boundary(s string, i int) int {
	i = min(i, len(s))
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// writeJSON colours names and texts: enough to read by, on any text.
func writeJSON(b *strings.Builder, s string) {
	for len(s) > 0 {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		b.WriteString(escape(s[:i]))
		end := stringEnd(s, i)
		tag := "s"
		if rest := strings.TrimLeft(s[end:], " \t"); strings.HasPrefix(rest, ":") {
			tag = "b"
		}
		b.WriteString("<" + tag + ">" + escape(s[i:end]) + "</" + tag + ">")
		s = s[end:]
	}
	b.WriteString(escape(s))
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

func escape(s string) string { return template.HTMLEscapeString(s) }

// picture is the address of an icon that is a file; "" for any other.
func picture(icon site.Icon, root string) string {
	if icon.Src == "" || site.PictureClass(icon.Src) != "" {
		return ""
	}
	return root + icon.Src
}

// pictureClass is the class that shows an icon which a style sheet holds.
func pictureClass(icon site.Icon) string { return site.PictureClass(icon.Src) }
