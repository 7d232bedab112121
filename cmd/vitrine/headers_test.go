package main

import (
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// hostRule is a rule of a _headers file.
type hostRule struct {
	path    *regexp.Regexp
	headers [][2]string
}

// readHeaders reads _headers as Netlify and Cloudflare Pages do.
func readHeaders(t *testing.T, text string) (list []hostRule) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if name, value, ok := strings.Cut(line, ": "); strings.HasPrefix(line, "  ") && ok && len(list) > 0 {
			last := &list[len(list)-1]
			last.headers = append(last.headers, [2]string{strings.TrimSpace(name), value})
		} else if strings.HasPrefix(line, "/") {
			list = append(list, hostRule{path: regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(line), `\*`, ".*") + "$")})
		} else {
			t.Fatalf("_headers: %q", line)
		}
	}
	return list
}

// hosted serves a site as a host does that reads _headers. Where several rules have a header, hosts join the values,
// as the standard allows, or take the last.
func hosted(t *testing.T, dir string, join bool) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "_headers"))
	must(t, err)
	rules := readHeaders(t, string(text))
	files := http.FileServer(http.Dir(dir))
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, rule := range rules {
			if !rule.path.MatchString(r.URL.Path) {
				continue
			}
			for _, h := range rule.headers {
				if before := w.Header().Get(h[0]); join && before != "" {
					h[1] = before + ", " + h[1]
				}
				w.Header().Set(h[0], h[1])
			}
		}
		files.ServeHTTP(w, r)
	})).URL + "/"
}

// loadedBy is what a page has loaded: sheets, scripts, pictures and frames.
const loadedBy = `[document.title, document.styleSheets.length, getComputedStyle(document.body).color, document.querySelectorAll("[data-theme-switch]").length,
	...[...document.querySelectorAll(".card img, .icon")].map(e => e.tagName + getComputedStyle(e).backgroundImage.length + e.naturalWidth)].join("\n")`

// TestHeaders: with what _headers says pages load all that they load without, and complain of nothing; previews of local
// pages run, and nobody may frame the gallery.
func TestHeaders(t *testing.T) {
	dir := demo(t)
	plain, joined, last := serveSite(t, dir, "/"), hosted(t, dir, true), hosted(t, dir, false)
	b := newTab(t)
	for _, p := range []string{"index.html", "apps/harbor_voice.html", "apps/harbor_voice/diff/index.html?from=1.4.0&to=2.1.0", "report.html"} {
		var got [2]string
		for i, site := range []string{plain, joined} {
			b.open(site + p)
			b.wait(`document.readyState === "complete" && document.querySelector("[data-theme-switch]")`)
			got[i] = eval[string](b, loadedBy)
		}
		if got[0] != got[1] {
			t.Errorf("%s has loaded\n%s\nand without headers\n%s", p, got[1], got[0])
		}
	}
	for _, site := range []string{joined, last} {
		// A widget that speaks with the gallery was loaded into its frame, and the gallery's script ran.
		b.open(site + "apps/context_card/card_lab.html")
		b.wait(`document.querySelector("[data-life]")?.dataset.life === "alive"`)
		for _, p := range []string{"", "index.html", "apps/harbor_voice.html", "report.html", "rules/index.html"} {
			resp, err := http.Get(site + p)
			must(t, err)
			resp.Body.Close()
			if got := resp.Header.Get("Content-Security-Policy"); !strings.HasSuffix(got, "frame-ancestors 'none'") || !strings.Contains(got, "default-src 'none'") {
				t.Errorf("%s has the policy %q", p, got)
			}
		}
	}
	// What every page is held to does not grow with the gallery.
	if info, err := os.Stat(filepath.Join(dir, "_headers")); err != nil || info.Size() > 4000 {
		t.Errorf("_headers: %v, %v", info, err)
	}
}

// TestHeadersServed: serve sends what _headers says of pages and of everything, but for what its own script needs, and the
// pane of an editor.
func TestHeadersServed(t *testing.T) {
	t.Chdir("../..") // where the demo is
	url := startServe(t)
	get := func(path string) (http.Header, string) {
		t.Helper()
		resp, err := http.Get(url + path)
		must(t, err)
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		must(t, err)
		return resp.Header, string(body)
	}
	_, text := get("_headers")
	rules := readHeaders(t, text)
	for _, path := range []string{"index.html", "apps/harbor_voice.html", "apps/harbor_voice/softphone.html", "widgets/softphone.html", "gallery.json"} {
		want := map[string]string{}
		for _, rule := range rules {
			if rule.path.MatchString("/" + path) {
				for _, h := range rule.headers {
					want[h[0]] = strings.NewReplacer("connect-src 'none'", "connect-src 'self'",
						"frame-ancestors 'none'", "frame-ancestors vscode-webview: vscode-file:",
						"frame-ancestors 'self'", "frame-ancestors 'self' vscode-webview: vscode-file:").Replace(h[1])
				}
			}
		}
		got, _ := get(path)
		for name, value := range want {
			if got.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", path, name, got.Get(name), value)
			}
		}
		if len(want) != 4 || got.Get("Cross-Origin-Embedder-Policy") != "" { // which would block every widget
			t.Errorf("%s: %v, %v", path, want, got)
		}
	}
}

// TestHeadersLoose: whatever a page's own policy allows, that of _headers allows as well.
func TestHeadersLoose(t *testing.T) {
	own := regexp.MustCompile(`<meta http-equiv="?Content-Security-Policy"? content="([^"]*)"`)
	for _, dir := range []string{demo(t), stageDir(t)} {
		text, err := os.ReadFile(filepath.Join(dir, "_headers"))
		must(t, err)
		host := map[string]string{} // directives of the policy of /apps/*
		for _, rule := range readHeaders(t, string(text)) {
			if rule.path.MatchString("/apps/a.html") {
				host = directives(rule.headers[len(rule.headers)-1][1])
			}
		}
		pages, elsewhere := 0, 0
		must(t, filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
			if rel, _ := filepath.Rel(dir, name); err != nil || filepath.Ext(name) != ".html" || strings.HasPrefix(rel, "widgets") {
				return err
			}
			page, err := os.ReadFile(name)
			must(t, err)
			found := own.FindSubmatch(page)
			if found == nil {
				t.Fatalf("%s has no policy", name)
			}
			pages++
			for name, sources := range directives(html.UnescapeString(string(found[1]))) {
				for _, source := range strings.Fields(sources) {
					scheme, _, absolute := strings.Cut(source, "//")
					if absolute {
						elsewhere++
						source = scheme
					}
					if source != "'none'" && !slices.Contains(strings.Fields(host[name]), source) {
						t.Errorf("%s: %s allows %s, and _headers %q", name, name, source, host[name])
					}
				}
			}
			return nil
		}))
		if pages < 5 || dir == stageDir(t) && elsewhere == 0 {
			t.Errorf("%s: %d pages, %d hosts", dir, pages, elsewhere)
		}
	}
}

// directives are the parts of a policy by name.
func directives(policy string) map[string]string {
	m := map[string]string{}
	for _, part := range strings.Split(policy, "; ") {
		name, sources, _ := strings.Cut(part, " ")
		m[name] = sources
	}
	return m
}
