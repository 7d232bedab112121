package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestStagePermissions: the microphone goes to the widget that asked for it,
// and to no other; a switch takes it away.
func TestStagePermissions(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("mic", "quiet")
	b.expect("none.svg")
	root := openStage(t, b, "apps/probe/mic.html?v.default.run=mic")
	if got := hear[string](t, "mic", "mic", 1); got != "NotAllowedError" {
		t.Errorf("nobody has switched the microphone on: %s", got)
	}
	if got := hear[string](t, "mic", "policy", 1); got != "false false" {
		t.Errorf("microphone and geolocation, before: %s", got)
	}
	b.click(`[data-feature="microphone"]`)
	if got := hear[string](t, "mic", "mic", 2); got != "granted" {
		t.Errorf("the microphone was asked for: %s", got)
	}
	if got := hear[string](t, "mic", "policy", 2); got != "true false" {
		t.Errorf("microphone and geolocation: %s", got)
	}
	if got := eval[string](b, desk+`.querySelector("iframe").allow`); got != "microphone *" {
		t.Errorf("allow is %q", got)
	}
	b.wait(`document.querySelector('[data-verdict="microphone"]').textContent.includes("passed on")`)
	b.run(`document.querySelector("#tab-permissions").click()`)
	if got := b.text("#permissions"); !strings.Contains(got, "Hear the agent through the microphone") || !strings.Contains(got, "geolocation") || !strings.Contains(got, "not granted") {
		t.Errorf("the page says:\n%s", got)
	}
	b.click(`[data-feature="microphone"]`)
	if got := hear[string](t, "mic", "mic", 3); got != "NotAllowedError" {
		t.Errorf("switched off: %s", got)
	}
	if got := eval[string](b, `location.search`); strings.Contains(got, "microphone") {
		t.Errorf("a link could switch the microphone on: %s", got)
	}
	b.wait(`document.querySelector('[data-verdict="microphone"]').textContent === "switched off"`)

	b.open(root + "apps/probe/quiet.html?v.default.run=quiet")
	if got := hear[string](t, "quiet", "mic", 1); got != "NotAllowedError" {
		t.Errorf("a widget that asked for nothing: %s", got)
	}
	if eval[bool](b, `Boolean(document.querySelector("[data-feature]"))`) {
		t.Error("a switch for a permission that was not asked for")
	}
}

// TestStageHostile: a page that tries everything gets nowhere, and nothing that
// browsers grant to pages. That no dialog opened, not even when it is left, is checked by the tab.
func TestStageHostile(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("hostile")
	b.expect("Unsafe attempt to initiate navigation")
	b.expect("Download is disallowed")
	b.expect("Ignored call to")
	saved := t.TempDir()
	b.downloads(saved)
	root := openStage(t, b, "apps/probe/hostile.html?v.default.run=hostile")
	before := eval[string](b, "location.href")
	check := func(list []string) {
		t.Helper()
		for _, want := range []string{"parent: SecurityError", "top: SecurityError", "frameElement: nothing", "confirm: false", "prompt: nothing"} {
			if !slices.Contains(list, want) {
				t.Errorf("%q is not in %q", want, list)
			}
		}
	}
	check(hear[[]string](t, "hostile", "at once", 1))
	// A click of a person opens more doors in a browser; not here.
	at := eval[[]float64](b, `(() => { const f = document.querySelector(".stage-fit > iframe"), o = f.getBoundingClientRect(), k = o.width / f.offsetWidth, r = f.contentDocument.querySelector("iframe").getBoundingClientRect(); return [o.left + k * (r.left + r.width / 2), o.top + k * (r.top + r.height / 2)] })()`)
	for range 20 { // the browser learns late where a frame of another process is
		b.clickAt(at[0], at[1])
		if time.Sleep(200 * time.Millisecond); len(outside.all("hostile", "on click")) > 0 {
			break
		}
	}
	check(hear[[]string](t, "hostile", "on click", 1))
	time.Sleep(300 * time.Millisecond)
	for _, when := range []string{"asked at once", "asked on click"} {
		for i := range 20 { // features of testdata/stage/pages/hostile.html
			if got := hear[string](t, "hostile", when, i+1); strings.HasSuffix(got, ": got it") {
				t.Errorf("%s: %s", when, got)
			}
		}
	}
	if after := eval[string](b, "location.href"); after != before || outside.asked("evil.test") > 0 {
		t.Errorf("the gallery was led to %s", after)
	}
	if eval[bool](b, desk+`.querySelector(".desk-widget").hidden`) {
		t.Error("a message with another card's id closed the widget")
	}
	if list, _ := os.ReadDir(saved); len(list) > 0 {
		t.Errorf("%s was saved", list[0].Name())
	}
	attributes := eval[string](b, `(f => [f.getAttribute("sandbox"), f.referrerPolicy, f.allow, f.title, f.name].join("|"))(`+desk+`.querySelector("iframe"))`)
	if attributes != "allow-scripts allow-forms allow-popups allow-same-origin|no-referrer||Preview of Hostile|" {
		t.Errorf("the frame has %q", attributes)
	}
	b.open(root + "rules/index.html") // it would ask whether to leave
}

// TestStageOwnPages: a page of the gallery's own origin never has scripts
// together with that origin.
func TestStageOwnPages(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	openStage(t, b, "apps/solo/only.html?v.default.text=hi%20there")
	b.wait(`document.querySelector("[data-log]").textContent.includes("ANSWERED")`)
	if got := eval[string](b, desk+`.querySelector("iframe").getAttribute("sandbox")`); got != "allow-scripts allow-forms allow-popups" {
		t.Errorf("sandbox is %q", got)
	}
	log := eval[string](b, `document.querySelector("[data-log]").textContent`)
	for _, part := range []string{`origin: "null"`, `reach: "SecurityError"`, `text: "hi there"`} {
		if !strings.Contains(log, part) {
			t.Errorf("the page told %s; %s is missing", log, part)
		}
	}
	if got := b.text("[data-causes]"); !strings.Contains(got, "in a sandbox without an origin of its own") {
		t.Errorf("the caption says %q", got)
	}
	// The same address written as an absolute one of this origin.
	b.modules("stage/targets")
	got := eval[[]string](b, `(() => { const s = {data: {gallery: {}, frames: [location.origin], redirects: [], sets: [{values: []}], verdicts: [], widgets: [{page: "p", features: [], title: "T", parts: [location.origin + "/repo/widgets/page.html"]}]}, state: {set: 0, off: [], on: [], lang: ""}}, all = {origins: {}}; all.origins[location.origin] = true; const t = m.targets(s, () => "", all); return [t.target(0).own + "", t.all()[0].sandbox] })()`)
	if got[0] != "false" || got[1] != "allow-scripts allow-forms allow-popups" {
		t.Errorf("a page of this origin: own is %s, sandbox %q", got[0], got[1])
	}
}

// TestStageConsent: what must wait for a click waits, and asks nobody before.
func TestStageConsent(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	b.expect("Failed to load resource")
	b.expect("net::ERR")
	root := serveSite(t, stageDir(t), "/repo/")
	for _, c := range []struct{ page, title, text, causes, click string }{
		{"tenant", "", "", "forbid being framed", ""},
		{"tenant?v.default.shop=other", "Load the widget?", "other.widgets.test", "", "other.widgets.test"},
		{"tenant?v.default.shop=evil.test%2F", "No preview", "cannot be part of a host", "", ""},
		{"plain", "Load the widget?", "plain http", "its storage and cookies fail", ""},
		{"local", "Load the widget?", "this machine", "your own machine or network", ""},
		{"script", "No preview", `"javascript:" is never loaded`, "", ""},
		{"scheme", "No preview", "before the host", "", ""},
	} {
		page, query, _ := strings.Cut(c.page, "?")
		before := outside.asked(c.click)
		b.open(root + "apps/hosts/" + page + ".html?" + query)
		if c.title == "" {
			b.wait(stageLoaded)
		} else {
			b.wait(`document.querySelector(".stage-note")`)
			note := b.text(".stage-note")
			if !strings.Contains(note, c.title) || !strings.Contains(note, c.text) {
				t.Errorf("%s: %q", c.page, note)
			}
			if got := eval[string](b, `[...document.querySelectorAll("[data-causes]")].map(e => e.textContent).join()`); c.title == "No preview" && got != "" {
				t.Errorf("%s: there is no preview, and the caption says why it might be blank: %q", c.page, got)
			}
			if n := eval[int](b, `document.querySelectorAll("iframe").length`); n != 0 {
				t.Errorf("%s: %d frames before a click", c.page, n)
			}
		}
		if c.causes == "" {
			// a page that can never be framed has no toolbar and no caption
		} else if got := b.text("[data-causes]"); !strings.Contains(got, c.causes) {
			t.Errorf("%s: the caption says %q", c.page, got)
		}
		if c.click != "" {
			if outside.asked(c.click) != before {
				t.Errorf("%s was asked before the click", c.click)
			}
			b.click(`[data-do="load"]`)
			b.wait(stageLoaded)
			if outside.asked(c.click) == before {
				t.Errorf("%s was not asked after the click", c.click)
			}
		}
	}
}

// TestStageLoad: preview.load decides for the whole gallery.
func TestStageLoad(t *testing.T) {
	b := newTab(t)
	outside.forget("load-click", "load-never")
	content, _ := filepath.Abs("testdata/stage/content")
	for _, c := range []struct{ load, title string }{{"click", "Load the widget?"}, {"never", "Previews are switched off"}} {
		t.Setenv("VITRINE_PREVIEW_LOAD", c.load)
		root := serveSite(t, buildSite(t, content), "/")
		b.open(root + "apps/probe/quiet.html?v.default.run=load-" + c.load)
		b.wait(`document.querySelector(".stage-note")`)
		if got := b.text(".stage-note"); !strings.Contains(got, c.title) {
			t.Errorf("%s: %q", c.load, got)
		}
		if n := eval[int](b, `performance.getEntriesByType("resource").filter(e => !e.name.startsWith(location.origin)).length`); n != 0 {
			t.Errorf("%s: %d requests to others before a click", c.load, n)
		}
		if c.load == "click" {
			b.click(`[data-do="load"]`)
			hear[loaded](t, "load-click", "loaded", 1)
			b.click(`[data-do="stop"]`)
			if got := b.text(".stage-note"); !strings.Contains(got, "Preview stopped") || eval[int](b, `document.querySelectorAll("iframe").length`) != 0 {
				t.Errorf("stopped: %q", got)
			}
			b.click(`[data-do="load"]`)
			hear[loaded](t, "load-click", "loaded", 2)
			// One click more, and this browser asks no more about this host.
			b.open(root + "apps/probe/quiet.html?v.default.run=load-click")
			b.click(`[data-do="always"]`)
			hear[loaded](t, "load-click", "loaded", 3)
			b.open(root + "apps/probe/quiet.html?v.default.run=load-click")
			hear[loaded](t, "load-click", "loaded", 4)
			b.run(`localStorage.clear()`)
		}
	}
	if n := len(outside.all("load-never", "loaded")); n != 0 {
		t.Error("never, and the page was loaded")
	}
}

// TestStageNoPage: an answer without a page is told, since no browser shows it.
func TestStageNoPage(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	root := serveSite(t, stageDir(t), "/")
	b.open(root + "apps/probe/empty.html")
	b.wait(`document.querySelector("[data-life]").dataset.life === "late"`)
	if got := b.text("[data-life]"); !strings.Contains(got, "No page came within 8 seconds") {
		t.Errorf("the caption says %q", got)
	}
	if got := eval[string](b, desk+`.querySelector(".desk-wait").textContent`); !strings.Contains(got, "No page came") {
		t.Errorf("the window says %q", got)
	}
}
