package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSearchLook opens the states of the search in light and dark, on a
// desktop, a tablet and a phone: nothing may stick out sideways. With
// VITRINE_LOOK it leaves pictures to look at.
func TestSearchLook(t *testing.T) {
	t.Parallel()
	root := serveSite(t, demo(t), "/repo/")
	states := []struct{ name, page, ready, typed string }{
		{"found", "index.html?q=order", `document.querySelector("[data-found] .card")`, ""},
		{"filters", "index.html?q=perm:microphone+-status:error&filters=open", `document.querySelector("[data-facet=rule]")`, ""},
		{"list", "index.html?view=list&sort=findings", `document.querySelector("[data-found] .card")`, ""},
		{"nothing", "index.html?q=voice+perm:camera+tag:csat", `document.querySelector("[data-found] .empty")`, ""},
		{"panel", "rules/json-unclosed.html", `document.querySelector(".find-list .find-all")`, "or -tag:csat"},
		{"words", "rules/json-unclosed.html", `document.querySelector(".find-word")`, "rule:"},
	}
	for _, width := range []int64{1440, 768, 375} {
		for _, dark := range []bool{false, true}[:1+width/1440] {
			b := newTab(t)
			b.size(width, 900)
			b.dark(dark)
			b.expect("logo.jpg") // the broken demo's icon is nowhere
			for _, s := range states {
				b.open(root + s.page)
				b.wait(`document.readyState === "complete"`)
				if s.typed != "" {
					b.run(`document.querySelector("#find").focus()`)
					b.wait(`document.documentElement.dataset.search === "all"`)
					b.press(s.typed)
				}
				b.wait(s.ready)
				if over := eval[float64](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
					t.Errorf("%s sticks out by %.0f px at %d px: %s", s.name, over, width, eval[string](b, widest))
				}
				b.screenshot(fmt.Sprintf("search-%s-%d-%v", s.name, width, map[bool]string{false: "light", true: "dark"}[dark]))
			}
		}
	}
}

// TestSearchWeight: what a page loads of the search when it is first used, and what the index does, which has it from the start.
func TestSearchWeight(t *testing.T) {
	const assets = "../../templates/assets/"
	if n := weight(t, assets+"search.js") + weight(t, assets+"search.css"); n >= 14_000 {
		t.Errorf("the search weighs %d bytes compressed", n)
	}
	if n := weight(t, assets+"index.js") + weight(t, assets+"index.css"); n >= 24_000 {
		t.Errorf("the index's script and style weigh %d bytes compressed", n)
	}
}

// TestCardCounts: a card says how many of the worst findings it has, in the same words whether it came with the page or a
// script drew it.
func TestCardCounts(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	site := serveSite(t, demo(t), "/repo/")
	const said = `[...document.querySelectorAll("%s .card:not(.is-folded)")].map(e => e.querySelector("a").href + " " +
		e.querySelector(".status").className + " " + e.querySelector(".status").textContent.trim()).sort().join("\n")`
	b.open(site + "index.html")
	want := eval[string](b, fmt.Sprintf(said, "[data-still]"))
	for _, part := range []string{"status is-fail 9 errors", "status is-info 1 note", "status is-pass No errors"} {
		if !strings.Contains(want, part) {
			t.Errorf("no card says %q:\n%s", part, want)
		}
	}
	b.open(site + "index.html?sort=title")
	b.wait(`document.querySelector("[data-found] .card .status")`)
	if got := eval[string](b, fmt.Sprintf(said, "[data-found]")); got != want {
		t.Errorf("drawn by the script:\n%s\nwith the page:\n%s", got, want)
	}
}

// TestSearchSilent: where nothing is said of findings, what scripts draw does not say it either: neither cards, nor the list
// under the field, nor filters, nor examples.
func TestSearchSilent(t *testing.T) {
	t.Parallel()
	config := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(config, []byte("site:\n  audience: docs\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	root, b := serveSite(t, buildSite(t, "../../content", "--config", config), "/repo/"), newTab(t)
	b.expect("logo.jpg") // the broken demo's icon is nowhere
	const pills = `document.querySelectorAll(".card .status, .find-row .status, [data-facet=status], [data-facet=has], [data-facet=rule]").length`
	b.open(root + "index.html?q=order&sort=findings&filters=open")
	b.wait(`document.querySelector("[data-found] .card") && document.querySelector("[data-facet=tag]")`)
	if n := eval[int](b, pills); n > 0 {
		t.Errorf("the index says it %d times", n)
	}
	b.open(root + "apps/order_ledger.html")
	b.run(`document.querySelector("#find").focus()`)
	b.wait(`document.documentElement.dataset.search === "all"`)
	if got := eval[string](b, `document.querySelector(".find-list").innerText`); strings.Contains(got, "rror") || strings.Contains(got, "inding") {
		t.Errorf("the field offers %q", got)
	}
	b.press("order")
	b.wait(`document.querySelector(".find-row .find-main")`)
	if n := eval[int](b, pills); n > 0 {
		t.Errorf("the list says it %d times", n)
	}
	// Nor do the words that are offered while one types, and the sheet of what can be asked.
	for _, typed := range []string{"sta", "has", "rul", "statuss:error"} {
		b.fill("#find", typed)
		b.wait(`document.querySelector(".find-panel").innerText !== ""`)
		if got := eval[string](b, `document.querySelector(".find-panel").innerText`); strings.Contains(got, "status:") ||
			strings.Contains(got, "has:") || strings.Contains(got, "rule:") {
			t.Errorf("for %q the field offers %q", typed, got)
		}
	}
	b.fill("#find", "")
	b.press("?")
	b.wait(`document.querySelector(".find-help[open]")`)
	if got := eval[string](b, `document.querySelector(".find-help").innerText`); !strings.Contains(got, "perm:") ||
		!strings.Contains(got, "settings or descriptions") || strings.Contains(got, "status:") || strings.Contains(got, "has:") ||
		strings.Contains(got, "rule") {
		t.Errorf("the sheet says %q", got)
	}
}

// TestSortNarrow: on a phone the order can be read in its field.
func TestSortNarrow(t *testing.T) {
	t.Parallel()
	root, b := serveSite(t, demo(t), "/repo/"), newTab(t)
	b.expect("logo.jpg")
	b.size(375, 800)
	b.open(root + "index.html")
	if w := eval[float64](b, `document.querySelector(".tools select").getBoundingClientRect().width`); w < 130 {
		t.Errorf("the field is %.0f px wide", w)
	}
}
