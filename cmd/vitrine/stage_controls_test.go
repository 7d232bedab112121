package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// nasty are values that a link has to bring back exactly. The browser and the
// test write them in the same way.
var nasty = []string{
	"plain", "", " ", " lead and trail ", "a&b=c#d?e", "100%", "%41", "a+b", "+", "=", "&", "'\"<>`", "{{{settings.default.run}}}", `C:\temp\`,
	"https://user:pw@host.test/p?q=1#f", "line one\nline two", "\r\n\t", "Zoë", "日本語", "🙂👩‍👩‍👧", "\u202eevil", "\u200b", "\u00a0", "\x01\x7f", "..", "v.default.run=x",
	"</script><script>alert(1)</script>", strings.Repeat("long ", 300),
}

// encoded writes a text as a query holds it.
func encoded(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }

// TestStageControls: from the form to the address, the link and the frame.
func TestStageControls(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("controls")
	openStage(t, b, "apps/probe/sdk.html?v.default.run=controls&keep=this")
	if got := b.text(".stage-side"); !strings.Contains(got, "Run") || !strings.Contains(got, "required") || !strings.Contains(got, "Tells the tests apart.") {
		t.Errorf("the form says:\n%s", got)
	}
	hear[loaded](t, "controls", "loaded", 1)
	b.fill(`[data-key="default.text"]`, "two words/")
	// The address is there at once, the frame a moment later.
	if got := b.text("[data-address] > .address"); got != "https://widgets.test/probe.html?run=controls&text=two words/&wide=true" {
		t.Errorf("the address is %q", got)
	}
	if got := b.text("[data-loads]"); got != "the browser loads https://widgets.test/probe.html?run=controls&text=two%20words/&wide=true" {
		t.Errorf("beside the address stands %q", got)
	}
	if got := eval[[]string](b, `[...document.querySelectorAll("[data-address] mark")].map(m => m.title + " " + m.textContent)`); strings.Join(got, "|") != "default.run controls|default.text two words/|default.wide true" {
		t.Errorf("the marks are %q", got)
	}
	if got := hear[loaded](t, "controls", "loaded", 2).value(t, "text"); got != "two words/" {
		t.Errorf("the frame got %q", got)
	}
	b.wait(`location.search === "?keep=this&v.default.run=controls&v.default.text=two%20words%2F"`)
	b.choose(`[data-key="default.wide"]`, "false")
	if got := hear[loaded](t, "controls", "loaded", 3).value(t, "wide"); got != "false" {
		t.Errorf("the frame got wide=%q", got)
	}
	b.choose("#control-lang", "de_de")
	if got := b.text(".stage-side"); !strings.Contains(got, "Lauf") {
		t.Errorf("in German the form says:\n%s", got)
	}
	if got := eval[string](b, desk+`.querySelector(".desk-widget header").textContent`); !strings.Contains(got, "Seite mit Cards SDK") {
		t.Errorf("in German the window is called %q", got)
	}
	b.choose("#control-set", "1")
	b.wait(`location.search.includes("set=Zo%C3%AB%20%26%20S%C3%B6hne%2F%E2%84%96%201") && !location.search.includes("v.default")`)
	if got := eval[string](b, `document.querySelector('[data-key="default.text"]').value`); got != "a&b=c#d e+f%20/?\"'<>" {
		t.Errorf("the sample's value is %q", got)
	}
	b.click(`[data-do="reset"]`)
	b.wait(`location.search === "?keep=this"`)
	if n := eval[int](b, "history.length"); n != 2 {
		t.Errorf("the history has %d entries: a change must not add one", n)
	}
}

// TestStageLink: any value comes back exactly, in the form and in the frame.
func TestStageLink(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("link-frame")
	root := openStage(t, b, "apps/probe/sdk.html?v.default.run=link")
	b.modules("stage/state")
	for i, value := range nasty {
		// The browser writes the link …
		got := eval[string](b, `(() => { const d = JSON.parse(document.getElementById("stage-data").textContent), s = m.read(d, ""); s.values["default.text"] = `+script(t, value)+`; return m.write(d, s, "") })()`)
		want := "?v.default.text=" + encoded(value)
		if got != want {
			t.Errorf("value %d is written %q, want %q", i, got, want)
		}
		// … and reads it.
		back := eval[string](b, `(() => { const d = JSON.parse(document.getElementById("stage-data").textContent); return m.read(d, `+script(t, want)+`).values["default.text"] })()`)
		if back != value {
			t.Errorf("value %d came back as %q, was %q", i, back, value)
		}
	}
	all := strings.Join(nasty[:len(nasty)-1], "|")
	state := url.Values{"v.default.run": {"link-all"}, "v.default.text": {all}, "v.default.token": {"from-a-link"}, "screen": {"1920x1080"}, "zoom": {"75"}, "lang": {"de_de"}, "org": {"app"}}
	link := root + "apps/probe/sdk.html?" + strings.ReplaceAll(state.Encode(), "+", "%20") + "#findings"
	b.open(link)
	if eval[bool](b, `Boolean(document.querySelector(".stage-fit"))`) {
		t.Error("the link leads to the findings, and the frame loaded out of sight")
	}
	b.run("scrollTo(0, 0)")
	b.wait(stageLoaded)
	if got := eval[string](b, `document.querySelector('[data-key="default.text"]').value`); got != strings.ReplaceAll(all, "\r\n", "\n") {
		t.Errorf("the form shows %q", got)
	}
	shown := eval[[]string](b, `["screen", "zoom", "org", "lang"].map(x => document.querySelector('[data-do="' + x + '"]').value)`)
	if strings.Join(shown, " ") != "1920x1080 0.75 app de_de" {
		t.Errorf("the toolbar shows %q", shown)
	}
	// A value is filled in as it is written, so that one which is written as an
	// address holds it reaches the frame exactly. With the others installed, one
	// of them loads in the background.
	openStage(t, b, "apps/probe/sdk.html?v.default.run=link-frame&org=app&v.default.text="+encoded(encoded(all)))
	if one, two := hear[loaded](t, "link-frame", "loaded", 1), hear[loaded](t, "link-frame", "loaded", 2); one.value(t, "text") != all && two.value(t, "text") != all {
		t.Errorf("the frames got %q and %q", one.Search, two.Search)
	}
	b.open(link)
	// A change elsewhere leaves the value as it was, and the fragment too; the
	// secret of the link is gone.
	b.choose(`[data-do="zoom"]`, "fit")
	b.wait(`!location.search.includes("zoom")`)
	after, err := url.ParseQuery(strings.ReplaceAll(eval[string](b, "location.search.slice(1)"), "+", "%2B"))
	if err != nil || after.Get("v.default.text") != all || after.Has("v.default.token") || eval[string](b, "location.hash") != "#findings" {
		t.Errorf("the address became %v (%v)", after, err)
	}
}

// TestStageSecrets: a secret is nowhere on the page, never asked for, and a
// marker in the frame.
func TestStageSecrets(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("secret")
	openStage(t, b, "apps/probe/taken.html?v.default.run=secret&v.default.token=leak")
	got := hear[loaded](t, "secret", "loaded", 1)
	if got.value(t, "key") != "SECRET" || got.Hash != "#/route?x=1" || got.value(t, "id") != "mine" {
		t.Errorf("the frame got %q %q", got.Search, got.Hash)
	}
	b.wait(`document.querySelector("[data-life]").dataset.life === "alive"`) // its own id is the card's
	if eval[bool](b, `document.documentElement.outerHTML.includes("canary-8c1f") || Boolean(document.querySelector('[data-key="default.token"]')) || document.documentElement.outerHTML.includes("leak")`) {
		t.Error("the secret is on the page")
	}
	if s := b.text(".stage-side"); !strings.Contains(s, "never asked for") {
		t.Errorf("the form says:\n%s", s)
	}
	err := filepath.WalkDir(stageDir(t), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), "canary-8c1f") {
			t.Errorf("%s holds the secret", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestStageKeyboard does the round without a mouse.
func TestStageKeyboard(t *testing.T) {
	t.Parallel()
	b := newTab(t)
	outside.forget("keys")
	openStage(t, b, "apps/probe/sdk.html?v.default.run=keys")
	hear[loaded](t, "keys", "loaded", 1)
	// The focus moves between processes, and a busy machine tells it late: what
	// gets it says so itself.
	b.run(`window.order = [];
		window.called = a => a.dataset.do || a.dataset.key || a.id || a.tagName.toLowerCase();
		document.addEventListener("focusin", e => order.push(called(e.target)));
		document.querySelector(".stage-skip").focus()`)
	for range 40 {
		was := eval[int](b, "order.length")
		b.press(kb.Tab)
		b.soon(`order.length > `+strconv.Itoa(was), 500*time.Millisecond) // within a frame nothing is told
		b.run(`if (document.activeElement.localName === "iframe" && order.at(-1) !== "iframe") order.push("iframe")`)
		if eval[bool](b, `order.at(-1) === "reset"`) {
			break
		}
	}
	got := eval[string](b, `order.join(" ")`)
	for _, part := range []string{"reload stop focus desk all screen width height zoom", "controls copy-link full alone help", "iframe", "copy-address", "default.text default.wide", "reset"} {
		if !strings.Contains(got, part) {
			t.Errorf("tabbing goes %s; %q is not in it", got, part)
		}
	}
	// In the screen, the icon opens and closes the widget.
	b.run(desk + `.querySelector(".desk-icon").focus()`)
	b.press(kb.Enter)
	b.wait(desk + `.querySelector(".desk-widget").hidden`)
	b.press(" ")
	b.wait(`!` + desk + `.querySelector(".desk-widget").hidden`)
	// Keys work from there too.
	b.press("f", chromedp.ModifierNone)
	b.press("r", chromedp.ModifierAlt)
	hear[loaded](t, "keys", "loaded", 2)
	b.run(`document.querySelector('[data-do="screen"]').focus()`)
	b.press(kb.ArrowDown)
	b.wait(`location.search.includes("screen=1920x1080")`)
	b.run(`document.querySelector('[data-do="full"]').focus()`)
	b.press(kb.Enter)
	b.wait(`document.querySelector(".stage.is-full")`)
	b.press(kb.Escape)
	b.wait(`!document.querySelector(".stage.is-full")`)
}
