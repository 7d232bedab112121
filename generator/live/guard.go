package live

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// refuses returns the status with which a request is turned away before any
// work, or 0. Other web sites run in the same browser as the gallery, so
// "only this machine" is no protection by itself.
func (s *Server) refuses(r *http.Request) int {
	_, acts := s.action(r)
	switch {
	case !s.knows(r.Host):
		return http.StatusForbidden // DNS rebinding: somebody else's name that leads here
	case r.Method != http.MethodGet && r.Method != http.MethodHead && !acts:
		return http.StatusMethodNotAllowed
	case !strings.HasPrefix(r.RequestURI, "/"):
		return http.StatusBadRequest // the form for proxies
	case acts && !s.trusts(r):
		return http.StatusForbidden
	case !s.welcome(r):
		return http.StatusForbidden
	}
	return 0
}

// knows reports whether a Host header names this machine.
func (s *Server) knows(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	} else if h, ok := strings.CutPrefix(hostport, "["); ok {
		host = strings.TrimSuffix(h, "]")
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	if err == nil && addr.Zone() == "" && addr.Unmap().IsLoopback() {
		return true
	}
	if s.host != "" && host == s.host {
		return true
	}
	if err == nil && s.everywhere() {
		return true // a number cannot be rebound
	}
	return slices.ContainsFunc(s.opts.Hosts, func(h string) bool { return h != "" && strings.EqualFold(h, host) })
}

// everywhere reports whether the server listens on all addresses.
func (s *Server) everywhere() bool {
	if s.listener == nil {
		return false
	}
	addr, ok := s.listener.Addr().(*net.TCPAddr)
	return ok && addr.IP.IsUnspecified()
}

// welcome reports whether a request may come from where it comes from. Other
// sites may link here, which is a navigation, but not load anything from
// here. Local pages are shown in sandboxed frames, whose origin is opaque:
// what they load of their own comes from "another site" for the browser.
func (s *Server) welcome(r *http.Request) bool {
	site, mode := r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Sec-Fetch-Mode")
	path, _ := s.path(r)
	if path == eventsPath {
		return (site == "" || site == "same-origin") && sameOrigin(r)
	}
	switch site {
	case "", "same-origin", "none":
		return true
	}
	return mode == "navigate" || mode == "no-cors" && s.isLocal(path)
}

// sameOrigin reports whether the Origin header, where there is one, is ours.
func sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	return origin == "" || strings.EqualFold(origin, "http://"+r.Host) || strings.EqualFold(origin, "https://"+r.Host)
}

// isLocal reports whether a path belongs to a local page.
func (s *Server) isLocal(path string) bool {
	return slices.ContainsFunc(s.opts.Local, func(prefix string) bool { return prefix != "" && strings.HasPrefix(path, prefix) })
}
