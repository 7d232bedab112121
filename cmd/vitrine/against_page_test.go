package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAgainstPage looks at the marks of a gallery that is compared with an
// earlier state: on cards, on the app's page and on the report.
func TestAgainstPage(t *testing.T) {
	t.Parallel()
	old := t.TempDir()
	if err := os.CopyFS(old, os.DirFS("../../content/apps")); err != nil {
		t.Fatal(err)
	}
	for _, app := range []string{"order_ledger", "harbor_voice/versions/2.2.0-beta.1.json"} {
		if err := os.RemoveAll(filepath.Join(old, app)); err != nil {
			t.Fatal(err)
		}
	}
	gone := `{ "app": "gone_for_good", "version": "1.0.0", "title": "Gone for good" }`
	if err := os.WriteFile(filepath.Join(old, "gone.json"), []byte(gone), 0o644); err != nil {
		t.Fatal(err)
	}
	site := serveSite(t, buildDemo(t, "--against", old), "/repo/")
	b := newTab(t)
	for page, want := range map[string]string{
		"order_ledger": "New", "harbor_voice": "", "harbor_voice/v/2.2.0-beta.1": "New", "tally_csat": "",
	} {
		b.open(site + "apps/" + page + ".html")
		if got := eval[string](b, `[...document.querySelectorAll(".title-end .status")].map(e => e.innerText.trim()).filter(t => t === "New" || t === "Changed").join()`); got != want {
			t.Errorf("%s is marked %q, want %q", page, got, want)
		}
	}
	b.open(site + "report.html")
	got := eval[string](b, `document.querySelector("#compared").innerText`)
	for _, want := range []string{"Order Ledger", "Harbor Voice 2.2.0-beta.1", "Gone for good gone_for_good"} {
		if !strings.Contains(got, want) {
			t.Errorf("the report does not tell of %q: %q", want, got)
		}
	}
	b.screenshot("against-report")
	b.expect("logo.jpg") // the broken demo's icon is nowhere
	b.open(site + "index.html")
	if n := eval[int](b, `[...document.querySelectorAll(".card .status")].filter(e => e.innerText.trim() === "New").length`); n != 2 {
		t.Errorf("%d cards are marked as new, want the two widgets of one app", n)
	}
	b.screenshot("against-index")
}
