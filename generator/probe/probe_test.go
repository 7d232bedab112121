package probe

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// host is a local TLS server that counts connections and requests.
type host struct {
	*httptest.Server
	connections, requests atomic.Int32
}

func serve(t *testing.T, h http.HandlerFunc) *host {
	t.Helper()
	s := &host{}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		h(w, r)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.connections.Add(1)
		}
	}
	s.Config.ErrorLog = quiet()
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

// trusting is an Asker that may ask the local server.
func (s *host) trusting() *Asker {
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return &Asker{AllowPrivate: true, Timeout: time.Minute, transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
}

func one(t *testing.T, a *Asker, q Question) *Answer {
	t.Helper()
	answers, err := a.Ask(t.Context(), []Question{q})
	if err != nil || answers[q.URL] == nil {
		t.Fatalf("no answer to %s: %v", q.URL, err)
	}
	return answers[q.URL]
}

func (a *Answer) kind() Kind {
	if a.Fault == nil {
		return ""
	}
	return a.Fault.Kind
}

func TestAsk(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" || r.UserAgent() != agent {
			t.Errorf("%s %v", r.Method, r.Header)
		}
		h := w.Header()
		h.Add("Set-Cookie", "a=b")
		switch r.URL.Path {
		case "/page":
			h.Add("Content-Security-Policy", "frame-ancestors 'self'")
			h.Add("Content-Security-Policy", "default-src *")
			h.Add("Content-Security-Policy-Report-Only", "frame-ancestors 'none'")
			h.Set("X-Frame-Options", "DENY")
			fmt.Fprint(w, "<!doctype html><title>x</title>")
		case "/file":
			h.Set("Content-Type", "Text/CSV; charset=utf-8")
			h.Set("Content-Disposition", `Attachment; filename="x"`)
		case "/empty":
			w.WriteHeader(204)
		case "/moved":
			h.Set("Location", "/to?x=1")
			w.WriteHeader(302)
		case "/to":
			h["Content-Type"] = nil
			fmt.Fprint(w, "<html><body>")
		case "/large":
			h.Set("Content-Type", "image/png")
			w.Write(bytes.Repeat([]byte("x"), 3<<20))
		case "/bomb":
			h.Set("Content-Type", "image/svg+xml")
			h.Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			z.Write(make([]byte, 64<<20))
			z.Close()
		case "/circle":
			h.Set("Location", "/circle")
			w.WriteHeader(307)
		case "/insecure":
			h.Set("Location", "http://acme.example/x")
			w.WriteHeader(301)
		case "/nowhere":
			h.Set("Location", "https://%zz/")
			w.WriteHeader(303)
		case "/control":
			h.Set("Location", "/\x1b")
			w.WriteHeader(303)
		case "/stay":
			w.WriteHeader(302)
		default:
			w.WriteHeader(404)
		}
	})
	a := s.trusting()
	page := one(t, a, Question{URL: s.URL + "/page"})
	if page.Status != 200 || page.Type != "text/html" || len(page.Policies) != 2 || len(page.Options) != 1 || page.Body != nil || page.File {
		t.Errorf("%+v", page)
	}
	if f := one(t, a, Question{URL: s.URL + "/file"}); !f.File || f.Type != "text/csv" {
		t.Errorf("%+v", f)
	}
	if e := one(t, a, Question{URL: s.URL + "/empty"}); e.Status != 204 || e.Type != "" {
		t.Errorf("%+v", e)
	}
	if m := one(t, a, Question{URL: s.URL + "/moved"}); m.Final() != s.URL+"/to?x=1" || m.Type != "text/html" {
		t.Errorf("%+v", m)
	}
	if l := one(t, a, Question{URL: s.URL + "/large", Body: true}); len(l.Body) != MaxBody || l.Whole {
		t.Errorf("%d bytes, whole %t", len(l.Body), l.Whole)
	}
	if b := one(t, a, Question{URL: s.URL + "/bomb", Body: true}); len(b.Body) != MaxBody || b.Whole {
		t.Errorf("%d bytes, whole %t", len(b.Body), b.Whole)
	}
	for path, want := range map[string]Kind{"/circle": Redirects, "/insecure": ToHTTP, "/nowhere": RedirectsBad, "/control": Protocol, "/stay": "", "/none": ""} {
		if x := one(t, a, Question{URL: s.URL + path}); x.kind() != want {
			t.Errorf("%s: %+v", path, x.Fault)
		}
	}
	if n := len(one(t, a, Question{URL: s.URL + "/circle"}).Hops); n != MaxRedirects {
		t.Errorf("%d redirects", n)
	}
}

// TestPrivate: without AllowPrivate nobody on this machine sees so much as a
// connection, whatever the address looks like.
func TestPrivate(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) {})
	a := s.trusting()
	a.AllowPrivate = false
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "[::]", "127.1.2.3"} {
		x := one(t, a, Question{URL: "https://" + host + ":" + port + "/"})
		if x.kind() != NotPublic && x.kind() != NoHost && x.kind() != Network {
			t.Errorf("%s: %+v", host, x.Fault)
		}
	}
	if n := s.connections.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
	for _, address := range []string{"http://acme.example/", "https://user@acme.example/", "https://acme.example:25/", "ftp://acme.example/", "https:///x", "://"} {
		if x := one(t, a, Question{URL: address}); x.Fault == nil || x.Fault.Kind == NoHost {
			t.Errorf("%s: %+v", address, x.Fault)
		}
	}
}

// TestRedirectIntoPrivate: an address that may be asked cannot send us to one
// that may not. The first host is made to look public, as if DNS had said so.
func TestRedirectIntoPrivate(t *testing.T) {
	inner := serve(t, func(http.ResponseWriter, *http.Request) {})
	outer := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inner.URL+"/admin", http.StatusFound)
	})
	a := outer.trusting()
	a.AllowPrivate = false
	a.start()
	dial := a.transport.DialContext
	a.transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == "example.com:443" {
			return (&net.Dialer{}).DialContext(ctx, network, outer.Listener.Addr().String())
		}
		return dial(ctx, network, address)
	}
	x := one(t, a, Question{URL: "https://example.com/"})
	if x.kind() != NotPublic || !strings.Contains(x.Fault.Text, "this machine") || outer.requests.Load() != 1 {
		t.Errorf("%+v", x.Fault)
	}
	if n := inner.connections.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
}

// TestTimes: neither a silent server nor one that drips keeps us.
func TestTimes(t *testing.T) {
	stop := make(chan struct{})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/drip" {
			w.Header().Set("Content-Type", "image/png")
			w.(http.Flusher).Flush()
		}
		select {
		case <-stop:
		case <-r.Context().Done():
		}
	})
	defer close(stop)
	a := s.trusting()
	a.Timeout = 200 * time.Millisecond
	for _, path := range []string{"/silent", "/drip"} {
		x := one(t, a, Question{URL: s.URL + path, Body: true})
		if x.kind() != Timeout || !strings.Contains(x.Fault.Text, "200ms") {
			t.Errorf("%s: %+v", path, x.Fault)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	b := s.trusting()
	answers, err := b.Ask(ctx, []Question{{URL: s.URL + "/a"}, {URL: s.URL + "/b"}})
	if err == nil || len(answers) != 0 || len(b.known) != 0 {
		t.Errorf("interrupted: %v, %v", answers, err)
	}
}

// TestPolite: one request at a time for a host, the same address once, and a
// host that is not there is not asked again.
func TestPolite(t *testing.T) {
	var now, most atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(5 * time.Millisecond)
		if r.URL.Path == "/x3" { // its other name is another group
			http.Redirect(w, r, strings.Replace("https://"+r.Host, "127.0.0.1", "example.com", 1)+"/y", http.StatusFound)
		}
	})
	a := s.trusting()
	a.start()
	dial := a.transport.DialContext
	a.transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return dial(ctx, network, s.Listener.Addr().String())
	}
	var list []Question
	for i := range 20 {
		list = append(list, Question{URL: fmt.Sprintf("%s/x%d", s.URL, i%10)})
	}
	if answers, err := a.Ask(t.Context(), list); err != nil || len(answers) != 10 {
		t.Fatal(len(answers), err)
	}
	if most.Load() != 1 || s.requests.Load() != 11 || a.Tally().Asked != 10 {
		t.Errorf("%d at a time, %d requests, %+v", most.Load(), s.requests.Load(), a.Tally())
	}

	var dials atomic.Int32
	b := &Asker{AllowPrivate: true, transport: &http.Transport{}}
	b.start()
	b.transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
		dials.Add(1)
		return nil, &net.DNSError{IsNotFound: true}
	}
	answers, err := b.Ask(t.Context(), []Question{{URL: "https://a.invalid/1"}, {URL: "https://a.invalid/2"}, {URL: "https://a.invalid:444/1"}})
	if err != nil || len(answers) != 3 || dials.Load() != 2 || answers["https://a.invalid/2"].kind() != NoHost {
		t.Errorf("%v, %v, %d connections", answers, err, dials.Load())
	}
}

// TestOverall: not more than eight requests at a time over all hosts.
func TestOverall(t *testing.T) {
	var mu sync.Mutex
	now, most := 0, 0
	parallel(40, func(int) {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		time.Sleep(time.Millisecond)
		mu.Lock()
		now--
		mu.Unlock()
	})
	if most > workers {
		t.Errorf("%d at a time", most)
	}
}

func TestCache(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		if r.URL.Path != "/empty" {
			fmt.Fprint(w, "<svg/>")
		}
	})
	file := filepath.Join(t.TempDir(), "deep", "probe.json")
	asker := func() *Asker {
		a := s.trusting()
		a.Cache = file
		return a
	}
	ask := func(a *Asker, q ...Question) map[string]*Answer {
		t.Helper()
		answers, err := a.Ask(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if err := a.Save(); err != nil {
			t.Fatal(err)
		}
		return answers
	}
	icon, page, empty := Question{URL: s.URL + "/i", Body: true}, Question{URL: s.URL + "/p"}, Question{URL: s.URL + "/empty", Body: true}
	ask(asker(), icon, page, empty)
	a := asker()
	answers := ask(a, icon, page, empty, page)
	if x := answers[icon.URL]; string(x.Body) != "<svg/>" || !x.Whole || x.Type != "image/svg+xml" {
		t.Errorf("%+v", x)
	}
	if s.requests.Load() != 3 || a.Tally() != (Tally{Cached: 3}) {
		t.Errorf("%d requests, %+v", s.requests.Load(), a.Tally())
	}
	ask(asker(), Question{URL: page.URL, Body: true}) // its body is not remembered
	if s.requests.Load() != 4 {
		t.Errorf("%d requests", s.requests.Load())
	}
	a = asker()
	a.Fresh = true
	ask(a, page)
	a = asker()
	a.MaxAge = time.Nanosecond
	ask(a, page)
	if s.requests.Load() != 6 {
		t.Errorf("%d requests", s.requests.Load())
	}
	a = asker()
	a.AllowPrivate = false // what was asked with it does not count without it
	if x := ask(a, page)[page.URL]; x.kind() != NotPublic {
		t.Errorf("%+v", x)
	}
	for _, broken := range []string{"", "{", `{"version":2}`, `{"version":1,"answers":[null,{},{"url":"x"}]}`, `[]`} {
		if err := os.WriteFile(file, []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		ask(asker(), page)
	}
	if s.requests.Load() != 11 {
		t.Errorf("%d requests", s.requests.Load())
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// TestFaults: each way to fail has words of its own.
func TestFaults(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {})
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	closed := serve(t, func(http.ResponseWriter, *http.Request) {})
	gone := closed.URL
	closed.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	plain.Config.ErrorLog = quiet()
	u, _ := url.Parse(plain.URL)

	a := s.trusting()
	expired, old := certified(t, time.Now().Add(-time.Hour))
	for _, c := range []struct {
		asker   *Asker
		address string
		want    Kind
		words   string
	}{
		{a, "https://nowhere.invalid/", NoHost, `"nowhere.invalid"`},
		{a, gone + "/", Refused, "refuses the connection"},
		{a, "https://localhost:" + port + "/", CertHost, `is for "example.com`},
		{&Asker{AllowPrivate: true}, s.URL + "/", CertUnknown, "not from an authority"},
		{a, "https://" + u.Host + "/", TLS, "does not speak TLS"},
		{expired, old, CertExpired, "expired on " + time.Now().Add(-time.Hour).UTC().Format(time.DateOnly)},
	} {
		x := one(t, c.asker, Question{URL: c.address})
		if x.kind() != c.want || !strings.Contains(x.Fault.Text, c.words) {
			t.Errorf("%s: %+v, want %s %q", c.address, x.Fault, c.want, c.words)
		}
	}
	if q := Quote(strings.Repeat("é", 3000) + "\x1b"); len(q) > 420 || !strings.HasSuffix(q, `…"`) {
		t.Errorf("%d bytes: %s", len(q), q)
	}
	if q := Quote("\x1b[31m\u202e"); q != `"\x1b[31m\u202e"` {
		t.Error(q)
	}
}

// TestNoHTTP: what is no HTTP, or too much of it, is a fault.
func TestNoHTTP(t *testing.T) {
	for name, answer := range map[string]string{
		"nonsense": "SSH-2.0-OpenSSH\r\n\r\n",
		"headers":  "HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Y: "+strings.Repeat("z", 1000)+"\r\n", 100) + "\r\n",
	} {
		s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			io.WriteString(conn, answer)
			conn.Close()
		})
		if x := one(t, s.trusting(), Question{URL: s.URL + "/"}); x.kind() != Protocol {
			t.Errorf("%s: %+v", name, x.Fault)
		}
	}
}

// certified serves with a certificate that is good until the time given.
func certified(t *testing.T, until time.Time) (a *Asker, address string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "x"}, NotBefore: until.Add(-time.Hour), NotAfter: until,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	s.Config.ErrorLog = quiet()
	s.StartTLS()
	t.Cleanup(s.Close)
	return (&host{Server: s}).trusting(), s.URL + "/"
}

// quiet keeps servers from telling what the tests provoke.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
