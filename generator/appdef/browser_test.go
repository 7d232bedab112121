package appdef

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"testing"
	"time"
)

// The grammars of this package are held against a real browser. Each test
// asks for all its values in one run of headless Chromium.

var resultExpr = regexp.MustCompile(`<pre id="result">([A-Za-z0-9+/=]*)</pre>`)

// inBrowser loads the address in headless Chromium and decodes what the page
// left behind with done(), which is defined by pageHead.
func inBrowser(t *testing.T, address string, result any) {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes a second to start")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("CI is set, but there is no chromium")
		}
		t.Skip("no chromium")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--user-data-dir="+t.TempDir(), "--window-size=1600,1000",
		"--virtual-time-budget=60000", "--dump-dom", address)
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.Output()
	m := resultExpr.FindSubmatch(out)
	if m == nil {
		t.Fatalf("chromium gave no result (%v):\n%.2000s", err, out)
	}
	raw, err := base64.StdEncoding.DecodeString(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, result); err != nil {
		t.Fatalf("%v in %.500s", err, raw)
	}
}

// pageHead is the beginning of a page that answers with done(value).
const pageHead = `<!doctype html><meta charset="utf-8"><body><script>
function done(v) {
	const bytes = new TextEncoder().encode(JSON.stringify(v));
	let s = ""; for (const b of bytes) s += String.fromCharCode(b);
	document.body.innerHTML = '<pre id="result">' + btoa(s) + '</pre>';
}
function bytes(s) { return new TextDecoder().decode(Uint8Array.from(atob(s), c => c.charCodeAt(0))); }
</script>`

// asScript writes a value so that a page can read it, whatever it holds.
func asScript(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return `JSON.parse(bytes("` + base64.StdEncoding.EncodeToString(b) + `"))`
}
