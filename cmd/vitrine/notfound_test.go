package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// serveMissing serves a directory below a prefix as hosts of static sites do:
// its 404.html stands at every address that leads nowhere.
func serveMissing(t *testing.T, dir, prefix string) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(dir, "404.html"))
	if err != nil {
		t.Fatal(err)
	}
	files := http.FileServer(http.Dir(dir))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := strings.CutPrefix(r.URL.Path, prefix)
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); ok && err == nil && (!info.IsDir() || name == "") {
			http.StripPrefix(strings.TrimSuffix(prefix, "/"), files).ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		w.Write(page)
	}))
	return s.URL + prefix // not closed, as in serveSite
}

// TestNotFound: the page for what is missing is styled and leads into the
// gallery from any depth, whether or not the site knows where it is published.
func TestNotFound(t *testing.T) {
	t.Parallel()
	plain := searchedSite(t)
	placed := buildSite(t, searched(t), "--base-url", "https://acme.test/my widgets")
	b := newTab(t)
	b.expect("status of 404") // the pages that are looked for, and what is tried
	for _, c := range []struct{ dir, prefix, path string }{
		{placed, "/my widgets/", "nothing"}, {placed, "/my widgets/", "a/b/c/d/e/f/g/h/i/j/k/nothing"},
		{plain, "/", "nothing"}, {plain, "/", "apps/x/v/1.0.0/y/z.html"},
		{plain, "/repo/", "nothing.html"}, {plain, "/repo/", "apps/"},
		{plain, "/repo/", "apps/acme_orders/nothing.html"}, {plain, "/repo/", "a/b/c/d/e/f/g/h/i/nothing?x=1#y"},
	} {
		root := strings.ReplaceAll(serveMissing(t, c.dir, c.prefix), " ", "%20")
		b.open(root + c.path)
		b.wait(`document.readyState === "complete" && document.querySelector("[data-theme-switch]")`)
		got := eval[string](b, `Array.from(document.querySelectorAll("a[href]:not(.skip, .meant a)"), a => a.href).join(" ")`)
		want := root + strings.Join([]string{"index.html", "index.html", "report.html", "review.html", "rules/index.html", "index.html"}, " "+root)
		if got != want {
			t.Errorf("%s%s leads to\n%s, want\n%s", c.prefix, c.path, got, want)
		}
		const styled = `getComputedStyle(document.querySelector(".bar")).display === "flex" && document.documentElement.classList.contains("js")`
		if !eval[bool](b, styled) {
			t.Errorf("%s%s has no style", c.prefix, c.path)
		}
		if got := eval[int](b, `document.querySelectorAll("link[rel=stylesheet]").length`); got != 1 {
			t.Errorf("%s%s has %d style sheets", c.prefix, c.path, got)
		}
	}
	// The search works from there as from any page.
	b.shortcut("/")
	b.wait(`document.documentElement.dataset.search`)
}

// TestNotFoundMeant: the page names what may have been meant, from any depth, with and without a base URL.
func TestNotFoundMeant(t *testing.T) {
	t.Parallel()
	plain := searchedSite(t)
	placed := buildSite(t, searched(t), "--base-url", "https://acme.test/my widgets")
	b := newTab(t)
	b.expect("status of 404")
	const meant = `[...document.querySelectorAll(".meant a")].map(a => a.textContent + " " + new URL(a.href).pathname).join()`
	for _, c := range []struct{ dir, prefix, path, want string }{
		{plain, "/", "apps/acme_ordrs.html", "Acme /apps/acme_orders.html"},
		{plain, "/repo/", "apps/acme_orders/v/9.9.9/nothing.html", "Acme /repo/apps/acme_orders.html"},
		{plain, "/repo/", "rules/widget-missing-icn.html", "widget-missing-icon /repo/rules/widget-missing-icon.html"},
		{placed, "/my widgets/", "reprt.html", "Report /my%20widgets/report.html"},
	} {
		root := strings.ReplaceAll(serveMissing(t, c.dir, c.prefix), " ", "%20")
		b.open(root + c.path)
		b.wait(`document.querySelector(".meant a")`)
		b.screenshot("notfound" + strings.ReplaceAll(c.path, "/", "-"))
		if got := eval[string](b, meant); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s%s may have meant %q, want %q first", c.prefix, c.path, got, c.want)
		}
	}
	// The search works all the same.
	b.shortcut("/")
	b.wait(`document.documentElement.dataset.search === "all"`)
	b.open(serveMissing(t, plain, "/") + "entirely/something-else-altogether")
	b.shortcut("/")
	b.wait(`document.documentElement.dataset.search === "all" && !document.querySelector(".meant a")`)
}
