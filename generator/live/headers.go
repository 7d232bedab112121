package live

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"net/http"
	"path"
	"strings"
	"time"
)

// contentTypes is all that a site holds. A type is never guessed from bytes.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8", ".map": "application/json; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".svg":         "image/svg+xml; charset=utf-8", ".xml": "application/xml; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8",
	".yaml": "text/plain; charset=utf-8", ".yml": "text/plain; charset=utf-8",
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf",
	".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".wav": "audio/wav", ".m4a": "audio/mp4", ".mp4": "video/mp4", ".webm": "video/webm",
	".pdf": "application/pdf", ".wasm": "application/wasm", ".zip": "application/zip",
}

func contentType(name string) string {
	if t, ok := contentTypes[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}

// setHeaders sets what every answer has, refusals too. There is never a CORS
// header: nobody else is to read what is here.
func setHeaders(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set(policyHeader, "frame-ancestors 'self' "+panes) // local pages are framed by the gallery, wherever that is shown
	h.Set("Cache-Control", "no-cache")
}

// panes are the schemes of the pane in which VS Code may show pages beside the
// definition. All that is framed in a page must allow them as well: a policy is
// asked about every frame around.
const panes = "vscode-webview: vscode-file:"

// served makes the policy of a page that is served of the one that it has at a
// host: its script listens to this server, and the pane of an editor may show it.
var served = strings.NewReplacer("connect-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "frame-ancestors "+panes)

const policyHeader = "Content-Security-Policy"

// refuse sends a status and nothing about the request.
func refuse(w http.ResponseWriter, code int) {
	if code == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, HEAD")
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	fmt.Fprintf(w, "%d %s\n", code, strings.ToLower(http.StatusText(code)))
}

// send answers with a file. A page gets the reload script on the way out.
func (s *Server) send(w http.ResponseWriter, r *http.Request, name string, code int, page Page) {
	h := w.Header()
	h.Set("Content-Type", contentType(name))
	local := s.isLocal(name)
	if local {
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	data, version := page.Data, page.Version
	if version == "" || strings.ContainsFunc(version, func(r rune) bool { return r <= ' ' || r == '"' || r >= 0x7f }) {
		sum := sha256.Sum256(append([]byte(version), data...))
		version = hex.EncodeToString(sum[:12])
	}
	if !local && path.Ext(name) == ".html" {
		if s.opts.Policy != nil {
			h.Set(policyHeader, served.Replace(s.opts.Policy()))
		}
		version += "-live"
		token := ""
		if s.acts() {
			token = s.token
		}
		data = inject(data, s.href+scriptPath, version, token)
	}
	http.NewResponseController(w).SetWriteDeadline(time.Now().Add(time.Minute))
	if code != http.StatusOK {
		w.WriteHeader(code)
		if r.Method != http.MethodHead {
			w.Write(data)
		}
		return
	}
	h.Set("ETag", `"`+version+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

const (
	pageHead = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
content="default-src 'none'; script-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
`
	notFoundPage = pageHead + "<title>Not found</title>\n</head>\n<body>\n<h1>Not found</h1>\n</body>\n</html>\n"
)

// errorPage shows why a page could not be made. It has the reload script like
// any other, so that it goes away once the cause is mended.
func errorPage(err error) Page {
	const before = pageHead + "<title>This page could not be made</title>\n</head>\n" +
		"<body>\n<h1>This page could not be made</h1>\n<pre>"
	return Page{Data: []byte(before +
		html.EscapeString(err.Error()) + "</pre>\n</body>\n</html>\n")}
}
