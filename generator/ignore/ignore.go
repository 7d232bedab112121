// Package ignore reads .gitignore files and tells which paths they name, as
// git does. Libraries that do so either come with all of git or get nested
// files, anchors and negation wrong; the test asks git itself.
//
// The package is pure: it is given texts and paths.
package ignore

import (
	"bytes"
	"path"
	"strings"
)

// Name is what a file with patterns is called.
const Name = ".gitignore"

// Bounds of one file with patterns; what is beyond is not read.
const (
	MaxSize     = 256 << 10 // bytes
	maxPatterns = 5000
)

// Matcher is the patterns that hold in a folder: its own and those of the
// folders above. It never changes. Nil is one without patterns.
type Matcher struct {
	above    *Matcher
	dir      string // the folder, "." for the top
	prefix   string // where the top is, seen from a folder above it; "" for folders at and below the top
	patterns []pattern
}

// With returns what holds in a folder whose Name file has this text. dir is
// slash-separated and relative to the top.
func (m *Matcher) With(dir string, text []byte) *Matcher {
	return &Matcher{above: m, dir: dir, patterns: read(text)}
}

// Above is With for a folder above the top. prefix is where the top stands,
// seen from that folder.
func (m *Matcher) Above(prefix string, text []byte) *Matcher {
	return &Matcher{above: m, dir: ".", prefix: prefix, patterns: read(text)}
}

// Ignored tells whether patterns name a file or folder, which is given
// relative to the top. It does not ask about the folders that it is in: what
// is in an ignored folder is ignored, and who walks does not come there.
func (m *Matcher) Ignored(name string, dir bool) bool {
	for ; m != nil; m = m.above {
		rel := path.Join(m.prefix, name)
		if m.dir != "." {
			var inside bool
			if rel, inside = strings.CutPrefix(name, m.dir+"/"); !inside {
				continue
			}
		}
		base := path.Base(rel)
		for i := len(m.patterns) - 1; i >= 0; i-- { // the last one that matches decides
			p := &m.patterns[i]
			if p.folder && !dir {
				continue
			}
			if p.anchored && p.matches(rel) || !p.anchored && p.matches(base) {
				return !p.negated
			}
		}
	}
	return false
}

// pattern is one line.
type pattern struct {
	negated  bool
	folder   bool // names folders only
	anchored bool // matches the path from the folder of its file, else the last name of it
	literal  string
	tokens   []token // nil for a literal
}

func read(text []byte) []pattern {
	text = bytes.TrimPrefix(text[:min(len(text), MaxSize)], []byte("\xEF\xBB\xBF"))
	var list []pattern
	for line := range strings.Lines(string(text)) {
		if p, ok := readLine(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")); ok && len(list) < maxPatterns {
			list = append(list, p)
		}
	}
	return list
}

func readLine(line string) (p pattern, ok bool) {
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	line, p.negated = strings.CutPrefix(trimSpaces(line), "!")
	line, p.folder = strings.CutSuffix(line, "/")
	p.anchored = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" || strings.HasSuffix(line, "/") {
		return p, false
	}
	if !strings.ContainsAny(line, `*?[\`) {
		p.literal = line
		return p, true
	}
	p.tokens, ok = compile(line, p.anchored)
	return p, ok
}

// trimSpaces takes spaces off the end that no backslash protects.
func trimSpaces(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
			end = min(i+1, len(line))
		case ' ':
		default:
			end = i + 1
		}
	}
	return line[:end]
}
