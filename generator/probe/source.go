package probe

import (
	"strings"
)

// origin is an origin taken apart. An opaque one has no scheme.
type origin struct{ scheme, host, port string } // port as a number, never ""

func parseOrigin(s string) origin {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		return origin{}
	}
	o := origin{scheme: scheme, host: rest}
	if i := strings.LastIndexByte(rest, ':'); i > strings.LastIndexByte(rest, ']') {
		o.host, o.port = rest[:i], rest[i+1:]
	}
	if o.port == "" {
		o.port = usual(scheme)
	}
	return o
}

func usual(scheme string) string {
	if list := defaultPorts[scheme]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// source is one source expression of a policy.
type source struct {
	self   bool
	scheme string // "" for that of the page
	host   string // "" where the scheme is all there is; "*" and "*.example.com" for any
	port   string // "" for the usual one; "*" for any
	path   bool   // has a path, and so never matches an origin
}

// parseSource reads a source. What is not well-formed matches nothing, nor
// do keywords other than 'self'.
func parseSource(text string) (source, bool) {
	switch lower := strings.ToLower(text); {
	case lower == "'self'":
		return source{self: true}, true
	case strings.HasPrefix(text, "'"):
		return source{}, false
	case strings.HasSuffix(text, ":") && isScheme(text[:len(text)-1]):
		return source{scheme: lower[:len(lower)-1]}, true
	}
	var e source
	rest := text
	if scheme, after, ok := strings.Cut(text, "://"); ok {
		if !isScheme(scheme) {
			return source{}, false
		}
		e.scheme, rest = strings.ToLower(scheme), after
	}
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		path := rest[i:]
		if end := strings.IndexAny(path, "?#"); end >= 0 {
			path = path[:end] // a browser warns and passes over it
		}
		e.path, rest = path != "/", rest[:i]
	}
	host, port, hasPort := strings.Cut(rest, ":")
	if hasPort {
		if port != "*" && !isNumber(port) {
			return source{}, false
		}
		e.port = "0"
		if n := strings.TrimLeft(port, "0"); n != "" {
			e.port = n
		}
	}
	e.host = strings.ToLower(host)
	return e, isHost(e.host)
}

func isScheme(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		letter := c >= 'a' && c <= 'z'
		if !letter && (i == 0 || !(s[i] >= '0' && s[i] <= '9' || strings.IndexByte("+-.", s[i]) >= 0)) {
			return false
		}
	}
	return s != ""
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isHost tells whether a text is "*", a host, or a host behind "*.".
func isHost(s string) bool {
	if s == "*" {
		return true
	}
	for label := range strings.SplitSeq(strings.TrimPrefix(s, "*."), ".") {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return true
}

// matches tells whether an ancestor is meant by the source. self is the
// origin of the page.
func (e source) matches(a, self origin) bool {
	if a.scheme == "" || e.path {
		return false
	}
	if e.self {
		e = source{scheme: self.scheme, host: self.host, port: self.port}
		return self.host != "" && a.host == e.host && e.fits(a)
	}
	if e.host == "" {
		return e.scheme == a.scheme || e.scheme == "http" && a.scheme == "https"
	}
	if e.host == "*" && e.scheme == "" && e.port == "" { // any host of the web, whatever the port
		return a.scheme == "https" || a.scheme == "http"
	}
	if e.scheme == "" {
		e.scheme = self.scheme
	}
	return a.host != "" && e.covers(a.host) && e.fits(a)
}

// covers tells whether a host is meant. "*." stands for at least one label.
func (e source) covers(host string) bool {
	if tail, any := strings.CutPrefix(e.host, "*"); any {
		return strings.HasSuffix(host, tail) && len(host) > len(tail)
	}
	return host == e.host
}

// fits compares scheme and port. http stands for https as well, but then the
// port must go along: 80 for 443.
func (e source) fits(a origin) bool {
	switch {
	case e.scheme == a.scheme:
		return e.port == "*" || e.port == a.port || e.port == "" && a.port == usual(a.scheme)
	case e.scheme == "http" && a.scheme == "https":
		return e.port == "*" || (e.port == "" || e.port == "80") && a.port == "443"
	}
	return false
}
