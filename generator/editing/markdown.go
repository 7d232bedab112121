package editing

import (
	"strings"

	"vitrine/generator/diag"
)

// proseMost bounds foreign text in a hover, in bytes.
const proseMost = 600

// prose is foreign text that stands for itself in Markdown: every character that could
// begin a link, a picture, markup or an entity is escaped, so that no editor makes a
// link or a command of it.
func prose(s string) string {
	s = diag.Visible(diag.Shorten(strings.Join(strings.Fields(s), " "), proseMost))
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~' {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// code is foreign text as code in Markdown, which nothing in it can end.
func code(s string) string {
	s = diag.Visible(diag.Shorten(strings.Join(strings.Fields(s), " "), proseMost))
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
