package ignore

import "strings"

// token is one step of a pattern. A text is matched in one pass that follows
// all ways through the tokens at once, so that no pattern takes long.
type token struct {
	kind tokenKind
	set  *[256]bool // of one byte
}

type tokenKind uint8

const (
	one     tokenKind = iota // a byte of the set
	star                     // any bytes but slashes
	folders                  // "**/": any folders, or none; inFolder follows
	inFolder
	some // "**" at the end: at least one byte; anything follows
	anything
)

// compile reads a pattern; one that git never matches is not ok.
func compile(s string, anchored bool) (tokens []token, ok bool) {
	for i := 0; i < len(s); {
		switch c := s[i]; c {
		case '*':
			n := i
			for n < len(s) && s[n] == '*' {
				n++
			}
			bounded := (i == 0 || s[i-1] == '/') && (n == len(s) || s[n] == '/')
			switch {
			case n-i < 2 || !bounded || !anchored:
				tokens = append(tokens, token{kind: star})
			case n == len(s):
				tokens = append(tokens, token{kind: some}, token{kind: anything})
			default:
				tokens = append(tokens, token{kind: folders}, token{kind: inFolder})
				n++ // the slash
			}
			i = n
		case '?':
			tokens = append(tokens, token{set: except('/')})
			i++
		case '[':
			set, n := class(s[i:])
			if n == 0 {
				return nil, false
			}
			tokens = append(tokens, token{set: set})
			i += n
		case '\\':
			if i++; i == len(s) {
				return nil, false
			}
			tokens = append(tokens, token{set: only(s[i])})
			i++
		default:
			tokens = append(tokens, token{set: only(c)})
			i++
		}
	}
	return tokens, true
}

func only(c byte) *[256]bool {
	var set [256]bool
	set[c] = true
	return &set
}

func except(c byte) *[256]bool {
	var set [256]bool
	for i := range set {
		set[i] = byte(i) != c
	}
	return &set
}

// class reads what stands in brackets and tells how long it is; 0 where the
// bracket is never closed or names a class that does not exist.
func class(s string) (*[256]bool, int) {
	var set [256]bool
	i, negated := 1, false
	if i < len(s) && (s[i] == '!' || s[i] == '^') {
		negated = true
		i++
	}
	for first := true; ; first = false {
		if i >= len(s) {
			return nil, 0
		}
		if s[i] == ']' && !first {
			break
		}
		if name, named := strings.CutPrefix(s[i:], "[:"); named {
			n := strings.Index(name, ":]")
			if n < 0 || !addNamed(&set, name[:n]) {
				return nil, 0
			}
			i += n + 4
			continue
		}
		low, n := classByte(s[i:])
		i += n
		high := low
		if i+1 < len(s) && s[i] == '-' && s[i+1] != ']' {
			high, n = classByte(s[i+1:])
			i += 1 + n
		}
		if n == 0 {
			return nil, 0
		}
		for c := int(low); c <= int(high); c++ {
			set[c] = true
		}
	}
	for c := range set {
		set[c] = set[c] != negated
	}
	set['/'] = false
	return &set, i + 1
}

// classByte reads a byte of a class, and tells how long it was written.
func classByte(s string) (byte, int) {
	switch {
	case len(s) > 1 && s[0] == '\\':
		return s[1], 2
	case len(s) == 0 || s[0] == '\\':
		return 0, 0
	}
	return s[0], 1
}

// addNamed adds a POSIX class such as alpha.
func addNamed(set *[256]bool, name string) bool {
	test := map[string]func(c byte) bool{
		"alnum": func(c byte) bool { return isLetter(c) || isDigit(c) },
		"alpha": isLetter,
		"blank": func(c byte) bool { return c == ' ' || c == '\t' },
		"cntrl": func(c byte) bool { return c < 0x20 || c == 0x7F },
		"digit": isDigit,
		"graph": func(c byte) bool { return c > 0x20 && c < 0x7F },
		"lower": func(c byte) bool { return c >= 'a' && c <= 'z' },
		"print": func(c byte) bool { return c >= 0x20 && c < 0x7F },
		"punct": func(c byte) bool { return c > 0x20 && c < 0x7F && !isLetter(c) && !isDigit(c) },
		"space": func(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' },
		"upper": func(c byte) bool { return c >= 'A' && c <= 'Z' },
		"xdigit": func(c byte) bool {
			return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
		},
	}[name]
	if test == nil {
		return false
	}
	for c := range set {
		set[c] = set[c] || test(byte(c))
	}
	return true
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// matches tells whether all of a text matches.
func (p *pattern) matches(text string) bool {
	if p.tokens == nil {
		return text == p.literal
	}
	now, next := make([]bool, len(p.tokens)+1), make([]bool, len(p.tokens)+1)
	p.enter(now, 0)
	for i := range len(text) {
		clear(next)
		alive := false
		for at, here := range now[:len(p.tokens)] {
			if here && p.step(next, at, text[i]) {
				alive = true
			}
		}
		if !alive {
			return false
		}
		now, next = next, now
	}
	return now[len(p.tokens)]
}

// enter notes that a token is reached, with those that may follow at once.
func (p *pattern) enter(states []bool, at int) {
	for ; at < len(p.tokens); at++ {
		states[at] = true
		switch p.tokens[at].kind {
		case star, anything:
		case folders:
			at++
		default:
			return
		}
	}
	states[at] = true
}

// step takes a byte at a token, and tells whether that leads anywhere.
func (p *pattern) step(next []bool, at int, c byte) bool {
	switch t := p.tokens[at]; t.kind {
	case one:
		if !t.set[c] {
			return false
		}
		p.enter(next, at+1)
	case star:
		if c == '/' {
			return false
		}
		p.enter(next, at)
	case folders:
		next[at+1] = true
	case inFolder:
		if c == '/' {
			p.enter(next, at-1)
		} else {
			next[at] = true
		}
	case some:
		p.enter(next, at+1)
	case anything:
		p.enter(next, at)
	}
	return true
}
