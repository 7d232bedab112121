package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// listingSite builds and serves the fixture gallery in testdata/listing.
func listingSite(t *testing.T) string {
	t.Helper()
	content, err := filepath.Abs("testdata/listing")
	if err != nil {
		t.Fatal(err)
	}
	return serveSite(t, buildSite(t, content), "/repo/")
}

// TestListingLook opens apps that say everything, far too much and nothing:
// no page sticks out sideways, asks another host, or complains.
func TestListingLook(t *testing.T) {
	t.Parallel()
	site := listingSite(t)
	for _, width := range []int64{1920, 1440, 768, 375} {
		b := newTab(t)
		b.size(width, 900)
		b.dark(width == 768)
		for _, p := range []string{"shown.html?lang=ar_sa", "shown.html?lang=de_de", "long.html?lang=ar_sa", "bare.html"} {
			b.open(site + "apps/" + p)
			b.wait(`document.readyState === "complete"`)
			if over := eval[float64](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("%s sticks out by %.0f px at %d px: %s", p, over, width, eval[string](b, widest))
			}
			if got := eval[[]string](b, `performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.startsWith(location.origin) && !n.startsWith("data:"))`); len(got) > 0 {
				t.Errorf("%s asks %q", p, got)
			}
			b.screenshot(fmt.Sprintf("listing-%s-%d", strings.NewReplacer("?lang=", "-", ".html", "").Replace(p), width))
		}
	}
}

// TestListingShots: pictures at hand are shown in frames that keep their
// place, others are links.
func TestListingShots(t *testing.T) {
	t.Parallel()
	site := listingSite(t)
	b := newTab(t)
	b.open(site + "apps/shown.html")
	b.wait(`[...document.querySelectorAll(".shots img")].every(i => i.complete && i.naturalWidth)`)
	if got := eval[string](b, `[...document.querySelectorAll(".shots img")].map(i => [i.width, i.height, i.naturalWidth, i.naturalHeight].join(" ").replace(/^\d+ \d+/, m => Math.round(10 * i.width / i.height))).join(", ")`); got != "16 480 300, 16 200 320" {
		t.Errorf("pictures are %s", got)
	}
	if got := eval[string](b, `[...document.querySelectorAll(".shot-away")].map(e => e.innerText.split("\n")[0]).join(", ")`); got != "Picture at cdn.shown.example, No picture at hand" {
		t.Errorf("other pictures are %s", got)
	}
	if got := eval[string](b, `[...document.querySelectorAll(".shots a:not(.shot)")].map(a => a.href + " " + a.rel).join(", ")`); got != "https://cdn.shown.example/screens/two.jpg?v=3 nofollow noopener noreferrer" {
		t.Errorf("links are %s", got)
	}
	if got := eval[string](b, `document.querySelector(".directory").innerText`); !strings.Contains(got, "110 of 143 characters") || !strings.Contains(got, "Shown & Söhne") {
		t.Errorf("the directory's card says %q", got)
	}
}

// spoken is what the page shows in the language chosen.
const spoken = `[document.querySelector("h1"), ...document.querySelectorAll(".rows strong"), ...document.querySelectorAll(".doc.settings th .display")].map(e => e.innerText.replace(/\s+/g, " ").trim())`

// TestLanguages: the switch of an app's page changes titles and settings and
// marks what is missing; a link, a reload and the way back keep it; no text
// becomes markup.
func TestLanguages(t *testing.T) {
	t.Parallel()
	site := listingSite(t)
	b := newTab(t)
	b.open(site + "apps/shown.html")
	expect := func(what string, want ...string) {
		t.Helper()
		if got := eval[[]string](b, spoken); !slices.Equal(got, want) {
			t.Errorf("%s: the page says %q, want %q", what, got, want)
		}
	}
	english := []string{"Shown", "Panel", "Card", "Team", "Token"}
	arabic := []string{"معروض", "Panel missing in ar_sa, shown in en_us", "بطاقة", "الفريق", "Token missing in ar_sa, shown in en_us"}
	german := []string{"Gezeigt", "Tafel <img src=x onerror=alert(1)>", "Card missing in de_de, shown as written", "<img src=x onerror=alert(1)>", "Token missing in de_de, shown in en_us"}
	expect("at first", english...)
	if got := eval[[]string](b, `[...document.querySelector("[data-language]").options].map(o => o.text)`); !slices.Equal(got, []string{"American English (en_us) · 1 missing", "German (Germany) (de_de) · 3 missing", "Arabic (Saudi Arabia) (ar_sa) · 5 missing"}) {
		t.Errorf("the switch offers %q", got)
	}
	b.choose("[data-language]", "ar_sa")
	expect("in Arabic", arabic...)
	if got := eval[string](b, `(e => e.lang + " " + getComputedStyle(e).direction)(document.querySelector('h1 [data-lang="ar_sa"]'))`); got != "ar-SA rtl" {
		t.Errorf("the title is %s", got)
	}
	b.choose("[data-language]", "de_de")
	expect("in German", german...)
	if got := eval[string](b, `document.querySelector(".doc.settings .prose [data-lang]:not([hidden]) em").textContent`); got != "Team" {
		t.Errorf("the Markdown of a translation is %q", got)
	}
	b.wait(`location.search === "?lang=de_de"`)
	b.run(`history.back()`)
	b.wait(`document.querySelector("[data-language]").value === "ar_sa"`)
	expect("on the way back", arabic...)
	b.open(eval[string](b, `location.href`))
	expect("loaded again", arabic...)
	b.open(site + "apps/shown.html?lang=xx_yy")
	expect("in a language that the app does not speak", english...)
	if n := eval[int](b, `document.querySelectorAll("main img[src=x], main [onerror]").length`); n > 0 {
		t.Error("a text became markup")
	}
}

// TestLanguagesStage: the page of a widget and its stage speak one language,
// which comes along from the app's page.
func TestLanguagesStage(t *testing.T) {
	t.Parallel()
	site := listingSite(t)
	b := newTab(t)
	b.expect("shown.example") // the widget's own page is nowhere
	b.open(site + "apps/shown.html?lang=de_de")
	b.click(".rows a")
	b.wait(`location.pathname.endsWith("/panel.html") && document.querySelector("#control-lang")`)
	state := func(want string) {
		t.Helper()
		const expr = `[document.querySelector("h1").innerText.split(" ")[0], document.querySelector("[data-language]").value, document.querySelector("#control-lang").value, document.querySelector(".control label").innerText].join(" ")`
		if !b.soon(fmt.Sprintf("%s === %q", expr, want), slow) {
			t.Errorf("the page says %q, want %q", eval[string](b, expr), want)
		}
	}
	state("Tafel de_de de_de <img src=x onerror=alert(1)>")
	b.choose("[data-language]", "ar_sa")
	state("Panel ar_sa ar_sa الفريق")
	b.wait(`location.search === "?lang=ar_sa"`)
	b.choose("#control-lang", "de_de")
	state("Tafel de_de de_de <img src=x onerror=alert(1)>")
	b.wait(`location.search === "?lang=de_de"`)
	const seen = `[...document.querySelectorAll("select")].filter(e => e.options[0].value === "en_us" && e.checkVisibility()).map(e => e.id || e.closest(".language").className).join()`
	if got := eval[string](b, seen); got != "language" {
		t.Errorf("the switches %q are shown, want one", got)
	}
	b.click(`[data-do="full"]`) // covers the page and its switch
	b.wait(seen + `.includes("control-lang")`)
	b.click(`[data-do="full"]`)
	b.run(`location.hash = "settings"`) // is no change of language
	state("Tafel de_de de_de <img src=x onerror=alert(1)>")
	b.click(`[data-do="reset"]`)
	state("Panel en_us en_us Team")
	b.wait(`location.search === ""`)
}

// TestLanguagesBare: without scripts there is no switch, and a table says it
// all.
func TestLanguagesBare(t *testing.T) {
	t.Parallel()
	site := listingSite(t)
	b := newTab(t)
	b.noScript()
	b.open(site + "apps/shown.html?lang=de_de")
	if got := eval[[]string](b, spoken); !slices.Equal(got, []string{"Shown", "Panel", "Card", "Team", "Token"}) {
		t.Errorf("the page says %q", got)
	}
	if eval[bool](b, `document.querySelector(".language") !== null`) {
		t.Error("a switch that does nothing is shown")
	}
	if got := eval[string](b, `document.querySelector(".voices").innerText.replace(/\s+/g, " ").trim()`); got != "en_us 7 of 8 texts 1 missing de_de 5 of 8 texts 3 missing ar_sa 3 of 8 texts 5 missing" {
		t.Errorf("completeness is %q", got)
	}
	b.open(site + "apps/shown/definition.html")
	got := eval[[]string](b, `[...document.querySelectorAll(".texts tbody tr")].slice(0, 3).map(r => [...r.cells].map(c => (c.matches(".missing") ? "missing, " : "") + c.innerText.replace(/\s+/g, " ").trim() +
		(c.matches(".own") ? " from the definition itself" : "")).join(" | "))`)
	want := []string{
		"app title | Shown | Gezeigt | معروض",
		"panel title | Panel | Tafel <img src=x onerror=alert(1)> | missing, shown in en_us",
		"card title | Card from the definition itself | missing, shown as written | بطاقة",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the table says %q", got)
	}
}

// TestPrint: on paper there is no toolbar, links say where they lead, and the
// theme is light.
func TestPrint(t *testing.T) {
	t.Parallel()
	site := listingSite(t)
	b := newTab(t)
	b.expect("shown.example")
	for _, p := range []string{"shown.html?lang=de_de", "shown/panel.html"} {
		b.open(site + "apps/" + p)
		b.run(`document.documentElement.dataset.theme = "dark"`)
		b.print()
		if got := eval[[]string](b, `[...document.querySelectorAll(".bar, .language, .stage-bar, .stage-side, .stage-host, .stage button, .toc")].filter(e => e.checkVisibility()).map(e => e.className)`); len(got) > 0 {
			t.Errorf("%s prints %q", p, got)
		}
		if got := eval[string](b, `getComputedStyle(document.body).color`); got != "rgb(28, 31, 33)" {
			t.Errorf("%s prints in %s", p, got)
		}
		b.screenshot("print-" + strings.NewReplacer("/", "-", "?", "-").Replace(p))
	}
	b.size(718, 1047) // A4 between its margins
	// What stands behind tabs and in folds is whole on paper, each part below its heading.
	b.open(site + "apps/shown/panel.html")
	b.settled()
	if got := eval[string](b, `[...document.querySelectorAll("[role=tablist], .author-more, .copy-lines")].filter(e => e.checkVisibility()).map(e => e.className || e.role).join()`); got != "" {
		t.Errorf("a widget's page prints %s", got)
	}
	if got := eval[string](b, `["properties", "settings", "permissions", "definition"].map(id => {
		const box = e => e.getBoundingClientRect(), part = document.getElementById(id), rest = [...part.children].find(e => e.localName !== "h2");
		return id + " " + (part.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && box(part).height > 40 && box(part.querySelector("h2")).width > 20 && rest.checkVisibility({ visibilityProperty: true }));
	}).join()`); got != "properties true,settings true,permissions true,definition true" {
		t.Errorf("on paper there is: %s", got)
	}
	b.screenshot("print-unfolded")
	demoed := newTab(t)
	demoed.print()
	demoed.open(serveSite(t, demo(t), "/repo/") + "apps/harbor_voice.html")
	demoed.wait(`document.querySelector(".picker-form")`)
	if got := eval[string](demoed, `[...document.querySelectorAll(".versions, .picker, .author-more")].filter(e => e.checkVisibility()).map(e => e.className).join()`); got != "" {
		t.Errorf("an app's page prints %s", got)
	}
	if got := eval[string](b, `(d => { d.append("said"); document.body.append(d); const r = document.createRange(); r.selectNodeContents(d); return r.getBoundingClientRect().height > 0 })(document.createElement("details")).toString()`); got != "true" {
		t.Errorf("what is folded prints: %s", got)
	}
	b.open(site + "apps/long.html")
	if got := eval[string](b, `getComputedStyle(document.querySelector(".doc.settings tr")).display`); got != "table-row" {
		t.Errorf("settings print as %s", got)
	}
	if n := eval[int](b, `[...document.querySelectorAll(".author > .prose")].filter(e => e.scrollHeight > e.clientHeight + 1 || getComputedStyle(e).maskImage !== "none").length`); n > 0 {
		t.Errorf("%d texts are cut on paper", n)
	}
	b.open(site + "apps/shown.html")
	if got := eval[string](b, `getComputedStyle(document.querySelector('.aside a[href^="https:"]'), "::after").content`); !strings.Contains(got, "https://shown.example/") {
		t.Errorf("a link's address on paper is %s", got)
	}
}
