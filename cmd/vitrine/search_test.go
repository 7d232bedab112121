package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// searched is a small gallery that the tests of the search share.
func searched(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	add := func(app, title, visibility, developer string, tags []string, description string, widgets ...map[string]any) {
		settings := map[string]any{}
		if app == "acme_orders" {
			settings["apiKey"] = map[string]any{"type": "string", "defaultValue": "x", "required": false}
		}
		for _, w := range widgets {
			w["icon"], w["width"], w["height"] = "https://cdn.test/i.svg", "30vw", "50vh"
		}
		text, err := json.Marshal(map[string]any{
			"app": app, "version": "1.0.0", "title": title, "visibility": visibility, "description": description, "iconUrl": "https://cdn.test/i.svg",
			"appDetails": map[string]any{"appDeveloper": map[string]any{"name": developer}}, "tags": tags, "widgets": widgets, "settings": map[string]any{"default": settings},
		})
		if err != nil {
			t.Fatal(err)
		}
		home := filepath.Join(dir, "apps", app)
		if err := os.MkdirAll(home, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(home, "app.json"), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	widget := func(name, title, host, permissions string) map[string]any {
		w := map[string]any{"name": name, "title": title, "url": "https://" + host + "/w"}
		if permissions != "" {
			w["iframePermissions"] = permissions
		}
		return w
	}
	add("acme_orders", "Acme", "public", "Acme Labs", []string{"orders", "refunds"}, "Looks orders up without leaving the conversation.",
		widget("lookup", "Order lookup", "desk.acme.example", ""), widget("refund", "Refund", "pay.acme.example", ""))
	add("harbor", "Harbor Voice", "private", "Harbor & Co", []string{"voice"}, "Calls in the browser.",
		widget("phone", "Softphone", "voice.harbor.example", "microphone *; camera *;"), widget("wall", "Wallboard", "voice.harbor.example", "microphone *; geolocation *;"))
	add("cafe", "Café Réservé", "public", "Acme Labs", nil, "Reorders coffee.", widget("c", "Café", "cafe.example", ""))
	add("insecure", "Plain", "public", "", nil, "Has a fault.", widget("p", "Order of things", "plain.example", ""))
	broken := filepath.Join(dir, "apps", "insecure", "app.json")
	text, _ := os.ReadFile(broken)
	os.WriteFile(broken, []byte(strings.Replace(string(text), `"30vw"`, `"20 parsecs"`, 1)), 0o644)
	add("hostile", `<img src=x onerror=alert(1)>`, "public", `"><script>alert(2)</script>`, []string{`a "b" c`}, "</script><script>alert(3)</script>",
		widget("x", `<b>Bold</b> & "quoted"`, "x.example", ""))
	return dir
}

// searchCases says what a query finds, in this order.
var searchCases = []struct{ query, want string }{
	{"refund", "Refund, Order lookup"}, // a title before a tag
	{"order", "Order lookup, Order of things, Refund, Café"},
	{"lookup", "Order lookup"},
	{"ORDER  LookUp", "Order lookup"},
	{`"order of"`, "Order of things"},
	{"order -lookup", "Order of things, Refund, Café"},
	{"phone", "Softphone, Wallboard"}, // and inside of "microphone"
	{"cafe", "Café"},                  // without its accent
	{"softphnoe", "Softphone"},
	{"walboard", "Wallboard"},
	{"wal", "Wallboard"},
	{"xyz", ""},
	{"xyzzyx order", ""},
	{"perm:microphone", "Softphone, Wallboard"},
	{"perm:mic", "Softphone, Wallboard"},
	{"perm:microphone perm:camera", "Softphone"},
	{"perm:geolocation", "Wallboard"}, // asked for, though never granted
	{"grants:geolocation", ""},
	{"grants:microphone", "Softphone, Wallboard"},
	{"granted:camera", "Softphone"},
	{"-perm:camera harbor", "Wallboard"},
	{"host:acme.example", "Order lookup, Refund"},
	{"host:pay.acme.example", "Refund"},
	{"host:pay.acme.example host:cafe.example", "Refund, Café"}, // one card has one host
	{"HOST:PAY", "Refund"},
	{"tag:orders tag:refunds", "Order lookup, Refund"},
	{"tag:orders tag:voice", ""},
	{`tag:"a ""b"" c"`, `<b>Bold</b> & "quoted"`},
	{`dev:"Acme Labs" order`, "Order lookup, Refund, Café"},
	{"app:harbor", "Softphone, Wallboard"},
	{"vis:private", "Softphone, Wallboard"},
	{"setting:apiKey", "Order lookup, Refund"},
	{"status:error", "Order of things"},
	{"status:fail", "Order of things"},
	{"rule:size-invalid", "Order of things"},
	{"permission:camera", "Softphone"},
	{"colour:red", ""},
	{"perm:", "all"},
	{"", "all"},
	{"-", "all"},
	{`"`, "all"},
	{"acme.example", "Order lookup, Refund"},
	{"https://pay", ""},
	{"<b>", `<b>Bold</b> & "quoted"`},
	{"constructor:x", ""},
	{"__proto__", ""},
}

// searched gives the page a copy of the search, with the data.
func (b *tab) searched() {
	b.t.Helper()
	b.modules("search/data", "search/find", "search/query", "search/suggest")
	b.run(`m.load()`)
	b.wait(`m.db && m.db.complete`)
}

// TestSearchCases runs the engine in the browser.
func TestSearchCases(t *testing.T) {
	t.Parallel()
	root := serveSite(t, searchedSite(t), "/repo/")
	b := newTab(t)
	b.open(root + "index.html")
	b.searched()
	for _, c := range searchCases {
		got := eval[string](b, fmt.Sprintf(`(() => { const r = m.find(%q); return r.total === m.db.rows ? "all" : Array.from(r.rows, i => m.item(i).title).join(", "); })()`, c.query))
		if got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.query, got, c.want)
		}
	}
	// A word that is written is read as the same.
	for _, v := range []string{"plain", "two words", `a "b" c`, "-minus", ":colon", "a:b", "", `"`} {
		got := eval[string](b, fmt.Sprintf(`(() => { const t = m.parse(m.word("tag", %q))[0]; return t.key + " " + t.not + " " + t.value; })()`, v))
		if got != "tag false "+v {
			t.Errorf("%q was read as %q", v, got)
		}
	}
	// A quote that is still open ends with the query, and is closed where the query is written again.
	if got := eval[string](b, `(() => { const t = m.parse('a dev:"Acme '); return t[1].from + m.text(t) + "|" + m.suggest('dev:"acme ')[0].text; })()`); got != `2a dev:"Acme"|dev:"Acme Labs"` {
		t.Error(got)
	}
}

// TestSearchCounts: an app without widgets is found, and counted as what it is.
func TestSearchCounts(t *testing.T) {
	t.Parallel()
	content := searched(t)
	bare := []byte(`{ "app": "bare", "version": "1.0.0", "title": "Bare order", "iconUrl": "https://cdn.test/i.svg" }`)
	if err := os.WriteFile(filepath.Join(content, "bare.json"), bare, 0o644); err != nil {
		t.Fatal(err)
	}
	root := serveSite(t, buildSite(t, content), "/repo/")
	b := newTab(t)
	b.open(root + "index.html?q=order")
	b.wait(`document.documentElement.dataset.search === "all"`)
	b.searched()
	for query, want := range map[string]string{
		"order": "4 widgets, 1 app without widgets", "app:bare": "1 app without widgets",
		"app:harbor": "2 widgets", "softphone": "1 widget", "xyz": "0 widgets",
	} {
		if got := eval[string](b, fmt.Sprintf(`m.saidOf(m.find(%q))`, query)); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	if got := eval[string](b, `["status:pas", "status:inf", "has:not"].map(q => m.suggest(q)[0].about).join("|")`); got != "4 widgets|1 widget, 1 app without widgets|1 widget, 1 app without widgets" {
		t.Error(got)
	}
	if got := eval[string](b, `document.querySelector("[data-said]").textContent`); got != "4 of 7 widgets, 1 of 1 app without widgets" {
		t.Error(got)
	}
}

const (
	findRows  = `document.querySelectorAll(".find-list [role=option]").length`
	findCards = `Array.from(document.querySelectorAll("[data-found] .card strong"), e => e.textContent).join(", ")`
)

// TestSearchAnywhere: the field of every page, by keyboard alone.
func TestSearchAnywhere(t *testing.T) {
	t.Parallel()
	root := serveSite(t, searchedSite(t), "/repo/")
	b := newTab(t)
	b.open(root + "apps/cafe/c.html")
	b.wait(`document.readyState === "complete"`)
	if eval[int](b, `performance.getEntriesByType("resource").filter(e => /search/.test(e.name)).length`) != 0 {
		t.Error("the search is loaded before it is used")
	}
	b.shortcut("/")
	b.wait(`document.activeElement.id === "find" && document.documentElement.dataset.search === "all" && ` + findRows + ` > 3`) // words to begin with
	if v := eval[string](b, `document.activeElement.value`); v != "" {
		t.Errorf("the key was typed: %q", v)
	}
	b.press("soft")
	b.wait(findRows + ` === 1`) // and nothing more to show
	b.screenshot("search-panel")
	if got := eval[string](b, `document.querySelector(".find [role=status]").textContent + "|" + document.querySelector(".find-list mark").textContent`); got != "1 widget found|Soft" {
		t.Error(got)
	}
	b.press(kb.Escape)
	b.wait(`document.querySelector(".find-panel").hidden && document.activeElement.getAttribute("aria-expanded") === "false"`)
	b.press(kb.ArrowDown)
	b.wait(`!document.querySelector(".find-panel").hidden`)
	b.wait(`document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.getAttribute("aria-selected") === "true"`)
	b.press(kb.Enter)
	b.wait(`location.pathname === "/repo/apps/harbor/phone.html" && document.readyState === "complete"`)

	// Two words, one of which is taken out by its chip; then all of it, on the index.
	b.shortcut("/")
	b.wait(`document.activeElement.id === "find"`)
	b.press("order perm:camera ")
	b.wait(`document.querySelectorAll(".find .chip").length === 2 && /Nothing found/.test(document.querySelector(".find-note").textContent)`)
	b.click(`.find .chip + .chip`)
	b.wait(`document.querySelector("#find").value === "order" && ` + findRows + ` >= 4`)
	b.press(kb.Enter)
	b.wait(`location.pathname === "/repo/" && location.search === "?q=order"`)
	b.wait(findCards + ` === "Order lookup, Order of things, Refund, Café"`)
}

// TestSearchIndex: filters write words, the state stands in the address bar,
// a reload and the browser's buttons restore it.
func TestSearchIndex(t *testing.T) {
	t.Parallel()
	root := serveSite(t, searchedSite(t), "/repo/")
	b := newTab(t)
	b.open(root + "index.html")
	b.wait(`document.querySelector("[data-tools]:not([hidden])")`)
	if eval[bool](b, `Boolean(document.documentElement.dataset.search)`) {
		t.Error("the data are loaded before they are used")
	}
	b.click("[data-open]")
	b.wait(`document.querySelector("[data-facet=rule]")`)
	b.click(`[data-facet=perm] [data-word="perm:microphone"]`)
	b.wait(`location.search === "?q=perm:microphone&filters=open" && ` + findCards + ` === "Softphone, Wallboard"`)
	if got := eval[string](b, `document.querySelector("[data-said]").textContent + "|" + document.activeElement.dataset.word + "|" + document.querySelector("#find").value + "|" +
		document.querySelector('label:has([data-word="perm:camera"]) .facet-count').textContent + "|" + document.querySelectorAll("[data-chips] .chip").length`); got != "2 of 7 widgets|perm:microphone|perm:microphone |1|1" {
		t.Error(got)
	}
	b.screenshot("search-filters")
	b.click(`[data-word="perm:camera"]`)
	b.wait(findCards + ` === "Softphone"`)
	b.run(`history.back()`)
	b.wait(findCards + ` === "Softphone, Wallboard"`)
	b.run(`history.back()`)
	b.wait(`document.querySelector("[data-found]").hidden && !document.querySelector("[data-still]").hidden && location.search === "?filters=open"`)
	b.run(`history.forward()`)
	b.wait(findCards + ` === "Softphone, Wallboard"`)
	b.run(`location.reload()`)
	b.wait(`document.readyState === "complete" && ` + findCards + ` === "Softphone, Wallboard" && document.querySelector("#find").value === "perm:microphone"`)

	b.click(`[data-view=list]`)
	b.wait(`document.querySelector("[data-found] .as-list") && /view=list/.test(location.search)`)
	b.click("[data-chips] .chip")
	b.wait(`!/q=/.test(location.search)`)
	b.run(`const s = document.querySelector(".tools select"); s.value = "title"; s.dispatchEvent(new Event("change"))`)
	b.wait(findCards + `.startsWith("<b>Bold</b> & \"quoted\", Café, Order lookup")`)
	b.run(`const s = document.querySelector(".tools select"); s.value = "findings"; s.dispatchEvent(new Event("change"))`)
	b.wait(findCards + `.startsWith("Order of things")`)

	// What is typed is one step back.
	b.run(`document.querySelector("#find").focus()`)
	b.press("refund tag:voice")
	b.wait(`document.querySelector("[data-found] .empty")`)
	b.screenshot("search-nothing")
	b.run(`document.querySelector("[data-found] .empty button").click()`) // the word that did it; the filters above may still grow
	b.wait(findCards + ` !== "" && document.querySelectorAll("[data-chips] .chip").length === 1`)
	b.run(`history.go(-2)`)
	b.wait(`location.search.includes("sort=findings") && !location.search.includes("q=")`)
}

// TestSearchMarks: what is new since an earlier build is a filter.
func TestSearchMarks(t *testing.T) {
	t.Parallel()
	content := searched(t)
	if err := os.Rename(filepath.Join(content, "apps", "harbor"), filepath.Join(content, "harbor")); err != nil {
		t.Fatal(err)
	}
	os.Rename(filepath.Join(content, "harbor", "app.json"), filepath.Join(content, "harbor.txt"))
	before := buildSite(t, content)
	os.Rename(filepath.Join(content, "harbor.txt"), filepath.Join(content, "harbor", "app.json"))
	root := serveSite(t, buildSite(t, content, "--against", before), "/repo/")
	b := newTab(t)
	b.open(root + "index.html?q=mark:new&filters=open")
	b.wait(findCards + ` === "Softphone, Wallboard" && document.querySelector('[data-facet=mark] [data-word="mark:new"]:checked')`)
	if got := eval[string](b, `document.querySelector("[data-found] .card-foot").textContent`); !strings.Contains(got, "New") {
		t.Error(got)
	}
	b.open(root + "index.html?sort=version")
	b.wait(findCards + `.startsWith("Softphone, Wallboard, ")`)
}

// TestSearchFile: the search works from disk.
func TestSearchFile(t *testing.T) {
	t.Parallel()
	root := "file://" + filepath.ToSlash(searchedSite(t))
	b := newTab(t)
	b.open(root + "/apps/cafe/c.html")
	b.shortcut("/")
	b.wait(`document.activeElement.id === "find" && document.documentElement.dataset.search`)
	b.press("wallb")
	b.wait(findRows + ` === 1`)
	b.press(kb.ArrowDown + kb.Enter)
	b.wait(`location.href === ` + fmt.Sprintf("%q", root+"/apps/harbor/wall.html"))
	b.open(root + "/index.html?q=order+-lookup&sort=title")
	b.wait(findCards + ` === "Café, Order of things, Refund"`)
	b.run(`document.querySelector("#find").focus()`)
	b.press(kb.End + " things")
	b.wait(findCards + ` === "Order of things" && location.search.includes("things")`)
}

// TestSearchSays: what is odd about a query is said, and its words are chips.
func TestSearchSays(t *testing.T) {
	t.Parallel()
	root := serveSite(t, searchedSite(t), "/repo/")
	b := newTab(t)
	for query, want := range map[string]string{
		"colour:red":              "There is no filter called colour; it was taken as text.|colour:red",
		"softphnoe":               "Nothing has “softphnoe”; shown is what is spelled alike.Did you mean softphone?|softphnoe",
		"microfone tag:voise":     "Did you mean microphone tag:voice?|microfone,Tag voise",
		"prem:camera":             "There is no filter called prem; it was taken as text.Did you mean perm:camera?|prem:camera",
		"status:fail -perm:cam":   "|Status Errors,not Asks for cam",
		"constructor softphnoe":   "|constructor,softphnoe",
		"order perm:camera":       "|order,Asks for camera",
		"-status:pass rule:size-": "|not Status No errors,Rule broken size-",
	} {
		b.open(root + "index.html?q=" + url.QueryEscape(query))
		b.wait(`document.querySelector("[data-chips] .chip") && document.documentElement.dataset.search === "all" && (document.querySelector("[data-found] .card") || document.querySelector("[data-found] .empty"))`)
		b.soon(`!/being loaded/.test(document.querySelector("[data-found]").textContent)`, slow)
		got := eval[string](b, `(document.querySelector("[data-found] .find-note")?.textContent ?? "") + "|" + Array.from(document.querySelectorAll("[data-chips] .chip"), c => Array.from(c.children, e => e.textContent).slice(0, -1).join(" ")).join()`)
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", query, got, want)
		}
	}
	b.open(root + "index.html?q=order+perm:camera")
	b.wait(`document.querySelector("[data-found] .empty")`)
	if got := eval[string](b, `Array.from(document.querySelectorAll(".empty button"), e => e.textContent).join()`); got != "Drop order 1,Drop perm:camera 4,Show everything" && got != "Drop perm:camera 4,Drop order 1,Show everything" {
		t.Error(got)
	}
}

// TestSearchHostile: what a definition says stays text wherever it is shown.
func TestSearchHostile(t *testing.T) {
	t.Parallel()
	root := serveSite(t, searchedSite(t), "/repo/")
	b := newTab(t)
	b.open(root + "index.html?q=app:hostile&filters=open")
	b.wait(findCards + ` === '<b>Bold</b> & "quoted"' && document.querySelector("[data-facet=dev]")`)
	b.run(`document.querySelector("#find").focus()`)
	b.press(" bold onerror script tag:a")
	b.wait(`document.querySelectorAll("[data-found] mark").length > 1`)
	b.open(root + "apps/cafe/c.html")
	b.shortcut("/")
	b.wait(`document.documentElement.dataset.search === "all"`)
	b.press("<img <b>")
	b.wait(findRows + ` === 1`)
	if n := eval[int](b, `document.querySelectorAll(".find img, .find script, .find b, [onerror]").length`); n != 0 {
		t.Errorf("%d elements were made of a text", n)
	}
}

// TestSearchWithoutScript: the index is what it was, and shows no tools that
// would do nothing.
func TestSearchWithoutScript(t *testing.T) {
	t.Parallel()
	root := serveSite(t, searchedSite(t), "/repo/")
	b := newTab(t)
	b.noScript()
	b.open(root + "index.html?q=order")
	if n := eval[int](b, `document.querySelectorAll("[data-still] .card").length`); n != 7 {
		t.Errorf("%d cards", n)
	}
	if got := eval[string](b, `["[data-tools]", "[data-filters]", "[data-found]", "[data-find]"].filter(s => document.querySelector(s).getClientRects().length).join()`); got != "" {
		t.Errorf("shown without scripts: %s", got)
	}
}

// TestSearchServe: the data follow what is saved.
func TestSearchServe(t *testing.T) {
	a := newAuthor(t)
	address := startServe(t, "--content", a.dir)
	b := newTab(t)
	b.open(address + "index.html?q=deliveries")
	b.wait(`document.querySelector("[data-found] .empty")`)
	a.save("acme", definitionOf("acme", "Deliveries"))
	b.wait(findCards + ` === "Deliveries"`)
}
