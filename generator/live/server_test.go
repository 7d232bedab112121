package live

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const htmlPage = `<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'none'"></head><body><p>a page</p></body></html>`

var pages = map[string]Page{
	"index.html":        {Data: []byte(htmlPage), Version: "v1"},
	"apps/a.html":       {Data: []byte(htmlPage)},
	"apps/ü b.html":     {Data: []byte(htmlPage)},
	"404.html":          {Data: []byte("<html><body>nothing here</body></html>")},
	"gallery.json":      {Data: []byte(`{"version":1}`)},
	"assets/x/site.css": {Data: []byte("body{}")},
	"assets/x/odd.xyz":  {Data: []byte("<script>")},
	"widgets/w.html":    {Data: []byte(htmlPage)},
	"widgets/src/w.js":  {Data: []byte("1")},
}

func lookUp(path string) (Page, bool, error) {
	if path == "broken.html" {
		return Page{}, false, errors.New("render <b>: no such template")
	}
	if path == "panic.html" {
		panic("a bug")
	}
	p, ok := pages[path]
	return p, ok, nil
}

// start serves the pages on a real socket.
func start(t testing.TB, opts ServerOptions) (s *Server, url string) {
	t.Helper()
	opts.Page = lookUp
	s = NewServer(opts)
	url, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error)
	go func() { served <- s.Serve() }()
	t.Cleanup(func() {
		if err := errors.Join(s.Close(), <-served); err != nil {
			t.Error(err)
		}
	})
	return s, url
}

func ask(t testing.TB, method, url string, header map[string]string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range header {
		if r.Header.Set(k, v); k == "Host" {
			r.Host = v
		}
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestPages(t *testing.T) {
	_, url := start(t, ServerOptions{})
	for path, want := range map[string]struct {
		code  int
		kind  string
		part  string
		class string
	}{
		"":                     {200, "text/html; charset=utf-8", "a page", "same-origin"},
		"index.html?x=1":       {200, "text/html; charset=utf-8", "a page", "same-origin"},
		"apps/%c3%bc%20b.html": {200, "text/html; charset=utf-8", "a page", "same-origin"},
		"gallery.json":         {200, "application/json; charset=utf-8", `{"version":1}`, "same-origin"},
		"assets/x/site.css":    {200, "text/css; charset=utf-8", "body{}", "same-origin"},
		"assets/x/odd.xyz":     {200, "application/octet-stream", "<script>", "same-origin"},
		"widgets/w.html":       {200, "text/html; charset=utf-8", htmlPage, "cross-origin"},
		"widgets/src/w.js":     {200, "text/javascript; charset=utf-8", "1", "cross-origin"},
		"apps/":                {404, "text/html; charset=utf-8", "nothing here", "same-origin"},
		"nothing.json":         {404, "text/html; charset=utf-8", "nothing here", "same-origin"},
		"broken.html":          {500, "text/html; charset=utf-8", "render &lt;b&gt;: no such template", "same-origin"},
		"panic.html":           {500, "text/plain; charset=utf-8", "internal server error", "same-origin"},
		"_vitrine/reload.js":   {200, "text/javascript; charset=utf-8", "EventSource", "same-origin"},
	} {
		resp, body := ask(t, "GET", url+path, nil)
		if resp.StatusCode != want.code || resp.Header.Get("Content-Type") != want.kind || !strings.Contains(body, want.part) {
			t.Errorf("%s: %d %s %q", path, resp.StatusCode, resp.Header.Get("Content-Type"), body)
		}
		h := resp.Header
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" || h.Get("Cache-Control") != "no-cache" || h.Get("Cross-Origin-Resource-Policy") != want.class {
			t.Errorf("%s: headers %v", path, h)
		}
		for k := range h {
			if strings.HasPrefix(k, "Access-Control-") {
				t.Errorf("%s: has %s", path, k)
			}
		}
		head, empty := ask(t, "HEAD", url+path, nil)
		if head.StatusCode != want.code || empty != "" {
			t.Errorf("HEAD %s: %d %q", path, head.StatusCode, empty)
		}
	}
}

func TestServedIsBuiltButForTheReload(t *testing.T) {
	for _, base := range []string{"", "/repo/", "a/b"} {
		_, url := start(t, ServerOptions{Base: base})
		at := strings.TrimPrefix(url[len("http://"):], strings.Split(url[len("http://"):], "/")[0])
		resp, body := ask(t, "GET", url+"apps/a.html", nil)
		tag := strings.Trim(resp.Header.Get("ETag"), `"`)
		body = strings.Replace(body, `<script src="`+at+`_vitrine/reload.js" defer data-version="`+tag+`"></script></body>`, "</body>", 1)
		body = strings.Replace(body, "connect-src 'self'", "connect-src 'none'", 1)
		if body != htmlPage {
			t.Errorf("base %q: %s", base, body)
		}
	}
}

func TestInject(t *testing.T) {
	const tag = `<script src="/s.js" defer data-version="v&amp;1"></script>`
	for in, want := range map[string]string{
		"":                                "" + tag,
		"<p>x":                            "<p>x" + tag,
		"<body>x</body></html>":           "<body>x" + tag + "</body></html>",
		"<body>&lt;/body></body>":         "<body>&lt;/body>" + tag + "</body>",
		"<body></body><!-- </body> -->":   "<body></body><!-- " + tag + "</body> -->",
		"<body>connect-src 'none'</body>": "<body>connect-src 'none'" + tag + "</body>",
		`<meta http-equiv="Content-Security-Policy" content="a; connect-src &#39;none&#39;"><body>connect-src 'none'</body>`: `<meta http-equiv="Content-Security-Policy" content="a; connect-src &#39;self&#39;"><body>connect-src 'none'` + tag + `</body>`,
		`<meta http-equiv="Content-Security-Policy" content="a"><body>connect-src 'none'</body>`:                             `<meta http-equiv="Content-Security-Policy" content="a"><body>connect-src 'none'` + tag + `</body>`,
		`<meta http-equiv="Content-Security-Policy" connect-src 'none'`:                                                      `<meta http-equiv="Content-Security-Policy" connect-src 'none'` + tag,
	} {
		if strings.HasSuffix(in, "'none'") { // no end of the tag: the one that we add ends it
			want = strings.Replace(want, "'none'", "'self'", 1)
		}
		page := []byte(in)
		if got := string(inject(page, "/s.js", "v&1", "")); got != want {
			t.Errorf("%s:\n got %s\nwant %s", in, got, want)
		}
		if string(page) != in {
			t.Error("the page itself was changed")
		}
	}
}

func TestNotModified(t *testing.T) {
	_, url := start(t, ServerOptions{})
	for _, path := range []string{"index.html", "apps/a.html", "gallery.json", "widgets/w.html"} {
		resp, _ := ask(t, "GET", url+path, nil)
		tag := resp.Header.Get("ETag")
		if tag == "" {
			t.Errorf("%s has no ETag", path)
		}
		if resp, body := ask(t, "GET", url+path, map[string]string{"If-None-Match": tag}); resp.StatusCode != 304 || body != "" {
			t.Errorf("%s: %d %q", path, resp.StatusCode, body)
		}
		if resp, _ := ask(t, "GET", url+path, map[string]string{"If-None-Match": `"other"`}); resp.StatusCode != 200 {
			t.Errorf("%s: %d", path, resp.StatusCode)
		}
	}
}

func TestBase(t *testing.T) {
	_, url := start(t, ServerOptions{Base: "repo"})
	origin := strings.TrimSuffix(url, "/repo/")
	for path, want := range map[string]int{"/": 302, "/repo": 302, "/repo/": 200, "/repo/index.html": 200, "/index.html": 404, "/repox/index.html": 404, "/repo//index.html": 404} {
		resp, _ := ask(t, "GET", origin+path, nil)
		if resp.StatusCode != want || want == 302 && resp.Header.Get("Location") != "/repo/" {
			t.Errorf("%s: %d %s", path, resp.StatusCode, resp.Header.Get("Location"))
		}
	}
}

// TestBaseEscaped: a base with characters that no address may hold is escaped
// wherever it stands in one.
func TestBaseEscaped(t *testing.T) {
	_, url := start(t, ServerOptions{Base: `/my "widgets"/`})
	if !strings.HasSuffix(url, "/my%20%22widgets%22/") {
		t.Error(url)
	}
	if resp, _ := ask(t, "GET", strings.TrimSuffix(url, "my%20%22widgets%22/"), nil); resp.Header.Get("Location") != "/my%20%22widgets%22/" {
		t.Error(resp.Header.Get("Location"))
	}
	resp, body := ask(t, "GET", url, nil)
	if want := `<script src="/my%20%22widgets%22/`; resp.StatusCode != 200 || !strings.Contains(body, want) {
		t.Errorf("%d: no %s in %s", resp.StatusCode, want, body)
	}
}

// TestWhoIsAnswered is the matrix of who asks, how, and for what.
func TestWhoIsAnswered(t *testing.T) {
	_, url := start(t, ServerOptions{Hosts: []string{"Dev.Example"}})
	hosts := map[string]bool{
		"localhost": true, "LOCALHOST:80": true, "a.b.localhost": true, "127.0.0.1": true, "127.9.9.9:1": true, "[::1]": true, "[::1]:8787": true, "localhost.": true,
		"dev.example": true, "dev.example:1": true, "evil.example": false, "localhost.evil.example": false, "evillocalhost": false, "127.0.0.1.nip.io": false,
		"10.0.0.1": false, "192.168.0.1:80": false, "0.0.0.0": false, "[::]": false, "[fe80::1]": false, "127.1": false, "2130706433": false, "x.dev.example": false, "-": false,
	}
	type from struct{ site, mode string }
	origins := map[from][3]bool{ // a page, a local file, the events
		{"", ""}:                     {true, true, true},
		{"none", "navigate"}:         {true, true, false},
		{"same-origin", "navigate"}:  {true, true, true},
		{"same-origin", "cors"}:      {true, true, true},
		{"same-origin", "no-cors"}:   {true, true, true},
		{"same-site", "no-cors"}:     {false, true, false},
		{"same-site", "cors"}:        {false, false, false},
		{"same-site", "navigate"}:    {true, true, false},
		{"cross-site", "navigate"}:   {true, true, false},
		{"cross-site", "no-cors"}:    {false, true, false},
		{"cross-site", "cors"}:       {false, false, false},
		{"cross-site", "websocket"}:  {false, false, false},
		{"cross-site", ""}:           {false, false, false},
		{"nonsense", "same-origin"}:  {false, false, false},
		{"cross-site", "nonsense-x"}: {false, false, false},
	}
	targets := []string{"index.html", "widgets/src/w.js", "_vitrine/events"}
	methods := map[string]bool{"GET": true, "HEAD": true, "POST": false, "PUT": false, "DELETE": false, "OPTIONS": false, "PATCH": false, "TRACE": false, "NONSENSE": false}
	rows := 0
	for host, known := range hosts {
		for o, allowed := range origins {
			for method, fine := range methods {
				i := rows % len(targets)
				if rows++; method == "GET" && i == 2 {
					i = 0 // a stream would not end; HEAD stands for it
				}
				header := map[string]string{"Host": host}
				if o.site != "" {
					header["Sec-Fetch-Site"], header["Sec-Fetch-Mode"] = o.site, o.mode
				}
				want := 200
				switch {
				case !known:
					want = 403
				case !fine:
					want = 405
				case !allowed[i]:
					want = 403
				}
				resp, body := ask(t, method, url+targets[i], header)
				if resp.StatusCode != want {
					t.Errorf("%s %s for %s from %v: %d, want %d", method, targets[i], host, o, resp.StatusCode, want)
				}
				if want != 200 && len(body) > 40 {
					t.Errorf("a refusal says %q", body)
				}
			}
		}
	}
	for origin, want := range map[string]int{"": 200, "null": 403, "http://evil.example": 403, "http://localhost:1": 403, strings.TrimSuffix(url, "/"): 200} {
		header := map[string]string{}
		if origin != "" {
			header["Origin"] = origin
		}
		if resp, _ := ask(t, "HEAD", url+"_vitrine/events", header); resp.StatusCode != want {
			t.Errorf("events for origin %q: %d", origin, resp.StatusCode)
		}
	}
}

// raw sends bytes and returns the status line and the body.
func raw(t testing.TB, addr, request string) (status int, body string) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Minute))
	go io.WriteString(conn, request)
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0, ""
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(data)
}

var hostileTargets = []string{
	"/../index.html", "/apps/../index.html", "/%2e%2e/index.html", "/apps/%2e%2e/index.html", "/.%2e/index.html", "/apps%2fa.html", "/apps%2Fa.html",
	"/apps%5ca.html", `/apps\a.html`, `\index.html`, "//index.html", "//evil.example/index.html", "/apps//a.html", "/./index.html", "/apps/./a.html", "/index.html/",
	"/index.html%00", "/index.html%00.css", "/%00", "/index.html%0d%0aX: y", "/C:/windows/win.ini", "/index.html::$DATA", "/INDEX~1.HTM", "/index.html.", "/index.html%20",
	"/index.html;x", "/%252e%252e/index.html", "/%c0%ae%c0%ae/index.html", "/%ff", "/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/@fs/etc/passwd", "/_vitrine/../index.html",
	"/_vitrine/", "/_vitrine/reload.js/", "http://evil.example/index.html", "http://localhost/index.html", "ftp://x/", "*", "index.html", "?", "#", "/%", "/%zz", "/ index.html",
	"/" + strings.Repeat("a/", 3000), "/" + strings.Repeat("%2e%2e/", 1000) + "etc/passwd",
}

func TestHostileTargets(t *testing.T) {
	s, _ := start(t, ServerOptions{})
	addr := s.listener.Addr().String()
	for _, target := range hostileTargets {
		status, body := raw(t, addr, "GET "+target+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		if status != 404 && status != 400 && status != 403 {
			t.Errorf("%.60q: %d %.80q", target, status, body)
		}
	}
	for name, request := range map[string]string{
		"no host":         "GET / HTTP/1.0\r\n\r\n",
		"two hosts":       "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
		"odd host":        "GET / HTTP/1.1\r\nHost: local\x00host\r\n\r\n",
		"at":              "GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n",
		"large header":    "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("a", 1<<20) + "\r\n\r\n",
		"host and target": "GET http://localhost/index.html HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"connect":         "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"not HTTP":        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
		"upgrade":         "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
	} {
		if status, body := raw(t, addr, request); status == 200 || strings.Contains(body, "a page") {
			t.Errorf("%s: %d %q", name, status, body)
		}
	}
	if status, _ := raw(t, addr, "GET /index.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); status != 200 {
		t.Errorf("after all that: %d", status)
	}
}

func TestIdleConnectionsDoNotStopThePage(t *testing.T) {
	s, url := start(t, ServerOptions{})
	for range 200 {
		conn, err := net.Dial("tcp", s.listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, "GET / HT")
	}
	if resp, _ := ask(t, "GET", url, nil); resp.StatusCode != 200 {
		t.Errorf("%d", resp.StatusCode)
	}
}

func TestListen(t *testing.T) {
	s, url := start(t, ServerOptions{})
	if !strings.HasPrefix(url, "http://127.0.0.1:") || strings.HasSuffix(url, ":0/") {
		t.Errorf("the address is %q", url)
	}
	other := NewServer(ServerOptions{Page: lookUp})
	if _, err := other.Listen(s.listener.Addr().String()); err == nil || !strings.Contains(err.Error(), "taken") {
		t.Errorf("got %v", err)
	}
	if _, err := other.Listen("nonsense"); err == nil {
		t.Error("a nonsense address was taken")
	}
	var said string
	open := NewServer(ServerOptions{Page: lookUp, Log: func(s string) { said = s }})
	url, err := open.Listen("0.0.0.0:0")
	if err != nil || !strings.HasPrefix(url, "http://localhost:") || !strings.Contains(said, "network") {
		t.Errorf("%q %v, said %q", url, err, said)
	}
	if !open.knows("192.168.1.2:8787") || open.knows("evil.example") {
		t.Error("an address of the machine must be known, a name must not")
	}
	if err := errors.Join(open.Close(), other.Close()); err != nil {
		t.Error(err)
	}
}

func FuzzHandler(f *testing.F) {
	for _, target := range hostileTargets {
		f.Add("GET "+target+" HTTP/1.1\r\nHost: localhost\r\n\r\n", "/")
	}
	f.Add("GET /repo/index.html HTTP/1.1\r\nHost: localhost\r\n\r\n", "/repo/")
	f.Add("HEAD /_vitrine/events?age=x HTTP/1.1\r\nHost: [::1\r\nSec-Fetch-Site: same-origin\r\n\r\n", "")
	f.Fuzz(func(t *testing.T, request, base string) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(request)))
		if err != nil {
			return
		}
		s := NewServer(ServerOptions{Base: base, Page: func(path string) (Page, bool, error) {
			p, ok := pages[path]
			return p, ok, nil
		}})
		s.Close() // ends a stream at once
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code == 200 {
			return
		}
		body := w.Body.String()
		fixed := body == fmt.Sprintf("%d %s\n", w.Code, strings.ToLower(http.StatusText(w.Code)))
		if !fixed && body != "" && w.Code != 302 && w.Code != 416 && !strings.Contains(body, "nothing here") {
			t.Errorf("%d %q", w.Code, body)
		}
	})
}
