package main

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestSearchBegin: before anything is typed the field offers searches that find something, then those that were made; nothing else
// in it takes the focus.
func TestSearchBegin(t *testing.T) {
	t.Parallel()
	root := serveSite(t, demo(t), "/repo/")
	b := newTab(t)
	b.expect("logo.jpg") // the broken demo's icon is nowhere
	b.open(root + "rules/json-unclosed.html")
	b.wait(`document.readyState === "complete"`)
	b.shortcut("/")
	b.wait(`document.documentElement.dataset.search === "all" && document.querySelectorAll(".find-name").length === 3`)
	names := `Array.from(document.querySelectorAll(".find-head, .find-name, .find-all"), e => e.textContent).join()`
	if got := eval[string](b, names); got != "For example,Microphone and errors,Asks for the camera in vain,Neither microphone nor camera,How to search" {
		t.Error(got)
	}
	b.screenshot("search-begin")
	if n := eval[int](b, `document.querySelectorAll(".find-panel :is(button, input, a:not([tabindex='-1']))").length`); n != 0 {
		t.Errorf("%d tab stops in the panel", n)
	}
	b.press(kb.ArrowDown + kb.Enter)
	b.wait(`location.search === "?q=perm:microphone+status:error" && ` + findCards + ` === "Counter"`)

	b.open(root + "index.html")
	b.run(`document.querySelector("#find").focus()`)
	b.press("orders" + kb.Enter)
	b.wait(`location.search === "?q=orders"`)
	b.open(root + "index.html")
	b.run(`document.querySelector("#find").focus()`)
	b.wait(names + `.startsWith("Recent,")`)
	b.run(`window.same = true`)
	b.click(".find-head + li a") // at once, on the index
	b.wait(`location.search === "?q=orders" && ` + findCards + ` !== "" && document.querySelector(".find-panel").hidden`)
	if !eval[bool](b, `window.same`) {
		t.Error("the page was loaded anew")
	}
}

// TestSearchHelp: the sheet of words and keys opens from the empty field, and is the place where the key / is switched off.
func TestSearchHelp(t *testing.T) {
	t.Parallel()
	root := serveSite(t, searchedSite(t), "/repo/")
	b := newTab(t)
	b.open(root + "rules/json-unclosed.html")
	b.wait(`document.readyState === "complete"`)
	b.shortcut("/")
	b.wait(`document.documentElement.dataset.search === "all"`)
	b.press("?")
	b.wait(`document.querySelector(".find-help[open]") && document.querySelector("#find").value === ""`)
	b.screenshot("search-help")
	if n := eval[int](b, `document.querySelectorAll(".find-help dt code").length`); n < 12 {
		t.Errorf("%d words", n)
	}
	b.click(".find-help input[type=checkbox]")
	b.press(kb.Escape)
	b.wait(`!document.querySelector("dialog[open]")`)
	b.run(`document.activeElement.blur()`)
	b.shortcut("/")
	if got := eval[string](b, `document.activeElement.localName + " " + localStorage.getItem("vitrine-slash")`); got != "body off" {
		t.Error(got)
	}
}

// TestSearchAll: all is offered only where there is more than is shown.
func TestSearchAll(t *testing.T) {
	t.Parallel()
	root := serveSite(t, demo(t), "/repo/")
	b := newTab(t)
	b.open(root + "rules/json-unclosed.html")
	b.wait(`document.readyState === "complete"`)
	b.shortcut("/")
	b.wait(`document.documentElement.dataset.search === "all"`)
	b.press("e")
	b.wait(`document.querySelector(".find-list > :last-child").textContent === "Show all 18 in the gallery"`)
	b.press("xyzzy")
	b.wait(`/Nothing found/.test(document.querySelector(".find-note").textContent) && document.querySelector(".find-foot").hidden`)
}
