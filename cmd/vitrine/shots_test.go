package main

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestShots takes screenshots of two of the demo's widgets, of one that cannot be
// reached and one that must not be: twice, and again after a change.
func TestShots(t *testing.T) {
	t.Parallel()
	chromiumPath(t)
	root := t.TempDir()
	content, shots, config := filepath.Join(root, "content"), filepath.Join(root, "stills"), filepath.Join(root, "config.yaml")
	copyDir(t, "../../content/apps/order_ledger", filepath.Join(content, "apps/order_ledger"))
	copyDir(t, "../../content/widgets", filepath.Join(content, "widgets"))
	save(t, filepath.Join(content, "apps/far/app.json"), `{"app": "far", "version": "1.0.0", "title": "Far", "widgets": [
  {"name": "gone", "title": "Gone", "url": "https://gone.invalid/", "icon": "a.svg", "width": "20vw", "height": "50vh"},
  {"name": "near", "title": "Near", "url": "http://127.0.0.1:1/", "icon": "a.svg", "width": "20vw", "height": "50vh"}]}`)
	save(t, config, fmt.Sprintf("content: %q\nshots: %q\npreviews:\n  - {from: https://desk.orderledger.example/orders, to: widgets/order-lookup.html}\n"+
		"  - {from: https://desk.orderledger.example/refunds, to: widgets/refund-calculator.html}\n", content, shots))
	shoot := func(wants ...string) {
		t.Helper()
		var stderr bytes.Buffer
		args := []string{"shots", "--config", config}
		if os.Geteuid() == 0 {
			args = append(args, "--no-sandbox")
		}
		if code := run(args, strings.NewReader(""), &bytes.Buffer{}, &stderr); code != exitFindings {
			t.Fatalf("exit %d\n%s", code, stderr.String())
		}
		for _, want := range append(wants, `app.json: no screenshot: "Gone": the page does not come: ERR_`, `app.json: left out: "Near": the address is not contacted`) {
			if !strings.Contains(stderr.String(), want) {
				t.Errorf("%q is not in\n%s", want, stderr.String())
			}
		}
	}
	if os.Geteuid() == 0 { // it must not run pages of others without its sandbox unless told so
		var stderr bytes.Buffer
		if code := run([]string{"shots", "--config", config}, strings.NewReader(""), &bytes.Buffer{}, &stderr); code != exitFailure || !strings.Contains(stderr.String(), "give --no-sandbox") {
			t.Errorf("as root, exit %d\n%s", code, stderr.String())
		}
	}
	shoot("took 2 screenshots", "0 unchanged, 1 left out, 1 failed")
	lookup := "order_ledger/order_lookup-3.0.1"
	want := []string{lookup + ".dark.webp", lookup + ".jpg", lookup + ".light.webp"}
	for _, p := range slices.Clone(want) {
		want = append(want, strings.Replace(p, "order_lookup", "refund_calculator", 1))
	}
	if got := filesOf(t, shots); !slices.Equal(got, append(want, "shots.json")) {
		t.Errorf("the screenshots are %q", got)
	}
	looksRight(t, filepath.Join(shots, lookup))
	shoot("took 0 screenshots", "2 unchanged, 1 left out, 1 failed")
	page := filepath.Join(content, "widgets/order-lookup.html")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	save(t, page, strings.Replace(string(text), "<body", "<body data-changed", 1))
	shoot("took 1 screenshot ", "1 unchanged, 1 left out, 1 failed")
	seesScreenshots(t, config)
	// What the list does not name stays, what is no more goes.
	save(t, filepath.Join(shots, "order_ledger/mine.webp"), "mine")
	if err := os.RemoveAll(filepath.Join(content, "apps/order_ledger")); err != nil {
		t.Fatal(err)
	}
	shoot("took 0 screenshots")
	if got := filesOf(t, shots); !slices.Equal(got, []string{"order_ledger/mine.webp", "shots.json"}) {
		t.Errorf("after the app went there are %q", got)
	}
}

// TestShotsWithoutBrowser: the message says what is missing and what to do.
func TestShotsWithoutBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Chdir(t.TempDir())
	var stderr bytes.Buffer
	code := run([]string{"shots"}, strings.NewReader(""), &bytes.Buffer{}, &stderr)
	want := "vitrine: error: screenshots need Chromium, and there is none on the path\nvitrine: hint: install the package chromium (Debian, Ubuntu: sudo apt-get install chromium) or Chrome, or name the program with --browser\n"
	if code != exitFailure || stderr.String() != want {
		t.Errorf("exit %d, and it says\n%s\nwant\n%s", code, stderr.String(), want)
	}
}

// looksRight checks the sizes of a screenshot's pictures, and that light and dark
// differ.
func looksRight(t *testing.T, name string) {
	t.Helper()
	read := func(ext string) []byte {
		data, err := os.ReadFile(name + ext)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	light, dark := read(".light.webp"), read(".dark.webp")
	for _, data := range [][]byte{light, dark} {
		if w, h := webpSize(data); w != 720 || h != 450 || len(data) > 60_000 {
			t.Errorf("%s is %d × %d px and has %d bytes", name, w, h, len(data))
		}
	}
	if bytes.Equal(light, dark) {
		t.Error("light and dark are the same")
	}
	social := read(".jpg")
	if c, err := jpeg.DecodeConfig(bytes.NewReader(social)); err != nil || c.Width != 1200 || c.Height != 630 || len(social) > 200_000 {
		t.Errorf("the picture for links is %d × %d px and has %d bytes: %v", c.Width, c.Height, len(social), err)
	}
}

// webpSize reads the size of a lossy WebP picture (VP8, or VP8X in front).
func webpSize(b []byte) (w, h int) {
	if len(b) < 30 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WEBP" {
		return 0, 0
	}
	if string(b[12:16]) == "VP8X" {
		return 1 + int(b[24]) + int(b[25])<<8 + int(b[26])<<16, 1 + int(b[27]) + int(b[28])<<8 + int(b[29])<<16
	}
	return (int(b[26]) + int(b[27])<<8) & 0x3fff, (int(b[28]) + int(b[29])<<8) & 0x3fff
}

// seesScreenshots opens the index of a build: cards show the screenshot of the theme,
// the other one is not loaded, and nothing shifts.
func seesScreenshots(t *testing.T, config string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "site")
	var stderr bytes.Buffer
	if code := run([]string{"build", "--config", config, "--output", out}, strings.NewReader(""), &bytes.Buffer{}, &stderr); code != exitClean {
		t.Fatal(stderr.String())
	}
	site := serveSite(t, out, "/")
	for _, dark := range []bool{false, true} {
		b := newTab(t) // with nothing in its cache
		if dark {      // chosen on the page, against the system
			b.open(site + "404.html")
			b.run(`localStorage.setItem("vitrine-theme", "dark")`)
		}
		b.open(site + "index.html")
		name := map[bool]string{false: "light.webp", true: "dark.webp"}[dark]
		b.wait(`Array.from(document.querySelectorAll(".still")).filter(i => i.checkVisibility() && i.complete && i.naturalWidth === 720 && i.currentSrc.endsWith("` + name + `")).length === 2`)
		if got := eval[[]string](b, `performance.getEntriesByType("resource").map(e => e.name).filter(n => n.includes("/shots/"))`); len(got) != 2 {
			t.Errorf("the index loads %q", got)
		}
		if got := eval[string](b, shifted); got != "" {
			t.Errorf("the index shifts: %s", got)
		}
		b.open(site + "index.html?sort=title")
		b.wait(`Array.from(document.querySelectorAll("[data-found] .still")).filter(i => i.checkVisibility() && i.complete && i.currentSrc.endsWith("` + name + `")).length === 2`)
		b.screenshot("screenshots-" + strings.TrimSuffix(name, ".webp"))
	}
}

func copyDir(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

func save(t *testing.T, file, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, []byte(text), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// filesOf lists the files below a directory.
func filesOf(t *testing.T, dir string) (list []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
