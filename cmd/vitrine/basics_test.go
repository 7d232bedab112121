package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBrand: one accent and a logo, set in one place, are on every page, and
// the accent can be read in both themes.
func TestBrand(t *testing.T) {
	logo := filepath.Join(t.TempDir(), "any.name")
	if err := os.WriteFile(logo, []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 56 28"><rect width="56" height="28"/></svg>`), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("VITRINE_SITE_ACCENT", "#ffe600")
	t.Setenv("VITRINE_SITE_LOGO", logo)
	site := serveSite(t, buildDemo(t, "--base-url", "https://acme.test/w"), "/w/")
	b := newTab(t)
	for dark, want := range map[bool]string{true: "rgb(255, 230, 0)", false: ""} {
		b.dark(dark)
		b.open(site + "rules/size-invalid.html")
		got := eval[string](b, `getComputedStyle(document.querySelector(".skip")).color`)
		if want != "" && got != want || want == "" && (got == "rgb(255, 230, 0)" || got == "rgb(15, 110, 102)") {
			t.Errorf("dark %v: links are %s", dark, got)
		}
		b.wait(`document.querySelector(".logo").complete && document.querySelector(".logo").naturalWidth > 0`)
	}
	b.screenshot("brand")
	if got := eval[string](b, `document.querySelector("link[rel=canonical]").href`); got != "https://acme.test/w/rules/size-invalid.html" {
		t.Error("canonical is", got)
	}
}

// TestBrandRefused: what is no colour and no picture is told at once.
func TestBrandRefused(t *testing.T) {
	for name, want := range map[string]string{"ACCENT=red": `site.accent: "red" is no colour`, "LOGO=basics_test.go": "is no SVG or PNG", "LOGO=nowhere.svg": "read site.logo"} {
		key, value, _ := strings.Cut(name, "=")
		t.Run(name, func(t *testing.T) {
			t.Setenv("VITRINE_SITE_"+key, value)
			var out, errs strings.Builder
			if code := run([]string{"build", "--content", "../../content", "--output", filepath.Join(t.TempDir(), "o")}, strings.NewReader(""), &out, &errs); code != exitFailure || !strings.Contains(errs.String(), want) {
				t.Errorf("exit %d: %s", code, errs.String())
			}
		})
	}
}

// TestCopy: an example is copied as it is written.
func TestCopy(t *testing.T) {
	b := newTab(t)
	b.open(serveSite(t, demo(t), "/") + "rules/size-invalid.html")
	b.run(`navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }`)
	b.click(".copyable button")
	b.wait(`window.copied === document.querySelector("pre.example").textContent && document.querySelector(".copyable button").textContent === "Copied"`)
}
