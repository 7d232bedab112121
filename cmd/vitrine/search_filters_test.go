package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestSearchRail: on a wide screen the filters stand beside what is found. A value can be included and left out, and one that
// nothing has stays where it was.
func TestSearchRail(t *testing.T) {
	t.Parallel()
	root := serveSite(t, searchedSite(t), "/repo/")
	b := newTab(t)
	b.size(1280, 800)
	b.open(root + "index.html?filters=open")
	b.wait(`document.querySelector("[data-facet=rule]")`)
	if got := eval[string](b, `(() => { const rail = document.querySelector("[data-filters]").getBoundingClientRect(),
		card = document.querySelector(".card").getBoundingClientRect(); return rail.width + " " + (rail.right < card.left) + " " + (card.top < 400); })()`); got != "240 true true" {
		t.Errorf("the rail and the first card: %s", got)
	}
	values := `Array.from(document.querySelectorAll("[data-facet=perm] .facet"), e => e.textContent + "|" + e.className).join(", ")`
	if got := eval[string](b, values); got != "microphone2−|facet, camera1−|facet, geolocation1−|facet" {
		t.Error(got)
	}
	b.click(`[data-word="-perm:camera"]`)
	b.wait(`location.search === "?q=-perm:camera&filters=open" && document.querySelector("[data-said]").textContent === "6 of 7 widgets"`)
	b.wait(values + ` === "microphone1−|facet, camera0−|facet is-not, geolocation1−|facet" && document.activeElement.getAttribute("aria-pressed") === "true"`)
	b.click(`[data-word="perm:camera"]`) // the one takes the place of the other
	b.wait(`location.search === "?q=perm:camera&filters=open" && ` + values + ` === "microphone1−|facet, camera1−|facet, geolocation0−|facet is-zero"`)
	b.click(`[data-word="perm:camera"]`)
	b.wait(`location.search === "?filters=open" && document.querySelector("[data-found]").hidden`)
}

// TestSearchSheet: on a phone the filters are a sheet, which leads back to what is found.
func TestSearchSheet(t *testing.T) {
	t.Parallel()
	root := serveSite(t, searchedSite(t), "/repo/")
	b := newTab(t)
	b.size(375, 700)
	b.open(root + "index.html")
	b.click("[data-open]")
	b.wait(`document.querySelector("dialog.sheet[open] [data-facet=rule]")`)
	b.click(`[data-word="perm:microphone"]`)
	b.wait(`document.querySelector(".sheet-show").textContent === "Show 2" && document.activeElement.dataset.word === "perm:microphone"`)
	b.click(".sheet-show")
	b.wait(`!document.querySelector("dialog[open]") && location.search === "?q=perm:microphone" && document.activeElement.matches("[data-said]")`)
	b.run(`history.back()`)
	b.wait(`document.querySelector("dialog.sheet[open]")`)
	b.press(kb.Escape)
	b.wait(`!document.querySelector("dialog[open]") && !/filters/.test(location.search) && document.activeElement.matches("[data-open]")`)
	b.size(1280, 700)
	b.click("[data-open]")
	b.wait(`!document.querySelector("dialog[open]") && document.querySelector("[data-results] > [data-filters]").getBoundingClientRect().width === 240`)
}

// TestSearchAsked: cards show what was asked of the search, granted or not.
func TestSearchAsked(t *testing.T) {
	t.Parallel()
	root := serveSite(t, demo(t), "/repo/")
	b := newTab(t)
	b.expect("logo.jpg") // the broken demo's icon is nowhere
	const glyphs = `Array.from(document.querySelectorAll("[data-found] .card"), c => c.querySelector("strong").textContent + ": " +
		(c.querySelector(".perm-microphone")?.title ?? "no microphone")).join("|")`
	b.open(root + "index.html?q=perm:microphone+status:error")
	b.wait(findCards + ` !== "" && document.documentElement.dataset.search === "all"`)
	b.screenshot("search-asked")
	if got := eval[string](b, glyphs); got != "Counter: asks for microphone, written so that browsers grant nothing" {
		t.Error(got)
	}
	b.open(root + "index.html?q=grants:microphone")
	b.wait(findCards + ` !== ""`)
	if got := eval[string](b, glyphs); strings.Contains(got, "asks for") || strings.Contains(got, "no microphone") {
		t.Error(got)
	}
}

// TestSearchAxe: axe finds nothing in what the search opens.
func TestSearchAxe(t *testing.T) {
	t.Parallel()
	b, root := axeDemo(t)
	for _, as := range []struct {
		name, page string
		widths     []int64
		ready      string
		part       string
	}{
		{"rail", "index.html?q=-perm:camera&filters=open", axeWidths[2:], `document.querySelector("[data-facet=rule]")`, "main"},
		{"sheet", "index.html?q=perm:microphone&filters=open", axeWidths[:2], `document.querySelector(".sheet[open] [data-facet=rule]")`, ".sheet"},
		{"found", "index.html?q=perm:microphone&group=app", axeWidths, `document.querySelector(".app-head")`, "main"},
		{"nothing", "index.html?q=microfone+xyzzy", axeWidths, `document.querySelector(".empty")`, "main"},
		{"begin", "rules/json-unclosed.html", axeWidths, `document.querySelector(".find-name")`, ".bar"},
		{"help", "rules/json-unclosed.html", axeWidths, `document.querySelector(".find-help[open]")`, ".find-help"},
	} {
		b.size(as.widths[0], 900)
		b.open(root + as.page)
		b.wait(`document.readyState === "complete"`)
		if as.name == "begin" || as.name == "help" {
			b.shortcut("/")
			b.wait(`document.querySelector(".find-name")`)
		}
		if as.name == "help" {
			b.press("?")
		}
		b.wait(as.ready + ` && document.documentElement.dataset.search === "all"`)
		eval[any](b, fmt.Sprintf(axeScript, root+"axe.js"))
		b.examine(as.name, as.part, as.widths...)
	}
}

// TestSearchGroup: of an app with many widgets a few are shown until somebody asks for all; cards can stand together by app.
func TestSearchGroup(t *testing.T) {
	t.Parallel()
	content := searched(t)
	var widgets []map[string]any
	for i := range 40 {
		widgets = append(widgets, map[string]any{"name": fmt.Sprintf("w%d", i), "title": fmt.Sprintf("Order %d", i), "url": "https://many.example/w"})
	}
	text, err := json.Marshal(map[string]any{"app": "many", "version": "1.0.0", "title": "Many", "widgets": widgets})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(content, "many.json"), text, 0o644); err != nil {
		t.Fatal(err)
	}
	root := serveSite(t, buildSite(t, content), "/repo/")
	b := newTab(t)
	b.open(root + "index.html?q=order")
	b.wait(`document.querySelector(".card-more") && document.documentElement.dataset.search === "all"`)
	if got := eval[string](b, `Array.from(document.querySelectorAll("[data-found] .cards > li"), e => e.querySelector("strong, button").textContent).join()`); got != "Order lookup,Order 0,Order 1,Order 2,Show all 40Many,Order of things,Refund,Café" {
		t.Error(got)
	}
	b.screenshot("search-folded")
	b.click(".card-more button")
	b.wait(`document.querySelectorAll("[data-found] .card").length === 44 && !document.querySelector(".card-more") && /many\/w3.html$/.test(document.activeElement.href)`)

	label := `document.querySelector("[data-tools] select").options[0].text`
	if got := eval[string](b, label); got != "Best match" {
		t.Error(got)
	}
	b.open(root + "index.html")
	if got := eval[string](b, label); got != "Gallery order" {
		t.Error(got)
	}
	b.click("[data-group]")
	b.wait(`location.search === "?group=app" && document.querySelectorAll(".app-head").length === 6`)
	b.screenshot("search-grouped")
	b.open(root + "index.html?q=lookup&group=app")
	b.wait(`document.querySelector(".app-head")?.textContent === "Acme1 of 2 widgets"`)
	b.click("[data-group]")
	b.wait(`location.search === "?q=lookup" && !document.querySelector(".app-head")`)
}
