package editing

import (
	"bytes"
	"strings"
)

// escapeSnippet writes a text so that it stands for itself in a snippet.
func escapeSnippet(s string) string { return snippetEscapes.Replace(s) }

var (
	snippetEscapes = strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`)
	choiceEscapes  = strings.NewReplacer(`\`, `\\`, `,`, `\,`, `|`, `\|`, `$`, `\$`, `}`, `\}`)
)

// choices lists the choices of a placeholder.
func choices(values []string) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = choiceEscapes.Replace(v)
	}
	return strings.Join(list, ",")
}

// Plain is what a completion inserts in an editor that knows no snippets and indents
// nothing: with the placeholders as they are, the first of several choices, and
// indented as the document is.
func (d *Document) Plain(c *Completion) string {
	if !c.Snippet {
		return c.Insert
	}
	line := d.Text[bytes.LastIndexByte(d.Text[:c.Replace.Start], '\n')+1 : c.Replace.Start]
	indent := string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
	text := strings.ReplaceAll(c.plain(), "\t", d.unit())
	return strings.ReplaceAll(text, "\n", "\n"+indent)
}

// unit is how far a line is indented in what it stands in: as the first that is.
func (d *Document) unit() string {
	for line := range bytes.Lines(d.Text) {
		rest := bytes.TrimLeft(line, " \t")
		if len(rest) < len(line) && len(bytes.TrimSpace(rest)) > 0 && rest[0] != '*' { // not in a comment
			return string(line[:len(line)-len(rest)])
		}
	}
	return "  "
}

func (c *Completion) plain() string {
	var b strings.Builder
	for s := c.Insert; s != ""; {
		switch {
		case s[0] == '\\' && len(s) > 1:
			b.WriteByte(s[1])
			s = s[2:]
		case s[0] == '$' && len(s) > 1 && s[1] != '{':
			s = strings.TrimLeft(s[1:], "0123456789")
		case strings.HasPrefix(s, "${"):
			s = placeholder(&b, strings.TrimLeft(s[2:], "0123456789"))
		default:
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
	return b.String()
}

// placeholder writes what a placeholder holds, and returns what follows it.
func placeholder(b *strings.Builder, s string) (rest string) {
	choice := strings.HasPrefix(s, "|")
	chosen := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			if i++; !chosen {
				b.WriteByte(s[i])
			}
		case c == '}':
			return s[i+1:]
		case i == 0 || choice && c == '|':
		case choice && c == ',':
			chosen = true
		case !chosen:
			b.WriteByte(c)
		}
	}
	return ""
}
