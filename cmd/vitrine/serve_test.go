package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// startServe runs vitrine serve until the test ends and returns the address.
func startServe(t testing.TB, args ...string) string {
	t.Helper()
	return startServeOn(t, io.Discard, args...)
}

// startServeOn is startServe with a terminal to print on.
func startServeOn(t testing.TB, screen io.Writer, args ...string) string {
	t.Helper()
	out, w := io.Pipe()
	e := &env{out: w, err: screen}
	cmd, _, err := rootCommand(e).Find([]string{"serve"})
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.ParseFlags(append([]string{"--addr", "127.0.0.1:0"}, args...)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- e.serve(ctx, cmd) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("serve printed no address: %v", err)
	}
	return strings.TrimSpace(line)
}

// author is a content directory with two apps, and a way to save them.
type author struct {
	t   *testing.T
	dir string
}

func newAuthor(t *testing.T) author {
	a := author{t, t.TempDir()}
	t.Chdir(t.TempDir()) // no config.yaml of ours
	a.save("acme", definitionOf("acme", "Orders"))
	a.save("other", definitionOf("other", "Returns"))
	return a
}

func definitionOf(app, title string) string {
	return `{
  "app": "` + app + `",
  "version": "1.0.0",
  "title": "` + title + ` app",
  "widgets": [
    { "name": "w", "title": "` + title + `", "url": "/nowhere", "icon": "https://acme.test/i.svg" }
  ]
}
`
}

func (a author) save(app, text string) {
	a.t.Helper()
	dir := filepath.Join(a.dir, "apps", app)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		a.t.Fatal(err)
	}
	tmp := filepath.Join(dir, "app.json~") // as many editors save
	if err := os.WriteFile(tmp, []byte(text), 0o644); err != nil {
		a.t.Fatal(err)
	}
	if err := os.Rename(tmp, filepath.Join(dir, "app.json")); err != nil {
		a.t.Fatal(err)
	}
}

// page saves a local page of a widget.
func (a author) page(name, text string) {
	a.t.Helper()
	if err := os.MkdirAll(filepath.Join(a.dir, "widgets"), 0o755); err != nil {
		a.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(a.dir, "widgets", name), []byte(text), 0o644); err != nil {
		a.t.Fatal(err)
	}
}

// config saves the configuration.
func (a author) config(text string) {
	a.t.Helper()
	if err := os.WriteFile("config.yaml", []byte(text), 0o644); err != nil {
		a.t.Fatal(err)
	}
}

// overlay is the text of the problems that lie over a page.
const overlay = `(document.querySelector("[data-vitrine-problems]")?.shadowRoot?.textContent ?? "")`

// TestServeSave: what is saved is on the screen, and only the pages that it
// concerns are loaded again.
func TestServeSave(t *testing.T) {
	a := newAuthor(t)
	address := startServe(t, "--content", a.dir)
	page, other := newTab(t), newTab(t)
	page.open(address + "apps/acme/w.html")
	other.open(address + "apps/other/w.html")
	other.run(`window.untouched = true`)
	page.wait(`document.querySelector("h1").textContent === "Orders"`)

	a.save("acme", definitionOf("acme", "Deliveries"))
	page.wait(`document.querySelector("h1").textContent === "Deliveries"`)
	time.Sleep(300 * time.Millisecond) // nothing is to happen in the other tab
	if !eval[bool](other, `window.untouched === true`) {
		t.Error("the page of another app was loaded again")
	}
}

// TestServeBroken: a definition that is broken while its author types shows
// its error over the last good page, which comes back by itself.
func TestServeBroken(t *testing.T) {
	a := newAuthor(t)
	address := startServe(t, "--content", a.dir)
	page := newTab(t)
	page.open(address + "apps/acme/w.html")
	page.run(`window.untouched = true`)

	a.save("acme", strings.Replace(definitionOf("acme", "Orders"), `"1.0.0",`, `"1.0.0"`, 1))
	page.wait(overlay + `.includes("comma")`)
	text := eval[string](page, overlay)
	for _, part := range []string{"app.json", "4", "json-missing-comma"} {
		if !strings.Contains(text, part) {
			t.Errorf("the overlay does not say %q: %s", part, text)
		}
	}
	if !eval[bool](page, `window.untouched === true && document.querySelector("h1").textContent === "Orders"`) {
		t.Error("the last good page is gone")
	}

	a.save("acme", definitionOf("acme", "Mended"))
	page.wait(`document.querySelector("h1").textContent === "Mended"`)
	page.wait(overlay + ` === ""`)
}

// TestServeConfig: the configuration is followed; a broken one keeps the last
// good site.
func TestServeConfig(t *testing.T) {
	a := newAuthor(t)
	config := func(text string) {
		if err := os.WriteFile("config.yaml", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	config("site:\n  title: First\n")
	address := startServe(t, "--content", a.dir)
	page := newTab(t)
	page.open(address)
	page.wait(`document.title === "First"`)
	config("site:\n  titel: Second\n")
	page.wait(overlay + `.includes("site.titel")`)
	config("site:\n  title: Second\n")
	page.wait(`document.title === "Second"`)
}

// TestServeTheme: the theme directory is followed; a mistake in it keeps the
// last good site, with the place of the mistake over it, until it is mended.
func TestServeTheme(t *testing.T) {
	a := newAuthor(t)
	theme := t.TempDir()
	save := func(text string) {
		if err := os.WriteFile(filepath.Join(theme, "footer.html"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	save("<p>First</p>")
	address := startServe(t, "--content", a.dir, "--theme", theme)
	page := newTab(t)
	page.open(address)
	page.wait(`document.querySelector("footer").textContent.includes("First")`)
	save("<p>\n{{.Nothing</p>")
	page.wait(overlay + `.includes("footer.html:2")`)
	if !eval[bool](page, `document.querySelector("footer").textContent.includes("First")`) {
		t.Error("the last good page is gone")
	}
	save("<p>Mended</p>")
	page.wait(`document.querySelector("footer").textContent.includes("Mended")`)
	page.wait(overlay + ` === ""`)
}
