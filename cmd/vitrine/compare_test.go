package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// versionsOf writes some of the three versions of an app, each of which changes what the one before says.
func versionsOf(t *testing.T, versions ...string) string {
	t.Helper()
	texts := map[string]string{
		"1.0.0": `{ "app": "acme", "version": "1.0.0", "title": "Acme",
 "settings": { "default": { "store": { "type": "string", "defaultValue": "" }, "old": { "type": "string", "defaultValue": "" } } },
 "widgets": [ { "name": "phone", "title": "Phone", "url": "https://acme.test/p", "icon": "https://acme.test/i.svg", "width": "20vw", "height": "50vh" } ] }`,
		"1.1.0": `{ "app": "acme", "version": "1.1.0", "title": "Acme",
 "widgets": [ { "name": "phone", "title": "Phone", "url": "https://acme.test/p", "icon": "https://acme.test/i.svg", "width": "30vw", "height": "50vh" } ] }`,
		"2.0.0": `{ "app": "acme", "version": "2.0.0", "title": "Acme",
 "settings": { "default": { "store": { "type": "string", "defaultValue": "x" } } },
 "widgets": [
  { "name": "phone", "title": "</script><b>Phone", "url": "http://other.test/p?s={{{settings.default.store}}}", "icon": "https://acme.test/i.svg",
    "width": "40vw", "iframePermissions": "microphone *;" } ] }`,
	}
	content := t.TempDir()
	for _, v := range versions {
		if err := os.WriteFile(filepath.Join(content, v+".json"), []byte(texts[v]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return content
}

// told is all that a page says of two versions, and where in the gallery it leads.
const told = `[...document.querySelectorAll(".verdict, .changes, .step, .sizeglyph rect")].map(e => [e.className.baseVal ?? e.className,
	e.innerText?.replace(/\s+/g, " ") || e.outerHTML,
	...[...e.querySelectorAll("[id], a")].map(a => a.id || (a.getAttribute("href")[0] === "#" ? a.hash : a.href.replace(/.*\/apps\//, "")))].join("|")).join("\n")`

// TestCompareSaysTheSame: what the script shows of two versions is what the page between them says where nothing came
// between.
func TestCompareSaysTheSame(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	b.open(serveSite(t, buildSite(t, versionsOf(t, "1.0.0", "2.0.0")), "/") + "apps/acme/diff/1.0.0--2.0.0.html")
	want := eval[string](b, told)
	for _, part := range []string{"May newly do", `other.test`, "px larger in width", "</script><b>Phone", `width="24"`, `width="48"`} {
		if !strings.Contains(want, part) {
			t.Errorf("the page lacks %q:\n%s", part, want)
		}
	}
	dir := buildSite(t, versionsOf(t, "1.0.0", "1.1.0", "2.0.0"))
	for _, site := range []string{serveSite(t, dir, "/repo/"), "file://" + dir + "/"} {
		b.open(site + "apps/acme/diff/index.html?from=1.0.0&to=2.0.0")
		b.wait(`document.querySelector(".changes")`)
		if got := eval[string](b, told); got != want {
			t.Errorf("%s: the script says\n%s\nwant\n%s", site, got, want)
		}
	}
}

// TestCompareWay chooses versions on the pages that offer it, goes back, and is led to the page of neighbours.
func TestCompareWay(t *testing.T) {
	t.Parallel()
	dir := buildSite(t, versionsOf(t, "1.0.0", "1.1.0", "2.0.0"))
	site := serveSite(t, dir, "/repo/")
	b := newTab(t)
	b.open(site + "apps/acme.html")
	const lists = `[...document.querySelectorAll(".picker-form select")].map(e => e.value + " of " + [...e.options].map(o => o.text)).join()`
	if got := eval[string](b, lists); got != "1.1.0 of 2.0.0,1.1.0,1.0.0,2.0.0 of 2.0.0,1.1.0,1.0.0" {
		t.Error("the app's page offers", got)
	}
	b.choose(".picker-form label:first-child select", "1.0.0")
	b.click(".picker-form button")
	b.wait(`location.search === "?from=1.0.0&to=2.0.0" && document.querySelector(".changes")`)

	// The newer one stands on the right, whichever was chosen where.
	b.choose(".picker-form label:first-child select", "2.0.0")
	b.choose(".picker-form label:nth-child(2) select", "1.0.0")
	b.click(".picker-form button")
	b.wait(`location.search === "?from=2.0.0&to=1.0.0" && document.querySelector(".step").innerText.startsWith("1.0.0")`)
	b.choose(".picker-form label:first-child select", "2.0.0")
	b.choose(".picker-form label:nth-child(2) select", "2.0.0")
	b.click(".picker-form button")
	b.wait(`document.querySelector("[data-result]").textContent.includes("same version twice")`)
	b.run(`history.back()`)
	b.wait(`document.querySelector(".changes") && document.querySelector(".picker-form select").value === "1.0.0"`)

	b.choose(".picker-form label:first-child select", "1.1.0")
	b.click(".picker-form button")
	b.wait(`location.pathname.endsWith("/diff/1.1.0--2.0.0.html") && document.querySelector(".picker-form")`)
	if got := eval[string](b, lists); !strings.HasPrefix(got, "1.1.0 of") {
		t.Error("the page of neighbours offers", got)
	}
	b.open(site + "apps/acme/diff/?from=1.0.0&to=1.1.0")
	b.wait(`location.pathname.endsWith("/diff/1.0.0--1.1.0.html")`)
	b.open(site + "apps/acme/diff/?from=1.0.0&to=<b>9")
	b.wait(`document.querySelector("[data-result]").textContent === "There is no version “<b>9” here. Choose two above."`)

	// Without scripts every version and every step is there.
	plain := newTab(t)
	plain.noScript()
	plain.open(site + "apps/acme.html")
	plain.click(".picker a")
	plain.wait(`document.querySelectorAll(".compare-list [data-step]").length === 2 && !document.querySelector("select")`)
}

// TestCompareDecides: the page has the bar of a decision, about the newer one of the versions that are chosen.
func TestCompareDecides(t *testing.T) {
	t.Parallel()
	content := versionsOf(t, "1.0.0", "1.1.0", "2.0.0")
	if err := os.WriteFile(filepath.Join(content, "1.2.0.json"), []byte(`{ "app": "acme", "version": "1.2.0", "title": "Acme" }`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(content, "reviews"), 0o755); err != nil {
		t.Fatal(err)
	}
	committed := "- version: 1.2.0\n  decision: approved\n  author: Ada\n"
	if err := os.WriteFile(filepath.Join(content, "reviews", "acme.yaml"), []byte(committed), 0o644); err != nil {
		t.Fatal(err)
	}
	site, b := serveSite(t, buildSite(t, content), "/repo/"), newTab(t)
	b.open(site + "apps/acme/diff/index.html")
	if n := eval[int](b, `document.querySelectorAll("[data-decision], [data-review]").length`); n > 0 {
		t.Errorf("nothing is chosen, and there are %d bars", n)
	}
	b.open(site + "apps/acme/diff/index.html?from=1.0.0&to=1.2.0")
	const said = `document.querySelector("[data-said]").checkVisibility() ? document.querySelector("[data-said]").innerText : ""`
	b.wait(`document.querySelector(".changes") && document.querySelector("[data-decision]") && ` + said + ` === "Committed: Approved by Ada"`)
	b.press("n")
	b.wait(`document.querySelector("[data-decision] :checked").value === "work"`)
	b.click("[data-file-it]")
	b.wait(`document.querySelector("[data-commit][open] pre").textContent.startsWith(` + "`" + committed + "- version: \"1.2.0\"\n  decision: needs work" + "`" + `)`)
	b.run(`document.querySelector("[data-commit] form button").click()`)

	b.choose(".picker-form label:nth-child(2) select", "2.0.0")
	b.click(".picker-form button")
	b.wait(`document.querySelector(".step").innerText.includes("2.0.0") && ` + said + ` === ""`)
	if got := eval[string](b, `document.querySelectorAll("[data-decision]").length + document.querySelector("[data-decision] :checked").value`); got != "1" {
		t.Errorf("another version has the decision %q", got)
	}
	b.press("r")
	b.run(`history.back()`)
	b.wait(said + ` !== "" && document.querySelector("[data-decision] :checked").value === "work"`)
	b.open(site + "apps/acme.html")
	b.wait(`document.querySelector("[data-decision] :checked").value === "reject"`)
	b.open(site + "apps/acme/diff/index.html?from=1.0.0&to=9")
	b.wait(`document.querySelector("[data-result]").textContent.includes("There is no version")`)
	if n := eval[int](b, `document.querySelectorAll("[data-decision], [data-review]").length`); n > 0 {
		t.Errorf("one is not there, and there are %d bars", n)
	}
}

// TestCompareFew: where there are no two versions without a page between them, there is nothing to choose.
func TestCompareFew(t *testing.T) {
	t.Parallel()
	dir := buildSite(t, versionsOf(t, "1.0.0", "2.0.0"))
	if _, err := os.Stat(filepath.Join(dir, "apps/acme/diff/index.html")); err == nil {
		t.Error("two versions have a page to compare any two")
	}
	for _, page := range []string{"apps/acme.html", "apps/acme/diff/1.0.0--2.0.0.html"} {
		if text, err := os.ReadFile(filepath.Join(dir, page)); err != nil || strings.Contains(string(text), "picker") {
			t.Errorf("%s offers to compare, or cannot be read: %v", page, err)
		}
	}
}
