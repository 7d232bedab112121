package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// mendable is a definition that can be mended at three places, one of them by guessing.
const mendable = `{
  "app": "acme",
  "version": "1.0.0",
  "title": "Orders app",
  "settings": { "default": { "shop": { "type": "string" }, "town": { "type": "string" } } },
  "widgets": [ { "name": "w", "title": "Orders", "url": "https://mend.test/plain.html", "icon": "https://icons.test/icon.svg" } ]
}
`

func (a author) text(app string) string {
	a.t.Helper()
	text, err := os.ReadFile(filepath.Join(a.dir, "apps", app, "app.json"))
	if err != nil {
		a.t.Fatal(err)
	}
	return string(text)
}

// box is the text of what says how much was mended.
const box = `(document.querySelector("[data-vitrine-mended]")?.shadowRoot?.textContent ?? "")`

// TestServeMends: a page mends one finding at a time, tells what it changed and how far it is, and undoes it.
func TestServeMends(t *testing.T) {
	a := newAuthor(t)
	a.save("acme", mendable)
	address := startServe(t, "--content", a.dir)
	page := newTab(t)
	page.open(address + "apps/acme.html")
	page.run(`window.untouched = true`)
	page.wait(`document.querySelectorAll("[data-vitrine-mend] button").length === 2`)
	if got := eval[string](page, box); got != "" {
		t.Errorf("nothing was mended, and it says %q", got)
	}
	page.run(`document.querySelector("[data-vitrine-mend] button").click()`)
	page.wait(box + `.startsWith("1 of 2 mended")`)
	page.wait(`document.querySelectorAll("[data-vitrine-mend] button").length === 1`)
	page.wait(box + `.startsWith("1 of 2 mended")`)
	once := a.text("acme")
	if want := strings.Replace(mendable, `"shop": { "type": "string" }`, `"shop": { "type": "string", "defaultValue": "" }`, 1); once != want {
		t.Errorf("the file is\n%s, want\n%s", once, want)
	}
	if got := eval[string](page, box); !strings.Contains(got, `+  "settings": { "default": { "shop": { "type": "string", "defaultValue": "" }`) {
		t.Errorf("it does not say what changed: %s", got)
	}
	page.screenshot("serve-mended")
	page.run(`document.querySelector("[data-vitrine-mend] button").click()`)
	page.wait(box + `.startsWith("2 of 2 mended")`)
	page.wait(`document.querySelectorAll("[data-vitrine-mend] button").length === 0`)

	undo := `[...document.querySelector("[data-vitrine-mended]").shadowRoot.querySelectorAll("button")].find((b) => b.textContent === "Undo").click()`
	page.run(undo)
	page.wait(box + `.startsWith("1 of 2 mended")`)
	if got := a.text("acme"); got != once {
		t.Errorf("undone, the file is\n%s, want\n%s", got, once)
	}
	page.wait(`document.querySelectorAll("[data-vitrine-mend] button").length === 1`)
	mine := strings.Replace(once, "Orders app", "Mine", 1)
	a.save("acme", mine)
	page.wait(`document.querySelector("h1").innerText === "Mine"`)
	page.expect("409")
	page.run(undo)
	page.wait(box + `.includes("changed since")`)
	if got := a.text("acme"); got != mine {
		t.Errorf("what its author wrote is gone:\n%s", got)
	}
	if !eval[bool](page, `window.untouched === true`) {
		t.Error("the page was loaded again")
	}
}

// TestServeMendsProblem: what is over the page can be mended there.
func TestServeMendsProblem(t *testing.T) {
	a := newAuthor(t)
	address := startServe(t, "--content", a.dir)
	page := newTab(t)
	page.open(address + "apps/acme/w.html")
	a.save("acme", broken("acme", "Orders"))
	const button = `document.querySelector("[data-vitrine-problems]")?.shadowRoot.querySelector("[data-vitrine-mend] button")`
	page.wait(button)
	page.run(button + `.click()`)
	page.wait(overlay + ` === ""`)
	if got := a.text("acme"); got != definitionOf("acme", "Orders") {
		t.Errorf("the file is\n%s", got)
	}
}

// TestServeMendsWhatWasSeen: a fix is refused where the file is another by now, or there is no such finding.
func TestServeMendsWhatWasSeen(t *testing.T) {
	a := newAuthor(t)
	a.save("acme", mendable)
	address := startServe(t, "--content", a.dir)
	ask := func(what string, data any) (code int, answer map[string]any) {
		t.Helper()
		page, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		defer page.Body.Close()
		html, _ := io.ReadAll(page.Body)
		body, _ := json.Marshal(data)
		r, err := http.NewRequest(http.MethodPost, address+"_vitrine/do/"+what, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", strings.TrimSuffix(address, "/"))
		r.Header.Set("X-Vitrine-Token", string(regexp.MustCompile(`data-token="(.*?)"`).FindSubmatch(html)[1]))
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		if err := json.NewDecoder(got.Body).Decode(&answer); err != nil {
			t.Fatal(err)
		}
		return got.StatusCode, answer
	}
	_, told := ask("offers", map[string]any{"page": "apps/acme/w.html"})
	list := told["offers"].([]any)
	if len(list) != 2 || told["of"] != 2.0 {
		t.Fatalf("it offers %v", told)
	}
	first := list[0].(map[string]any)
	with := func(key string, value any) map[string]any {
		other := map[string]any{}
		for k, v := range first {
			other[k] = v
		}
		other[key] = value
		return other
	}
	for _, wrong := range []map[string]any{
		with("rule", "url-relative"), with("start", 1), with("end", 1e6), with("digest", "x"), with("digest", ""),
		with("file", "../"+filepath.Base(a.dir)+"/apps/acme/app.json"), with("file", "apps/other/app.json"), with("file", "/etc/passwd"), with("file", ""),
	} {
		if code, answer := ask("mend", wrong); code != 409 {
			t.Errorf("%v: %d %v", wrong, code, answer)
		}
	}
	if a.text("acme") != mendable {
		t.Error("the file was changed")
	}
	a.save("acme", mendable+"\n") // which the server may not have seen yet
	if code, answer := ask("mend", first); code != 409 {
		t.Errorf("a file that was changed: %d %v", code, answer)
	}
	if code, _ := ask("undo", map[string]any{"id": 1}); code != 409 {
		t.Errorf("undo of nothing: %d", code)
	}
	if a.text("acme") != mendable+"\n" {
		t.Error("the file was changed")
	}
}
