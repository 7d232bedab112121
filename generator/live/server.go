package live

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Page is one file of the site. Version stands for the bytes, such as their
// hash, and may be empty; it is compared, never shown.
type Page struct {
	Data    []byte
	Version string
}

// ServerOptions is what a Server has to know. Only Page must be there.
type ServerOptions struct {
	// Page looks a file up by its exact path in the site ("apps/a.html"). It
	// is called by many goroutines at once. An error is shown in the browser.
	Page func(path string) (page Page, ok bool, err error)

	Base  string   // the path that the site is under, "/" or "/repo/"
	Local []string // beginnings of the paths of local pages, which are shown in sandboxed frames; nil means "widgets/"
	Hosts []string // names, besides those of this machine, that a request may be for
	Log   func(string)

	// Policy is the content security policy that goes with the pages of the
	// gallery itself, besides their own; nil for none.
	Policy func() string

	Actions map[string]Action // what pages may ask for, by name; only where the server listens to this machine alone
}

// Server shows a site to the browsers of this machine and tells them of
// changes. It holds no files itself.
type Server struct {
	opts     ServerOptions
	base     string // as requests have it, not escaped
	href     string // the same as it stands in addresses
	http     *http.Server
	listener net.Listener
	host     string // of the address that it listens on
	ctx      context.Context
	cancel   context.CancelFunc
	feed     *feed
	token    string // which pages send along with actions
}

// NewServer makes a server, which is an http.Handler already; to have it
// answer on an address, Listen and Serve.
func NewServer(opts ServerOptions) *Server {
	s := &Server{opts: opts, base: "/", href: "/", feed: newFeed(), token: rand.Text()}
	if base := strings.Trim(opts.Base, "/"); base != "" {
		s.base = "/" + base + "/"
		s.href = (&url.URL{Path: s.base}).EscapedPath()
	}
	if opts.Local == nil {
		s.opts.Local = []string{"widgets/"}
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.http = &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(logWriter{opts.Log}, "", 0),
	}
	return s
}

// Listen takes an address, such as 127.0.0.1:8787 or 127.0.0.1:0 for any
// free port, and returns the URL of the site.
func (s *Server) Listen(addr string) (url string, err error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil || strings.Contains(addr, "/") {
		return "", fmt.Errorf("listen on %q: %w", addr, ErrAddress)
	}
	if _, err := net.LookupPort("tcp", port); err != nil {
		return "", fmt.Errorf("listen on %q: %w", addr, ErrPort)
	}
	if s.listener, err = net.Listen("tcp", addr); err != nil {
		return "", unheard{fmt.Sprintf("listen on %q: %s", addr, whyNot(err)), err}
	}
	s.host = strings.ToLower(host)
	at := s.listener.Addr().(*net.TCPAddr)
	if !at.IP.IsLoopback() {
		s.log("%s is open to the network: whoever reaches this machine can read the gallery", at)
	}
	if host == "" || at.IP.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, fmt.Sprint(at.Port)) + s.href, nil
}

// What an address may lack; what the system refuses is its own error.
var (
	ErrAddress = errors.New("expected host:port")
	ErrPort    = errors.New("there is no such port; expected a number up to 65535")
)

// unheard is an error of the system in words of ours.
type unheard struct {
	message string
	error
}

// Error says why nobody can be heard.
func (u unheard) Error() string { return u.message }

// Unwrap returns what the system said.
func (u unheard) Unwrap() error { return u.error }

// whyNot says why the system lets nobody listen.
func whyNot(err error) string {
	switch host := (*net.DNSError)(nil); {
	case errors.Is(err, syscall.EADDRINUSE):
		return "the port is taken"
	case errors.Is(err, syscall.EACCES):
		return "this port may be taken by the system's own programs only"
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return "this machine has no such address"
	case errors.As(err, &host):
		return fmt.Sprintf("there is no host %q", host.Name)
	}
	return err.Error()
}

// Serve answers requests until Close, and then returns nil.
func (s *Server) Serve() error {
	if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve on %s: %w", s.listener.Addr(), err)
	}
	return nil
}

// Close ends the server and all its connections.
func (s *Server) Close() error {
	s.cancel()
	err := s.http.Close()
	if s.listener != nil {
		if e := s.listener.Close(); err == nil && !errors.Is(e, net.ErrClosed) {
			err = e
		}
	}
	if err != nil {
		return fmt.Errorf("close the server: %w", err)
	}
	return nil
}

// ServeHTTP answers one request: first whether at all, then what for.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	setHeaders(w.Header())
	defer s.rescue(w)
	if code := s.refuses(r); code != 0 {
		refuse(w, code)
		return
	}
	if action, ok := s.action(r); ok {
		s.act(w, r, action)
		return
	}
	path, ok := s.path(r)
	switch {
	case !ok && r.URL.Path+"/" == s.base, !ok && r.URL.Path == "/":
		http.Redirect(w, r, s.href, http.StatusFound)
	case !ok:
		s.notFound(w, r)
	case path == eventsPath:
		s.stream(w, r)
	case path == scriptPath:
		s.script(w, r)
	default:
		s.page(w, r, path)
	}
}

// path returns the path in the site that a request asks for. Only a path that
// could be the name of a page is one; everything clever is not found.
func (s *Server) path(r *http.Request) (path string, ok bool) {
	path, ok = strings.CutPrefix(r.URL.Path, s.base)
	if !ok {
		return "", false
	}
	if path == "" {
		return "index.html", true
	}
	raw := strings.ToLower(r.URL.EscapedPath())
	if !fs.ValidPath(path) || path == "." || strings.ContainsAny(path, "\\\x00") || strings.Contains(raw, "%2f") {
		return "", false
	}
	return path, true
}

// page answers with a page of the site.
func (s *Server) page(w http.ResponseWriter, r *http.Request, path string) {
	page, ok, err := s.opts.Page(path)
	switch {
	case err != nil:
		s.log("show %q: %v", path, err)
		s.send(w, r, "error.html", http.StatusInternalServerError, errorPage(err))
	case !ok:
		s.notFound(w, r)
	default:
		s.send(w, r, path, http.StatusOK, page)
	}
}

// notFound answers with the site's own page for that, if it has one.
func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	page, ok, err := s.opts.Page("404.html")
	if err != nil || !ok {
		page = Page{Data: []byte(notFoundPage)}
	}
	s.send(w, r, "404.html", http.StatusNotFound, page)
}

// rescue keeps a bug in one page from taking more than that page down.
func (s *Server) rescue(w http.ResponseWriter) {
	if p := recover(); p != nil {
		if p == http.ErrAbortHandler {
			panic(p)
		}
		s.log("answer a request: %v", p)
		refuse(w, http.StatusInternalServerError)
	}
}

func (s *Server) log(format string, args ...any) {
	if s.opts.Log != nil {
		s.opts.Log(fmt.Sprintf(format, args...))
	}
}

// logWriter passes the lines of net/http on.
type logWriter struct{ log func(string) }

// Write passes a line of the HTTP server on to the log.
func (l logWriter) Write(line []byte) (int, error) {
	if l.log != nil {
		l.log(strings.TrimSpace(string(line)))
	}
	return len(line), nil
}
