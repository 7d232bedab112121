package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestLighthouse measures the built demo where VITRINE_LIGHTHOUSE is set.
// Lighthouse is 200 packages and 185 MB, and its figures depend on how busy
// the machine is, so it is no part of ./test; npx fetches it.
func TestLighthouse(t *testing.T) {
	if os.Getenv("VITRINE_LIGHTHOUSE") == "" {
		t.Skip("VITRINE_LIGHTHOUSE is not set")
	}
	site := serveSite(t, demo(t), "/")
	for _, p := range []string{"index.html", "apps/harbor_voice/softphone.html"} {
		out := filepath.Join(t.TempDir(), "report.json")
		cmd := exec.Command("npx", "--yes", "lighthouse@12.8.2", site+p, "--preset=desktop", "--quiet",
			"--chrome-flags=--headless=new --no-sandbox", "--output=json", "--output-path="+out)
		cmd.Env = append(os.Environ(), "CHROME_PATH="+chromiumPath(t))
		if msg, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("lighthouse %s: %v\n%s", p, err, msg)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		var report struct {
			Categories map[string]struct{ Score float64 }
			Audits     map[string]struct{ NumericValue float64 }
		}
		if err := json.Unmarshal(data, &report); err != nil {
			t.Fatal(err)
		}
		for name, c := range report.Categories {
			if t.Logf("%s: %s %.2f", p, name, c.Score); c.Score < 0.9 {
				t.Errorf("%s: %s is %.2f, want 0.90 at least", p, name, c.Score)
			}
		}
		if shift := report.Audits["cumulative-layout-shift"].NumericValue; shift > .01 {
			t.Errorf("%s shifts by %v", p, shift)
		}
	}
}
