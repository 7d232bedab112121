package live

import (
	"crypto/subtle"
	"encoding/json"
	"io"
	"mime"
	"net"
	"net/http"
	"strings"
	"time"
)

// Action is something that a page may ask for under serve. It gets what the
// page sends, as JSON, and returns what it is answered, as JSON; an error is
// told to the page.
type Action func(body []byte) (answer any, err error)

const (
	actionsPath = "_vitrine/do/"
	tokenHeader = "X-Vitrine-Token"
	maxBody     = 64 << 10
)

// Actions change files, so they are for this machine alone, and for pages that
// this server has sent: these have a token in them, which no other site can
// read. A server that listens to the network has none.

// acts tells whether pages may ask for actions.
func (s *Server) acts() bool {
	if len(s.opts.Actions) == 0 || s.listener == nil {
		return false
	}
	addr, ok := s.listener.Addr().(*net.TCPAddr)
	return ok && addr.IP.IsLoopback()
}

// action returns the action that a request is for.
func (s *Server) action(r *http.Request) (Action, bool) {
	path, ok := s.path(r)
	name, is := strings.CutPrefix(path, actionsPath)
	if !ok || !is || r.Method != http.MethodPost || !s.acts() {
		return nil, false
	}
	action, ok := s.opts.Actions[name]
	return action, ok
}

// trusts reports whether a request comes from a page that this server has
// sent. JSON alone would do for browsers, which ask before they send that to
// another origin; nothing here answers them.
func (s *Server) trusts(r *http.Request) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	site := r.Header.Get("Sec-Fetch-Site")
	return (site == "" || site == "same-origin") && r.Header.Get("Origin") != "" && sameOrigin(r) && kind == "application/json" &&
		subtle.ConstantTimeCompare([]byte(r.Header.Get(tokenHeader)), []byte(s.token)) == 1
}

// act answers a request for an action.
func (s *Server) act(w http.ResponseWriter, r *http.Request, action Action) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge)
		return
	}
	answer, err := action(body)
	code := http.StatusOK
	if err != nil {
		s.log("%s: %v", strings.TrimPrefix(r.URL.Path, s.base+actionsPath), err)
		answer, code = map[string]string{"error": err.Error()}, http.StatusConflict
	}
	text, err := json.Marshal(answer)
	if err != nil {
		refuse(w, http.StatusInternalServerError)
		return
	}
	http.NewResponseController(w).SetWriteDeadline(time.Now().Add(time.Minute))
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	w.Write(text)
}
