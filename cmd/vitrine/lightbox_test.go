package main

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestLightBox: a screenshot opens large, with its name; arrows go round, Escape closes, and the focus stands on the
// screenshot that was seen last. Without scripts it is a link to the picture.
func TestLightBox(t *testing.T) {
	t.Parallel()
	root := listingSite(t)
	b := newTab(t)
	b.open(root + "apps/shown.html")
	b.wait(`document.querySelectorAll("a.shot").length === 2`)
	b.run(`document.querySelector("a.shot").scrollIntoView({ block: "center" })`)
	b.click("a.shot")
	b.wait(`document.querySelector("dialog.lightbox[open] img").naturalWidth === 480`)
	if got := b.text(".lightbox p"); got != "1 of 2 "+b.text(".shot-line bdi") {
		t.Errorf("the caption is %q", got)
	}
	if got := eval[string](b, `document.querySelector(".lightbox img").alt`); got != "Screenshot 1 of Shown" {
		t.Errorf("the picture is called %q", got)
	}
	if over := eval[bool](b, `(r => r.left < 0 || r.top < 0 || r.right > innerWidth || r.bottom > innerHeight)(document.querySelector(".lightbox").getBoundingClientRect())`); over {
		t.Error("the light box leaves the window")
	}
	b.screenshot("lightbox")
	b.press(kb.ArrowLeft)
	b.wait(`document.querySelector(".lightbox img").naturalWidth === 200`)
	b.press(kb.ArrowRight)
	b.wait(`document.querySelector(".lightbox img").naturalWidth === 480`)
	b.press(kb.ArrowRight)
	b.press(kb.Escape)
	b.wait(`!document.querySelector("dialog[open]") && document.activeElement === document.querySelectorAll("a.shot")[1]`)
	b.press(kb.Enter) // by key as well
	b.wait(`document.querySelector("dialog[open]") && document.querySelector(".lightbox p").textContent.startsWith("2 of 2")`)

	bare := newTab(t)
	bare.noScript()
	bare.open(root + "apps/shown.html")
	if got := eval[string](bare, `(a => a.href.replace(/.*\/pictures\//, "").length + " " + new URL(a.href).pathname.startsWith("/repo/pictures/"))(document.querySelector("a.shot"))`); got != "20 true" {
		t.Errorf("without scripts a screenshot leads to %s", got)
	}
}

// TestContents: the aside of an app's page stays in view, names the page's sections and leads to them.
func TestContents(t *testing.T) {
	t.Parallel()
	root := listingSite(t)
	b := newTab(t)
	b.open(root + "apps/shown.html")
	b.wait(`document.querySelectorAll(".contents a").length > 4`)
	if got := eval[string](b, `[...document.querySelectorAll(".contents a")].filter(a => { const h = document.querySelector(a.hash + " h2"); return !h || h.textContent.trim() !== a.textContent }).map(a => a.textContent).join()`); got != "" {
		t.Errorf("links to %s lead elsewhere", got)
	}
	b.run(`[...document.querySelectorAll(".contents a")].find(a => a.textContent === "Settings").click()`)
	b.wait(`Math.abs(document.querySelector("#settings").getBoundingClientRect().top) < 120`)
	if !b.soon(`document.querySelector(".contents [aria-current]").textContent === "Settings"`, slow) {
		t.Errorf("%q is marked", b.text(".contents [aria-current]"))
	}
	if got := eval[float64](b, `document.querySelector(".aside").getBoundingClientRect().top`); got < 0 || got > 200 {
		t.Errorf("the aside stands at %.0f px", got)
	}
	hash := eval[string](b, `[...document.querySelectorAll(".contents a")].find(a => a.textContent === "Changelog").hash`)
	b.open("about:blank")
	b.open(root + "apps/shown.html" + hash)
	b.wait(`document.querySelector(".contents") && document.querySelector(location.hash).getBoundingClientRect().top < innerHeight`)
}
