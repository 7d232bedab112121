package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	committed "vitrine/generator/reviews"
)

// TestCommitted: what was committed beside the content is shown with its
// author and date, and says when it is of another state; and the page writes
// the file with one more decision, which reads back.
func TestCommitted(t *testing.T) {
	t.Parallel()
	site := serveSite(t, demo(t), "/repo/")
	b := newTab(t)
	downloads := t.TempDir()
	b.downloads(downloads)
	b.open(site + "review.html")
	b.wait(`document.activeElement === document.querySelector(".queue-rows a") && scrollY === 0`) // j and k work at once
	b.press("j")
	b.wait(`document.activeElement === document.querySelectorAll(".queue-rows a")[1]`)
	row := func(app string) string {
		return eval[string](b, `document.querySelector('.queue-rows [data-app="`+app+`"] .row-end').innerText`)
	}
	if got := row("parcel_lantern"); !strings.Contains(got, "Approved by Mira Oduya") || strings.Contains(got, "changed") {
		t.Errorf("the queue says %q", got)
	}
	if got := row("quill_answers"); !strings.Contains(got, "Needs work by Tomas Brandt, changed since") {
		t.Errorf("the queue says %q", got)
	}
	if got := eval[string](b, `document.querySelector('.queue-rows [data-app="parcel_lantern"] .row-age').innerText`); !strings.Contains(got, "2026-06-03") {
		t.Errorf("the age is %q", got)
	}
	b.click(`[data-export="md"]`)
	if got := downloaded(t, filepath.Join(downloads, "review.md")); !strings.Contains(got, "- Committed: Approved, by Mira Oduya, 2026-06-03, 5894") ||
		!strings.Contains(got, "/repo/apps/parcel_lantern.html>") || !strings.Contains(got, "Not met:") {
		t.Error(got)
	}
	b.open(site + "review.html#main")
	if !eval[bool](b, `!document.activeElement.closest(".queue-rows")`) {
		t.Error("the focus is taken from who follows a link into the page")
	}
	b.open(site + "apps/quill_answers.html")
	if got := eval[string](b, `document.querySelector(".committed").innerText`); !strings.Contains(got, "The definition changed since") {
		t.Errorf("the decision reads %q", got)
	}
	b.open(site + "apps/parcel_lantern.html")
	if got := eval[string](b, `document.querySelector(".committed").innerText`); !strings.Contains(got, "Approved by Mira Oduya") ||
		strings.Contains(got, "changed") {
		t.Errorf("the decision reads %q", got)
	}
	if !eval[bool](b, `document.querySelector("[data-commit]").hidden`) {
		t.Error("there is a file to commit before anything is decided")
	}
	b.click(`[data-decision] input[value="reject"]`)
	b.fill(`[data-decision] textarea`, "no: \"x\" # <b>")
	b.click(`[data-commit] summary`)
	b.fill(`[data-commit] input`, "Ada")
	b.click(`[data-commit] .actions button:last-child`)
	decidedOnParcels(t, downloaded(t, filepath.Join(downloads, "parcel_lantern.yaml")))
}

// decidedOnParcels: the text of a file is that of the demo with the decision of the tests at its end.
func decidedOnParcels(t *testing.T, text string) {
	t.Helper()
	had, err := os.ReadFile("../../content/reviews/parcel_lantern.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f := committed.Read("reviews/parcel_lantern.yaml", []byte(text))
	d := f.Of("1.3.2")
	if !strings.HasPrefix(text, string(had)) || len(f.Findings) > 0 || d == nil || d.Verdict != "reject" || d.Author != "Ada" ||
		d.Note != "no: \"x\" # <b>" || d.Digest != "5894df557fed2ee4fda0b1dbcda81774" {
		t.Errorf("the file is\n%s\nwhich reads %+v %v", text, d, f.Findings)
	}
}

// TestCommitElsewhere: the bar writes the file of decisions where the panel of the app does not stand, too; what the file holds
// comes only when it is asked for.
func TestCommitElsewhere(t *testing.T) {
	t.Parallel()
	dir := demo(t)
	b := newTab(t)
	for i, site := range []string{serveSite(t, dir, "/repo/"), "file://" + dir + "/"} {
		downloads := t.TempDir()
		b.downloads(downloads)
		page := []string{"apps/parcel_lantern/tracker.html", "apps/parcel_lantern/eta.html"}[i]
		b.open(site + page)
		b.wait(`document.querySelector("[data-decision]")`)
		const asked = `document.querySelectorAll("script[src*=commit], link[href*=commit], [data-commit]").length`
		if !eval[bool](b, `document.querySelector("[data-file-it]").hidden`) || eval[int](b, asked) > 0 {
			t.Errorf("%s: there is something to commit before anything is decided", page)
		}
		b.click(`[data-decision] input[value="reject"]`)
		b.fill(`[data-decision] textarea`, "no: \"x\" # <b>")
		b.click("[data-file-it]")
		b.wait(`document.querySelector("[data-commit][open]")`)
		if got := eval[string](b, `document.querySelector("[data-commit]").innerText`); !strings.HasPrefix(got, "Commit this decision as reviews/parcel_lantern.yaml") ||
			!strings.Contains(got, "The file with this decision at its end.") {
			t.Errorf("%s: the sheet says %q", page, got)
		}
		b.fill(`[data-commit] input`, "Ada")
		b.click(`[data-commit] .actions button:last-child`)
		decidedOnParcels(t, downloaded(t, filepath.Join(downloads, "parcel_lantern.yaml")))
		b.run(`document.querySelector("[data-commit] form button").click()`)
		b.click(`[data-decision] input[value="work"]`) // again, with what is decided by now
		b.click("[data-file-it]")
		b.wait(`document.querySelector("[data-commit][open] pre").textContent.includes("Needs work".toLowerCase() + "\n  author: \"Ada\"")`)
	}
}

// TestCommittedBar: the bar tells of the committed decision where the panel of the app does not stand: on the pages of its
// widgets and of what changed.
func TestCommittedBar(t *testing.T) {
	t.Parallel()
	content := t.TempDir()
	for name, text := range map[string]string{
		"acme/1.json":       `{ "app": "acme", "version": "1.0.0", "title": "Acme", "widgets": [{ "name": "w", "title": "W", "url": "https://acme.test/" }] }`,
		"acme/2.json":       `{ "app": "acme", "version": "2.0.0", "title": "Acme", "widgets": [{ "name": "w", "title": "W", "url": "https://acme.test/2" }] }`,
		"other.json":        `{ "app": "other", "version": "1.0.0", "title": "Other", "widgets": [{ "name": "w", "title": "W", "url": "https://acme.test/" }] }`,
		"reviews/acme.yaml": "- version: 2.0.0\n  decision: rejected\n  author: <b>Ada</b>\n  date: 2026-04-01\n- version: 1.0.0\n  decision: approved\n  digest: ffff\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(content, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(content, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	site, b := serveSite(t, buildSite(t, content, "--base-url", "https://gallery.test/x"), "/repo/"), newTab(t)
	for page, want := range map[string]string{
		"acme/w.html":                 "Committed: Rejected by <b>Ada</b> 2026-04-01",
		"acme/diff/1.0.0--2.0.0.html": "Committed: Rejected by <b>Ada</b> 2026-04-01",
		"acme/v/1.0.0/w.html":         "Committed: Approved The definition changed since.",
		"other/w.html":                "",
	} {
		b.open(site + "apps/" + page)
		b.wait(`document.querySelector("[data-decision]")`)
		b.press("n")
		b.click("[data-file-it]")
		b.wait(`document.querySelector("[data-commit][open]")`)
		file := "There is no such file yet."
		if strings.HasPrefix(page, "acme") {
			file = "The file with this decision at its end."
		}
		if got := eval[string](b, `document.querySelector("[data-commit] .quiet").textContent`); got != file {
			t.Errorf("on %s the sheet says %q, want %q", page, got, file)
		}
		if got := eval[string](b, `document.querySelector("[data-said]").checkVisibility() ? document.querySelector("[data-said]").innerText : ""`); got != want {
			t.Errorf("on %s the bar says %q, want %q", page, got, want)
		}
	}
	downloads := t.TempDir()
	b.downloads(downloads)
	b.open(site + "review.html")
	b.click(`[data-export="md"]`)
	if got := downloaded(t, filepath.Join(downloads, "review.md")); !strings.Contains(got, "- Page: <https://gallery.test/x/apps/acme.html>") {
		t.Errorf("where the gallery is published is known, and the export says\n%s", got)
	}
}
