package render

import "bytes"

// lean takes comment lines and indentation out of a script, which is a
// seventh of what a page would load. It knows no JavaScript and does not need
// to: a file in which a line could begin inside of a text, because it has
// template literals or continues lines, is published as it is.
func lean(script []byte) []byte {
	if bytes.ContainsRune(script, '`') || bytes.Contains(script, []byte("\\\n")) || bytes.ContainsRune(script, '\r') {
		return script
	}
	var b bytes.Buffer
	b.Grow(len(script))
	for line := range bytes.Lines(script) {
		line = bytes.TrimLeft(line, " \t")
		if len(bytes.TrimSpace(line)) == 0 || bytes.HasPrefix(line, []byte("//")) && !bytes.Contains(line, []byte("*/")) {
			continue
		}
		b.Write(line)
	}
	return b.Bytes()
}

// leanCSS takes comments, and white space that says nothing, out of a style
// sheet. Texts in quotes stay as they are.
func leanCSS(sheet []byte) []byte {
	var b bytes.Buffer
	b.Grow(len(sheet))
	last := func() byte {
		if b.Len() == 0 {
			return '{'
		}
		return b.Bytes()[b.Len()-1]
	}
	for i := 0; i < len(sheet); i++ {
		switch c := sheet[i]; {
		case c == '/' && bytes.HasPrefix(sheet[i:], []byte("/*")):
			end := bytes.Index(sheet[i+2:], []byte("*/"))
			if end < 0 {
				return b.Bytes() // as browsers read it
			}
			i += end + 3
		case c == '"' || c == '\'':
			end := closing(sheet, i)
			b.Write(sheet[i : end+1])
			i = end
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			if !bytes.ContainsRune([]byte("{};,: "), rune(last())) {
				b.WriteByte(' ')
			}
		case bytes.ContainsRune([]byte("{};,"), rune(c)):
			if last() == ' ' {
				b.Truncate(b.Len() - 1)
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.Bytes()
}

// closing finds the quote that ends the text which begins at i.
func closing(sheet []byte, i int) int {
	for k := i + 1; k < len(sheet); k++ {
		switch sheet[k] {
		case '\\':
			k++
		case sheet[i]:
			return k
		}
	}
	return len(sheet) - 1
}
