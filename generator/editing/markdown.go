package editing

import (
	"regexp"
	"strings"

	"vitrine/generator/diag"
)

// proseMost bounds foreign text in a hover, in bytes.
const proseMost = 600

// plain is foreign text in one line, harmless to a terminal.
func plain(s string) string {
	return diag.Visible(diag.Shorten(strings.Join(strings.Fields(s), " "), proseMost))
}

// prose is foreign text that stands for itself in Markdown: no editor makes a link, a
// picture, markup or a command of it. Some editors show Markdown as it is written, so
// nothing is escaped that means nothing there, and addresses, which editors make links
// of wherever they find one, are shown as code.
func prose(s string) string {
	words := strings.Fields(plain(s))
	for i, w := range words {
		if strings.ContainsAny(w, "@") || strings.Contains(w, "://") || strings.Contains(strings.ToLower(w), "www.") {
			words[i] = code(w)
			continue
		}
		words[i] = escaped(w, i == 0)
	}
	return strings.Join(words, " ")
}

// escaped is a word in Markdown. The first of a paragraph could begin a heading, a
// list or a quotation.
func escaped(w string, first bool) string {
	var b strings.Builder
	if number := listNumber.FindString(w); first && number != "" {
		digits := len(number) - 1
		b.WriteString(w[:digits] + `\`)
		w = w[digits:]
	}
	for i := range len(w) {
		c := w[i]
		switch {
		case strings.IndexByte("\\`*[]<~", c) >= 0,
			c == '_' && (i == 0 || i == len(w)-1 || !alphanumeric(w[i-1]) || !alphanumeric(w[i+1])),
			c == '&' && i < len(w)-1,
			first && i == 0 && strings.IndexByte("#>-+=|", c) >= 0:
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// listNumber begins an item of a list.
var listNumber = regexp.MustCompile(`^[0-9]+[.)]`)

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// code is foreign text as code in Markdown, which nothing in it can end.
func code(s string) string {
	s = plain(s)
	longest, run := 0, 0
	for i := range len(s) {
		if run++; s[i] != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	if s == "" {
		return "``"
	}
	if s[0] == '`' || s[len(s)-1] == '`' {
		s = " " + s + " "
	}
	return fence + s + fence
}

// paragraphs joins what is not empty.
func paragraphs(list ...string) string {
	var out []string
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n\n")
}
