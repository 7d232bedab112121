package main

import (
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/rogpeppe/go-internal/testscript"
)

// local is the network of the scripts: a server on this machine, whose
// certificate the program is made to trust. Its address is in $LOCAL.
type local struct{ connections, requests atomic.Int32 }

type localKey struct{}

// serveLocal starts the server of a script.
func serveLocal(env *testscript.Env) error {
	l := &local{}
	s := httptest.NewUnstartedServer(http.HandlerFunc(l.answer))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			l.connections.Add(1)
		}
	}
	s.StartTLS()
	env.Defer(s.Close)
	cert := filepath.Join(env.WorkDir, ".cert.pem")
	if err := os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600); err != nil {
		return fmt.Errorf("write the certificate: %w", err)
	}
	env.Setenv("LOCAL", s.URL)
	env.Setenv("SSL_CERT_FILE", cert)
	env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
	env.Values[localKey{}] = l
	return nil
}

// answer is what the server says of itself by the path.
func (l *local) answer(w http.ResponseWriter, r *http.Request) {
	l.requests.Add(1)
	h := w.Header()
	h.Set("Content-Type", "text/html")
	switch r.URL.Path {
	case "/deny":
		h.Set("X-Frame-Options", "DENY")
	case "/kustomer":
		h.Set("Content-Security-Policy", "frame-ancestors https://*.kustomerapp.com")
	case "/login":
		http.Redirect(w, r, "/?secret=canary", http.StatusFound)
	}
}

// asked is "asked CONNECTIONS REQUESTS": what the server has seen so far.
func asked(ts *testscript.TestScript, _ bool, args []string) {
	l := ts.Value(localKey{}).(*local)
	if got := fmt.Sprintf("%d %d", l.connections.Load(), l.requests.Load()); got != strings.Join(args, " ") {
		ts.Fatalf("the server has seen %s connections and requests", got)
	}
}

// fillIn is "fillin FILE": the address of the server for LOCAL.
func fillIn(ts *testscript.TestScript, _ bool, args []string) {
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "LOCAL", ts.Getenv("LOCAL"))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}
