package jsontree

import "strings"

// Texts that go on over line breaks. JSON wants these written as \n, but whole
// pages of HTML and scripts are put into definitions as they are. Such a text
// must be told from one whose closing quote was lost: the former ends at the
// next quote, at the latter's next quote another text begins.

// continues returns the quote that ends a text which goes on behind the line
// break at i, or -1 if the text plainly ends in its own line: then the next
// quote ends no value. What stands on the lines in between says little, as it
// may be code. In doubt is what nothing that must follow a text stands behind.
//
// That a text does not go on is remembered, so that no line is searched twice.
func (p *parser) continues(i int, name bool) (quote int, doubt bool) {
	if name || i < p.noContinue {
		return -1, false
	}
	code := false // a line begins as one of JSON does
	for i < len(p.text) {
		i = p.breakEnd(i)
		for i < len(p.text) && (p.text[i] == ' ' || p.text[i] == '\t') {
			i++
		}
		code = code || i < len(p.text) && strings.IndexByte("{}[]", p.text[i]) >= 0
		if i = p.bodyEnd(i); i == len(p.text) || p.text[i] != '"' {
			continue
		}
		sure := p.goesWith(i + 1)
		if sure || !code && p.follows(i+1, ",]}", true) {
			return i, !sure
		}
		break
	}
	p.noContinue = i
	return -1, false
}

// goesWith tells whether what stands behind a value at i is what must stand
// there in the innermost open bracket: its end, or the next member or element,
// perhaps without its comma.
func (p *parser) goesWith(i int) bool {
	f := p.top()
	i = p.behindSpace(i)
	switch {
	case f.node == nil:
		return i == len(p.text)
	case i == len(p.text):
		return false
	}
	closer := bracket(f.node.Kind)
	if p.text[i] == closer {
		return true
	}
	comma := p.text[i] == ','
	if comma {
		if i = p.behindSpace(i + 1); i == len(p.text) {
			return false
		}
	}
	switch c := p.text[i]; {
	case c == closer:
		return true
	case f.node.Kind == Object:
		return c == '"' && p.nameEnds(i+1)
	}
	return comma && (strings.IndexByte("{[\"-", p.text[i]) >= 0 || literal(p.text[i:p.wordEnd(i)]) != Invalid)
}

// nameEnds tells whether a name that goes on at i is closed in its line, and a
// colon follows.
func (p *parser) nameEnds(i int) bool {
	i = p.bodyEnd(i)
	return i < len(p.text) && p.text[i] == '"' && p.followed(i+1, ":")
}

// behindSpace returns the first offset from i on where no white space stands.
func (p *parser) behindSpace(i int) int {
	for i < len(p.text) && class[p.text[i]]&space != 0 {
		i++
	}
	return i
}
