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
