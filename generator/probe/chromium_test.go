package probe

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// child is a page with a frame in it: whoever frames the page may count its
// frames, and an error page has none. No policy of the page changes that.
const child = `<!doctype html><iframe></iframe>`

// parent frames the child with every set of headers, and leaves behind how
// many frames each has.
func parent(n int) string {
	var b strings.Builder
	b.WriteString("<!doctype html><body>")
	for i := range n {
		fmt.Fprintf(&b, "<iframe src=\"https://widgets.acme.example/%d\"></iframe>", i)
	}
	b.WriteString(`<script>addEventListener("load", () => setTimeout(() => {
	const n = Array.from({length: window.length}, (_, i) => window[i].length);
	document.body.innerHTML = '<pre id="result">' + JSON.stringify(n) + '</pre>';
}, 500));</script>`)
	return b.String()
}

var resultExpr = regexp.MustCompile(`<pre id="result">([^<]*)</pre>`)

// TestFrameChromium holds the verdicts against what a browser does, in
// Kustomer, in a gallery and in one that was opened from disk.
func TestFrameChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes a second to start")
	}
	if _, err := exec.LookPath("chromium"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("CI is set, but there is no chromium")
		}
		t.Skip("no chromium")
	}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		i, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil || i < 0 || i >= len(framings) {
			fmt.Fprint(w, parent(len(framings)))
			return
		}
		f := framing(framings[i].headers)
		for _, v := range f.Policies {
			w.Header().Add(PolicyHeader, v)
		}
		for _, v := range f.Options {
			w.Header().Add(OptionsHeader, v)
		}
		fmt.Fprint(w, child)
	})
	file := filepath.Join(t.TempDir(), "gallery.html")
	if err := os.WriteFile(file, []byte(parent(len(framings))), 0o600); err != nil {
		t.Fatal(err)
	}
	for ancestor, address := range map[string]string{kustomer: kustomer + "/home", gallery: gallery + "/home", "file://": "file://" + file} {
		frames := browse(t, s.Listener.Addr().String(), address)
		if len(frames) != len(framings) {
			t.Fatalf("%s: %d frames", ancestor, len(frames))
		}
		for i, c := range framings {
			if v := framing(c.headers).Frame(page, ancestor); v.Allowed != (frames[i] == 1) {
				t.Errorf("%q below %s: Chromium shows it: %t, we say %+v", c.headers, ancestor, frames[i] == 1, v)
			}
		}
	}
}

// browse loads an address in headless Chromium, in which every host is the
// given server.
func browse(t *testing.T, server, address string) (frames []int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--user-data-dir="+t.TempDir(), "--ignore-certificate-errors",
		"--host-resolver-rules=MAP * "+server, "--virtual-time-budget=60000", "--dump-dom", address)
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.Output()
	m := resultExpr.FindSubmatch(out)
	if m == nil {
		t.Fatalf("chromium gave no result (%v):\n%.2000s", err, out)
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(string(m[1]))), &frames); err != nil {
		t.Fatal(err)
	}
	return frames
}
