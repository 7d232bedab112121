package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// broken is a definition without the comma at the end of line 3.
func broken(app, title string) string {
	return strings.Replace(definitionOf(app, title), `"1.0.0",`, `"1.0.0"`, 1)
}

// part is the text of one thing in the panel of problems.
func part(selector string) string {
	return `(document.querySelector("[data-vitrine-problems]")?.shadowRoot?.querySelector("` + selector + `")?.textContent ?? "").trim()`
}

const folded = `(document.querySelector("header.bar [data-vitrine-chip]")?.shadowRoot?.textContent ?? "").replace(/^[^]*\}/, "")`

// TestServeProblemPlace: the panel shows the line where the comma goes, lines
// around it, and a link into the editor.
func TestServeProblemPlace(t *testing.T) {
	a := newAuthor(t)
	address := startServe(t, "--content", a.dir, "--editor", "code")
	page := newTab(t)
	page.open(address + "apps/acme/w.html")
	a.save("acme", broken("acme", "Orders"))
	page.wait(overlay + `.includes("comma")`)
	rows := eval[[]string](page, `[...document.querySelector("[data-vitrine-problems]").shadowRoot.querySelectorAll(".row")].map((r) => r.textContent)`)
	want := []string{"1{\n", "2  \"app\": \"acme\",\n", "3  \"version\": \"1.0.0\"\n", strings.Repeat(" ", 20) + "^\n",
		"4  \"title\": \"Orders app\",\n", "5  \"widgets\": [\n"}
	if strings.Join(rows, "") != strings.Join(want, "") {
		t.Errorf("the lines are\n%q, want\n%q", rows, want)
	}
	file := filepath.ToSlash(filepath.Join(a.dir, "apps/acme/app.json"))
	link := eval[string](page, `document.querySelector("[data-vitrine-problems]").shadowRoot.querySelector(".at a").href`)
	if want := "vscode://file" + file + ":3:21"; link != want {
		t.Errorf("the place leads to %q, want %q", link, want)
	}
	if got := eval[string](page, part(".at")); got != filepath.Join(a.dir, "apps/acme/app.json")+":3:21" {
		t.Errorf("the place is %q", got)
	}
	page.screenshot("serve-problem")
}

// TestServeProblemFolds: Escape folds the panel into a chip in the bar, which
// opens it again; it stays folded while something is wrong, on other pages too.
func TestServeProblemFolds(t *testing.T) {
	a := newAuthor(t)
	address := startServe(t, "--content", a.dir)
	page := newTab(t)
	page.open(address + "apps/acme/w.html")
	a.save("acme", broken("acme", "Orders"))
	page.wait(overlay + ` !== ""`)
	if eval[bool](page, `Boolean(document.querySelector("[data-vitrine-problems]").shadowRoot.querySelector("a"))`) {
		t.Error("there is no editor, and the place is a link")
	}
	page.press(kb.Escape)
	page.wait(folded + ` === "1 problem · app.json:3"`)
	page.wait(overlay + ` === ""`)
	page.screenshot("serve-folded")
	page.press(kb.Enter) // the chip has the focus
	page.wait(overlay + `.includes("comma")`)
	if got := eval[string](page, folded); got != "" {
		t.Errorf("the panel is open, and there is a chip: %q", got)
	}
	page.press(kb.Escape)
	page.open(address + "apps/acme.html")
	page.wait(folded + ` === "1 problem · app.json:3"`)
	a.save("acme", broken("acme", "Parcels"))
	page.wait(folded + ` === "1 problem · app.json:3"`)
	a.save("acme", definitionOf("acme", "Mended"))
	page.wait(`document.querySelector("h1").textContent === "Mended app"`)
	page.wait(folded + ` === "" && ` + overlay + ` === ""`)
	a.save("acme", broken("acme", "Orders"))
	page.wait(overlay + `.includes("comma")`) // another time, it is told at once
}

// TestServeStaleVerdicts: what a page says of an older state is dimmed while
// the file is broken; a page that was asked for since says what holds.
func TestServeStaleVerdicts(t *testing.T) {
	a := newAuthor(t)
	address := startServe(t, "--content", a.dir)
	page, later := newTab(t), newTab(t)
	page.open(address + "apps/acme/w.html")
	a.save("acme", broken("acme", "Orders"))
	for _, verdict := range []string{".title .status", ".badges", "#findings .findings"} {
		page.wait(`Number(getComputedStyle(document.querySelector("` + verdict + `")).opacity) < 0.5`)
	}
	said := eval[[]string](page, `[...document.querySelectorAll("[data-vitrine-note]")].map((n) => n.textContent)`)
	at := eval[string](page, `new Date(performance.timeOrigin).toTimeString().slice(0, 5)`)
	for _, text := range said {
		if text != "as of "+at+", the file is broken now" {
			t.Errorf("it says %q at %s", text, at)
		}
	}
	if len(said) != 3 {
		t.Errorf("it says so %d times", len(said))
	}
	page.screenshot("serve-stale")
	later.open(address + "apps/acme/w.html")
	later.wait(overlay + `.includes("comma")`)
	if eval[bool](later, `Boolean(document.querySelector("[data-vitrine-note], [data-vitrine-stale]"))`) {
		t.Error("a page that shows how it is now is dimmed")
	}
	a.save("acme", definitionOf("acme", "Orders")) // as it was
	page.wait(overlay + ` === ""`)
	page.wait(`!document.querySelector("[data-vitrine-note], [data-vitrine-stale]")`)
}
