package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestReportFilters: the filters find what the files beside the report hold,
// say so in the address, and lead to the finding on its page.
func TestReportFilters(t *testing.T) {
	t.Parallel()
	dir := demo(t)
	for name, site := range map[string]string{"http": serveSite(t, dir, "/repo/"), "file": "file://" + dir + "/"} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t)
			b.open(site + "report.html")
			const found = `document.querySelector("[data-found]").textContent`
			if got := eval[string](b, found); got != "" {
				t.Errorf("before anything is asked for: %q", got)
			}
			b.choose(`[name="severity"]`, "error")
			b.wait(found + ` === "27 of 65 findings"`)
			b.choose(`[name="rule"]`, "permissions-missing-space")
			b.wait(found + ` === "1 of 65 findings"`)
			b.screenshot("report-filtered")
			if got := eval[string](b, `location.search`); got != "?severity=error&rule=permissions-missing-space" {
				t.Error("the address says", got)
			}
			b.open(site + "report.html?severity=warning&q=wobbly+nothing-like-this&group=rule")
			b.wait(`document.querySelector("[data-results] .empty")`)
			b.screenshot("report-nothing")
			b.run(`[...document.querySelectorAll(".empty button")].find(e => e.textContent.includes("wobbly")).click()`)
			b.wait(found + ` === "26 of 65 findings"`)
			b.run(`document.querySelector(".group .where a:last-child").click()`)
			b.wait(`location.pathname.endsWith("/definition.html") && location.hash.startsWith("#L") && document.querySelector(location.hash)`)
		})
	}
}

// TestReportHostile: texts of definitions stay texts in what scripts paint.
func TestReportHostile(t *testing.T) {
	t.Parallel()
	content := t.TempDir()
	hostile := `{ "app": "x", "version": "1.0.0", "title": "</script><img src=x onerror=alert(1)>", "<b onclick=alert(2)>": 1 }`
	if err := os.WriteFile(filepath.Join(content, "x.json"), []byte(hostile), 0o644); err != nil {
		t.Fatal(err)
	}
	b := newTab(t)
	b.open(serveSite(t, buildSite(t, content), "/") + "report.html?q=onclick")
	b.wait(`document.querySelector(".lines li")`)
	if got := eval[string](b, `document.querySelector(".lines p").textContent`); !strings.Contains(got, "<b onclick=alert(2)>") {
		t.Errorf("the finding reads %q", got)
	}
	if n := eval[int](b, `document.querySelectorAll("[data-results] img, [data-results] b").length`); n != 0 {
		t.Error("the text became elements")
	}
}

// TestReportTable: what the filters show can be had as a table, in which no text of a definition is a formula.
func TestReportTable(t *testing.T) {
	t.Parallel()
	content := t.TempDir()
	for name, text := range map[string]string{
		"x.json": `{ "app": "x", "version": "1.0.0", "title": "=SUM(1,2)", "onclick": 1, "other": 1 }`,
		"y.json": `{ "app": "y", "version": "1.0.0", "title": "Y", "onclick": 1 }`,
	} {
		if err := os.WriteFile(filepath.Join(content, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	dir := buildSite(t, content)
	for name, site := range map[string]string{"http": serveSite(t, dir, "/repo/"), "file": "file://" + dir + "/"} {
		t.Run(name, func(t *testing.T) {
			b, downloads := newTab(t), t.TempDir()
			b.downloads(downloads)
			b.open(site + "report.html")
			const button = `[...document.querySelectorAll(".filterbar button")].find(e => e.textContent.includes("CSV"))`
			if !eval[bool](b, button+`.offsetHeight === 0`) {
				t.Error("before anything is asked for there is a table")
			}
			b.open(site + "report.html?q=onclick")
			b.wait(button + `.offsetHeight > 0 && !` + button + `.disabled`)
			b.screenshot("report-table")
			b.run(button + `.click()`)
			lines := strings.Split(strings.TrimSpace(downloaded(t, filepath.Join(downloads, "findings.csv"))), "\n")
			if len(lines) != 3 || lines[0] != "title,path,line,column,severity,rule,message" ||
				!strings.HasPrefix(lines[1], `"'=SUM(1,2)",x.json,1,`) || !strings.HasPrefix(lines[2], `Y,y.json,1,`) {
				t.Errorf("the table is %q", lines)
			}
		})
	}
}

// TestReview goes through the queue as a reviewer does: decide, note, tick,
// find it again, export, and be told when the definition changed.
func TestReview(t *testing.T) {
	t.Parallel()
	dir := copyOf(t, demo(t))
	site := serveSite(t, dir, "/repo/")
	b := newTab(t)
	downloads := t.TempDir()
	b.downloads(downloads)
	b.open(site + "review.html")
	const progress = `document.querySelector("[data-progress]").textContent`
	b.wait(progress + ` === "1 of 10 decided, 1 changed since"`)
	if got := eval[string](b, `[...document.querySelectorAll(".queue-rows strong")].slice(0, 2).map(e => e.textContent).join()`); !strings.HasPrefix(got, "Wobbly") {
		t.Errorf("the worst are not first: %s", got)
	}
	b.run(`document.querySelector('.queue-rows [data-app="harbor_voice"]').previousElementSibling.querySelector("a").focus()`)
	b.press("j")
	b.press("j")
	b.press("k")
	b.press("\r")
	b.wait(`location.pathname.endsWith("apps/harbor_voice.html") && document.readyState === "complete"`) // its scripts have run
	if !eval[bool](b, `document.querySelector('[data-decision] input[value=""]').checked`) {
		t.Error("an app that nobody has decided on is not shown as open")
	}
	b.click(`[data-decision] input[value="work"]`)
	b.fill(`[data-decision] textarea`, "Why the camera? | *ask*")
	b.click(`[data-check="tested"]`)
	b.size(1440, 900)
	b.screenshot("review-app")
	b.open(site + "apps/broken_by_design.html")
	if got := eval[string](b, `document.querySelector(".verdicts").textContent`); !strings.Contains(got, "2 of 15, 13 not met") {
		t.Errorf("the broken app's checklist says %q", got)
	}
	b.screenshot("review-broken")
	b.open(site + "review.html")
	b.wait(progress + ` === "2 of 10 decided, 1 changed since"`)
	b.choose("[data-show]", "work")
	if got := eval[string](b, `[...document.querySelectorAll(".queue-rows li:not([hidden])")].map(e => e.innerText.replace(/\s+/g, " ")).join()`); got != "Harbor Voice harbor_voice 2.1.0 Why the camera? | *ask* hears, plays sound, loads before it is opened 2 not met 1 note newly may do more decided "+
		time.Now().Format("1/2/2006")+" Needs work" {
		t.Errorf("the queue shows %q", got)
	}
	b.screenshot("review-queue")
	b.click(`[data-export="md"]`)
	if got := downloaded(t, filepath.Join(downloads, "review.md")); !strings.Contains(got, `| Harbor Voice | 2.1.0 | Needs work | Why the camera? \| \*ask\* |`) {
		t.Error(got)
	}
	b.click(`[data-export="json"]`)
	var doc struct {
		Version int
		Apps    map[string]struct{ Decision, Note string }
	}
	if err := json.Unmarshal([]byte(downloaded(t, filepath.Join(downloads, "review.json"))), &doc); err != nil || doc.Apps["apps/harbor_voice.html"].Decision != "work" {
		t.Error(err, doc)
	}

	// The definition changes, at the same address.
	file := filepath.Join(dir, "apps", "harbor_voice.html")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), `data-digest="`, `data-digest="x`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	b.open(site + "apps/harbor_voice.html")
	b.wait(`!document.querySelector("[data-stale]").hidden && document.querySelector("[data-check=tested]").checked`)
	b.screenshot("review-stale")
	b.click("[data-stale] button")
	b.wait(`document.querySelector("[data-stale]").hidden`)
	b.open(site + "review.html")
	b.wait(progress + ` === "1 of 10 decided, 2 changed since"`)
}

// downloaded waits for a file that a page saved.
func downloaded(t *testing.T, name string) string {
	t.Helper()
	for end := time.Now().Add(slow); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if text, err := os.ReadFile(name); err == nil && len(text) > 0 {
			return string(text)
		}
	}
	t.Fatalf("no download %s", filepath.Base(name))
	return ""
}
