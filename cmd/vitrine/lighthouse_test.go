package main

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// wanted is the least score of each category of Lighthouse.
var wanted = map[string]float64{"performance": .98, "accessibility": 1, "best-practices": 1, "seo": 1}

// TestLighthouse measures a page of every kind of the built demo, as a phone
// and as a desktop see it, where VITRINE_LIGHTHOUSE is set. Lighthouse is 200
// packages and 185 MB, and its figures depend on how busy the machine is, so it
// is no part of ./test; npx fetches it.
func TestLighthouse(t *testing.T) {
	if os.Getenv("VITRINE_LIGHTHOUSE") == "" {
		t.Skip("VITRINE_LIGHTHOUSE is not set")
	}
	site := httptest.NewServer(packed(http.FileServer(http.Dir(demo(t))))).URL + "/"
	for _, p := range []string{
		"index.html", "apps/harbor_voice.html", "apps/harbor_voice/v/2.0.0.html", "apps/harbor_voice/softphone.html",
		"apps/parcel_lantern/tracker.html", "apps/broken_by_design.html", "apps/harbor_voice/definition.html", "apps/harbor_voice/diff/1.4.0--2.0.0.html", "report.html", "review.html", "rules/index.html",
		"rules/json-unclosed.html", "404.html",
	} {
		for _, as := range []string{"--form-factor=mobile", "--preset=desktop"} {
			t.Run(p+as, func(t *testing.T) { lighthouse(t, site+p, as) })
		}
	}
}

// packed compresses what it serves, as the hosts of static sites do.
func packed(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Range")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		h.ServeHTTP(packedWriter{w, z}, r)
	})
}

type packedWriter struct {
	http.ResponseWriter
	to io.Writer
}

func (w packedWriter) Write(p []byte) (int, error) { return w.to.Write(p) }

func (w packedWriter) WriteHeader(status int) {
	w.Header().Del("Content-Length")
	w.ResponseWriter.WriteHeader(status)
}

// lighthouseReport is what is read of a report of Lighthouse. An audit's score is null
// where it does not apply.
type lighthouseReport struct {
	Categories map[string]struct {
		Score     float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		NumericValue float64
		Score        *float64
	}
}

// lighthouse measures one page and holds it to what is wanted.
func lighthouse(t *testing.T, address, as string) {
	out := filepath.Join(t.TempDir(), "report.json")
	cmd := exec.Command("npx", "--yes", "lighthouse@12.8.2", address, as, "--quiet",
		"--skip-audits=robots-txt", // asked for from within the page, whose policy forbids that: Lighthouse's issue 4386
		"--chrome-flags=--headless=new --no-sandbox", "--output=json", "--output-path="+out)
	cmd.Env = append(os.Environ(), "CHROME_PATH="+chromiumPath(t))
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("lighthouse: %v\n%s", err, msg)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var report lighthouseReport
	if err := json.Unmarshal(data, &report); err != nil {
		t.Fatal(err)
	}
	for name, least := range wanted {
		c := report.Categories[name]
		if t.Logf("%s %.2f", name, c.Score); c.Score >= least {
			continue
		}
		t.Errorf("%s is %.2f, want %.2f at least", name, c.Score, least)
		for _, ref := range c.AuditRefs {
			if a := report.Audits[ref.ID]; a.Score != nil && *a.Score < .98 && ref.Weight > 0 {
				t.Logf("%s: %.2f, %v", ref.ID, *a.Score, a.NumericValue)
			}
		}
	}
	if shift := report.Audits["cumulative-layout-shift"].NumericValue; shift > .01 {
		t.Errorf("it shifts by %v", shift)
	}
}
