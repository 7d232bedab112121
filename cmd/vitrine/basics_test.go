package main

import (
	"os"
	"path/filepath"
	"slices"
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

// TestWideLogo: a logo five times as wide as high leaves the title, the navigation and the theme switch their places.
func TestWideLogo(t *testing.T) {
	logo := filepath.Join(t.TempDir(), "wide.svg")
	if err := os.WriteFile(logo, []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 100"><rect width="500" height="100"/></svg>`), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("VITRINE_SITE_LOGO", logo)
	site := serveSite(t, buildDemo(t), "/")
	b := newTab(t)
	for _, width := range []int64{320, 375, 768, 1440} {
		b.size(width, 800)
		b.open(site + "rules/index.html")
		b.wait(`document.querySelector(".logo").naturalWidth > 0 && document.querySelector("[data-theme-switch]")`)
		got := eval[string](b, `(() => {
			const all = [".logo", ".wordmark span", ".bar nav", ".find", "[data-theme-switch]"].map(s => document.querySelector(s).getBoundingClientRect());
			const met = all.flatMap((a, i) => all.slice(i + 1).map((b, k) => [i, i + 1 + k, a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1]))
				.filter(x => x[2]).map(x => x.slice(0, 2).join("+"));
			const wide = all.filter(r => r.right > innerWidth + 1).length;
			return [met.join(), wide, all[0].width / all[0].height > 4.9, all[1].width > 60].join(" ");
		})()`)
		if got != " 0 true true" {
			t.Errorf("at %d px: overlaps, wider than the page, logo whole, title to be read: %s", width, got)
		}
	}
	b.size(375, 800)
	b.screenshot("wide-logo")
}

// TestThemeSwitch: the switch goes from the system's theme to the other, to the same for good, and back to the system's.
func TestThemeSwitch(t *testing.T) {
	b := newTab(t)
	site := serveSite(t, demo(t), "/")
	for _, dark := range []bool{false, true} {
		b.dark(dark)
		b.open(site + "rules/index.html")
		b.wait(`document.querySelector("[data-theme-switch]")`)
		var got []string
		for range 4 {
			got = append(got, eval[string](b, `(document.documentElement.dataset.theme || "system") + ": " + document.querySelector("[data-theme-switch]").title`))
			b.click("[data-theme-switch]")
			b.open(site + "rules/index.html") // it is kept
			b.wait(`document.querySelector("[data-theme-switch]")`)
		}
		own, other := "light", "dark"
		if dark {
			own, other = other, own
		}
		want := []string{"system: Switch to the " + other + " theme", other + ": Switch to the " + own + " theme", own + ": Follow the system’s theme", "system: Switch to the " + other + " theme"}
		if !slices.Equal(got, want) {
			t.Errorf("dark %v: %q, want %q", dark, got, want)
		}
		b.run(`localStorage.clear()`)
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
